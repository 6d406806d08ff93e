/** Tests that need what is not part of the project: where it is not there they are counted as skipped, and say why. */
import { it } from 'vitest';

/** A test that runs where nothing is missing; `missing` says what is, and how to get it. */
export function itWith(
  missing: string | undefined,
  name: string,
  run: () => void | Promise<void>,
  timeoutMs?: number,
): void {
  if (missing === undefined) it(name, run, timeoutMs);
  else it.skip(`${name} [${missing}]`, run);
}
