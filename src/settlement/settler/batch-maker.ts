/**
 * Makes the next batches when it is time and journal, disk and chain tell one story: the ledger is cut where it stands and
 * what changed since the last cut is put on disk, frozen and attested, all or nothing. A story that does not fit stops the
 * making of batches until somebody has looked. Fails with ChainProblem and SettlementRefused; nothing is frozen then.
 */
import { ChainProblem, type ChainReader, type Found, type VenueContracts } from '../chain/index.js';
import type { Connected } from './connection.js';
import { type CutTerms, cutOf, FIRST_HEAD, freezeCut } from './cut.js';
import { addressText } from './hex.js';
import type { SettlerOptions } from './options.js';
import { stopFor } from './stops.js';
import { contradictionOf } from './stories.js';

/** @returns whether batches were made */
export async function makeBatches(
  options: SettlerOptions,
  { reader, contracts }: Connected,
  found: Found | undefined,
): Promise<boolean> {
  const { store, host, terms, attestor, secret, venue } = options;
  const head = store.head ?? FIRST_HEAD;
  if (store.control.isPaused || store.stop !== undefined) return false;
  const unfinished = store.batches().filter(({ state }) => state !== 'JOURNALED');
  const isOnChain = unfinished.every(({ state }) => state === 'MINED' || state === 'CONFIRMED');
  if (!isOnChain || unfinished.length >= terms.unfinalMax) return false;
  const { core } = host;
  const { wallets } = core.state;
  const omnibusId = wallets.find(addressText(venue));
  const clearingId = wallets.find(addressText(contracts.timelock));
  if (omnibusId === 0 || clearingId === 0) {
    throw new ChainProblem('WRONG_CONTRACT', 'the venue or the timelock has no account there');
  }
  const lastAtMs = store.noteOf(head.batchId)?.frozenAtMs ?? 0;
  const sinceMs = host.nowMs() - lastAtMs;
  if (sinceMs < Math.min(terms.intervalMs, terms.heartbeatMs)) return false;
  if (await contradicts(options, reader, contracts, found)) return false;
  const settled = store.settledAt(head.batchId) ?? new Float64Array(2);
  const limits = (await reader.call(contracts.clearing, 'limits')).map(Number);
  const debitMicroPat = Math.min(...limits, Number.MAX_SAFE_INTEGER);
  // From here to the hash nothing is awaited: the cut and its hash are of one moment.
  const cut = cutOf(core, settled, omnibusId);
  const eventHash = host.eventHash();
  const isNews = cut.changedAccounts > 0 || cut.requestSequence > head.standing.requestSequence;
  if (!isNews && sinceMs < terms.heartbeatMs) return false;
  const cutTerms: CutTerms = { contracts, attestor, secret, omnibusId, clearingId, debitMicroPat };
  const group = await freezeCut(cut, head, eventHash, cutTerms, host.nowMs());
  await store.saveGroup(group);
  return true;
}

/** Whether journal, disk and chain do not tell one story; then no batch is made until somebody has looked. */
async function contradicts(
  { store, host }: SettlerOptions,
  reader: ChainReader,
  contracts: VenueContracts,
  found: Found | undefined,
): Promise<boolean> {
  const { batchId, batchHash } = store.head ?? FIRST_HEAD;
  const batches = store.batches();
  const blocks = batches.map(({ block }) => block?.number ?? 0);
  const contradiction = await contradictionOf(reader, contracts, {
    batchId,
    batchHash,
    journaledId: host.core.state.registry.chain?.batch?.batchId ?? 0,
    seenBlock: Math.max(found?.head.number ?? 0, ...blocks),
    isAllFinal: batches.every(({ state }) => state === 'JOURNALED'),
  });
  if (contradiction === undefined) return false;
  if (contradiction !== 'LATER') {
    await stopFor(store, host.nowMs(), contradiction.code, contradiction.detail);
  }
  return true;
}
