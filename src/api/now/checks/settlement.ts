/** Settlement on chain: whether batches go through. */
import type { Check, Finding } from '../check.js';

const BATCH_MS = 15 * 60_000;

export const settlement: Check = {
  id: 'settlement-stuck',
  name: 'Settlement',
  look: ({ engine, nowMs, rule }) => {
    if (engine === undefined) return undefined;
    const facts = engine.settlement;
    if (facts === undefined) return { reading: 'no chain', findings: [] };
    const { trouble, batchesInFlight, lastBatchAtMs, state } = facts;
    const reading = state.toLowerCase();
    if (trouble !== undefined) {
      const finding: Finding = {
        key: 'trouble',
        severity: 'bad',
        title: `Settlement does not go on: ${trouble.code}`,
        cause: `${trouble.detail}.`,
        sinceMs: trouble.sinceMs,
        cost: 'Trading goes on. Deposits are not credited and withdrawals not paid until it does.',
        may: 'See that the chain’s node answers; the settler tries again by itself.',
      };
      return { reading, findings: [finding] };
    }
    const ageMs = lastBatchAtMs === 0 ? 0 : nowMs - lastBatchAtMs;
    if (batchesInFlight === 0 || ageMs < rule('alert_batch_ms', BATCH_MS))
      return { reading, findings: [] };
    const finding: Finding = {
      key: 'batch',
      severity: 'bad',
      title: 'A batch is not final on chain',
      cause: `It was frozen ${(ageMs / 60_000).toFixed(0)} min ago.`,
      sinceMs: lastBatchAtMs,
      cost: 'Deposits and withdrawals wait; trading goes on.',
      may: 'Look at the transaction and its fee.',
    };
    return { reading, findings: [finding] };
  },
};
