/**
 * Catches money of the market that goes elsewhere than a naive reference says, access that disagrees with it, a snapshot or an
 * upgrade that loses something of either: random commands of buyers, provider and operators over months; after each the balances
 * of everybody and every door are compared, and the invariants counted. Now and then the core is given up for one restored from a
 * snapshot, or for a fresh one that was given what it carries.
 *
 * PATX_RUNS sets the number of runs, PATX_SEED their seed.
 */
// Rows of docs/marketplace-rows.md: ST8.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Core,
  exportState,
  FEES_ACCOUNT,
  importState,
  LISTING_FIELD,
  REVISION_FIELD,
} from '../../../../src/engine/core/index.js';
import { PRICE_KIND } from '../../../../src/values/index.js';
import { EVIDENCE, ONE_TIME, OPERATOR, TestMarket } from '../../../support/market.js';
import { DAY_MS, SMALL_LIMITS } from '../../../support/venue.js';
import { carriedBytes, carriedInto } from '../carry/copy.js';
import { ONCE, Reference, USE } from './reference.js';

const RUNS = Number(process.env.PATX_RUNS ?? 12);
const SEED = Number(process.env.PATX_SEED ?? 5);
const PRICES = [100_000_007n, 3_000_001n] as const;
const TERMS = { freeQuota: 5n, refundMs: 10 * DAY_MS, sizeBytes: 1_000n };
const USE_TERMS = { priceKind: PRICE_KIND.USAGE, refundWindowMs: 0, freeQuotaUnits: 5 };

const who = fc.integer({ min: 0, max: 2 });
const which = fc.integer({ min: 0, max: 1 });
const actionArb = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('buy'), who, which, n: fc.nat(60), yes: fc.boolean() }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('draw'), who, which, n: fc.nat(60) }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('report'), who, which, n: fc.nat(30), m: fc.nat(30) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('lease'), who, which, n: fc.nat(60) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund'), who, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('dispute'), who, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rule'), who, which, yes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end'), who, which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reprice'),
      who,
      which,
      n: fc.nat(4),
      m: fc.nat(9_999),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('down'), who, which, yes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revise'), who, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke'), who, which }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      who,
      which,
      n: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore'), who, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('upgrade'), who, which }) },
);
interface Action {
  readonly do: string;
  readonly who: number;
  readonly which: number;
  readonly n?: number;
  readonly m?: number;
  readonly yes?: boolean;
}

type Purchase = NonNullable<ReturnType<Reference['find']>>;

/** What an action is about. */
interface Scene {
  readonly buyer: number;
  readonly which: number;
  readonly listingId: number;
  readonly one: Purchase | undefined;
  readonly purchaseId: number;
  readonly n: number;
  readonly m: number;
  readonly yes: boolean;
}

class Pair {
  readonly market = new TestMarket();
  readonly ids: readonly number[];
  readonly buyers: readonly number[];
  readonly reference: Reference;
  private contents = 1;

  constructor() {
    const { market } = this;
    const once = { priceMicroPat: Number(PRICES[0]), refundWindowMs: TERMS.refundMs };
    const use = { ...USE_TERMS, priceMicroPat: Number(PRICES[1]) };
    this.ids = [market.listed(once), market.listed(use)];
    const third = market.open(2, 'third');
    market.fund(third, 150_000_000);
    this.buyers = [market.buyer, market.other, third];
    const { timeMs, provider } = market;
    this.reference = new Reference({ ...TERMS, timeMs, provider, prices: PRICES });
    for (const account of this.everybody) {
      this.reference.has.set(account, BigInt(market.available(account)));
    }
  }

  private get everybody(): readonly number[] {
    const { provider, creator } = this.market;
    return [...this.buyers, provider, creator, FEES_ACCOUNT];
  }

  run(action: Action): void {
    const { who, which } = action;
    const buyer = this.buyers[who] as number;
    const one = this.reference.find(buyer, which);
    const listingId = this.ids[which] as number;
    const scene = { buyer, which, listingId, one, purchaseId: one?.id ?? 0 };
    const [n, m] = [action.n ?? 0, action.m ?? 0];
    this.steps[action.do]?.({ ...scene, n, m, yes: action.yes === true });
  }

  private agree(what: string, code: number, may: boolean, then: () => void): void {
    expect([what, code === 0], `code ${code}`).toEqual([what, may]);
    if (may) then();
  }

  private readonly steps: Readonly<Record<string, (scene: Scene) => void>> = {
    buy: ({ buyer, which, listingId, n, yes }) => {
      const cap = BigInt(n) * 1_000_000n;
      const isUse = which === USE;
      const terms = { capMicroPat: isUse ? Number(cap) : 0, renews: isUse && yes };
      const { code, id } = this.market.buy(buyer, listingId, terms);
      this.agree('buy', code, this.reference.mayBuy(buyer, which, cap), () =>
        this.reference.buy(id, buyer, which, { cap, renews: terms.renews }),
      );
    },
    draw: ({ buyer, one, purchaseId, n }) => {
      if (!one) return;
      const units = BigInt(n + 1);
      const { code } = this.market.ask(buyer, 'drawUsage', { purchaseId, units: n + 1 });
      this.agree('draw', code, this.reference.mayDraw(one, units), () =>
        this.reference.draw(one, units),
      );
    },
    report: ({ one, purchaseId, n, m }) => {
      if (!one) return;
      const [used, unused] = [BigInt(n), BigInt(m)];
      const body = { purchaseId, usedUnits: n, unusedUnits: m };
      const { code } = this.market.ask(this.market.store, 'reportUsage', body);
      this.agree('report', code, this.reference.mayReport(one, used, unused), () =>
        this.reference.report(one, used, unused),
      );
    },
    lease: ({ buyer, listingId, one, n }) => {
      const { listings } = this.market.core.state;
      const live = listings.get(listingId, LISTING_FIELD.liveRevision);
      if (!one || live === 0) return;
      const { code } = this.market.ask(this.market.store, 'leaseRead', {
        ...{ targetAccountId: buyer, listingId, fromByte: 0, toByte: 100, units: n },
        revision: listings.revisions.get(live, REVISION_FIELD.number),
      });
      this.agree('lease', code, this.reference.mayDraw(one, BigInt(n)), () =>
        this.reference.lease(one, BigInt(n)),
      );
    },
    refund: ({ buyer, one, purchaseId }) => {
      if (!one) return;
      const { code } = this.market.refund(buyer, purchaseId);
      this.agree('refund', code, this.reference.mayRefund(one), () => this.reference.refund(one));
    },
    dispute: ({ buyer, one, purchaseId }) => {
      if (!one) return;
      const body = { purchaseId, evidenceHash: EVIDENCE, reason: 'x' };
      const { code } = this.market.ask(buyer, 'disputePurchase', body);
      this.agree('dispute', code, this.reference.mayDispute(one), () =>
        this.reference.dispute(one),
      );
    },
    rule: ({ one, purchaseId, yes }) => {
      if (!one) return;
      const body = { purchaseId, upheld: yes, reason: 'x' };
      const { code } = this.market.ask(OPERATOR, 'rulePurchase', body);
      this.agree('rule', code, one.isDisputed, () => this.reference.rule(one, yes));
    },
    end: ({ buyer, one, purchaseId }) => {
      if (!one) return;
      const { code } = this.market.ask(buyer, 'endPurchase', { purchaseId });
      this.agree('end', code, this.reference.mayEnd(one), () => this.reference.endMonths(one));
    },
    reprice: ({ which, listingId, n, m }) => {
      const { market, reference } = this;
      const price = (PRICES[which] as bigint) + BigInt(n * 1_000_003);
      const royalties = m === 0 ? [] : [{ accountId: market.creator, shareBps: m }];
      const more = which === USE ? USE_TERMS : { refundWindowMs: TERMS.refundMs };
      const terms = { ...ONE_TIME, ...more, priceMicroPat: Number(price), royalties };
      const { code } = market.publish(terms, undefined, { listingId });
      const shares = royalties.map((one) => [one.accountId, BigInt(one.shareBps)] as const);
      this.agree('reprice', code, this.isOpen(which), () =>
        reference.reprice(which, price, shares),
      );
    },
    down: ({ which, listingId, yes }) => {
      const { market, reference } = this;
      if (!reference.listings[which]?.isDown) {
        const body = { listingId, evidenceHash: EVIDENCE, reason: 'x' };
        const { code } = market.ask(OPERATOR, 'takeDownListing', body);
        return this.agree('take down', code, true, () => reference.takeDown(which));
      }
      // Delisting for good is rare, so that something is left to be sold.
      const restored = yes || which === ONCE;
      const { code } = market.ask(market.second, 'ruleAppeal', {
        listingId,
        restored,
        reason: 'x',
      });
      this.agree('rule on it', code, true, () => reference.ruleTakedown(which, restored));
      this.pass(0);
    },
    revise: ({ which, listingId }) => {
      const { market, reference } = this;
      if (!this.isOpen(which)) return;
      this.contents += 1;
      const content = `content ${this.contents}`;
      const revision = (reference.listings[which]?.revision ?? 0) + 1;
      expect(market.addRevision(listingId, content).code).toBe(0);
      expect(market.measure(listingId, revision, {}, content).code).toBe(0);
      reference.renew(which);
    },
    revoke: ({ which, listingId }) => {
      const { market, reference } = this;
      const revision = reference.listings[which]?.revision ?? 0;
      // Before it is the newest, an older one would be live again: those are revoked first.
      if (revision > 1 && !reference.listings[which]?.revoked.has(revision - 1)) return;
      const body = { listingId, revision, replacedBy: 0, reason: 'x' };
      const { code } = market.ask(market.provider, 'revokeRevision', body);
      this.agree('revoke', code, reference.mayRevoke(which), () => reference.revoke(which));
      this.pass(0);
    },
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
    pass: ({ n }) => this.pass(n * DAY_MS),
  };

  private isOpen(which: number): boolean {
    const listed = this.reference.listings[which];
    return listed !== undefined && !listed.isDown && !listed.isDelisted;
  }

  private pass(ms: number): void {
    this.market.timeMs += ms;
    for (let i = 0; i < 4; i += 1) this.market.send(0, 'advanceTime', {});
    this.reference.pass(ms);
  }

  compare(): void {
    const { market, reference } = this;
    for (const account of this.everybody) {
      expect([account, BigInt(market.available(account))]).toEqual([
        account,
        reference.of(account),
      ]);
    }
    for (const buyer of this.buyers) {
      for (const [which, listing] of this.ids.entries()) {
        const door = market.may(buyer, listing) === 'yes';
        expect([buyer, which, door]).toEqual([buyer, which, reference.mayRead(buyer, which)]);
      }
    }
  }
}

test(
  'money and doors are those of the reference, command by command',
  () => {
    const actions = fc.array(actionArb, { minLength: 80, maxLength: 80, size: 'max' });
    let bought = 0;
    fc.assert(
      fc.property(actions, (list) => {
        const pair = new Pair();
        for (const action of list) {
          pair.run(action);
          pair.compare();
          bought += pair.reference.purchases.length;
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: process.env.PATX_RUNS === undefined },
    );
    expect(bought).toBeGreaterThan(RUNS * 20);
  },
  120_000 + RUNS * 10_000,
);
