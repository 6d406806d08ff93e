/**
 * `node dist/bench/settlement/rights-gas.js`: what rights cost on chain, in gas, measured on an anvil this starts. Prints one
 * JSON object: a batch that registers a series and mints to one holder, gas a row of batches that credit holders who had none
 * of a series, and of batches that move rights between holders who have some and keep some. Gas is exact, so nothing is
 * repeated. Throws when a transaction reverts.
 */
import {
  dataSlice,
  getAddress,
  HDNodeWallet,
  hexlify,
  JsonRpcProvider,
  keccak256,
  TypedDataEncoder,
  toBeHex,
} from 'ethers';
import {
  accessRights,
  attach,
  deployAll,
  domainOf,
  freezeRights,
  HEADER_TYPES,
  LOCAL_TERMS,
  type NewSeries,
  NO_HASH,
  patClearing,
  RIGHTS_ROWS_MAX,
  RIGHTS_TYPES,
  type RightsRow,
  receiptOf,
  SUPPLY,
  startAnvil,
} from '../../src/settlement/index.js';

const SIZES = [10, 100, RIGHTS_ROWS_MAX];
const FIRST_HOLDER = 2;

const anvil = await startAnvil({
  args: ['--base-fee', '0', '--gas-price', '0', '--gas-limit', '100000000'],
});
const provider = new JsonRpcProvider(anvil.url, undefined, {
  batchMaxCount: 1,
  cacheTimeout: -1,
});
async function gasOf(transaction: Promise<{ hash: string }>): Promise<number> {
  const { status, gasUsed } = await receiptOf(provider, (await transaction).hash);
  if (status !== 1) throw new Error('a transaction reverted');
  return Number(gasUsed);
}

async function measure() {
  const settle = await openVenue();
  const registered = await settle([1], minted(1, 1));
  const newHolder: Record<string, number> = {};
  const holder: Record<string, number> = {};
  for (const [index, size] of SIZES.entries()) {
    const seriesId = index + 2;
    await settle([seriesId], []);
    newHolder[size] = (await settle([], minted(seriesId, size - 1))) / size;
    holder[size] = (await settle([], moved(seriesId, size - (size % 2)))) / size;
  }
  return { registeredAndMintedToOne: registered, gasPerRow: { newHolder, holder } };
}

/** As many holders get 1,000 lots each. */
const minted = (seriesId: number, holders: number): RightsRow[] => [
  { seriesId, accountId: SUPPLY.MINTED, deltaLots: -1_000 * holders },
  ...Array.from({ length: holders }, (_, index) => ({
    seriesId,
    accountId: FIRST_HOLDER + index,
    deltaLots: 1_000,
  })),
];

/** Every second one of as many holders, all but the last of whom have some, gives to the one after it. */
const moved = (seriesId: number, holders: number): RightsRow[] =>
  Array.from({ length: holders }, (_, index) => ({
    seriesId,
    accountId: FIRST_HOLDER + index,
    deltaLots: index % 2 === 0 ? -10 : 10,
  }));

const termsOf = (number: number): NewSeries => ({
  number,
  key: { segment: keccak256(toBeHex(number, 32)), windowSeconds: 60, band: 1, start: 60 },
  licenceHash: keccak256('0x01'),
  mintCapLots: 2 ** 50,
});

/** The contracts and holders' accounts; what is returned settles a batch of rights and says what it cost. */
async function openVenue() {
  const deployer = await provider.getSigner(0);
  const settler = await provider.getSigner(1);
  const guardian = (await provider.getSigner(2)).address;
  const attestor = HDNodeWallet.createRandom();
  const keys = {
    settler: settler.address,
    attestor: attestor.address,
    guardian,
    qualifier: guardian,
    registrar: guardian,
  };
  const owners = Array.from({ length: RIGHTS_ROWS_MAX + 1 }, (_, index) =>
    getAddress(dataSlice(keccak256(toBeHex(index + 1, 32)), 12)),
  );
  const venue = await deployAll(deployer, { keys, terms: LOCAL_TERMS, owners });
  const { chainId } = await provider.getNetwork();
  const clearingAt = await venue.clearing.getAddress();
  const moneyDomain = domainOf('PatClearing', { chainId, contract: clearingAt });
  const header = {
    id: 1,
    prevHash: NO_HASH,
    tradesRoot: NO_HASH,
    liabilitiesRoot: NO_HASH,
    liabilitiesSum: 0,
    ledgerSeq: 1_000,
    requestSeq: 0,
    payloadHash: keccak256('0x'),
  };
  const signed = await attestor.signTypedData(moneyDomain, HEADER_TYPES, header);
  await gasOf(attach(patClearing, clearingAt, settler).settle(header, '0x', signed));

  const rightsAt = await venue.rights.getAddress();
  const rights = attach(accessRights, rightsAt, settler);
  const domain = domainOf('AccessRights', { chainId, contract: rightsAt });
  let head = { batchId: 0, batchHash: NO_HASH, ledgerSequence: 1_000 };
  return async (newSeries: readonly number[], rows: readonly RightsRow[]): Promise<number> => {
    const cut = { ledgerSequence: 1_000, termsOf };
    const [frozen] = freezeRights([{ newSeries, rows }], cut, head, domain);
    if (frozen === undefined) throw new TypeError('nothing was frozen');
    const signature = await attestor.signTypedData(domain, RIGHTS_TYPES, frozen.header);
    head = { ...head, batchId: frozen.header.id, batchHash: frozen.batchHash };
    if (TypedDataEncoder.hash(domain, RIGHTS_TYPES, frozen.header) !== frozen.batchHash) {
      throw new TypeError('another hash than the header has');
    }
    const { header: given, newSeries: terms, payload } = frozen;
    return gasOf(rights.settleRights(given, [...terms], hexlify(payload), signature));
  };
}

try {
  console.log(JSON.stringify(await measure(), null, 2));
} finally {
  provider.destroy();
  await anvil.stop();
}
