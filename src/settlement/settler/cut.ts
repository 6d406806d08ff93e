/**
 * Cuts the ledger where it stands and freezes what has changed since the last cut into signed batches. Nothing here has an
 * effect: what comes back is put on disk whole before anybody sees it. Throws SettlementRefused when the ledger does not
 * balance or cannot be split under the contract's caps.
 */
import { TypedDataEncoder } from 'ethers';
import type { Core } from '../../engine/core/index.js';
import { type BatchRecord, type ChainHead, freezeRange, type Standing } from '../batches/index.js';
import type { TypedDataSigner, VenueContracts } from '../chain/index.js';
import { ACCOUNTS_PER_BATCH_MAX, domainOf, HEADER_TYPES, NO_HASH } from '../contracts/index.js';
import {
  type ChainView,
  chainViewOf,
  differenceOf,
  type Settled,
  settledTarget,
  splitRange,
} from '../netting/index.js';
import type { BatchNote } from '../store/index.js';
import { SumTree, saltsOf } from '../sum-tree/index.js';

export interface CutTerms {
  readonly contracts: VenueContracts;
  readonly attestor: TypedDataSigner;
  /** Secret of the liabilities tree's salts. */
  readonly secret: Uint8Array;
  /** Account on chain that carries what has no wallet. */
  readonly omnibusId: number;
  /** Account on chain through which the batches of a group run. */
  readonly clearingId: number;
  /** The most that may leave accounts in one batch. */
  readonly debitMicroPat: number;
}

/** Where the ledger stands, before it is decided whether that is worth a batch. */
export interface Cut {
  readonly view: ChainView;
  readonly target: Settled;
  readonly requestSequence: number;
  readonly changedAccounts: number;
  readonly rows: ReturnType<typeof differenceOf>;
}

export interface FrozenGroup {
  readonly records: readonly BatchRecord[];
  readonly notes: readonly BatchNote[];
  readonly settled: Settled;
  readonly head: ChainHead;
}

/** Before the first batch. */
export const FIRST_HEAD: ChainHead = {
  batchId: 0,
  batchHash: NO_HASH,
  standing: { ledgerSequence: 0, requestSequence: 0, liabilitiesRoot: NO_HASH, liabilitiesSum: 0 },
};

export function cutOf(core: Core, settled: Settled, omnibusId: number): Cut {
  const view = chainViewOf(core);
  const target = settledTarget(core, view, omnibusId);
  const rows = differenceOf(target, settled, (place) => core.state.wallets.numberAt(place));
  const { requestSequence } = core.state.wallets;
  return { view, target, requestSequence, changedAccounts: rows.length, rows };
}

/** @param eventHash of all events up to the cut: what the batch's `tradesRoot` says */
export async function freezeCut(
  cut: Cut,
  head: ChainHead,
  eventHash: Uint8Array,
  terms: CutTerms,
  nowMs: number,
): Promise<FrozenGroup> {
  const { contracts, attestor, secret, clearingId, debitMicroPat } = terms;
  const { view, target, requestSequence, rows } = cut;
  const { clearing, chainId } = contracts;
  const domain = domainOf('PatClearing', { chainId, contract: clearing.address });
  const tree = new SumTree(view, saltsOf(secret, view));
  const after: Standing = {
    ledgerSequence: view.ledgerSequence,
    requestSequence,
    ...tree.posted,
  };
  const limits = {
    accountsMax: ACCOUNTS_PER_BATCH_MAX,
    debitMicroPat,
    clearingAccountId: clearingId,
  };
  const batches = splitRange(rows, limits);
  const tradesRoot = `0x${Buffer.from(eventHash).toString('hex')}`;
  const frozen = freezeRange(batches, { after, tradesRoot }, head, domain);
  const records: BatchRecord[] = [];
  const notes: BatchNote[] = [];
  for (const [index, { header, payload, batchHash }] of frozen.entries()) {
    if (TypedDataEncoder.hash(domain, HEADER_TYPES, header) !== batchHash) {
      throw new TypeError('a header has another hash than it was frozen with');
    }
    const signature = await attestor.signTypedData(domain, HEADER_TYPES, header);
    const call = [header, payload, signature];
    const callData = clearing.interface.encodeFunctionData('settle', call);
    const batchId = header.id;
    records.push({ batchId, batchHash, callData, state: 'PENDING', attempts: [] });
    notes.push({
      batchId,
      isGroupEnd: index === frozen.length - 1,
      ledgerSequence: header.ledgerSeq,
      requestSequence: header.requestSeq,
      liabilitiesRoot: header.liabilitiesRoot,
      liabilitiesSum: header.liabilitiesSum,
      debitMicroPat: batches[index]?.debitMicroPat ?? 0,
      frozenAtMs: nowMs,
    });
  }
  const last = frozen.at(-1);
  if (last === undefined) throw new TypeError('a range froze to nothing');
  const newHead = { batchId: last.header.id, batchHash: last.batchHash, standing: after };
  return { records, notes, settled: target, head: newHead };
}
