/**
 * Fixes the batches of one ledger range: packed rows, headers chained to the batch before, and the hashes an attestor signs.
 *
 * Only the last batch of a group speaks of the new range. The ones before it repeat what was settled last, because until
 * the group is through the chain's balances are no ledger's: no withdrawal and no rights may count on them. The same input
 * gives the same bytes. Throws SettlementRefused when a range goes back.
 */
import { hexlify, keccak256, type TypedDataDomain, TypedDataEncoder } from 'ethers';
import { HEADER_TYPES, packRows } from '../contracts/index.js';
import { SettlementRefused, type SubBatch } from '../netting/index.js';
import type { PostedRoot } from '../sum-tree/index.js';

/** What a settled range stands for. */
export interface Standing extends PostedRoot {
  readonly ledgerSequence: number;
  /** Withdrawal requests whose amounts the ledger has set aside. */
  readonly requestSequence: number;
}

/** The newest batch that was frozen. */
export interface ChainHead {
  readonly batchId: number;
  readonly batchHash: string;
  readonly standing: Standing;
}

/** A header as plain JSON, with the contract's names. */
export interface FrozenHeader {
  readonly id: number;
  readonly prevHash: string;
  readonly tradesRoot: string;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSum: number;
  readonly ledgerSeq: number;
  readonly requestSeq: number;
  readonly payloadHash: string;
}

export interface FrozenBatch {
  readonly header: FrozenHeader;
  /** Packed rows, 0x-prefixed hex. */
  readonly payload: string;
  /** EIP-712 digest of the header. */
  readonly batchHash: string;
}

/** A range without changes is one batch without rows: a heartbeat. */
export function freezeRange(
  batches: readonly Pick<SubBatch, 'rows'>[],
  range: { readonly after: Standing; readonly tradesRoot: string },
  head: ChainHead,
  domain: TypedDataDomain,
): FrozenBatch[] {
  const { after, tradesRoot } = range;
  const { standing: before } = head;
  if (
    after.ledgerSequence < before.ledgerSequence ||
    after.requestSequence < before.requestSequence
  ) {
    throw new SettlementRefused(
      'OUT_OF_RANGE',
      `the range ends at ${after.ledgerSequence}, before ${before.ledgerSequence}`,
    );
  }
  const group = batches.length === 0 ? [{ rows: [] }] : batches;
  const frozen: FrozenBatch[] = [];
  let { batchId: id, batchHash: prevHash } = head;
  for (const [index, { rows }] of group.entries()) {
    const standing = index === group.length - 1 ? after : before;
    const payload = hexlify(packRows(rows));
    id += 1;
    const header: FrozenHeader = {
      id,
      prevHash,
      tradesRoot,
      liabilitiesRoot: standing.liabilitiesRoot,
      liabilitiesSum: standing.liabilitiesSum,
      ledgerSeq: standing.ledgerSequence,
      requestSeq: standing.requestSequence,
      payloadHash: keccak256(payload),
    };
    prevHash = TypedDataEncoder.hash(domain, HEADER_TYPES, header);
    frozen.push({ header, payload, batchHash: prevHash });
  }
  return frozen;
}
