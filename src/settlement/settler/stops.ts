/** Stops the making of batches until somebody has looked; said once for as long as it is the same. */
import type { SettlementStore } from '../store/index.js';

export async function stopFor(
  store: SettlementStore,
  atMs: number,
  code: string,
  detail: string,
): Promise<void> {
  const { stop } = store;
  if (stop?.code !== code || stop.detail !== detail) await store.saveStop({ code, detail, atMs });
}
