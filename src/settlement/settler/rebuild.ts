/**
 * Makes a settler's disk anew from chain and journal, where it was lost or is an older copy, and proves it before anything
 * is written: the contract's batches are chained and hashed as they say; the journal's last confirmation is one of them; the
 * ledger replayed to the last batch's sequence has the liabilities root that batch posted and the balances and rights that
 * are on chain; nothing of the settler's is on its way.
 *
 * A group of which the chain has only a part is made again as it was made, and goes on. What the journal has not confirmed is
 * put down as MINED: the settler waits for its finality and confirms it, as if it had sent it. Fails with ChainProblem NOT_REBUILT and the reason, and leaves the disk as it was.
 */
import { keccak256, TypedDataEncoder } from 'ethers';
import type { Core } from '../../engine/core/index.js';
import type { BatchRecord } from '../batches/index.js';
import { ChainProblem, type ChainReader, type VenueContracts } from '../chain/index.js';
import { domainOf, HEADER_TYPES } from '../contracts/index.js';
import { chainViewOf, settledTarget } from '../netting/index.js';
import type { BatchNote, FrozenCut, SettlementStore } from '../store/index.js';
import { SumTree, saltsOf } from '../sum-tree/index.js';
import { bookingsOnChain } from './chain-bookings.js';
import { cutOf, FIRST_HEAD, freezeCut } from './cut.js';
import { addressText, bytesOf } from './hex.js';
import { type MoneyCut, provenRights, type RightsRebuild } from './rebuild-rights.js';
import { reconcile } from './reconcile.js';
import { hashBefore, minedOf, type SettledOnChain, settledOnChain } from './settled-headers.js';

export interface RebuildTerms extends RightsRebuild {
  readonly store: SettlementStore;
  /** Of the liabilities tree's salts. */
  readonly secret: Uint8Array;
  /** Address of the settler's key. */
  readonly settler: string;
  readonly fromBlock: number;
  /** The ledger as it was when the running hash of all events was this, 0x-prefixed; undefined: it never was. */
  readonly coreBehind: (eventHash: string) => Core | undefined;
}

export interface Rebuilt {
  readonly blockNumber: number;
  readonly batchId: number;
  readonly ledgerSequence: number;
  readonly rightsBatchId: number;
  /** Batches that the journal has not confirmed yet. */
  readonly unconfirmed: number;
}

interface Header {
  readonly id: bigint;
  readonly prevHash: string;
  readonly tradesRoot: string;
  readonly payloadHash: string;
  readonly ledgerSeq: bigint;
  readonly requestSeq: bigint;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSum: bigint;
}

const NO_ROWS = keccak256('0x');

interface Batch extends SettledOnChain {
  readonly header: Header;
}

export async function rebuild(terms: RebuildTerms): Promise<Rebuilt> {
  const { reader, contracts, store, fromBlock, coreAt } = terms;
  const head = await reader.head();
  const nonce = await nextNonce(terms, head.number);
  const range = { from: fromBlock, to: head.number };
  const batches = await moneyOnChain(reader, contracts, range);
  const last = batches.at(-1);
  if (last === undefined) throw notRebuilt('the chain has no batch: there is nothing to make anew');
  if ((store.head?.batchId ?? 0) >= last.batchId) {
    throw notRebuilt(`the disk has batch ${store.head?.batchId}, the chain ends with it`);
  }
  const journaledId = mustBeInJournal(coreAt(), batches);
  const cuts = batches.filter((one) => isGroupEnd(one, batches)).map(cutIn);
  const rights = await provenRights(terms, range, head, cuts);
  const kept = batches.slice(Math.max(0, journaledId - 1));
  const records = kept.map((one): BatchRecord => {
    if (one.batchId > journaledId) return minedOf(one);
    // Nonces are given out behind this one.
    return { ...minedOf(one), state: 'JOURNALED', nonce: nonce - 1 };
  });
  const notes = kept.map((one) => noteOf(one, batches));
  const known = { records, notes, ...(rights === undefined ? {} : { rights }) };
  const cut = isGroupEnd(last, batches)
    ? { ...known, ...(await settledWith(terms, last, head)) }
    : await withRestOfGroup(terms, batches, known);
  await store.saveRebuilt(cut, contracts.rights?.address.toLowerCase());
  return {
    blockNumber: head.number,
    batchId: cut.head.batchId,
    ledgerSequence: cut.head.standing.ledgerSequence,
    rightsBatchId: rights?.head.batchId ?? 0,
    unconfirmed: last.batchId - journaledId,
  };
}

/** A transaction that is still on its way would settle something that is not in what is made anew. */
async function nextNonce({ reader, settler }: RebuildTerms, head: number): Promise<number> {
  const mined = await reader.nonceAt(settler, head);
  const pending = await reader.pendingNonce(settler);
  if (pending === mined) return mined;
  throw notRebuilt(`${pending - mined} transactions of ${settler} are on their way: wait for them`);
}

async function moneyOnChain(
  reader: ChainReader,
  { clearing, chainId }: VenueContracts,
  range: { readonly from: number; readonly to: number },
): Promise<Batch[]> {
  const domain = domainOf('PatClearing', { chainId, contract: clearing.address });
  const settled = await settledOnChain(reader, clearing, 'BatchSettled', range);
  return settled.map((one) => {
    const given = one.args.header as { toObject(): Header };
    const header = given.toObject();
    const isItsHash = TypedDataEncoder.hash(domain, HEADER_TYPES, header) === one.batchHash;
    if (isItsHash && header.prevHash === hashBefore(settled, one.batchId))
      return { ...one, header };
    throw notRebuilt(`batch ${one.batchId} is not what its hash says, or follows another`);
  });
}

/** @returns the last batch the journal has confirmed */
function mustBeInJournal({ state }: Core, batches: readonly Batch[]): number {
  const journaled = state.registry.chain?.batch;
  if (journaled === null || journaled === undefined) return 0;
  const { batchId, batchHash } = journaled;
  const onChain = batches[batchId - 1]?.batchHash;
  if (onChain === `0x${batchHash}`) return batchId;
  throw notRebuilt(`the journal has 0x${batchHash} as batch ${batchId}, the chain ${onChain}`);
}

/** What batches brought, by the ledger; what the chain and the last batch say must be the same. */
async function settledWith(
  { reader, contracts, secret, fromBlock, coreAt }: RebuildTerms,
  { batchId, batchHash, header }: Batch,
  block: { readonly number: number; readonly hash: string },
): Promise<Pick<FrozenCut, 'settled' | 'head'>> {
  const core = coreAt(Number(header.ledgerSeq));
  const view = chainViewOf(core);
  const { posted } = new SumTree(view, saltsOf(secret, view));
  const isPosted =
    posted.liabilitiesRoot === header.liabilitiesRoot &&
    BigInt(posted.liabilitiesSum) === header.liabilitiesSum;
  if (!isPosted) throw notRebuilt(`batch ${batchId} posts other liabilities than the journal has`);
  const settled = settledTarget(core, view, core.state.wallets.find(addressText(contracts.venue)));
  const booked = await bookingsOnChain(reader, contracts, fromBlock, block.number);
  const { wallets } = core.state;
  const books = { settled, wallets, booked, isOfLogs: true };
  const { problems } = await reconcile(reader, contracts, block, books);
  if (problems.length > 0) throw notRebuilt(problems.join('; '));
  return { settled, head: { batchId, batchHash, standing: standingOf(header) } };
}

/**
 * The chain has only the first batches of a group. Each of them names the cut by the ledger's event hash, so the group is
 * made again from the journal as it was made then; where those on chain are hash for hash the same, the rest is what was lost.
 */
async function withRestOfGroup(
  terms: RebuildTerms,
  batches: readonly Batch[],
  known: Pick<FrozenCut, 'records' | 'notes'>,
): Promise<FrozenCut> {
  const { reader, contracts, attestor, secret, coreAt, coreBehind, nowMs } = terms;
  const end = batches.findLast((one) => isGroupEnd(one, batches));
  const first = batches[end?.batchId ?? 0] as Batch;
  const { tradesRoot, ledgerSeq } = first.header;
  const core = coreBehind(tradesRoot);
  if (core === undefined) throw notRebuilt(`the journal never was at ${tradesRoot}`);
  const { wallets } = core.state;
  const omnibusId = wallets.find(addressText(contracts.venue));
  const clearingId = wallets.find(addressText(contracts.carrier));
  const limits = (await reader.call(contracts.clearing, 'limits')).map(Number);
  const debitMicroPat = Math.min(...limits, Number.MAX_SAFE_INTEGER);
  const before = end === undefined ? undefined : coreAt(Number(ledgerSeq));
  const settled = before && settledTarget(before, chainViewOf(before), omnibusId);
  const head =
    end === undefined
      ? FIRST_HEAD
      : { batchId: end.batchId, batchHash: end.batchHash, standing: standingOf(end.header) };
  const group = await freezeCut(
    cutOf(core, settled ?? new Float64Array(2), omnibusId),
    head,
    bytesOf(tradesRoot),
    { contracts, attestor, secret, omnibusId, clearingId, debitMicroPat },
    nowMs,
  );
  const onChain = batches.slice(head.batchId);
  const isTheSame = onChain.every(
    (one, index) => one.batchHash === group.records[index]?.batchHash,
  );
  if (!isTheSame) {
    throw notRebuilt(`batch ${first.batchId} and those behind it are not what the journal makes`);
  }
  return {
    ...known,
    records: [...known.records, ...group.records.slice(onChain.length)],
    notes: [...known.notes, ...group.notes.slice(onChain.length)],
    settled: group.settled,
    head: group.head,
  };
}

const cutIn = ({ batchId, header }: Batch): MoneyCut => ({
  batchId,
  ledgerSequence: Number(header.ledgerSeq),
});

const noteOf = (one: Batch, all: readonly Batch[]): BatchNote => ({
  batchId: one.batchId,
  isGroupEnd: isGroupEnd(one, all),
  ...standingOf(one.header),
  debitMicroPat: 0,
  frozenAtMs: 0,
});

/** Only a group's last batch speaks of a new range; one without rows is a group by itself. */
const isGroupEnd = ({ batchId, header }: Batch, all: readonly Batch[]): boolean =>
  header.ledgerSeq !== (all[batchId - 2]?.header.ledgerSeq ?? 0n) || header.payloadHash === NO_ROWS;

const standingOf = (header: Header) => ({
  ledgerSequence: Number(header.ledgerSeq),
  requestSequence: Number(header.requestSeq),
  liabilitiesRoot: header.liabilitiesRoot,
  liabilitiesSum: Number(header.liabilitiesSum),
});

const notRebuilt = (detail: string): ChainProblem => new ChainProblem('NOT_REBUILT', detail);
