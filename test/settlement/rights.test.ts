/**
 * Would catch: rights on chain that are not the ledger's after a mint, a trade, an exercise, a lapse or a withdrawal; rights
 * of somebody without a wallet that are lost, or stay behind when a wallet is linked; a batch of rights that is replayed,
 * skips one, or was tampered with and is taken; a holder that gives rights away; money that waits for rights.
 *
 * The core checks every invariant after every command; the chain is an anvil with the real contracts, and what it says is
 * asked of it directly.
 */
// Rows of docs/marketplace-rows.md: ST7.
import { encodeBytes32String, hexlify, type Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  accessRights,
  attach,
  domainOf,
  idOf,
  NO_HASH,
  packRightsRows,
  RIGHTS_TYPES,
  type RightsRow,
  rightsPayloadHash,
  SUPPLY,
  termsOf,
} from '../../src/settlement/index.js';
import { ACCOUNT_ROLE, SIDE } from '../../src/values/index.js';
import { DAY_MS, START_MS } from '../support/venue.js';
import { FaultyProxy } from './support/faulty-proxy.js';
import type { LocalVenue } from './support/local-venue.js';
import { inMarket, type Parties, withChain } from './support/market.js';
import { LICENCE, type SettledVenue, TEST_TIMES } from './support/settled-venue.js';

const [BROKER, CONSUMER, PROVIDER] = [1, 2, 3] as const;
let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;

withChain((started) => {
  chain = started;
});

const takeMarket = (settled: SettledVenue, both: Parties): void => {
  world = settled;
  parties = both;
};

/** Lots of a series an address has on chain. */
async function lotsOf(address: string, seriesId = 1): Promise<number> {
  const id = idOf(termsOf(world.core, seriesId));
  return Number(await chain.deployment.rights.balanceOf(address, id));
}

/** Of broker, consumer, provider and the venue's own account, in this order. */
async function held(seriesId = 1): Promise<number[]> {
  const owners = [await chain.owner(BROKER), await chain.owner(CONSUMER)];
  owners.push(await chain.owner(PROVIDER), chain.keys.venue.address);
  return Promise.all(owners.map((owner) => lotsOf(owner, seriesId)));
}

async function counted(seriesId = 1) {
  const state = await chain.deployment.rights.seriesAt(seriesId);
  const { mintedLots, exercisedLots, lapsedLots } = state;
  const outstanding = await chain.deployment.rights.outstandingOf(seriesId);
  return [mintedLots, exercisedLots, lapsedLots, outstanding].map(Number);
}

describe('on chain', () => {
  inMarket(() => chain, takeMarket);

  it('rights are minted, traded, exercised, taken back and lapse as in the ledger', async () => {
    const { venue } = world;
    const { consumer, provider } = parties;
    expect(await held()).toEqual([0, 0, 500, 0]);
    const { licenceHash, mintCapLots } = await chain.deployment.rights.seriesAt(1);
    expect(licenceHash).toBe(hexlify(LICENCE));
    expect(Number(mintCapLots)).toBe(1_000_000);

    for (const lots of [20, 10]) venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots });
    venue.order(BROKER_ACCOUNT, { side: SIDE.BUY, priceTicks: 100, lots: 20 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 10 });
    await world.settle();
    expect(await held()).toEqual([20, 10, 470, 0]);
    expect(await counted()).toEqual([500, 0, 0, 500]);

    // An exercise moves no money, and is settled all the same; what is minted meanwhile is counted apart.
    venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 4 });
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 4 });
    await world.settle();
    expect(await held()).toEqual([20, 6, 474, 0]);
    expect(await counted()).toEqual([504, 4, 0, 500]);

    // What was minted is held for a minute.
    venue.advance(60_000);
    venue.send(provider, 'withdrawRights', { seriesId: 1, quantityLots: 100 });
    await world.settle();
    expect(await held()).toEqual([20, 6, 374, 0]);
    expect(await counted()).toEqual([504, 4, 100, 400]);
    expect(await world.problems()).toEqual([]);

    // The window closes: the consumer's are exercised by themselves, the rest lapses.
    venue.advance(8 * DAY_MS);
    await world.settle();
    expect(await held()).toEqual([0, 0, 0, 0]);
    expect(await counted()).toEqual([504, 10, 494, 0]);
    expect(await world.problems()).toEqual([]);
    expect(world.settler.report()).toMatchObject({ seriesOnChain: 1, rightLotsOnChain: 0 });
  });

  it('are compared once after a start, as the money is, though nothing new was settled', async () => {
    const { batchId } = world.store.head ?? {};
    world.restart();
    expect(world.settler.report()).toMatchObject({ seriesOnChain: 0, accountsOnChain: 0 });
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      batchId,
      seriesOnChain: 1,
      rightHoldersOnChain: 1,
      rightLotsOnChain: 500,
      accountsOnChain: 5,
    });
  });

  it('each batch speaks of the cut that its money was settled at', async () => {
    const { consumer, provider } = parties;
    world.trade(consumer, provider, 5);
    await world.settle();
    const { rights, clearing } = chain.deployment;
    const { ledgerSeq } = await clearing.progress();
    expect(await rights.lastLedgerSeq()).toBe(ledgerSeq);
    const last = world.store.rights.head?.batchId ?? 0;
    const { batchId } = world.store.head ?? {};
    expect(world.store.rights.batch(last)).toMatchObject({ rights: { paidBy: batchId } });
  });

  it("who has no wallet has them at the venue's account, until a wallet is linked", async () => {
    const { venue } = world;
    const other = world.open(ACCOUNT_ROLE.CONSUMER, 'without a wallet');
    const { ledger } = world.core.state;
    ledger.post(ledger.bucket(parties.consumer, 0), ledger.bucket(other, 0), 100_000_000);
    world.trade(other, parties.provider, 7);
    await world.settle();
    expect(await held()).toEqual([0, 0, 493, 7]);
    await world.link(other, 6);
    const permit = await chain.permit(await chain.owner(6));
    await chain.sent((await chain.as(6)).registerAccount(...permit));
    await world.settler.round();
    await world.settle();
    expect(world.core.state.accounts.get(other, ACCOUNT_FIELD.wallet)).toBeGreaterThan(0);
    expect(await held()).toEqual([0, 0, 493, 0]);
    expect(await lotsOf(await chain.owner(6))).toBe(7);
    expect(await world.problems()).toEqual([]);
    venue.send(other, 'exerciseRights', { seriesId: 1, quantityLots: 7 });
    await world.settle();
    expect(await lotsOf(await chain.owner(6))).toBe(0);
  });

  it('a cut of many rows is several batches, none larger than it may be', async () => {
    const before = world.store.rights.head?.batchId ?? 0;
    world.times = { ...TEST_TIMES, rightsRowsMax: 8 };
    world.restart();
    const { venue } = world;
    for (let day = 1; day <= 3; day += 1) {
      const windowStartMs = START_MS - day * DAY_MS;
      venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs });
    }
    for (const seriesId of [2, 3, 4]) {
      venue.send(parties.provider, 'mintRights', { seriesId, quantityLots: 10 * seriesId });
    }
    world.trade(parties.consumer, parties.provider, 3);
    await world.settle();
    const batches = (world.store.rights.head?.batchId ?? 0) - before;
    expect(batches).toBe(4);
    for (let id = before + 1; id <= before + batches; id += 1) {
      const isGroupEnd = id === before + batches;
      const note = world.store.rights.noteOf(id);
      expect(note).toMatchObject({ isGroupEnd });
      expect(note?.rowCount).toBeLessThanOrEqual(8);
    }
    expect(await held(4)).toEqual([0, 0, 40, 0]);
    expect(await world.problems()).toEqual([]);
  });
});

describe('the contract refuses by name', () => {
  // Nothing that is refused changes anything.
  inMarket(() => chain, takeMarket, { around: 'ALL_TESTS' });

  const LAST = 'the last one';
  const CASES = [
    { name: 'a replay', id: 0, error: 'WrongBatchId' },
    { name: 'a gap', id: 2, error: 'WrongBatchId' },
    { name: 'another history', prevHash: NO_HASH, error: 'WrongPrevHash' },
    { name: 'a ledger that went back', ledgerSeq: 1, error: 'LedgerSeqBackwards' },
    { name: 'rights before their money', ledgerSeq: 1_000_000, error: 'PaymentBehind' },
    { name: 'rows that were tampered with', tampered: 'rows', error: 'WrongPayload' },
    { name: 'a licence that was tampered with', tampered: 'licence', error: 'WrongPayload' },
    { name: 'a signature of another key', signer: 'guardian', error: 'WrongSigner' },
    { name: 'another sender', sender: 'guardian', error: 'NotSettler' },
    { name: 'rights out of nothing', rows: [[CONSUMER, 5]], error: 'Unbalanced' },
    {
      name: 'rows out of order',
      rows: [
        [5, -1],
        [4, 1],
      ],
      error: 'Unsorted',
    },
    { name: 'an overdraft', rows: [[4, -1] as const, [5, 1] as const], error: 'RightsOverdraft' },
    {
      name: 'rights back from an end',
      rows: [
        [4, 1],
        [SUPPLY.LAPSED, -1],
      ],
      error: 'WrongWay',
    },
    { name: 'more than the cap', rows: [[0, -2e6] as const, [4, 2e6] as const], error: 'MintCap' },
  ];

  it.each(CASES)('$name: $error', async (one) => {
    const { rights } = chain.deployment;
    const last = Number(await rights.lastBatchId());
    expect({ [LAST]: last }).toEqual({ [LAST]: 1 });
    const series = [{ ...termsOf(world.core, 1), number: 9 }].map((terms) => ({
      ...terms,
      key: { ...terms.key, segment: encodeBytes32String('ANOTHER') },
    }));
    const given = (one.rows ?? [[4, 0]]) as readonly (readonly [number, number])[];
    const rowsOf = (list: typeof given): RightsRow[] =>
      list.map(([accountId, deltaLots]) => ({ seriesId: 1, accountId, deltaLots }));
    const rows = packRightsRows(rowsOf(given));
    const header = {
      id: last + (one.id ?? 1),
      prevHash: one.prevHash ?? (await rights.batchHash(last)),
      ledgerSeq: one.ledgerSeq ?? (await rights.lastLedgerSeq()),
      payloadHash: rightsPayloadHash(series, rows),
    };
    const domain = domainOf('AccessRights', { chainId: 31_337, contract: chain.rights });
    const attestor = one.signer === undefined ? chain.keys.attestor : chain.keys.guardian;
    const signature = await attestor.signTypedData(domain, RIGHTS_TYPES, header);
    const sender: Wallet = one.sender === undefined ? chain.keys.settler : chain.keys.guardian;
    const as = attach(accessRights, chain.rights, sender.connect(chain.provider));
    const sentRows = one.tampered === 'rows' ? packRightsRows(rowsOf([[5, 0]])) : rows;
    const sentSeries =
      one.tampered === 'licence' ? [{ ...series[0], licenceHash: NO_HASH }] : series;
    const sending = as.settleRights(header, sentSeries as typeof series, sentRows, signature);
    await expect(chain.sent(sending)).rejects.toThrow(one.error);
    expect(await held()).toEqual([0, 0, 500, 0]);
    expect(Number(await rights.lastBatchId())).toBe(last);
  });

  it('a transfer from holder to holder, whoever asks for it', async () => {
    const id = idOf(termsOf(world.core, 1));
    const [from, to] = [await chain.owner(PROVIDER), await chain.owner(CONSUMER)];
    const asHolder = attach(accessRights, chain.rights, await chain.provider.getSigner(PROVIDER));
    const asOther = attach(accessRights, chain.rights, await chain.provider.getSigner(CONSUMER));
    const one = asHolder.safeTransferFrom(from, to, id, 1n, '0x');
    await expect(chain.sent(one)).rejects.toThrow('TransfersDisabled');
    const many = asHolder.safeBatchTransferFrom(from, to, [id], [1n], '0x');
    await expect(chain.sent(many)).rejects.toThrow('TransfersDisabled');
    await chain.sent(asHolder.setApprovalForAll(to, true));
    const approved = asOther.safeTransferFrom(from, to, id, 1n, '0x');
    await expect(chain.sent(approved)).rejects.toThrow('TransfersDisabled');
    expect(await held()).toEqual([0, 0, 500, 0]);
  });
});

describe('what goes wrong with rights', () => {
  inMarket(() => chain, takeMarket);

  const trade = () => world.trade(parties.consumer, parties.provider, 2);
  const isForRights = (params: readonly unknown[]) =>
    (params[0] as { to?: string } | undefined)?.to?.toLowerCase() === chain.rights.toLowerCase();

  /** Three times over, something is traded and its money settled. */
  const moneyGoesOn = async (before: number): Promise<void> => {
    for (let cut = 1; cut <= 3; cut += 1) {
      trade();
      for (let round = 0; round < 3; round += 1) await world.settler.round();
      expect(Number((await chain.deployment.clearing.progress()).batchId)).toBe(before + cut);
    }
  };

  it('does not hold up money, is told, and is made good', async () => {
    const proxy = await FaultyProxy.before(chain.anvil.url);
    try {
      world.url = proxy.url;
      world.restart();
      proxy.fault = ({ method, params }) =>
        method === 'eth_estimateGas' && isForRights(params) ? { kind: 'broken' } : undefined;
      const before = world.store.head?.batchId ?? 0;
      await moneyGoesOn(before);
      expect(await held()).toEqual([0, 0, 500, 0]);
      expect(world.settler.report()).toMatchObject({
        state: 'WAITING',
        trouble: { code: 'MALFORMED' },
        rightsBatchState: 'PENDING',
        reconciledBatchId: before + 3,
      });
      proxy.fault = () => undefined;
      await world.settle();
      trade();
      await world.settle();
      expect(await held()).toEqual([0, 8, 492, 0]);
      expect(await world.problems()).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  it('does not hold up money either when there are more batches of them than may be under way', async () => {
    const proxy = await FaultyProxy.before(chain.anvil.url);
    try {
      world.url = proxy.url;
      // Room for one new series in a batch.
      world.times = { ...TEST_TIMES, rightsRowsMax: 8 };
      world.restart();
      proxy.fault = ({ method, params }) =>
        method === 'eth_estimateGas' && isForRights(params) ? { kind: 'broken' } : undefined;
      for (let seriesId = 2; seriesId <= TEST_TIMES.unfinalMax + 3; seriesId += 1) {
        const windowStartMs = START_MS - seriesId * DAY_MS;
        world.venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs });
        world.venue.send(parties.provider, 'mintRights', { seriesId, quantityLots: 10 });
      }
      const before = world.store.head?.batchId ?? 0;
      await moneyGoesOn(before);
      proxy.fault = () => undefined;
      await world.settle();
      trade();
      await world.settle();
      expect(await held()).toEqual([0, 8, 492, 0]);
      expect(await world.problems()).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  it('a batch whose nonce somebody took halts; money goes on, and retry signs it anew', async () => {
    const { provider, keys } = chain;
    const id = (world.store.rights.head?.batchId ?? 0) + 1;
    await provider.send('evm_setAutomine', [false]);
    trade();
    await world.settler.round();
    await chain.mine();
    await world.settler.round();
    const record = world.store.rights.batch(id);
    expect(record?.state).toBe('SUBMITTED');
    await provider.send('anvil_dropTransaction', [record?.attempts[0]?.hash]);
    const settler = keys.settler.connect(provider);
    await settler.sendTransaction({ to: settler.address, nonce: record?.nonce ?? 0 });
    await chain.mine();
    await provider.send('evm_setAutomine', [true]);
    trade();
    for (let round = 0; round < 3; round += 1) await world.settler.round();
    const report = world.settler.report();
    expect(report).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'NONCE_TAKEN', detail: expect.stringContaining('batch of rights') },
      rightsBatchState: 'HALTED',
      reconciledBatchId: report.batchId,
    });
    await world.store.saveControl({ isPaused: false, retries: 1 });
    await world.settle();
    trade();
    await world.settle();
    expect(await held()).toEqual([0, 6, 494, 0]);
    expect(await world.problems()).toEqual([]);
  });

  it('rights on chain that are not what was settled stop everything until somebody has looked', async () => {
    const proxy = await FaultyProxy.before(chain.anvil.url);
    try {
      world.url = proxy.url;
      world.restart();
      const { data } = await chain.deployment.rights.balanceOfBatch.populateTransaction([], []);
      proxy.fault = ({ method, params }) => {
        const call = (params[0] as { data?: string } | undefined)?.data ?? '';
        const isAsked = method === 'eth_call' && call.startsWith(data.slice(0, 10));
        // One lot more for the last holder.
        const tell = (result: unknown) => String(result).replace(/[0-9a-f]$/, 'f');
        return isAsked ? { kind: 'lie', tell } : undefined;
      };
      trade();
      for (let round = 0; round < 6; round += 1) await world.settler.round();
      expect(world.settler.report()).toMatchObject({
        state: 'STOPPED',
        trouble: { code: 'MISMATCH', detail: expect.stringContaining('lots of series 1 on chain') },
      });
      const made = world.store.head?.batchId;
      trade();
      await world.settler.round();
      expect(world.store.head?.batchId).toBe(made);
      proxy.fault = () => undefined;
      await world.store.saveControl({ isPaused: false, retries: 1 });
      await world.settle();
      expect(await world.problems()).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  it('a batch of rights that was not made here stops everything', async () => {
    const { rights } = chain.deployment;
    const rows = packRightsRows([{ seriesId: 1, accountId: 5, deltaLots: 0 }]);
    const header = {
      id: Number(await rights.lastBatchId()) + 1,
      prevHash: await rights.batchHash(await rights.lastBatchId()),
      ledgerSeq: await rights.lastLedgerSeq(),
      payloadHash: rightsPayloadHash([], rows),
    };
    const domain = domainOf('AccessRights', { chainId: 31_337, contract: chain.rights });
    const signature = await chain.keys.attestor.signTypedData(domain, RIGHTS_TYPES, header);
    const as = attach(accessRights, chain.rights, chain.keys.settler.connect(chain.provider));
    await chain.sent(as.settleRights(header, [], rows, signature));
    trade();
    const made = world.store.head?.batchId;
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'CHAIN_AHEAD', detail: expect.stringContaining('batch of rights 2') },
    });
    expect(world.store.head?.batchId).toBe(made);
  });

  it('another contract for them, or none, is refused before anything is signed', async () => {
    world.rights = chain.clearing;
    world.restart();
    await world.settler.round();
    expect(world.settler.report().trouble).toMatchObject({ code: 'WRONG_CONTRACT' });
    world.loseStore();
    world.restart();
    await world.settler.round();
    expect(world.settler.report().trouble).toMatchObject({ code: 'WRONG_CONTRACT' });
    world.rights = '0x00000000000000000000000000000000000000ff';
    world.restart();
    await world.settler.round();
    expect(world.settler.report().trouble).toMatchObject({ code: 'WRONG_CONTRACT' });
  });
});
