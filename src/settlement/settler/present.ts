/** The settler's report, read from its disk, the ledger and what the last round saw. Changes nothing. */
import type { Found } from '../chain/index.js';
import type { Connected } from './connection.js';
import { FIRST_HEAD } from './cut.js';
import type { SettlerOptions } from './options.js';
import type { Reconciliation } from './reconcile.js';
import type { SettlerReport, SettlerState, Trouble } from './report.js';
import { isPassing, standingTrouble } from './trouble.js';

/** What a settler knows that is not on disk. */
export interface Seen {
  readonly connected: Connected | undefined;
  readonly found: Found | undefined;
  readonly reconciliation: Reconciliation | undefined;
  /** Of the last round. */
  readonly trouble: Trouble | undefined;
}

export function reportOf(options: SettlerOptions, seen: Seen): SettlerReport {
  const { store, host, clearing, rpc } = options;
  const { found, reconciliation } = seen;
  const { wallets, registry } = host.core.state;
  const batches = store.batches();
  const unfinished = batches.filter(({ state }) => state !== 'JOURNALED');
  const head = store.head ?? FIRST_HEAD;
  const standing = standingTrouble(store);
  const trouble = standing ?? seen.trouble;
  const { scanner, contracts } = seen.connected ?? {};
  const pending = (scanner?.pending ?? []).flatMap(({ event }) =>
    event.kind === 'DEPOSITED' ? [event.amountMicroPat] : [],
  );
  return {
    state: stateOf(options, seen, standing),
    ...(trouble === undefined ? {} : { trouble }),
    chainId: contracts?.chainId ?? registry.chain?.chainId ?? 0,
    clearing,
    headBlock: found?.head.number ?? 0,
    finalBlock: found?.final.number ?? 0,
    scannedBlock: scanner?.cursor.number ?? 0,
    reorgs: scanner?.reorgs ?? 0,
    rpcRetries: rpc.retries,
    depositSequence: wallets.depositSequence,
    requestSequence: wallets.requestSequence,
    pendingDeposits: pending.length,
    pendingMicroPat: pending.reduce((sum, one) => sum + one, 0),
    batchId: head.batchId,
    batchState: unfinished[0]?.state ?? batches.at(-1)?.state ?? 'NONE',
    ledgerSequence: head.standing.ledgerSequence,
    liabilitiesRoot: head.standing.liabilitiesRoot,
    batchesInFlight: unfinished.length,
    lastBatchAtMs: store.noteOf(head.batchId)?.frozenAtMs ?? 0,
    reconciledBatchId: store.reconciledId,
    reconciledBlock: reconciliation?.blockNumber ?? 0,
    accountsOnChain: reconciliation?.accountCount ?? 0,
    accountsMicroPat: reconciliation?.accountsMicroPat ?? 0,
    tokenMicroPat: reconciliation?.tokenMicroPat ?? 0,
  };
}

function stateOf(
  { store, host }: SettlerOptions,
  { trouble, connected }: Seen,
  standing: Trouble | undefined,
): SettlerState {
  const { chain } = host.core.state.registry;
  if (chain !== null && chain.escapedBatchId !== null) return 'ESCAPED';
  if (standing !== undefined) return 'STOPPED';
  if (trouble !== undefined) return isPassing(trouble.code) ? 'WAITING' : 'STOPPED';
  if (connected === undefined) return 'CONNECTING';
  return store.control.isPaused ? 'PAUSED' : 'SETTLING';
}
