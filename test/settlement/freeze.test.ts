/**
 * Would catch: a batch whose hash is not the one PatClearing computes, a broken chain of headers, and a group that speaks of
 * its new range before the last batch is through, which would let withdrawals count on half-settled balances.
 */
import { AbiCoder, concat, id, keccak256 } from 'ethers';
import { expect, it } from 'vitest';
import { type ChainHead, freezeRange } from '../../src/settlement/batches/index.js';
import { domainOf, NO_HASH, packRows } from '../../src/settlement/contracts/index.js';
import { splitRange } from '../../src/settlement/netting/index.js';

const CONTRACT = '0x00000000000000000000000000000000000000aa';
const DOMAIN = domainOf('PatClearing', { chainId: 31337, contract: CONTRACT });
const HEADER =
  'Header(uint64 id,bytes32 prevHash,bytes32 tradesRoot,bytes32 liabilitiesRoot,uint128 liabilitiesSum,uint64 ledgerSeq,uint64 requestSeq,bytes32 payloadHash)';
const root = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;
const standing = (n: number) => ({
  ledgerSequence: n,
  requestSequence: n,
  liabilitiesRoot: root(n),
  liabilitiesSum: n,
});
const HEAD: ChainHead = { batchId: 6, batchHash: root(99), standing: standing(40) };

/** The digest as the contract's source says: type hash and fields, one word each, under its domain. */
function digestOf(header: object): string {
  const coder = AbiCoder.defaultAbiCoder();
  const words = (types: string, values: unknown[]) =>
    keccak256(coder.encode(types.split(' '), values));
  const separator = words('bytes32 bytes32 bytes32 uint256 address', [
    id('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
    id('PatClearing'),
    id('3'),
    31337,
    CONTRACT,
  ]);
  const types = 'bytes32 uint64 bytes32 bytes32 bytes32 uint128 uint64 uint64 bytes32';
  const struct = words(types, [id(HEADER), ...Object.values(header)]);
  return keccak256(concat(['0x1901', separator, struct]));
}

const CHANGES = [1, 2, 3, 4].map((accountId) => ({
  accountId,
  freeMicroPat: accountId % 2 === 0 ? 70 : -70,
  lockedMicroPat: 0,
}));
const LIMITS = { accountsMax: 3, debitMicroPat: 100, clearingAccountId: 9 };

it('chains a group, and lets only its last batch speak of the new range', () => {
  const batches = splitRange(CHANGES, LIMITS);
  expect(batches.length).toBeGreaterThan(1);
  const range = { after: standing(50), tradesRoot: root(5) };
  const frozen = freezeRange(batches, range, HEAD, DOMAIN);
  let prevHash = HEAD.batchHash;
  for (const [index, { header, payload, batchHash }] of frozen.entries()) {
    const isLast = index === frozen.length - 1;
    const of = isLast ? 50 : 40;
    expect(header).toEqual({
      id: 7 + index,
      prevHash,
      tradesRoot: root(5),
      liabilitiesRoot: root(of),
      liabilitiesSum: of,
      ledgerSeq: of,
      requestSeq: of,
      payloadHash: keccak256(payload),
    });
    expect(payload).toBe(`0x${Buffer.from(packRows(batches[index]?.rows ?? [])).toString('hex')}`);
    expect(batchHash).toBe(digestOf(header));
    prevHash = batchHash;
  }
  expect(freezeRange(batches, range, HEAD, DOMAIN)).toEqual(frozen);
});

it('is a heartbeat without changes, and refuses to go back', () => {
  const head = { batchId: 0, batchHash: NO_HASH, standing: standing(3) };
  const range = { after: standing(3), tradesRoot: NO_HASH };
  const [beat, ...more] = freezeRange([], range, head, DOMAIN);
  expect(more).toEqual([]);
  expect(beat).toMatchObject({ payload: '0x', header: { id: 1, prevHash: NO_HASH, ledgerSeq: 3 } });
  expect(beat?.batchHash).toBe(digestOf(beat?.header ?? {}));
  expect(() => freezeRange([], { ...range, after: standing(2) }, head, DOMAIN)).toThrow(
    expect.objectContaining({ code: 'OUT_OF_RANGE' }),
  );
});
