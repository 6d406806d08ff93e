/**
 * Would catch: a lost disk that is made anew without being what chain and journal say; one that settles a range twice, leaves
 * a group unfinished, or forgets what the journal has not confirmed; one that is made anew while something is on its way, or
 * while nothing is lost; one that has forgotten where rights are settled, or believes a stranger about it.
 *
 * The journal is stood in for by copies of the ledger at each cut; `test/cli/settle-rebuild.test.ts` replays a real one.
 */
import { describe, expect, it } from 'vitest';
import {
  Core,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
} from '../../src/engine/core/index.js';
import {
  ChainReader,
  ContractView,
  findContracts,
  findRights,
  patClearing,
  type RebuildTerms,
  type Rebuilt,
  Rpc,
  rebuild,
  receiptOf,
} from '../../src/settlement/index.js';
import { DAY_MS, SMALL_LIMITS, START_MS } from '../support/venue.js';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import { type Effect, PAT, type SettledVenue, TEST_TIMES } from './support/settled-venue.js';

class Killed extends Error {}

let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;
const bySequence = new Map<number, Core>();
const byHash = new Map<string, Core>();

withMarket(
  (...all) => {
    [chain, world, parties] = all;
  },
  {
    terms: { batchDebitMicroPat: BigInt(60 * PAT), epochDebitMicroPat: BigInt(1_000 * PAT) },
    prepare: (settled) => {
      world = settled;
      world.restart(remembering());
    },
  },
);

/** Copies the ledger at each cut, and dies behind the transaction with this number since then. */
function remembering(dieAfterSends = 0): Effect {
  let sends = 0;
  return (name, isDone) => {
    if (name === 'saveGroup' && !isDone) {
      const copy = new Core({ limits: SMALL_LIMITS });
      expect(importState(copy, exportState(world.core))).toBeUndefined();
      bySequence.set(copy.state.sequence, copy);
      byHash.set(Buffer.from(world.host().eventHash()).toString('hex'), copy);
    }
    if (name !== 'send' || !isDone) return;
    sends += 1;
    if (sends === dieAfterSends) throw new Killed();
  };
}

/** Rounds of a settler until it dies behind its nth transaction; then its disk is lost. */
async function loseAfter(sends: number): Promise<void> {
  const settler = world.restart(remembering(sends));
  // The chain may take its time to mine the one before.
  const rounds = async (): Promise<void> => {
    for (let round = 0; round < 100; round += 1) await settler.round();
  };
  await expect(rounds()).rejects.toThrow(Killed);
  world.loseStore();
  world.restart(remembering());
}

async function rebuilding(changed: Partial<RebuildTerms> = {}): Promise<Rebuilt> {
  const reader = new ChainReader(new Rpc({ url: chain.anvil.url }), { kind: 'depth', blocks: 0 });
  const { clearing, rights, keys } = chain;
  return rebuild({
    reader,
    contracts: await findContracts(reader, clearing, { rights }),
    store: world.store,
    secret: new Uint8Array(32).fill(7),
    settler: keys.settler.address,
    fromBlock: 0,
    coreAt: (sequence) => {
      const core = sequence === undefined ? world.core : bySequence.get(sequence);
      if (core === undefined) throw new Error(`nothing was cut at ${sequence}`);
      return core;
    },
    coreBehind: (eventHash) => byHash.get(eventHash.slice(2)),
    attestor: keys.attestor,
    rightsRowsMax: world.times.rightsRowsMax,
    nowMs: world.nowMs,
    ...changed,
  });
}

/** Money that changes hands, more of it than a batch may move. */
function move(pat: number): void {
  const { ledger } = world.core.state;
  ledger.post(ledger.bucket(parties.consumer, 0), ledger.bucket(parties.provider, 0), pat * PAT);
}

const trade = () => world.trade(parties.consumer, parties.provider, 2);
const batchesOnChain = async () => Number((await chain.deployment.clearing.progress()).batchId);

async function goesOn(): Promise<void> {
  await world.settle();
  trade();
  await world.settle();
  expect(await world.problems()).toEqual([]);
  const { batchId } = world.core.state.registry.chain?.batch ?? {};
  expect(batchId).toBe(await batchesOnChain());
}

describe('a lost disk', () => {
  it('stops the settler, is made anew when everything was through, and settles on', async () => {
    const made = await batchesOnChain();
    world.loseStore();
    world.restart(remembering());
    trade();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'STORE_BEHIND', detail: expect.stringContaining('patx settle rebuild') },
    });
    expect(await batchesOnChain()).toBe(made);
    expect(await rebuilding()).toMatchObject({ batchId: made, rightsBatchId: 1, unconfirmed: 0 });
    await goesOn();
    expect(await batchesOnChain()).toBe(made + 2);
  });

  it('is made anew with a batch that the journal has not confirmed', async () => {
    trade();
    const made = await batchesOnChain();
    await loseAfter(1);
    expect(await rebuilding()).toMatchObject({ batchId: made + 1, unconfirmed: 1 });
    await goesOn();
    // Rights that were frozen and not sent are cut again, behind an empty batch of money.
    expect(await batchesOnChain()).toBe(made + 3);
    expect(Number(await chain.deployment.rights.lastBatchId())).toBe(3);
  });

  it.each([1, 2])('is made anew in the middle of a group, behind batch %i of it', async (sent) => {
    const made = await batchesOnChain();
    move(140);
    trade();
    await loseAfter(sent);
    expect(await batchesOnChain()).toBe(made + sent);
    await world.settler.round();
    expect(world.settler.report().state).toBe('STOPPED');
    // The whole group, and nothing but it, is put down again.
    expect(await rebuilding()).toMatchObject({ batchId: made + 3, unconfirmed: 1 });
    await goesOn();
    expect(await batchesOnChain()).toBe(made + 5);
  });
});

it('is made anew in the middle of a group of rights', async () => {
  world.times = { ...TEST_TIMES, rightsRowsMax: 8 };
  for (let day = 1; day <= 3; day += 1) {
    const windowStartMs = START_MS - day * DAY_MS;
    world.venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs });
  }
  for (const seriesId of [2, 3, 4]) {
    world.venue.send(parties.provider, 'mintRights', { seriesId, quantityLots: 10 });
  }
  const { rights } = chain.deployment;
  // One batch of money, then two of the three of rights.
  await loseAfter(3);
  expect(Number(await rights.lastBatchId())).toBe(3);
  await expect(rebuilding({ rightsRowsMax: 20 })).rejects.toThrow('not what the journal makes');
  expect(await rebuilding()).toMatchObject({ rightsBatchId: 4 });
  await goesOn();
  expect(Number(await rights.lastBatchId())).toBe(5);
});

it('knows again where rights were settled, also a settler that runs and did not', async () => {
  const made = Number(await chain.deployment.rights.lastBatchId());
  world.loseStore();
  world.rights = undefined;
  world.restart(remembering());
  await world.settler.round();
  expect(world.settler.report()).toMatchObject({ state: 'STOPPED', rightsContract: '' });
  await rebuilding();
  await goesOn();
  expect(world.settler.report().rightsContract).toBe(chain.rights.toLowerCase());
  expect(Number(await chain.deployment.rights.lastBatchId())).toBe(made + 1);
});

it("finds the rights' contract by what the settler sent, whatever others write down", async () => {
  const reader = new ChainReader(new Rpc({ url: chain.anvil.url }), { kind: 'depth', blocks: 0 });
  const contracts = await findContracts(reader, chain.clearing);
  const { address: settler } = chain.keys.settler;
  const topic = chain.deployment.rights.getEvent('RightsSettled').fragment.topicHash;
  const stranger = await chain.provider.getSigner(9);
  // Tells the same of itself and writes the same down, and the settler never sent it anything.
  const answer = `7f${topic.slice(2)}5f5fa173${chain.clearing.slice(2)}5f5260205ff3`;
  const size = (answer.length / 2).toString(16).padStart(2, '0');
  const deployed = await stranger.sendTransaction({
    data: `0x60${size}600a5f3960${size}5ff3${answer}`,
  });
  const { contractAddress: to } = await receiptOf(chain.provider, deployed.hash);
  await receiptOf(chain.provider, (await stranger.sendTransaction({ to, gasLimit: 100_000 })).hash);
  const { number } = await reader.head();
  expect(await reader.logs([String(to)], number, number, [topic])).toHaveLength(1);
  const range = { from: 0, to: number };
  expect(await findRights(reader, contracts, settler, range)).toBe(chain.rights.toLowerCase());
  expect(await findRights(reader, contracts, settler, { from: number, to: number })).toBe(
    undefined,
  );
  // A clearing contract that is another one has other rights.
  const another = { clearing: new ContractView(chain.rights, patClearing.abi) };
  expect(await findRights(reader, another, settler, range)).toBe(undefined);
});

describe('is not made anew', () => {
  const refused = (reason: string) =>
    expect.objectContaining({ code: 'NOT_REBUILT', message: expect.stringContaining(reason) });

  it('while nothing is lost', async () => {
    await expect(rebuilding()).rejects.toEqual(refused('the chain ends with it'));
  });

  it('while a transaction is on its way', async () => {
    await chain.provider.send('evm_setAutomine', [false]);
    trade();
    await loseAfter(1);
    await expect(rebuilding()).rejects.toEqual(refused('on their way'));
    await chain.mine();
    await chain.provider.send('evm_setAutomine', [true]);
    await rebuilding();
    await goesOn();
  });

  it('from another ledger, or with another secret, and the disk stays empty', async () => {
    world.loseStore();
    const secret = new Uint8Array(32).fill(8);
    await expect(rebuilding({ secret })).rejects.toEqual(refused('other liabilities'));
    const another = (sequence?: number) => {
      const core = new Core({ limits: SMALL_LIMITS });
      importState(core, exportState(bySequence.get(sequence ?? 0) ?? world.core));
      const { ledger } = core.state;
      ledger.post(ledger.bucket(parties.consumer, 0), ledger.bucket(parties.provider, 0), 1);
      return core;
    };
    await expect(rebuilding({ coreAt: another })).rejects.toEqual(refused('other liabilities'));
    expect(world.store.head).toBeUndefined();
  });

  it('in the middle of a group that the journal does not make', async () => {
    move(140);
    await loseAfter(1);
    const none = () => undefined;
    await expect(rebuilding({ coreBehind: none })).rejects.toEqual(refused('never was at'));
    // Most of it goes back: there is no batch of 60 PAT in that ledger.
    const { ledger } = world.core.state;
    const [from, to] = [parties.provider, parties.consumer];
    ledger.post(ledger.bucket(from, 0), ledger.bucket(to, 0), 120 * PAT);
    const coreBehind = () => world.core;
    await expect(rebuilding({ coreBehind })).rejects.toEqual(refused('not what the journal makes'));
    expect(world.store.head).toBeUndefined();
  });
});
