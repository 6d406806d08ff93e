/**
 * Catches money or seats of feeds that go elsewhere than a naive reference says, access that disagrees with it, and a snapshot or
 * an upgrade that loses something of either: random commands over months; after each the balances of everybody, the escrow, the
 * seats and every door are compared, and the invariants counted.
 *
 * PATX_RUNS sets the number of runs, PATX_SEED their seed.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Core,
  exportState,
  FEED_FIELD,
  FEES_ACCOUNT,
  importState,
  MARKET_ESCROW,
} from '../../../../../src/engine/core/index.js';
import { FEED_DRIFT } from '../../../../../src/values/index.js';
import { RETAIL_PRICE, TestFeeds } from '../../../../support/feeds.js';
import { EVIDENCE, OPERATOR, PAT } from '../../../../support/market.js';
import { DAY_MS, SMALL_LIMITS } from '../../../../support/venue.js';
import { carriedBytes, carriedInto } from '../../carry/copy.js';
import { FeedReference } from './reference.js';

const RUNS = Number(process.env.PATX_RUNS ?? 10);
const SEED = Number(process.env.PATX_SEED ?? 11);
const LIMIT = 20;

const DO = {
  subscribe: 8,
  cancel: 2,
  renew: 3,
  reprice: 2,
  fund: 2,
  hold: 2,
  collect: 2,
  down: 1,
  alarm: 1,
  pass: 9,
  restore: 1,
  upgrade: 1,
} as const;
const actionArb: fc.Arbitrary<Action> = fc.record({
  do: fc.oneof(
    ...Object.entries(DO).map(([name, weight]) => ({
      weight,
      arbitrary: fc.constant(name as keyof typeof DO),
    })),
  ),
  who: fc.integer({ min: 0, max: 3 }),
  n: fc.integer({ min: 0, max: 20 }),
  yes: fc.boolean(),
});
interface Action {
  readonly do: keyof typeof DO;
  readonly who: number;
  readonly n: number;
  readonly yes: boolean;
}

class Pair {
  readonly market = new TestFeeds();
  readonly listing = this.market.feed(LIMIT);
  readonly buyers: readonly number[];
  readonly reference: FeedReference;

  constructor() {
    const { market } = this;
    const more = ['third', 'fourth'].map((name) => market.open(2, name));
    for (const account of more) market.fund(account, 70 * PAT);
    this.buyers = [market.buyer, market.other, ...more];
    this.reference = new FeedReference({
      ...{ timeMs: market.timeMs, creator: market.creator },
      ...{ price: BigInt(RETAIL_PRICE), limit: BigInt(LIMIT) },
    });
    for (const account of this.everybody) {
      this.reference.has.set(account, BigInt(market.available(account)));
    }
  }

  private get everybody(): readonly number[] {
    return [...this.buyers, this.market.creator, FEES_ACCOUNT];
  }

  run({ do: what, who, n, yes }: Action): void {
    const buyer = this.buyers[who] as number;
    this.steps[what](buyer, n, yes);
  }

  private agree(what: string, code: number, may: boolean, then: () => void): void {
    expect([what, code === 0], `code ${code}`).toEqual([what, may]);
    if (may) then();
  }

  private readonly steps: Readonly<
    Record<keyof typeof DO, (buyer: number, n: number, yes: boolean) => void>
  > = {
    subscribe: (buyer, n, yes) => {
      const { market, reference, listing } = this;
      const seats = (n % 3) + 1;
      const trial = n % 5 === 0;
      const { code, id } = market.subscribe(buyer, listing, { seats, trial, renews: yes });
      this.agree('subscribe', code, reference.maySubscribe(buyer, BigInt(seats), trial), () =>
        reference.subscribe(id, buyer, BigInt(seats), trial, yes),
      );
    },
    cancel: (buyer) => {
      const one = this.reference.find(buyer);
      if (!one) return;
      this.agree('cancel', this.market.cancelSeats(buyer, one.id).code, true, () =>
        this.reference.cancel(one),
      );
    },
    renew: (buyer) => {
      const one = this.reference.find(buyer);
      if (!one) return;
      const { code } = this.market.renew(buyer, one.id);
      this.agree('renew', code, this.reference.mayRenew(one), () => this.reference.renew(one));
    },
    reprice: (_, n) => {
      const { market, reference, listing } = this;
      const price = RETAIL_PRICE + (n - 10) * 1_000_001;
      const { code } = market.plan(listing, { priceMicroPat: price });
      const isOpen = reference.drift !== 'over' && !reference.isTakenDown;
      this.agree('reprice', code, isOpen, () => reference.reprice(BigInt(price)));
    },
    fund: (buyer, n) => {
      this.market.fund(buyer, n * PAT + 1);
      this.reference.has.set(buyer, this.reference.of(buyer) + BigInt(n * PAT + 1));
    },
    hold: (_, __, yes) => {
      this.market.admit(this.market.creator, { payoutsHeld: yes });
      this.reference.isHeldBack = yes;
    },
    collect: () => {
      const { code } = this.market.ask(this.market.creator, 'collectPayout', {});
      this.agree('collect', code, !this.reference.isHeldBack, () => this.reference.collect());
    },
    down: () => {
      const { market, reference, listing } = this;
      const why = { listingId: listing, reason: 'x' };
      if (!reference.isTakenDown) {
        const evidence = { ...why, evidenceHash: EVIDENCE };
        const { code } = market.ask(OPERATOR, 'takeDownListing', evidence);
        return this.agree('take down', code, true, () => {
          reference.isTakenDown = true;
        });
      }
      const { code } = market.ask(market.second, 'ruleAppeal', { ...why, restored: true });
      this.agree('restore', code, true, () => {
        reference.isTakenDown = false;
      });
    },
    alarm: () => {
      const { market, reference, listing } = this;
      if (reference.drift === 'over') return;
      const next = reference.drift === 'normal' ? FEED_DRIFT.DOWNGRADED : FEED_DRIFT.DELISTED;
      const feed = market.core.state.feeds.of(listing);
      const isNew = market.week > market.core.state.feeds.get(feed, FEED_FIELD.driftWeek);
      const may = isNew && !(next === FEED_DRIFT.DELISTED && reference.isTakenDown);
      this.agree('alarm', market.drift(listing, next).code, may, () => {
        if (next === FEED_DRIFT.DOWNGRADED) reference.drift = 'down';
        else reference.delist();
      });
      this.pass(0);
    },
    pass: (_, n) => this.pass(n * DAY_MS),
    restore: () => {
      const copy = new Core({ limits: SMALL_LIMITS });
      expect(importState(copy, exportState(this.market.core))).toBeUndefined();
      Object.assign(this.market, { core: copy });
    },
    upgrade: () => {
      const copy = carriedInto(this.market.core, SMALL_LIMITS);
      expect(Buffer.compare(carriedBytes(copy), carriedBytes(this.market.core))).toBe(0);
      Object.assign(this.market, { core: copy });
    },
  };

  /** At most 13 days at a time, so that a takedown nobody appealed against is restored before it stands. */
  private pass(ms: number): void {
    const { market, reference } = this;
    if (reference.isTakenDown) this.steps.down(0, 0, true);
    market.timeMs += ms;
    for (let i = 0; i < 4; i += 1) market.send(0, 'advanceTime', {});
    reference.pass(ms);
  }

  compare(): void {
    const { market, reference } = this;
    for (const account of this.everybody) {
      const found = [account, BigInt(market.available(account))];
      expect(found).toEqual([account, reference.of(account)]);
    }
    const { ledger, feeds } = market.core.state;
    expect(BigInt(ledger.balance(ledger.escrow(MARKET_ESCROW)))).toBe(reference.escrow);
    const held = feeds.get(feeds.of(this.listing), FEED_FIELD.heldSeats);
    expect(BigInt(held)).toBe(reference.held);
    for (const buyer of this.buyers) {
      const door = market.may(buyer, this.listing) === 'yes';
      expect([buyer, door]).toEqual([buyer, reference.mayRead(buyer)]);
    }
  }
}

test(
  'money, seats and doors are those of the reference, command by command',
  () => {
    const actions = fc.array(actionArb, { minLength: 70, maxLength: 70, size: 'max' });
    let held = 0n;
    fc.assert(
      fc.property(actions, (list) => {
        const pair = new Pair();
        for (const action of list) {
          pair.run(action);
          pair.compare();
          held += pair.reference.held;
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: process.env.PATX_RUNS === undefined },
    );
    expect(held).toBeGreaterThan(BigInt(RUNS * 20));
  },
  120_000 + RUNS * 10_000,
);
