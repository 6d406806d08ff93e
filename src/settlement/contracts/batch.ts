/**
 * The bytes of a batch as PatClearing reads them, and what an attestor signs. A row is 12 bytes, big-endian: u32 key, which
 * is the account's id times four plus the bucket, and i64 delta in micro-PAT; keys ascend strictly. Throws RangeError on
 * what does not fit; whether rows balance is for the chain to say, and for the settler before it.
 */
import type { BigNumberish, BytesLike, TypedDataDomain } from 'ethers';

export const ROW_BYTES = 12;
export const ACCOUNTS_PER_BATCH_MAX = 1_000;
/** The previous hash of the first batch. */
export const NO_HASH = `0x${'00'.repeat(32)}`;

export const Bucket = { FREE: 0, LOCKED: 1, MARGIN: 2 } as const;
export type Bucket = (typeof Bucket)[keyof typeof Bucket];

export interface Row {
  readonly accountId: number;
  readonly bucket: Bucket;
  readonly deltaMicroPat: bigint;
}

const ACCOUNTS_MAX = 2 ** 30 - 1;

/** Packs rows, which the caller has sorted by account and bucket. */
export function packRows(rows: readonly Row[]): Uint8Array {
  const bytes = new Uint8Array(rows.length * ROW_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, { accountId, bucket, deltaMicroPat }] of rows.entries()) {
    if (!Number.isInteger(accountId) || accountId < 0 || accountId > ACCOUNTS_MAX) {
      throw new RangeError(`account id ${accountId}`);
    }
    if (BigInt.asIntN(64, deltaMicroPat) !== deltaMicroPat) {
      throw new RangeError(`delta ${deltaMicroPat} of account ${accountId}`);
    }
    view.setUint32(index * ROW_BYTES, accountId * 4 + bucket);
    view.setBigInt64(index * ROW_BYTES + 4, deltaMicroPat);
  }
  return bytes;
}

/** What an attestor signs; `requestSeq` counts the withdrawal requests whose amounts the ledger has set aside. */
export interface BatchHeader {
  readonly id: BigNumberish;
  readonly prevHash: BytesLike;
  readonly tradesRoot: BytesLike;
  readonly liabilitiesRoot: BytesLike;
  readonly liabilitiesSum: BigNumberish;
  readonly ledgerSeq: BigNumberish;
  readonly requestSeq: BigNumberish;
  readonly payloadHash: BytesLike;
}

/** EIP-712 types of a batch header, in the order PatClearing hashes them. */
export const HEADER_TYPES = {
  Header: [
    { name: 'id', type: 'uint64' },
    { name: 'prevHash', type: 'bytes32' },
    { name: 'tradesRoot', type: 'bytes32' },
    { name: 'liabilitiesRoot', type: 'bytes32' },
    { name: 'liabilitiesSum', type: 'uint128' },
    { name: 'ledgerSeq', type: 'uint64' },
    { name: 'requestSeq', type: 'uint64' },
    { name: 'payloadHash', type: 'bytes32' },
  ],
};

/** EIP-712 types of a batch of rights, in the order AccessRights hashes them. */
export const RIGHTS_TYPES = {
  RightsHeader: [
    { name: 'id', type: 'uint64' },
    { name: 'prevHash', type: 'bytes32' },
    { name: 'ledgerSeq', type: 'uint64' },
    { name: 'payloadHash', type: 'bytes32' },
  ],
};

/** Of the contracts that this build speaks to: one whose storage is laid out otherwise has another version. */
const VERSIONS = { PatClearing: '3', AccessRights: '1' } as const;

/** The domain of a contract's signatures; the digest of a header under it is the batch's hash. */
export const domainOf = (
  name: 'PatClearing' | 'AccessRights',
  { chainId, contract }: { chainId: BigNumberish; contract: string },
): TypedDataDomain => ({ name, version: VERSIONS[name], chainId, verifyingContract: contract });

/** The buckets of a slot that `slotsOf` returned. */
export function readSlot(slot: bigint) {
  const field = (shift: bigint) => (slot >> shift) & (2n ** 64n - 1n);
  return {
    freeMicroPat: field(0n),
    lockedMicroPat: field(64n),
    marginMicroPat: field(128n),
    pendingOutMicroPat: field(192n),
  };
}
