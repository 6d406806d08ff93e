/**
 * Would catch: a movement lost, counted twice or booked on the wrong bucket between the ledger and the rows; rows the
 * chain refuses (unsorted, unbalanced, over a cap, overdrawing somebody half-way through a group); a split that depends on
 * the order it was given; unbalanced input that is settled all the same.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  type Core,
  DELIVERY,
  EVENT,
  FEES_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  TRADE,
} from '../../src/engine/core/index.js';
import { packRows } from '../../src/settlement/contracts/batch.js';
import {
  type ChainView,
  chainViewOf,
  LedgerNet,
  type NetChange,
  type NettedRange,
  onChain,
  type SplitLimits,
  splitRange,
} from '../../src/settlement/netting/index.js';
import { SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { DAY_MS, type TradingVenue, tradingVenue } from '../support/venue.js';
import { ChainModel } from './support/chain-model.js';

const CLEARING = 1_000_000;
const SIGNATURE = new Uint8Array(64);

/** A venue's life: orders of everybody, exercises, deliveries, busts, closes, deposits and withdrawals. */
const step = fc.record({
  kind: fc.constantFrom(
    ...(['sell', 'sell', 'brokerBuys', 'buy', 'buy', 'brokerSells', 'exercise'] as const),
    ...(['accept', 'dispute', 'deposit', 'withdraw', 'collateral', 'wait', 'bust'] as const),
  ),
  who: fc.nat({ max: 1 }),
  lots: fc.integer({ min: 1, max: 40 }),
  ticks: fc.integer({ min: 85, max: 115 }),
  amount: fc.integer({ min: 1, max: 5_000_000 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What the venue's events named so far, for steps to refer to. */
interface Named {
  readonly deliveries: { id: number; consumer: number }[];
  readonly trades: number[];
}

function take(venue: TradingVenue, one: Step, named: Named): void {
  for (const event of act(venue, one, named)) {
    if (event[0] === EVENT.DELIVERY) {
      const id = event[DELIVERY.deliveryId] as number;
      const consumer = event[DELIVERY.consumer] as number;
      if (!named.deliveries.some((known) => known.id === id))
        named.deliveries.push({ id, consumer });
    } else if (event[0] === EVENT.TRADE) named.trades.push(event[TRADE.tradeId] as number);
  }
}

function act(venue: TradingVenue, one: Step, named: Named): number[][] {
  const consumer = venue.consumers[one.who] as number;
  const provider = venue.providers[one.who] as number;
  const { lots, ticks, amount } = one;
  const order = (account: number, side: number) =>
    venue.order(account, { side, priceTicks: ticks, lots, timeInForce: TIME_IN_FORCE.GTC });
  const operator = FIRST_OPERATOR_ACCOUNT;
  const delivery = named.deliveries.at(-one.lots % Math.max(1, named.deliveries.length));
  const of = delivery?.consumer ?? consumer;
  const deliveryId = delivery?.id ?? 0;
  switch (one.kind) {
    case 'sell':
      return order(provider, SIDE.SELL);
    case 'buy':
      return order(consumer, SIDE.BUY);
    case 'brokerBuys':
      return order(BROKER_ACCOUNT, SIDE.BUY);
    case 'brokerSells':
      return order(BROKER_ACCOUNT, SIDE.SELL);
    case 'exercise':
      return venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 + (lots % 5) });
    case 'accept':
      return venue.send(of, 'acceptDelivery', { deliveryId, signature: SIGNATURE, keyId: 1 });
    case 'dispute':
      return venue.send(of, 'disputeDelivery', { deliveryId, reason: 'incomplete' });
    case 'deposit':
      return venue.send(operator, 'deposit', { targetAccountId: consumer, amountMicroPat: amount });
    case 'withdraw':
      return venue.send(operator, 'withdraw', {
        targetAccountId: provider,
        amountMicroPat: amount,
      });
    case 'collateral':
      return venue.send(provider, 'moveCollateral', { amountMicroPat: amount });
    case 'bust':
      return venue.send(operator, 'bustTrade', {
        seriesId: 1,
        tradeId: named.trades.at(-1) ?? 0,
        reason: 'a test',
      });
    default:
      return venue.advance(lots * 900_000);
  }
}

/** What deposits and withdrawals alone did to the free bucket; the chain has moved these itself. */
function outsideFlows(core: Core): Map<number, number> {
  const { ledger } = core.state;
  const flows = new Map<number, number>();
  const inner = ledger.observer;
  const add = (index: number, amount: number) => flows.set(index, (flows.get(index) ?? 0) + amount);
  ledger.observer = (debit, credit, amount) => {
    inner?.(debit, credit, amount);
    if (debit === -1) add(credit, amount);
    if (credit === -1) add(debit, -amount);
  };
  return flows;
}

/** The same from two states: what each account has more, less what came from outside. */
function difference(core: Core, before: ChainView, after: ChainView, flows: Map<number, number>) {
  const changes: NetChange[] = [];
  for (let id = 1; id <= after.accountCount; id += 1) {
    const outside = flows.get(core.state.ledger.bucket(id, 0)) ?? 0;
    const free = (after.freeMicroPat[id] ?? 0) - (before.freeMicroPat[id] ?? 0) - outside;
    const locked = (after.lockedMicroPat[id] ?? 0) - (before.lockedMicroPat[id] ?? 0);
    if (free !== 0 || locked !== 0) {
      changes.push({ accountId: id, freeMicroPat: free, lockedMicroPat: locked });
    }
  }
  return changes;
}

function expectBalanced({ changes }: NettedRange): void {
  const sum = changes.reduce((s, c) => s + BigInt(c.freeMicroPat) + BigInt(c.lockedMicroPat), 0n);
  expect(sum).toBe(0n);
}

describe('netting a ledger', () => {
  it('gives for every account what its balances say, whatever happened', () => {
    let deliveries = 0;
    let trades = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(step, { minLength: 5, maxLength: 60 }), { minLength: 2, maxLength: 4 }),
        (ranges) => {
          const venue = tradingVenue();
          const { core } = venue;
          const net = new LedgerNet(core);
          net.attach();
          const flows = outsideFlows(core);
          const named: Named = { deliveries: [], trades: [] };
          for (const steps of ranges) {
            const before = chainViewOf(core);
            flows.clear();
            for (const one of steps) take(venue, one, named);
            const range = net.cut();
            expect(range.firstSequence).toBe(before.ledgerSequence + 1);
            expect(range.lastSequence).toBe(core.state.sequence);
            expect(range.changes).toEqual(difference(core, before, chainViewOf(core), flows));
            expectBalanced(range);
          }
          deliveries += named.deliveries.length;
          trades += named.trades.length;
        },
      ),
      { numRuns: 30 },
    );
    expect(trades).toBeGreaterThan(50);
    expect(deliveries).toBeGreaterThan(10);
  }, 60_000);

  it('keeps what a provider has pending locked with the broker until it is accepted', () => {
    const venue = tradingVenue({ makerFeePpm: 0, takerFeePpm: 0, royaltyPpm: 0 });
    const { core } = venue;
    const net = new LedgerNet(core);
    net.attach();
    const [provider, consumer] = [venue.providers[0] as number, venue.consumers[0] as number];
    venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 1 });
    venue.order(BROKER_ACCOUNT, { side: SIDE.BUY, priceTicks: 100, lots: 1 });
    const changeOf = (range: NettedRange, id: number) =>
      range.changes.find(({ accountId }) => accountId === id);
    const bought = net.cut();
    expect(changeOf(bought, BROKER_ACCOUNT)).toMatchObject({
      freeMicroPat: -1_000_000,
      lockedMicroPat: 1_000_000,
    });
    venue.order(BROKER_ACCOUNT, { side: SIDE.SELL, priceTicks: 110, lots: 1 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 110, lots: 1 });
    expect(changeOf(net.cut(), consumer)).toMatchObject({
      freeMicroPat: -1_100_000,
      lockedMicroPat: 1_100_000,
    });
    const exercised = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 });
    const ticket = exercised.find((event) => event[0] === EVENT.DELIVERY);
    const deliveryId = ticket?.[DELIVERY.deliveryId] as number;
    venue.send(consumer, 'acceptDelivery', { deliveryId, signature: SIGNATURE, keyId: 1 });
    const delivered = net.cut();
    expect(changeOf(delivered, consumer)).toMatchObject({
      freeMicroPat: 0,
      lockedMicroPat: -1_100_000,
    });
    expect(changeOf(delivered, BROKER_ACCOUNT)).toMatchObject({
      freeMicroPat: 1_100_000,
      lockedMicroPat: -1_000_000,
    });
    expect(changeOf(delivered, provider)?.freeMicroPat).toBeGreaterThanOrEqual(1_000_000);
    venue.advance(8 * DAY_MS);
    expectBalanced(net.cut());
  });

  it('refuses escrow that no account owns, and movements that are none', () => {
    const { core, consumers } = tradingVenue();
    const { ledger } = core.state;
    const net = new LedgerNet(core);
    const from = ledger.bucket(consumers[0] as number, 0);
    const bad = (code: string) => expect.objectContaining({ code });
    expect(() => net.add(from, from + 1, 1.5)).toThrow(bad('BAD_MOVEMENT'));
    expect(() => net.add(from, from + 1, -1)).toThrow(bad('BAD_MOVEMENT'));
    expect(() => net.add(from, ledger.f.length, 1)).toThrow(bad('BAD_MOVEMENT'));
    // The chain takes deposits into the free bucket alone.
    expect(() => net.add(-1, from + 1, 1)).toThrow(bad('BAD_MOVEMENT'));
    for (let i = 0; i < 2; i += 1) {
      const post = () => net.add(from, from + 1, Number.MAX_SAFE_INTEGER);
      if (i === 0) post();
      else expect(post).toThrow(bad('OUT_OF_RANGE'));
    }
    const other = new LedgerNet(core);
    other.add(from, ledger.escrow(1), 7);
    expect(() => other.cut()).toThrow(bad('ESCROW_UNATTRIBUTED'));
    net.attach();
    expect(() => other.attach()).toThrow(bad('BAD_MOVEMENT'));
  });

  it('names the account that is not on chain, and those that share one', () => {
    const changes = [1, FEES_ACCOUNT].map((accountId, i) => ({
      accountId,
      freeMicroPat: i === 0 ? -5 : 5,
      lockedMicroPat: 0,
    }));
    expect(onChain(changes, (id) => 10 - id).map(({ accountId }) => accountId)).toEqual([7, 9]);
    expect(() => onChain(changes, (id) => (id === 1 ? 4 : 0))).toThrow(/UNREGISTERED_ACCOUNT.* 3 /);
    expect(() => onChain(changes, () => 4)).toThrow(/SHARED_ACCOUNT/);
  });
});

/** Changes that balance, between accounts that have what they pay. */
const changesOf = (amountMax: number) =>
  fc
    .array(
      fc.record({
        accountId: fc.integer({ min: 1, max: 900 }),
        free: fc.integer({ min: -amountMax, max: amountMax }),
        locked: fc.integer({ min: -amountMax, max: amountMax }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((list) => {
      const byId = new Map(list.map((one) => [one.accountId, one]));
      const sum = [...byId.values()].reduce((s, { free, locked }) => s + free + locked, 0);
      const changes = [...byId.values()].map(({ accountId, free, locked }) => ({
        accountId,
        freeMicroPat: free,
        lockedMicroPat: locked,
      }));
      return [...changes, { accountId: 901, freeMicroPat: -sum, lockedMicroPat: 0 }];
    });

const limitsOf = (debitMicroPat: number, accountsMax: number): SplitLimits => ({
  accountsMax,
  debitMicroPat,
  clearingAccountId: CLEARING,
});

describe('splitting a range', () => {
  it('gives batches the chain takes one after the other, and together the range', () => {
    let batchesSeen = 0;
    let accountsSplit = 0;
    fc.assert(
      fc.property(
        fc.oneof(changesOf(50), changesOf(1_000_000)),
        fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 3_000_000 })),
        fc.integer({ min: 2, max: 12 }),
        (changes, debitMicroPat, accountsMax) => {
          // Tiny caps on large amounts would only be many of the same.
          const cap = Math.max(debitMicroPat, largest(changes) / 40);
          const limits = limitsOf(Math.ceil(cap), accountsMax);
          const chain = new ChainModel(limits);
          // Each bucket holds exactly what its owner needs: the least overdraft on the way is found.
          for (const { accountId, freeMicroPat, lockedMicroPat } of changes) {
            chain.credit(accountId, Math.max(0, -freeMicroPat), Math.max(0, -lockedMicroPat));
          }
          chain.credit(CLEARING, 0, 0);
          const batches = splitRange(changes, limits);
          for (const { rows, debitMicroPat: debit, accountCount } of batches) {
            expect(chain.settle(rows)).toEqual({ debit: BigInt(debit), accounts: accountCount });
          }
          for (const { accountId, freeMicroPat, lockedMicroPat } of changes) {
            expect(chain.balanceOf(accountId)).toEqual([
              BigInt(Math.max(0, freeMicroPat)),
              BigInt(Math.max(0, lockedMicroPat)),
            ]);
          }
          expect(chain.balanceOf(CLEARING)).toEqual([0n, 0n]);
          expect(splitRange([...changes].reverse(), limits)).toEqual(batches);
          batchesSeen += batches.length;
          const ids = batches.flatMap(({ rows }) => [...new Set(rows.map((r) => r.accountId))]);
          const own = ids.filter((id) => id !== CLEARING);
          accountsSplit += own.length - new Set(own).size;
        },
      ),
      { numRuns: 400 },
    );
    expect(batchesSeen).toBeGreaterThan(1_000);
    expect(accountsSplit).toBeGreaterThan(100);
  });

  it('needs no clearing account where all fits into one batch', () => {
    const [only, ...more] = splitRange(
      [
        { accountId: 9, freeMicroPat: 30, lockedMicroPat: 0 },
        { accountId: 2, freeMicroPat: -50, lockedMicroPat: 20 },
      ],
      limitsOf(30, 2),
    );
    expect(more).toEqual([]);
    expect(only).toEqual({
      rows: [
        { accountId: 2, bucket: 0, deltaMicroPat: -50n },
        { accountId: 2, bucket: 1, deltaMicroPat: 20n },
        { accountId: 9, bucket: 0, deltaMicroPat: 30n },
      ],
      accountCount: 2,
      debitMicroPat: 30,
    });
    // The bytes PatClearing reads: u32 key, id times four plus bucket, and i64 delta, big-endian.
    expect(Buffer.from(packRows(only?.rows ?? [])).toString('hex')).toBe(
      '00000008ffffffffffffffce' + '000000090000000000000014' + '00000024000000000000001e',
    );
  });

  it('splits an account only when its own change passes the cap', () => {
    const even = Array.from({ length: 8 }, (_, i) => ({
      accountId: i + 1,
      freeMicroPat: i < 4 ? -70 : 70,
      lockedMicroPat: 0,
    }));
    const batches = splitRange(even, limitsOf(100, 10));
    const ids = batches.flatMap(({ rows }) => rows.map(({ accountId }) => accountId));
    expect(ids.filter((id) => id !== CLEARING).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('refuses what does not balance, shared ids and caps under which nothing moves', () => {
    const pair = [
      { accountId: 1, freeMicroPat: -5, lockedMicroPat: 0 },
      { accountId: 2, freeMicroPat: 5, lockedMicroPat: 0 },
    ];
    const code = (code: string) => expect.objectContaining({ code });
    const limits = limitsOf(100, 10);
    expect(() => splitRange(pair.slice(1), limits)).toThrow(code('UNBALANCED'));
    const off = [pair[0] as NetChange, { accountId: 2, freeMicroPat: 4, lockedMicroPat: 0 }];
    expect(() => splitRange(off, limits)).toThrow(code('UNBALANCED'));
    expect(() => splitRange([...pair, pair[0] as NetChange], limits)).toThrow(
      code('SHARED_ACCOUNT'),
    );
    expect(() => splitRange(pair, { ...limits, clearingAccountId: 2 })).toThrow(
      code('SHARED_ACCOUNT'),
    );
    const halves = pair.map((one) => ({ ...one, lockedMicroPat: 0.5 }));
    expect(() => splitRange(halves, limits)).toThrow(code('OUT_OF_RANGE'));
    expect(() => splitRange(pair, limitsOf(0, 10))).toThrow(code('BAD_LIMITS'));
    expect(() => splitRange(pair, limitsOf(100, 1))).toThrow(code('BAD_LIMITS'));
    expect(splitRange([], limits)).toEqual([]);
  });
});

function largest(changes: readonly NetChange[]): number {
  return Math.max(...changes.map((c) => Math.abs(c.freeMicroPat + c.lockedMicroPat)));
}
