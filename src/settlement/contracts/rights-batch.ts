/**
 * The bytes of a batch of rights as AccessRights reads them. A row is 16 bytes, big-endian: u32 series, u32 account, i64 delta
 * in lots; series and account together ascend strictly. Rights come from MINTED and end in LAPSED or EXERCISED, so that
 * every series adds up to zero. Throws RangeError on what does not fit; whether it adds up is for the chain to say.
 */
import { AbiCoder, type BytesLike, hexlify, keccak256 } from 'ethers';

export const RIGHTS_ROW_BYTES = 16;
export const RIGHTS_ROWS_MAX = 500;

/** Places in a row that are nobody's account. */
export const SUPPLY = {
  /** Where rights come from; never positive. */
  MINTED: 0,
  /** Rights that lapsed or that their provider took back; never negative. */
  LAPSED: 2 ** 32 - 2,
  /** Rights that were exercised; never negative. */
  EXERCISED: 2 ** 32 - 1,
} as const;

export interface RightsRow {
  /** The ledger's number. */
  readonly seriesId: number;
  /** Account on chain, or one of SUPPLY. */
  readonly accountId: number;
  readonly deltaLots: number;
}

/** A series as the chain gets it, once and for good. */
export interface NewSeries {
  readonly number: number;
  readonly key: {
    readonly segment: string;
    readonly windowSeconds: number;
    readonly band: number;
    readonly start: number;
  };
  readonly licenceHash: string;
  readonly mintCapLots: number;
}

const NEW_SERIES =
  'tuple(uint32 number, tuple(bytes32 segment, uint32 windowSeconds, uint16 band, uint64 start) key, bytes32 licenceHash, uint64 mintCapLots)[]';

/** Packs rows, which the caller has sorted. */
export function packRightsRows(rows: readonly RightsRow[]): Uint8Array {
  const bytes = new Uint8Array(rows.length * RIGHTS_ROW_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, { seriesId, accountId, deltaLots }] of rows.entries()) {
    const isWhole = Number.isSafeInteger(deltaLots) && isU32(seriesId) && isU32(accountId);
    if (!isWhole) throw new RangeError(`${deltaLots} lots of ${seriesId} for ${accountId}`);
    view.setUint32(index * RIGHTS_ROW_BYTES, seriesId);
    view.setUint32(index * RIGHTS_ROW_BYTES + 4, accountId);
    view.setBigInt64(index * RIGHTS_ROW_BYTES + 8, BigInt(deltaLots));
  }
  return bytes;
}

const isU32 = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/** What a header says of the series and rows it comes with. */
export const rightsPayloadHash = (series: readonly NewSeries[], rows: BytesLike): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode([NEW_SERIES, 'bytes'], [series, hexlify(rows)]));
