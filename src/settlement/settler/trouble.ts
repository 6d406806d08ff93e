/**
 * What goes wrong in a round, by its code: what was foreseen and whether it passes by itself. Anything else is our bug and
 * not for this file.
 */
import { ChainProblem, RpcFailed } from '../chain/index.js';
import { SettlementRefused } from '../netting/index.js';
import type { SettlementStore } from '../store/index.js';
import type { Trouble } from './report.js';

type Foreseen = RpcFailed | ChainProblem | SettlementRefused;

const PASSING: readonly string[] = [
  'UNREACHABLE',
  'RATE_LIMITED',
  'MALFORMED',
  'REFUSED',
  'NODE_BEHIND',
  'WOULD_REVERT',
  'UNDERFUNDED',
  'LEDGER_BUSY',
  'EVENTS_MISSING',
  'SIGNER_AWAY',
  'SIGNER_REFUSED',
];

export const isPassing = (code: string): boolean => PASSING.includes(code);

export function isForeseen(error: unknown): error is Foreseen {
  return (
    error instanceof RpcFailed ||
    error instanceof ChainProblem ||
    error instanceof SettlementRefused
  );
}

export function describe(error: Foreseen): { code: string; detail: string } {
  const code = error instanceof RpcFailed ? error.problem : error.code;
  return { code, detail: error.message };
}

/** What is on disk and waits for somebody, worst first; undefined when nothing does. */
export function standingTrouble(store: SettlementStore): Trouble | undefined {
  const { stop } = store;
  if (stop !== undefined) return { code: stop.code, detail: stop.detail, sinceMs: stop.atMs };
  const halted = store.batches().find(({ state }) => state === 'HALTED');
  if (halted?.halt === undefined) return undefined;
  const { reason, detail } = halted.halt;
  const isOfRights = halted.rights !== undefined;
  const note = (isOfRights ? store.rights : store).noteOf(halted.batchId);
  const sinceMs = halted.submittedAtMs ?? note?.frozenAtMs ?? 0;
  const what = isOfRights ? 'batch of rights' : 'batch';
  return { code: reason, detail: `${what} ${halted.batchId}: ${detail}`, sinceMs };
}
