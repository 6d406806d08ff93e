/**
 * Fixes the batches of rights of one cut: packed rows, the series they bring, headers chained to the batch before, and the
 * hashes an attestor signs. Only the last batch of a group speaks of the cut's sequence; the same input gives the same
 * bytes. Throws SettlementRefused when the ledger would go back.
 */
import { hexlify, type TypedDataDomain, TypedDataEncoder } from 'ethers';
import {
  type NewSeries,
  NO_HASH,
  packRightsRows,
  RIGHTS_TYPES,
  rightsPayloadHash,
} from '../contracts/index.js';
import { SettlementRefused } from '../netting/index.js';
import type { RightsBatch } from './split-rights.js';

/** The newest batch of rights that was frozen. */
export interface RightsHead {
  readonly batchId: number;
  readonly batchHash: string;
  readonly ledgerSequence: number;
}

/** Before the first one. */
export const FIRST_RIGHTS_HEAD: RightsHead = { batchId: 0, batchHash: NO_HASH, ledgerSequence: 0 };

/** A header as plain JSON, with the contract's names. */
export interface FrozenRightsHeader {
  readonly id: number;
  readonly prevHash: string;
  readonly ledgerSeq: number;
  readonly payloadHash: string;
}

export interface FrozenRights {
  readonly header: FrozenRightsHeader;
  readonly newSeries: readonly NewSeries[];
  /** Packed rows, 0x-prefixed hex. */
  readonly payload: string;
  /** EIP-712 digest of the header. */
  readonly batchHash: string;
  readonly rowCount: number;
}

export function freezeRights(
  batches: readonly RightsBatch[],
  cut: { readonly ledgerSequence: number; readonly termsOf: (seriesId: number) => NewSeries },
  head: RightsHead,
  domain: TypedDataDomain,
): FrozenRights[] {
  if (cut.ledgerSequence < head.ledgerSequence) {
    throw new SettlementRefused(
      'OUT_OF_RANGE',
      `rights end at ${cut.ledgerSequence}, before ${head.ledgerSequence}`,
    );
  }
  const frozen: FrozenRights[] = [];
  let { batchId: id, batchHash: prevHash } = head;
  for (const [index, batch] of batches.entries()) {
    const isLast = index === batches.length - 1;
    const newSeries = batch.newSeries.map(cut.termsOf);
    const payload = hexlify(packRightsRows(batch.rows));
    id += 1;
    const header: FrozenRightsHeader = {
      id,
      prevHash,
      ledgerSeq: isLast ? cut.ledgerSequence : head.ledgerSequence,
      payloadHash: rightsPayloadHash(newSeries, payload),
    };
    prevHash = TypedDataEncoder.hash(domain, RIGHTS_TYPES, header);
    frozen.push({ header, newSeries, payload, batchHash: prevHash, rowCount: batch.rows.length });
  }
  return frozen;
}
