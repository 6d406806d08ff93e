/**
 * Would catch: a settler that loses or doubles anything when the chain reorganizes, drops or replaces its transactions; one
 * that goes on where chain, disk and journal tell different stories, or that does not say so. A node that fails is in
 * faulty-node.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { BUCKET, FEES_ACCOUNT, WALLET_FIELD } from '../../src/engine/core/index.js';
import {
  attach,
  domainOf,
  HEADER_TYPES,
  NO_HASH,
  patClearing,
} from '../../src/settlement/index.js';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import { PAT, SettledVenue } from './support/settled-venue.js';

const DEPTH = 3;
let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;

withMarket((...all) => {
  [chain, world, parties] = all;
});

const trade = () => world.trade(parties.consumer, parties.provider, 2);
const batchId = () => world.store.head?.batchId ?? 0;
const stateOf = (id: number) => world.store.batch(id)?.state;
const onChain = async () => Number((await chain.deployment.clearing.progress()).batchId);
const rightsOnChain = async () => Number(await chain.deployment.rights.lastBatchId());

/** Rounds with a block mined after each, so that what is mined becomes final. */
async function settleByDepth(): Promise<void> {
  for (let round = 0; round < 40; round += 1) {
    await world.settler.round();
    const report = world.settler.report();
    const areCompared =
      report.reconciledBatchId === batchId() &&
      report.reconciledRightsBatchId === report.rightsBatchId;
    if (report.batchesInFlight === 0 && areCompared) return;
    await chain.mine();
  }
  throw new Error(`not settled: ${JSON.stringify(world.settler.report())}`);
}

function byDepth(): void {
  world.finality = { kind: 'depth', blocks: DEPTH };
  world.restart();
}

describe('a chain that moves', () => {
  it('takes a batch back at MINED, and gets the same one again', async () => {
    byDepth();
    await chain.mine(DEPTH);
    trade();
    await world.settler.round();
    const id = batchId();
    expect(stateOf(id)).toBe('MINED');
    const { batchHash, attempts, nonce } = world.store.batch(id) ?? {};
    const rightsId = world.store.rights.head?.batchId ?? 0;
    const rights = world.store.rights.batch(rightsId);
    expect(rights).toMatchObject({ state: 'MINED', rights: { paidBy: id } });
    // Both are in a block of their own, and both are gone.
    await chain.provider.send('anvil_reorg', [2, []]);
    expect(await onChain()).toBe(id - 1);
    expect(await rightsOnChain()).toBe(rightsId - 1);
    await settleByDepth();
    const { batchHash: rightsHash, attempts: sentRights } = rights ?? {};
    expect(world.store.rights.batch(rightsId)).toMatchObject({
      batchHash: rightsHash,
      nonce: rights?.nonce,
      state: 'JOURNALED',
    });
    expect(world.store.rights.batch(rightsId)?.attempts[0]).toEqual(sentRights?.[0]);
    expect(await rightsOnChain()).toBe(rightsId);
    expect(world.store.batch(id)).toMatchObject({ batchHash, nonce, state: 'JOURNALED' });
    expect(world.store.batch(id)?.attempts[0]).toEqual(attempts?.[0]);
    expect(await onChain()).toBe(id);
    expect(await world.problems()).toEqual([]);
  });

  it('takes back a deposit that was pending, and credits the one that stays', async () => {
    byDepth();
    await chain.mine(DEPTH);
    const before = world.available(parties.consumer);
    await chain.deposit(2, 3 * PAT);
    await world.settler.round();
    expect(world.settler.report().pendingMicroPat).toBe(3 * PAT);
    await chain.provider.send('anvil_reorg', [1, []]);
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({ pendingMicroPat: 0, reorgs: 1 });
    expect(world.log.map(({ message }) => message)).toContain('the chain reorged');
    await chain.deposit(2, 5 * PAT);
    await settleByDepth();
    await chain.mine(DEPTH);
    await world.settler.round();
    expect(world.available(parties.consumer)).toBe(before + 5 * PAT);
  });

  it('loses a transaction from the pool, and gets it again', async () => {
    await chain.provider.send('evm_setAutomine', [false]);
    trade();
    await world.settler.round();
    const id = batchId();
    const hash = world.store.batch(id)?.attempts[0]?.hash;
    expect(stateOf(id)).toBe('SUBMITTED');
    await chain.provider.send('anvil_dropTransaction', [hash]);
    await world.settler.round();
    await chain.mine();
    await chain.provider.send('evm_setAutomine', [true]);
    await world.settle();
    expect(world.store.batch(id)?.attempts).toHaveLength(1);
    expect(await world.problems()).toEqual([]);
  });

  it('leaves a transaction lying, and takes the dearer one under the same nonce', async () => {
    await chain.provider.send('evm_setAutomine', [false]);
    trade();
    await world.settler.round();
    const id = batchId();
    await chain.provider.send('anvil_dropTransaction', [world.store.batch(id)?.attempts[0]?.hash]);
    world.nowMs += 2_000;
    await world.settler.round();
    const [first, second, ...more] = world.store.batch(id)?.attempts ?? [];
    expect(more).toEqual([]);
    expect(Number(second?.feePerGasWei)).toBeGreaterThanOrEqual(
      Math.floor(Number(first?.feePerGasWei) * 1.125),
    );
    await chain.mine();
    await chain.provider.send('evm_setAutomine', [true]);
    await world.settle();
    const sent = await chain.provider.getTransactionCount(chain.keys.settler.address);
    expect(sent).toBe(id + (world.store.rights.head?.batchId ?? 0));
    expect(await world.problems()).toEqual([]);
  });

  it('gives the nonce to another transaction: halted, said, and signed anew on retry', async () => {
    await chain.provider.send('evm_setAutomine', [false]);
    trade();
    await world.settler.round();
    const id = batchId();
    const { attempts, nonce } = world.store.batch(id) ?? {};
    await chain.provider.send('anvil_dropTransaction', [attempts?.[0]?.hash]);
    const settler = chain.keys.settler.connect(chain.provider);
    await settler.sendTransaction({ to: settler.address, nonce: nonce ?? 0 });
    await chain.mine();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'NONCE_TAKEN' },
    });
    expect(world.log.at(-1)).toMatchObject({ level: 'error', fields: { code: 'NONCE_TAKEN' } });
    await chain.provider.send('evm_setAutomine', [true]);
    await world.store.saveControl({ isPaused: false, retries: 1 });
    await world.settle();
    expect(world.store.batch(id)?.nonce).toBe((nonce ?? 0) + 1);
    expect(await world.problems()).toEqual([]);
  });
});

it('a settler that cannot pay waits, says so, and goes on when it can', async () => {
  const { address } = chain.keys.settler;
  await chain.provider.send('anvil_setBalance', [address, '0x1']);
  trade();
  await world.settler.round();
  const id = batchId();
  expect(world.settler.report()).toMatchObject({
    state: 'WAITING',
    trouble: { code: 'UNDERFUNDED' },
  });
  expect(stateOf(id)).toBe('PENDING');
  expect(world.log.at(-1)).toMatchObject({ level: 'warn', fields: { code: 'UNDERFUNDED' } });
  await chain.provider.send('anvil_setBalance', [address, '0xde0b6b3a7640000']);
  await world.settle();
  expect(await onChain()).toBe(id);
});

it('what nobody foresaw is told and begun anew, and the venue goes on', async () => {
  const { saveBatch } = world.store;
  const made = batchId();
  let failures = 0;
  world.store.saveBatch = async () => {
    failures += 1;
    throw new TypeError('a disk that fails');
  };
  world.restart();
  trade();
  world.settler.start();
  await expect.poll(() => failures).toBeGreaterThan(1);
  expect(world.settler.report()).toMatchObject({ state: 'STOPPED', trouble: { code: 'FAILED' } });
  const told = world.log.filter(({ message }) => message === 'a round of the settler failed');
  expect(told.length).toBeGreaterThan(0);
  world.store.saveBatch = saveBatch;
  await expect
    .poll(() => {
      const { reconciledBatchId, state } = world.settler.report();
      return { reconciledBatchId, state };
    })
    .toEqual({ reconciledBatchId: made + 1, state: 'SETTLING' });
});

describe('stories that differ', () => {
  /** A batch that was not made here, with the venue's own keys. */
  async function foreignBatch(): Promise<void> {
    const { clearing, keys, provider, deployment } = chain;
    const { batchId: last, ledgerSeq, requestSeq } = await deployment.clearing.progress();
    const header = {
      id: last + 1n,
      prevHash: last === 0n ? NO_HASH : await deployment.clearing.batchHash(last),
      tradesRoot: NO_HASH,
      liabilitiesRoot: NO_HASH,
      liabilitiesSum: 0n,
      ledgerSeq,
      requestSeq,
      payloadHash: '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    };
    const domain = domainOf('PatClearing', { chainId: 31_337, contract: clearing });
    const signature = await keys.attestor.signTypedData(domain, HEADER_TYPES, header);
    const asSettler = attach(patClearing, clearing, keys.settler.connect(provider));
    await chain.sent(asSettler.settle(header, '0x', signature));
  }

  it('the chain is ahead: no batch is made, deposits are credited all the same', async () => {
    await foreignBatch();
    trade();
    const made = batchId();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'CHAIN_AHEAD' },
    });
    expect(batchId()).toBe(made);
    const before = world.available(parties.consumer);
    await chain.deposit(2, PAT);
    await world.settler.round();
    expect(world.available(parties.consumer)).toBe(before + PAT);
    world.restart();
    await world.settler.round();
    expect(world.settler.report().state).toBe('STOPPED');
  });

  it('the chain contradicts a batch that was on its way: halted', async () => {
    await chain.provider.send('evm_setAutomine', [false]);
    trade();
    await world.settler.round();
    const hash = world.store.batch(batchId())?.attempts[0]?.hash;
    await chain.provider.send('anvil_dropTransaction', [hash]);
    await chain.provider.send('evm_setAutomine', [true]);
    await foreignBatch();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'CONTRADICTED' },
    });
  });

  it('the chain is behind what was final: another one, or a node restored from long ago', async () => {
    const old = await chain.mark();
    trade();
    await world.settle();
    await chain.restore(old);
    trade();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'WAITING',
      trouble: { code: 'NODE_BEHIND' },
    });
    await chain.mine(10);
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'FINAL_BLOCK_GONE' },
    });
  });

  it('the journal is behind what was settled from it, or the settler lost its disk', async () => {
    const { store } = world;
    world.loseStore();
    world.restart();
    trade();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'STORE_BEHIND' },
    });
    const young = new SettledVenue(chain);
    young.store = store;
    young.restart();
    await young.settler.round();
    expect(young.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'JOURNAL_BEHIND' },
    });
  });

  it('balances differ: no further batch, withdrawals are paid and booked', async () => {
    const asConsumer = await chain.as(2);
    await chain.sent(asConsumer.requestWithdrawal(PAT));
    trade();
    await world.settle();
    // The settler's disk lies about what was settled: accounts 4 and 5 are off by one.
    const settled = world.store.settledAt(batchId()) ?? new Float64Array(2);
    settled[2 * 4] = (settled[2 * 4] ?? 0) + 1;
    settled[2 * 5] = (settled[2 * 5] ?? 0) - 1;
    const head = world.store.head;
    if (head === undefined) throw new Error('nothing was settled');
    await world.store.saveGroup({ records: [], notes: [], settled, head });
    trade();
    for (let round = 0; round < 6; round += 1) await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'MISMATCH' },
    });
    const made = batchId();
    await chain.pass(61);
    await chain.sent(asConsumer.claim(4));
    trade();
    await world.settler.round();
    expect(batchId()).toBe(made);
    expect(world.core.state.wallets.get(4, WALLET_FIELD.requestSequence)).toBe(0);
    expect(await chain.tokensOf(2)).toBe(PAT);
  });
});

describe('a fact the ledger cannot book', () => {
  it('stops everything behind it until it can be booked, and is tried again ever more seldom', async () => {
    const { ledger, wallets } = world.core.state;
    await chain.sent((await chain.as(2)).requestWithdrawal(1_000 * PAT));
    await world.settle();
    // The ledger loses what the chain has promised: our bug, if it ever comes about.
    const available = ledger.bucket(parties.consumer, BUCKET.AVAILABLE);
    const elsewhere = ledger.bucket(FEES_ACCOUNT, BUCKET.AVAILABLE);
    const lost = ledger.available(parties.consumer);
    ledger.post(available, elsewhere, lost);
    await chain.pass(61);
    await chain.sent(
      (await chain.as(2)).claim(wallets.find((await chain.owner(2)).slice(2).toLowerCase())),
    );
    await chain.deposit(3, 7 * PAT);
    const { depositSequence } = wallets;
    const batches = batchId();
    const roundsFor = async (passedMs: number, count: number): Promise<number> => {
      const before = world.core.state.sequence;
      world.nowMs += passedMs;
      for (let round = 0; round < count; round += 1) {
        await world.settler.round();
        expect(world.settler.report()).toMatchObject({
          state: 'STOPPED',
          trouble: { code: 'REFUSED_BY_LEDGER', detail: expect.stringContaining('payWithdrawal') },
        });
      }
      return world.core.state.sequence - before;
    };
    // Every try is in the journal for good: there are few, and ever fewer.
    expect(await roundsFor(0, 3)).toBe(1);
    expect(await roundsFor(1_000, 3)).toBe(1);
    expect(await roundsFor(1_000, 3)).toBe(0);
    expect(await roundsFor(1_000, 3)).toBe(1);
    expect(await roundsFor(3_000, 3)).toBe(0);
    await world.store.saveControl({ isPaused: false, retries: 1 });
    expect(await roundsFor(0, 3)).toBe(1);
    for (let wait = 0; wait < 12; wait += 1) expect(await roundsFor(600_000, 1)).toBe(1);
    expect(await roundsFor(599_999, 1)).toBe(0);
    expect(wallets.depositSequence).toBe(depositSequence);
    expect(batchId()).toBe(batches);

    ledger.post(elsewhere, available, lost);
    world.nowMs += 1;
    await world.settle();
    expect(wallets.depositSequence).toBe(depositSequence + 1);
    expect(await world.problems()).toEqual([]);
  });
});
