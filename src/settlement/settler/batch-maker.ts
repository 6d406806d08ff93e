/**
 * Makes the next batches when it is time and journal, disk and chain tell one story: the ledger is cut where it stands and
 * what changed since the last cut, of money and of rights, is put on disk, frozen and attested, all or nothing. Rights come
 * behind the money of the same sequence, and money does not wait for rights that are held up. A story that does not fit
 * stops the making of batches until somebody has looked. Fails with ChainProblem and SettlementRefused; nothing is frozen
 * then.
 */
import { type BatchRecord, isUnsettled } from '../batches/index.js';
import { ChainProblem, type Found } from '../chain/index.js';
import { RIGHTS_ROWS_MAX } from '../contracts/index.js';
import { FIRST_RIGHTS_HEAD, NO_HOLDINGS } from '../rights/index.js';
import type { Connected } from './connection.js';
import { type CutTerms, cutOf, FIRST_HEAD, freezeCut } from './cut.js';
import { addressText } from './hex.js';
import type { SettlerOptions } from './options.js';
import { freezeRightsCut, type RightsCut, rightsCutOf } from './rights-cut.js';
import { stopFor } from './stops.js';
import { contradictionOf } from './stories.js';

/** @returns whether batches were made */
export async function makeBatches(
  options: SettlerOptions,
  connected: Connected,
  found: Found | undefined,
): Promise<boolean> {
  const { store, host, terms, attestor, secret } = options;
  const { reader, contracts } = connected;
  const head = store.head ?? FIRST_HEAD;
  if (store.control.isPaused || store.stop !== undefined) return false;
  const batches = store.batches();
  const unfinished = batches.filter(({ state }) => state !== 'JOURNALED');
  const unfinishedMoney = unfinished.filter(isOfMoney);
  if (unfinishedMoney.some(isUnsettled)) return false;
  // However many batches of rights are held up, money does not wait for them.
  if (unfinishedMoney.length >= terms.unfinalMax) return false;
  const { omnibusId, clearingId } = ownAccounts(options, connected);
  const lastAtMs = store.noteOf(head.batchId)?.frozenAtMs ?? 0;
  const sinceMs = host.nowMs() - lastAtMs;
  if (sinceMs < Math.min(terms.intervalMs, terms.heartbeatMs)) return false;
  if (await contradicts(options, connected, batches, found)) return false;
  const settled = store.settledAt(head.batchId) ?? new Float64Array(2);
  const limits = (await reader.call(contracts.clearing, 'limits')).map(Number);
  const debitMicroPat = Math.min(...limits, Number.MAX_SAFE_INTEGER);
  // From here to the hash nothing is awaited: the cuts and the hash are of one moment.
  const cut = cutOf(host.core, settled, omnibusId);
  const mayMoveRights = !unfinished.some((one) => !isOfMoney(one) && isUnsettled(one));
  const rightsCut = mayMoveRights ? changedRights(options, connected, omnibusId) : undefined;
  const eventHash = host.eventHash();
  const isNews =
    cut.changedAccounts > 0 ||
    cut.requestSequence > head.standing.requestSequence ||
    rightsCut !== undefined;
  if (!isNews && sinceMs < terms.heartbeatMs) return false;
  const cutTerms: CutTerms = { contracts, attestor, secret, omnibusId, clearingId, debitMicroPat };
  const nowMs = host.nowMs();
  const group = await freezeCut(cut, head, eventHash, cutTerms, nowMs);
  const paidBy = group.head.batchId;
  const rights = rightsCut && (await freeze(options, connected, rightsCut, paidBy, nowMs));
  await store.saveGroup({ ...group, ...(rights === undefined ? {} : { rights }) });
  return true;
}

const isOfMoney = ({ rights }: BatchRecord): boolean => rights === undefined;

/** Who carries what has no wallet, and through whom the batches of a group run. */
function ownAccounts({ host }: SettlerOptions, { contracts }: Connected) {
  const { wallets } = host.core.state;
  const omnibusId = wallets.find(addressText(contracts.venue));
  const clearingId = wallets.find(addressText(contracts.carrier));
  if (omnibusId !== 0 && clearingId !== 0) return { omnibusId, clearingId };
  throw new ChainProblem('WRONG_CONTRACT', 'the venue or the carrier has no account there');
}

/** Undefined where nothing changed, or rights are not settled on chain. */
function changedRights(
  { store, host, terms }: SettlerOptions,
  { contracts }: Connected,
  omnibusId: number,
): RightsCut | undefined {
  if (contracts.rights === undefined) return undefined;
  const { rights } = store;
  const settled = rights.settledAt(rights.head?.batchId ?? 0) ?? NO_HOLDINGS;
  const rowsMax = Math.min(terms.rightsRowsMax, RIGHTS_ROWS_MAX);
  const cut = rightsCutOf(host.core, settled, { omnibusId, rowsMax });
  return cut.batches.length === 0 ? undefined : cut;
}

function freeze(
  { store, host, attestor }: SettlerOptions,
  { contracts }: Connected,
  cut: RightsCut,
  paidBy: number,
  nowMs: number,
) {
  const { rights, chainId } = contracts;
  if (rights === undefined) throw new TypeError('rights were cut and have no contract');
  const { core } = host;
  const terms = { rights, chainId, attestor, core, paidBy, nowMs };
  return freezeRightsCut(cut, store.rights.head ?? FIRST_RIGHTS_HEAD, terms);
}

/** Whether journal, disk and chain do not tell one story; then no batch is made until somebody has looked. */
async function contradicts(
  { store, host }: SettlerOptions,
  { reader, contracts }: Connected,
  batches: readonly BatchRecord[],
  found: Found | undefined,
): Promise<boolean> {
  const blocks = batches.map(({ block }) => block?.number ?? 0);
  const areFinal = (some: readonly BatchRecord[]): boolean =>
    some.every(({ state }) => state === 'JOURNALED');
  const isOfRights = (one: BatchRecord): boolean => !isOfMoney(one);
  const money = { ...(store.head ?? FIRST_HEAD), isAllFinal: areFinal(batches.filter(isOfMoney)) };
  const contradiction = await contradictionOf(reader, contracts, {
    money,
    rights: {
      ...(store.rights.head ?? FIRST_RIGHTS_HEAD),
      isAllFinal: areFinal(batches.filter(isOfRights)),
    },
    journaledId: host.core.state.registry.chain?.batch?.batchId ?? 0,
    seenBlock: Math.max(found?.head.number ?? 0, ...blocks),
  });
  if (contradiction === undefined) return false;
  if (contradiction !== 'LATER') {
    await stopFor(store, host.nowMs(), contradiction.code, contradiction.detail);
  }
  return true;
}
