/**
 * Would catch bindings, deployment or batch bytes that do not agree with the contracts on a chain: a digest signed here
 * that is another there, rows read differently than packed, powers left with the deployer, errors that do not decode. Runs
 * on an anvil it starts; where that cannot start, every test fails with what it said.
 */
import {
  concat,
  HDNodeWallet,
  hexlify,
  isCallException,
  JsonRpcProvider,
  keccak256,
  TypedDataEncoder,
} from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Anvil,
  accessRights,
  attach,
  type BatchHeader,
  Bucket,
  type Deployment,
  decodeRevert,
  deployAll,
  devPat,
  domainOf,
  HEADER_TYPES,
  NO_HASH,
  type PatClearing,
  packRows,
  patClearing,
  REGISTRATION_TYPES,
  type Row,
  readSlot,
  receiptOf,
  startAnvil,
} from '../../src/settlement/index.js';

const UNITS_PER_MICRO_PAT = 10n ** 12n;
const attestor = HDNodeWallet.createRandom();
let anvil: Anvil;
let provider: JsonRpcProvider;
let venue: Deployment;
let asSettler: PatClearing;
let clearingAt: string;
let chainId: bigint;

beforeAll(async () => {
  anvil = await startAnvil();
  provider = new JsonRpcProvider(anvil.url, undefined, { cacheTimeout: -1 });
  const [deployer, settler, guardian] = await Promise.all(
    [0, 1, 2].map((n) => provider.getSigner(n)),
  );
  if (!deployer || !settler || !guardian) throw new Error('anvil has no accounts');
  venue = await deployAll(deployer, {
    keys: {
      settler: settler.address,
      attestor: attestor.address,
      guardian: guardian.address,
      qualifier: guardian.address,
      registrar: guardian.address,
    },
    terms: {
      batchDebitMicroPat: 1_000_000n,
      epochDebitMicroPat: 2_000_000n,
      leastDepositMicroPat: 1n,
      epochSeconds: 86_400,
      withdrawalDelaySeconds: 3_600,
      voidWindowSeconds: 600,
      voidCooldownSeconds: 7_200,
      escapeDelaySeconds: 8 * 86_400,
      successionDelaySeconds: 7_200,
      timelockSeconds: 60,
      votingDelaySeconds: 3_601,
      votingPeriodSeconds: 3_601,
      quorumPercent: 20,
      thresholdTenThousandths: 100,
    },
  });
  clearingAt = await venue.clearing.getAddress();
  asSettler = attach(patClearing, clearingAt, settler);
  ({ chainId } = await provider.getNetwork());
  const token = attach(devPat, venue.token, deployer);
  const amount = 5_000n * UNITS_PER_MICRO_PAT;
  const deadline = 2n ** 63n;
  const registration = { owner: guardian.address, deadline };
  const permit = await guardian.signTypedData(domain(), REGISTRATION_TYPES, registration);
  for (const sent of [
    () => token.mint(deployer.address, amount),
    () => token.approve(clearingAt, amount),
    () => venue.clearing.deposit(amount),
    () => asSettler.registerAccount(guardian.address, deadline, permit),
  ]) {
    expect((await receiptOf(provider, (await sent()).hash)).status).toBe(1);
  }
});

afterAll(async () => {
  provider?.destroy();
  await anvil?.stop();
});

const domain = () => domainOf('PatClearing', { chainId, contract: clearingAt });

function headerOf(rows: Uint8Array, changed: Partial<BatchHeader> = {}): BatchHeader {
  return {
    id: 1n,
    prevHash: NO_HASH,
    tradesRoot: keccak256('0x01'),
    liabilitiesRoot: keccak256('0x02'),
    liabilitiesSum: 5_000n,
    ledgerSeq: 7n,
    requestSeq: 0n,
    payloadHash: keccak256(rows),
    ...changed,
  };
}

/** What the chain answers a batch with: its hash if it was applied, or the refusal. */
async function settle(header: BatchHeader, rows: Uint8Array) {
  const signature = await attestor.signTypedData(domain(), HEADER_TYPES, header);
  try {
    return { hash: (await asSettler.settle(header, rows, signature)).hash };
  } catch (error) {
    if (!isCallException(error) || !error.data) throw error;
    return { refused: decodeRevert(error.data, [patClearing, accessRights]) };
  }
}

describe('the deployment', () => {
  it('leaves the deployer no power and gives the timelock all of it', async () => {
    const { clearing, timelock, governor, phases } = venue;
    const deployer = await provider.getSigner(0);
    const timelockAt = await timelock.getAddress();
    const admin = await timelock.DEFAULT_ADMIN_ROLE();
    expect(await timelock.hasRole(admin, deployer.address)).toBe(false);
    expect(await timelock.isSealed()).toBe(true);
    expect(await clearing.ADMIN()).toBe(timelockAt);
    expect(await phases.TIMELOCK()).toBe(timelockAt);
    const proposer = await timelock.PROPOSER_ROLE();
    expect(await timelock.hasRole(proposer, await governor.getAddress())).toBe(true);
    expect(await timelock.hasRole(proposer, deployer.address)).toBe(false);
  });
});

describe('a batch', () => {
  const rows: Row[] = [
    { accountId: 1, bucket: Bucket.FREE, deltaMicroPat: -1_300n },
    { accountId: 1, bucket: Bucket.LOCKED, deltaMicroPat: 300n },
    { accountId: 2, bucket: Bucket.FREE, deltaMicroPat: 1_000n },
  ];

  it('has the digest here that it has there', async () => {
    const header = headerOf(packRows(rows));
    const digest = TypedDataEncoder.hash(domain(), HEADER_TYPES, header);
    expect(await venue.clearing.digestOf(header)).toBe(digest);
  });

  it('is refused by an error that decodes', async () => {
    const unbalanced = packRows(rows.slice(0, 2));
    expect(await settle(headerOf(unbalanced), unbalanced)).toEqual({
      refused: { name: 'Unbalanced', args: [-1_000n] },
    });
    expect(await settle(headerOf(packRows([]), { id: 2n }), packRows([]))).toEqual({
      refused: { name: 'WrongBatchId', args: [2n, 1n] },
    });
    const doubled = packRows([...rows, ...rows]);
    expect(await settle(headerOf(doubled), doubled)).toMatchObject({
      refused: { name: 'Unsorted' },
    });
  });

  it('moves what its rows say', async () => {
    const packed = packRows(rows);
    const { hash } = await settle(headerOf(packed), packed);
    expect(hash).toBeDefined();
    expect((await receiptOf(provider, hash as string)).status).toBe(1);
    const slots = await venue.clearing.slotsOf(1, 2);
    expect(readSlot(slots[0] as bigint)).toEqual({
      freeMicroPat: 3_700n,
      lockedMicroPat: 300n,
      marginMicroPat: 0n,
      pendingOutMicroPat: 0n,
    });
    expect(readSlot(slots[1] as bigint).freeMicroPat).toBe(1_000n);
  });
});

describe('packed rows', () => {
  it('are big-endian, key before delta', () => {
    const packed = packRows([{ accountId: 3, bucket: Bucket.MARGIN, deltaMicroPat: -2n }]);
    expect(hexlify(packed)).toBe(concat(['0x0000000e', '0xfffffffffffffffe']));
  });

  it('refuse what does not fit', () => {
    const row = { accountId: 1, bucket: Bucket.FREE, deltaMicroPat: 1n };
    expect(() => packRows([{ ...row, accountId: 2 ** 30 }])).toThrow(RangeError);
    expect(() => packRows([{ ...row, deltaMicroPat: 2n ** 63n }])).toThrow(RangeError);
  });
});
