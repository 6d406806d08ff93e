/**
 * `node dist/bench/settlement/gas.js`: what clearing costs on chain, in gas, measured on an anvil this starts. Prints one
 * JSON line: gas per account of batches over accounts that exist and hold money (one row each, and two rows each, as an
 * order that reserves has), and gas per trade of 5,000 trades netted to 500 accounts, beside the same trades as ERC-20
 * transfers, sent one by one for a sample of them: from buyer to seller directly, and pulled by the venue out of an
 * allowance, which is how an exchange would have to do it. Two accounts share a storage word, so each is measured with
 * neighbouring accounts in the batch, and with accounts that are all apart, where nothing is shared. Gas is exact, so nothing
 * is repeated; the trades come from a seed. Ends with 1 when a transaction reverts or a target is missed; the ratio's target
 * is set against the cheapest transfer for neighbours, and against the pull for accounts apart.
 */
import {
  dataSlice,
  getAddress,
  HDNodeWallet,
  hexlify,
  JsonRpcProvider,
  JsonRpcSigner,
  keccak256,
  TypedDataEncoder,
  toBeHex,
  toQuantity,
} from 'ethers';
import {
  attach,
  Bucket,
  deployAll,
  devPat,
  domainOf,
  HEADER_TYPES,
  NO_HASH,
  packRows,
  patClearing,
  REGISTRATION_TYPES,
  type Row,
  receiptOf,
  startAnvil,
} from '../../src/settlement/index.js';

const SIZES = [10, 100, 500, 1_000];
const ACCOUNTS = 1_000;
const TRADES = 5_000;
const TRADED_ACCOUNTS = 500;
const TRANSFERS_SAMPLED = 200;
const SEED = 20_260_101;
const TARGET_GAS_PER_ACCOUNT_AT_500 = 6_500;
const TARGET_RATIO = 75;
const FUNDS_MICRO_PAT = 1_000_000_000n;
const UNITS_PER_MICRO_PAT = 10n ** 12n;

const TERMS = {
  batchDebitMicroPat: 2n ** 53n,
  epochDebitMicroPat: 2n ** 60n,
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
};

const anvil = await startAnvil({
  args: ['--auto-impersonate', '--base-fee', '0', '--gas-price', '0', '--gas-limit', '100000000'],
});
try {
  const provider = new JsonRpcProvider(anvil.url, undefined, {
    batchMaxCount: 1,
    cacheTimeout: -1,
  });
  const report = await measure(provider);
  provider.destroy();
  console.log(JSON.stringify(report));
  if (!report.met) process.exitCode = 1;
} finally {
  await anvil.stop();
}

async function measure(provider: JsonRpcProvider) {
  const venue = await openVenue(provider);
  const oneRow: Record<string, number> = {};
  const twoRows: Record<string, number> = {};
  for (const accounts of SIZES) {
    oneRow[accounts] = (await venue.settle(paidAround(accounts))) / accounts;
    twoRows[accounts] = (await venue.settle(reservedAndPaid(accounts))) / accounts;
  }
  const apart: Record<string, number> = {};
  for (const accounts of SIZES.filter((count) => count * 2 <= ACCOUNTS)) {
    apart[accounts] = (await venue.settle(apartOf(paidAround(accounts)))) / accounts;
  }
  const { rows, trades } = nettedTrades();
  const perTrade = (await venue.settle(rows)) / TRADES;
  const perTradeApart = (await venue.settle(apartOf(rows))) / TRADES;
  const transfers = await venue.transfer(trades.slice(0, TRANSFERS_SAMPLED));
  const gasAt500 = oneRow[500] ?? Number.POSITIVE_INFINITY;
  const timesCheaper = {
    neighbours: ratiosOf(transfers, perTrade),
    apart: ratiosOf(transfers, perTradeApart),
  };
  return {
    gasPerAccount: { oneRow, twoRows, apart, firstCredit: venue.firstCreditGas },
    heartbeatGas: await venue.settle([]),
    netted: {
      trades: TRADES,
      accounts: rows.length,
      seed: SEED,
      gasPerTrade: { neighbours: perTrade, apart: perTradeApart },
    },
    transferGasPerTrade: transfers,
    timesCheaper,
    targets: { gasPerAccountAt500: TARGET_GAS_PER_ACCOUNT_AT_500, timesCheaper: TARGET_RATIO },
    met:
      Math.max(gasAt500, apart[500] ?? Number.POSITIVE_INFINITY) <= TARGET_GAS_PER_ACCOUNT_AT_500 &&
      timesCheaper.neighbours.thanTransferToHolder >= TARGET_RATIO &&
      timesCheaper.apart.thanPullFromAllowance >= TARGET_RATIO,
  };
}

interface Transfers {
  readonly toHolder: number;
  readonly toNewHolder: number;
  readonly pulledFromAllowance: number;
}

function ratiosOf(transfers: Transfers, gasPerTrade: number) {
  return {
    thanTransferToHolder: transfers.toHolder / gasPerTrade,
    thanTransferToNewHolder: transfers.toNewHolder / gasPerTrade,
    thanPullFromAllowance: transfers.pulledFromAllowance / gasPerTrade,
  };
}

/** The same rows, two account ids apart from each other: no two of them share a word. */
function apartOf(rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, accountId: (row.accountId - 1) * 2 }));
}

/** Account ids 1 to n, every second one pays the one after it. */
function paidAround(accounts: number): Row[] {
  return Array.from({ length: accounts }, (_, index) => ({
    accountId: index + 2,
    bucket: Bucket.FREE,
    deltaMicroPat: index % 2 === 0 ? -123_457n - BigInt(index) : 123_457n + BigInt(index - 1),
  }));
}

/** The same, and each account also locks an amount of its own. */
function reservedAndPaid(accounts: number): Row[] {
  return paidAround(accounts).flatMap((row) => [
    { ...row, deltaMicroPat: row.deltaMicroPat - 54_321n },
    { ...row, bucket: Bucket.LOCKED, deltaMicroPat: 54_321n },
  ]);
}

interface Trade {
  readonly buyer: number;
  readonly seller: number;
  readonly microPat: bigint;
}

/** Random trades between the first accounts, and what they come to for each. */
function nettedTrades(): { rows: Row[]; trades: Trade[] } {
  let state = SEED;
  const below = (bound: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const net = new Map<number, bigint>();
  const add = (id: number, by: bigint) => net.set(id, (net.get(id) ?? 0n) + by);
  const trades = Array.from({ length: TRADES }, () => {
    const buyer = 2 + below(TRADED_ACCOUNTS);
    const seller = 2 + ((buyer - 2 + 1 + below(TRADED_ACCOUNTS - 1)) % TRADED_ACCOUNTS);
    const microPat = BigInt(1 + below(9_000_000));
    add(buyer, -microPat);
    add(seller, microPat);
    return { buyer, seller, microPat };
  });
  const rows = [...net]
    .sort(([a], [b]) => a - b)
    .map(([accountId, deltaMicroPat]) => ({ accountId, bucket: Bucket.FREE, deltaMicroPat }));
  return { rows, trades };
}

/** The contracts, 1,000 accounts that hold money, and what sends batches to them. */
async function openVenue(provider: JsonRpcProvider) {
  const deployer = await provider.getSigner(0);
  const settler = await provider.getSigner(1);
  const guardian = await (await provider.getSigner(2)).getAddress();
  const attestor = HDNodeWallet.createRandom();
  const keys = {
    settler: await settler.getAddress(),
    attestor: attestor.address,
    guardian,
    qualifier: guardian,
    registrar: attestor.address,
  };
  const venue = await deployAll(deployer, { keys, terms: TERMS });
  const { chainId } = await provider.getNetwork();
  const clearingAt = await venue.clearing.getAddress();
  const domain = domainOf('PatClearing', { chainId, contract: clearingAt });
  const clearing = attach(patClearing, clearingAt, settler);
  const token = attach(devPat, venue.token, deployer);
  const gasOf = async (transaction: Promise<{ hash: string }>) => {
    const { status, gasUsed } = await receiptOf(provider, (await transaction).hash);
    if (status !== 1) throw new Error('a transaction reverted');
    return Number(gasUsed);
  };

  let id = 0n;
  let prevHash = NO_HASH;
  const settle = async (rows: readonly Row[]): Promise<number> => {
    id += 1n;
    const payload = hexlify(packRows(rows));
    const header = {
      id,
      prevHash,
      tradesRoot: keccak256(toBeHex(id, 32)),
      liabilitiesRoot: keccak256(toBeHex(id + 1n, 32)),
      liabilitiesSum: FUNDS_MICRO_PAT * BigInt(ACCOUNTS),
      ledgerSeq: id * 1_000_000n,
      requestSeq: 0n,
      payloadHash: keccak256(payload),
    };
    const signature = await attestor.signTypedData(domain, HEADER_TYPES, header);
    prevHash = TypedDataEncoder.hash(domain, HEADER_TYPES, header);
    return gasOf(clearing.settle(header, payload, signature));
  };

  // Account 1 pays in for all, accounts 2 and up get theirs from it.
  const owners = Array.from({ length: ACCOUNTS }, (_, index) =>
    getAddress(dataSlice(keccak256(toBeHex(index + 1, 32)), 12)),
  );
  const funds = FUNDS_MICRO_PAT * BigInt(ACCOUNTS) * UNITS_PER_MICRO_PAT;
  const deployerAt = await deployer.getAddress();
  await gasOf(token.mint(deployerAt, funds * 2n));
  await gasOf(token.approve(clearingAt, funds));
  await gasOf(attach(patClearing, clearingAt, deployer).deposit(funds));
  for (const owner of owners) {
    const permit = { owner, deadline: 2n ** 63n };
    const signature = await attestor.signTypedData(domain, REGISTRATION_TYPES, permit);
    await gasOf(clearing.registerAccount(owner, permit.deadline, signature));
  }
  const credits = owners.map((_, index) => ({
    accountId: index + 2,
    bucket: Bucket.FREE,
    deltaMicroPat: FUNDS_MICRO_PAT,
  }));
  const paidOut = { accountId: 1, bucket: Bucket.FREE, deltaMicroPat: 0n };
  let firstCreditGas = 0;
  for (let from = 0; from < ACCOUNTS; from += 500) {
    const some = credits.slice(from, from + 500);
    const debit = { ...paidOut, deltaMicroPat: -FUNDS_MICRO_PAT * BigInt(some.length) };
    firstCreditGas = (await settle([debit, ...some])) / (some.length + 1);
  }

  /** The trades one by one: by the buyer itself to an owner that holds PAT or holds none, and pulled by the venue. */
  const transfer = async (trades: readonly Trade[]) => {
    const ownerOf = (account: number) => owners[account - 2] as string;
    const gas = { toHolder: [] as number[], toNewHolder: [] as number[], pulled: [] as number[] };
    for (const [index, { buyer, seller, microPat }] of trades.entries()) {
      const [from, to] = [ownerOf(buyer), ownerOf(seller)];
      const units = microPat * UNITS_PER_MICRO_PAT;
      await provider.send('anvil_setBalance', [from, toQuantity(10n ** 18n)]);
      await gasOf(token.transfer(from, units * 2n));
      const asBuyer = attach(devPat, venue.token, new JsonRpcSigner(provider, from));
      const isHolder = (await token.balanceOf(to)) > 0n;
      if (isHolder && index % 2 === 0) {
        await gasOf(asBuyer.approve(deployerAt, units * 2n));
        gas.pulled.push(await gasOf(token.transferFrom(from, to, units)));
      } else {
        (isHolder ? gas.toHolder : gas.toNewHolder).push(await gasOf(asBuyer.transfer(to, units)));
      }
    }
    const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
    return {
      sampled: trades.length,
      toHolder: mean(gas.toHolder),
      toNewHolder: mean(gas.toNewHolder),
      pulledFromAllowance: mean(gas.pulled),
    };
  };
  return { settle, transfer, firstCreditGas };
}
