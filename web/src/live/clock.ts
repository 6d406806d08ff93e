/** The time, once a second, for whatever counts seconds. */
import { signal } from '@preact/signals';

export const nowMs = signal(Date.now());

setInterval(() => {
  nowMs.value = Date.now();
}, 1_000);
