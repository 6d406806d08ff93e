/**
 * Would catch: a deposit credited twice, never, or before it is final; a batch that leaves any account on chain with
 * something else than the ledger says; a balance of somebody without a wallet that is not carried; PAT of an unknown address
 * that is lost; a withdrawal the contract pays and the ledger has spent, or does not book.
 *
 * The core checks every invariant after every command; the chain is an anvil with the real contracts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BROKER_ACCOUNT, FEES_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE } from '../../src/values/index.js';
import type { LocalVenue } from './support/local-venue.js';
import { withChain } from './support/market.js';
import { PAT, SettledVenue } from './support/settled-venue.js';

let chain: LocalVenue;
let world: SettledVenue;
let mark: string;

withChain((started) => {
  chain = started;
});

beforeEach(async () => {
  mark = await chain.mark();
  world = new SettledVenue(chain);
});

afterEach(async () => {
  await world?.close();
  await chain.restore(mark);
});

describe('deposits', () => {
  it('are pending until final, then credited once', async () => {
    world.finality = { kind: 'depth', blocks: 3 };
    world.restart();
    await world.settler.round();
    const consumer = world.open(ACCOUNT_ROLE.CONSUMER, 'consumer');
    await world.link(consumer, 2);
    await chain.deposit(2, 5 * PAT);
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({ pendingDeposits: 1, pendingMicroPat: 5 * PAT });
    expect(world.available(consumer)).toBe(0);
    await chain.mine(3);
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({ pendingDeposits: 0, depositSequence: 1 });
    expect(world.available(consumer)).toBe(5 * PAT);
    world.restart();
    await world.settler.round();
    expect(world.available(consumer)).toBe(5 * PAT);
  });

  it('of an unknown address are kept, on chain too, and given to the account that links it', async () => {
    await world.settler.round();
    const consumer = world.open(ACCOUNT_ROLE.CONSUMER, 'consumer');
    await chain.deposit(4, 7 * PAT);
    await world.settle();
    expect(world.core.state.wallets.unclaimedMicroPat).toBe(7 * PAT);
    expect(await world.problems()).toEqual([]);
    await world.link(consumer, 4);
    expect(world.available(consumer)).toBe(7 * PAT);
    await world.settle();
    expect(await world.problems()).toEqual([]);
  });
});

describe('batches', () => {
  it('bring the chain to what the ledger says, whoever has a wallet', async () => {
    const { consumer, provider } = await world.market();
    world.trade(consumer, provider, 20);
    await world.settle();
    expect(await world.problems()).toEqual([]);
    expect(world.available(FEES_ACCOUNT)).toBe(0);
    const batch = world.core.state.registry.chain?.batch;
    expect(batch).toMatchObject({ liabilitiesSumMicroPat: 30_000 * PAT });
    world.trade(consumer, provider, 20);
    world.venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 10 });
    await world.settle();
    expect(world.store.head?.batchId).toBe((batch?.batchId ?? 0) + 1);
    expect(await world.problems()).toEqual([]);
  });

  it('are heartbeats when nothing happened, and none before it is time', async () => {
    await world.market();
    await world.settle();
    const last = world.store.head?.batchId ?? 0;
    await world.settler.round();
    expect(world.store.head?.batchId).toBe(last);
    world.nowMs += 60_000;
    await world.settle();
    expect(world.store.head?.batchId).toBe(last + 1);
    expect(await world.problems()).toEqual([]);
  });
});

describe('a withdrawal', () => {
  it('is withheld when seen, acknowledged by the next batch, claimed after the delay and booked', async () => {
    const { consumer, provider } = await world.market();
    await world.settle();
    await chain.sent((await chain.as(2)).requestWithdrawal(4_000 * PAT));
    await expect(chain.sent((await chain.as(2)).claim(4))).rejects.toThrow('TooEarly');
    await world.settle();
    expect(world.core.state.registry.chain?.batch?.requestSequence).toBe(1);
    // What is withheld cannot be spent: the rest is 6,000 PAT, 20 lots at 1 PAT are bought out of that.
    world.trade(consumer, provider, 20);
    await chain.pass(61);
    await chain.sent((await chain.as(5)).claim(4));
    expect(await chain.tokensOf(2)).toBe(4_000 * PAT);
    await world.settle();
    expect(await world.problems()).toEqual([]);
    expect(world.core.state.ledger.total).toBe(26_000 * PAT);
    expect(world.available(BROKER_ACCOUNT)).toBe(5_000 * PAT);
  });
});
