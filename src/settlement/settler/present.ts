/** The settler's report, read from its disk, the ledger and what the last round saw. Changes nothing. */
import type { BatchRecord } from '../batches/index.js';
import type { Found } from '../chain/index.js';
import type { Connected } from './connection.js';
import { FIRST_HEAD } from './cut.js';
import type { SettlerOptions } from './options.js';
import type { Reconciliation } from './reconcile.js';
import type { RightsReconciliation } from './reconcile-rights.js';
import type { SettlerReport, SettlerState, Trouble } from './report.js';
import { isPassing, standingTrouble } from './trouble.js';

/** What a settler knows that is not on disk. */
export interface Seen {
  readonly connected: Connected | undefined;
  readonly found: Found | undefined;
  readonly reconciliation: Reconciliation | undefined;
  readonly rightsReconciliation: RightsReconciliation | undefined;
  /** Of the last round. */
  readonly trouble: Trouble | undefined;
}

export function reportOf(options: SettlerOptions, seen: Seen): SettlerReport {
  const { store, host, clearing, rpc } = options;
  const { found, reconciliation, rightsReconciliation } = seen;
  const { wallets, registry } = host.core.state;
  const batches = store.batches();
  const ofMoney = batches.filter(({ rights }) => rights === undefined);
  const ofRights = batches.filter(({ rights }) => rights !== undefined);
  const { rights } = store;
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
    batchState: oldestOf(ofMoney),
    ledgerSequence: head.standing.ledgerSequence,
    liabilitiesRoot: head.standing.liabilitiesRoot,
    batchesInFlight: batches.filter(({ state }) => state !== 'JOURNALED').length,
    lastBatchAtMs: store.noteOf(head.batchId)?.frozenAtMs ?? 0,
    reconciledBatchId: store.reconciledId,
    reconciledBlock: reconciliation?.blockNumber ?? 0,
    accountsOnChain: reconciliation?.accountCount ?? 0,
    accountsMicroPat: reconciliation?.accountsMicroPat ?? 0,
    tokenMicroPat: reconciliation?.tokenMicroPat ?? 0,
    walletsSetAside: wallets.setAside,
    setAsideMicroPat: reconciliation?.setAsideMicroPat ?? 0,
    rightsContract: contracts?.rights?.address ?? store.rightsContract ?? '',
    rightsBatchId: rights.head?.batchId ?? 0,
    rightsBatchState: oldestOf(ofRights),
    rightsLedgerSequence: rights.head?.ledgerSequence ?? 0,
    reconciledRightsBatchId: rights.reconciledId,
    seriesOnChain: rightsReconciliation?.seriesCount ?? 0,
    rightHoldersOnChain: rightsReconciliation?.holderCount ?? 0,
    rightLotsOnChain: rightsReconciliation?.heldLots ?? 0,
  };
}

/** Where the oldest unfinished one is, else the newest. */
function oldestOf(batches: readonly BatchRecord[]): BatchRecord['state'] | 'NONE' {
  const unfinished = batches.find(({ state }) => state !== 'JOURNALED');
  return (unfinished ?? batches.at(-1))?.state ?? 'NONE';
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
