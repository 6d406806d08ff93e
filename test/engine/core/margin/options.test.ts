// Catches an option that pays what nobody paid in, a lot that is written without its cover, a premium, fee or payoff that is not
// docs/options.md's, an order that should be refused, and flows of an instrument that do not add up to its fees.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brokenInvariants,
  CASH,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  OPTION_ISSUED,
  TRADE,
} from '../../../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ERROR_CATALOG, SERIES_STATE, SIDE } from '../../../../src/values/index.js';
import { FEES, ISSUE_FEE, MARGIN, OptionVenue, RESERVED } from '../../../support/options.js';
import { PAT, refusedOf, TICK } from '../../../support/synthetics.js';
import { carriedBytes, carriedInto } from '../carry/copy.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;

describe('an option', () => {
  test('costs the buyer its premium, the writer the most it pays, and pays by itself at expiry', () => {
    const venue = new OptionVenue();
    const [buyer = 0, writer = 0] = venue.members;
    const before = [venue.money(buyer), venue.money(writer), venue.money(FEES)];
    venue.ask(writer, 1_000, 5, venue.call);
    expect(venue.money(writer, RESERVED)).toBe(5 * (200 * PAT + ISSUE_FEE));
    const events = venue.bid(buyer, 1_100, 5, venue.call);
    const issued = events.find(([type]) => type === EVENT.OPTION_ISSUED);
    expect(issued?.[OPTION_ISSUED.lots]).toBe(5);
    expect(issued?.[OPTION_ISSUED.feeMicroPat]).toBe(5 * ISSUE_FEE);
    // 5 lots at 10 PAT: the maker's price; the taker pays 1 %, the maker half of it.
    expect(venue.pool(venue.call)).toBe(5 * 200 * PAT);
    expect(venue.money(buyer)).toBe((before[0] as number) - 50 * PAT - 0.5 * PAT);
    const kept = (before[1] as number) + 50 * PAT - 0.25 * PAT - 5 * ISSUE_FEE - 1_000 * PAT;
    expect(venue.money(writer)).toBe(kept);
    expect(venue.money(FEES)).toBe((before[2] as number) + 0.75 * PAT + 5 * ISSUE_FEE);
    venue.expire(13_000);
    // 30 PAT a lot.
    expect(venue.money(buyer)).toBe((before[0] as number) - 50.5 * PAT + 150 * PAT);
    expect(venue.money(writer)).toBe(kept + 850 * PAT);
    expect(venue.pool(venue.call)).toBe(0);
    expect(venue.core.state.series.get(venue.call, 0)).toBe(SERIES_STATE.CLOSED);
    expect(venue.core.state.series.get(venue.put, 0)).toBe(SERIES_STATE.CLOSED);
  });

  test('does what the worked example of the page says', () => {
    const page = readFileSync('docs/options.md', 'utf8').split('\n');
    const published = ['| 5 lots of', '| settled at 130'].map((start) =>
      (page.find((line) => line.startsWith(start)) ?? '')
        .split('|')
        .slice(2, 6)
        .map((cell) => Math.round(Number(cell) * PAT)),
    );
    const venue = new OptionVenue();
    const [buyer = 0, writer = 0] = venue.members;
    const now = (): number[] => [venue.money(buyer), venue.money(writer), venue.money(FEES)];
    const before = now();
    const change = (): number[] => {
      const [ofBuyer = 0, ofWriter = 0, ofFees = 0] = now().map((one, i) => one - (before[i] ?? 0));
      return [ofBuyer, ofWriter, venue.pool(venue.call), ofFees];
    };
    venue.ask(writer, 1_000, 5, venue.call);
    venue.bid(buyer, 1_000, 5, venue.call);
    const traded = change();
    venue.expire(13_000);
    expect([traded, change()]).toEqual(published);
  });

  test('pays no more than its cap, and a put no more than its strike', () => {
    const venue = new OptionVenue();
    const [buyer = 0, writer = 0] = venue.members;
    venue.ask(writer, 100, 1, venue.call);
    venue.bid(buyer, 100, 1, venue.call);
    venue.ask(writer, 100, 1, venue.put);
    venue.bid(buyer, 100, 1, venue.put);
    const before = venue.money(buyer);
    venue.expire(90_000);
    expect(venue.money(buyer) - before).toBe(200 * PAT);
    const { margin, series } = venue.core.state;
    const row = series.get(venue.put, 62);
    expect(margin.cash(row, CASH.settlementMicroPat)).toBe(0);
  });

  test('that is bought back gives its cover back, and one that is held is sold without', () => {
    const venue = new OptionVenue();
    const [one = 0, two = 0, three = 0] = venue.members;
    venue.ask(two, 500, 4, venue.put);
    venue.bid(one, 500, 4, venue.put);
    expect(venue.pool(venue.put)).toBe(400 * PAT);
    // The holder sells two to a third: nothing is reserved, nothing is written.
    venue.ask(one, 600, 2, venue.put);
    expect(venue.money(one, RESERVED)).toBe(0);
    venue.bid(three, 600, 2, venue.put);
    expect(venue.pool(venue.put)).toBe(400 * PAT);
    // The writer buys the other two back.
    venue.ask(one, 450, 2, venue.put);
    const before = venue.money(two);
    venue.bid(two, 450, 2, venue.put);
    expect(venue.money(two)).toBe(before + 200 * PAT - 2 * 4.5 * PAT * 1.01);
    expect([venue.lots(one, venue.put), venue.lots(two, venue.put)]).toEqual([0, -2]);
    expect(venue.pool(venue.put)).toBe(200 * PAT);
  });

  test('is not offered beyond what is held, nor written while any is', () => {
    const venue = new OptionVenue();
    const [one = 0, two = 0] = venue.members;
    venue.ask(two, 500, 4, venue.put);
    venue.bid(one, 500, 4, venue.put);
    const refused = (events: number[][]) => refusedOf(events)[0];
    expect(refused(venue.ask(one, 600, 5, venue.put))).toBe(ERROR_CATALOG.SELL_HELD_FIRST.code);
    expect(refused(venue.ask(one, 600, 3, venue.put))).toBe(0);
    expect(refused(venue.ask(one, 600, 2, venue.put))).toBe(ERROR_CATALOG.SELL_HELD_FIRST.code);
    expect(refused(venue.ask(one, 600, 1, venue.put))).toBe(0);
  });

  test('is refused by phase, class, index, price and money; what reduces is let out', () => {
    const venue = new OptionVenue();
    const [one = 0, two = 0] = venue.members;
    const code = (events: number[][]) => refusedOf(events)[0];
    const { registry } = venue.core.state;
    expect(code(venue.bid(one, 10_001, 1, venue.put))).toBe(ERROR_CATALOG.TICK_LOT.code);
    const poor = venue.member(99);
    const [short, missing] = refusedOf(venue.ask(poor, 500, 1, venue.put));
    expect(short).toBe(ERROR_CATALOG.MARGIN.code);
    expect(missing).toBe(1 * PAT + ISSUE_FEE);
    venue.ask(two, 500, 4, venue.put);
    venue.bid(one, 500, 4, venue.put);
    registry.phase = 3;
    expect(code(venue.bid(one, 500, 1, venue.put))).toBe(ERROR_CATALOG.PHASE.code);
    registry.phase = 4;
    venue.send(OPERATOR, 'suspendPhase', { phase: 4, reason: 'test' });
    expect(code(venue.bid(one, 500, 1, venue.put))).toBe(ERROR_CATALOG.PHASE_SUSPENDED.code);
    expect(code(venue.ask(one, 500, 2, venue.put))).toBe(0);
    expect(code(venue.bid(two, 500, 2, venue.put))).toBe(0);
    venue.send(OPERATOR, 'resumePhase', { phase: 4, reason: 'test' });
    venue.timeMs += 3_600_000;
    expect(code(venue.bid(one, 500, 1, venue.put))).toBe(ERROR_CATALOG.MARK_UNSURE.code);
  });

  test('of everybody: the lowest class buys and writes with its loss paid in', () => {
    const venue = new OptionVenue();
    const [, two = 0] = venue.members;
    const retail = venue.member(1_000);
    venue.send(OPERATOR, 'updateAccount', {
      ...{ targetAccountId: retail, accountClass: ACCOUNT_CLASS.RETAIL },
      ...{ firmGroup: 0, exposureLimitMicroPat: -1, dailyCreditMicroPat: -1 },
    });
    venue.ask(retail, 500, 2, venue.put);
    venue.bid(two, 500, 2, venue.put);
    expect(venue.lots(retail, venue.put)).toBe(-2);
    expect(venue.pool(venue.put)).toBe(200 * PAT);
  });

  test('opens on the grid, in its phase, on an index, once', () => {
    const venue = new OptionVenue();
    const open = (kind: string, terms: string): number => {
      venue.openOption(kind, terms);
      return venue.answer;
    };
    expect(open('P', '100')).toBe(ERROR_CATALOG.ALREADY_EXISTS.code);
    expect(open('P', '100.005')).toBe(ERROR_CATALOG.STRIKE_OFF_GRID.code);
    expect(open('P', '501')).toBe(ERROR_CATALOG.STRIKE_OFF_GRID.code);
    expect(open('C', '100^1501')).toBe(ERROR_CATALOG.STRIKE_OFF_GRID.code);
    expect(open('C', '120^420')).toBe(0);
    venue.core.state.registry.phase = 3;
    expect(open('P', '110')).toBe(ERROR_CATALOG.NOT_IN_PHASE.code);
    venue.core.state.registry.phase = 4;
    venue.timeMs += 3_600_000;
    expect(open('P', '110')).toBe(ERROR_CATALOG.NO_INDEX.code);
  });
});

describe('whatever is traded', () => {
  const action = fc.record({
    who: fc.nat(3),
    isCall: fc.boolean(),
    isBuy: fc.boolean(),
    priceTicks: fc.integer({ min: 1, max: 2_000 }),
    lots: fc.integer({ min: 1, max: 9 }),
    after: fc.constantFrom('STAY', 'STAY', 'AMEND', 'CANCEL'),
  });

  /**
   * The reference: what each member has of PAT and of lots, by docs/options.md alone and by nothing but the trades that were
   * reported. A premium and its fee go at once, the fee of issuing with what goes below nothing, the payoff at the end.
   */
  class Reference {
    readonly pat = new Map<number, bigint>();
    readonly lots = new Map<string, bigint>();

    constructor(members: readonly number[], patMicroPat: (id: number) => number) {
      for (const id of members) this.pat.set(id, BigInt(patMicroPat(id)));
    }

    private add(account: number, amount: bigint): void {
      this.pat.set(account, (this.pat.get(account) ?? 0n) + amount);
    }

    side(account: number, series: number, lots: number, paid: bigint, fee: number): void {
      const key = `${account} ${series}`;
      const before = this.lots.get(key) ?? 0n;
      const after = before + BigInt(lots);
      this.lots.set(key, after);
      const short = (all: bigint): bigint => (all < 0n ? -all : 0n);
      const issued = lots < 0 ? short(after) - short(before) : 0n;
      this.add(account, (lots < 0 ? paid : -paid) - BigInt(fee) - issued * BigInt(ISSUE_FEE));
    }

    trades(events: readonly number[][]): void {
      for (const w of events) {
        if (w[0] !== EVENT.TRADE) continue;
        const isTakerBuyer = w[TRADE.takerSide] === SIDE.BUY;
        const lots = w[TRADE.lots] as number;
        const series = w[TRADE.series] as number;
        const paid = BigInt(lots) * BigInt((w[TRADE.priceTicks] as number) * TICK);
        const maker = isTakerBuyer ? -lots : lots;
        this.side(
          w[TRADE.makerAccount] as number,
          series,
          maker,
          paid,
          w[TRADE.makerFeeMicroPat] as number,
        );
        this.side(
          w[TRADE.takerAccount] as number,
          series,
          -maker,
          paid,
          w[TRADE.takerFeeMicroPat] as number,
        );
      }
    }

    settle(series: number, payoffMicroPat: number): void {
      for (const [key, lots] of this.lots) {
        const [account = 0, of = 0] = key.split(' ').map(Number);
        if (of === series) this.add(account, lots * BigInt(payoffMicroPat));
      }
    }
  }

  type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

  function play(venue: OptionVenue, reference: Reference, one: Action): void {
    const { members, call, put } = venue;
    const { who, isCall, isBuy, priceTicks, lots, after } = one;
    const seriesId = isCall ? call : put;
    const account = members[who] as number;
    const side = isBuy ? SIDE.BUY : SIDE.SELL;
    // The venue checks every invariant after each command: I60 and I70 among them.
    const events = venue.order(account, { seriesId, side, priceTicks, lots });
    reference.trades(events);
    const orderId = events.find(([type]) => type === EVENT.ORDER_ACCEPTED)?.[3];
    if (orderId !== undefined && after !== 'STAY') {
      const more = after === 'AMEND' ? lots + 3 : 0;
      reference.trades(venue.change(account, orderId, priceTicks + 50, more));
    }
    const held = members.reduce((sum, id) => sum + Math.max(0, venue.lots(id, seriesId)), 0);
    expect(venue.pool(seriesId)).toBe(held * (isCall ? 200 : 100) * PAT);
  }

  test('everybody has what a reference says that knows nothing of pools, and the pool covers every payoff at every step', () => {
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 50_000 }),
        (actions, settlementTicks) => {
          const venue = new OptionVenue(4, 3_000);
          const { members, call, put } = venue;
          const total = () => members.reduce((sum, id) => sum + venue.money(id), 0);
          const start = total() + venue.money(FEES);
          const reference = new Reference(members, (id) => venue.money(id));
          for (const one of actions) play(venue, reference, one);
          venue.expire(settlementTicks);
          const price = settlementTicks * TICK;
          reference.settle(call, Math.max(0, Math.min(price, 300 * PAT) - 100 * PAT));
          reference.settle(put, Math.max(0, 100 * PAT - price));
          for (const id of members) {
            expect(BigInt(venue.money(id))).toBe(reference.pat.get(id));
            expect(venue.money(id, RESERVED, MARGIN)).toBe(0);
          }
          expect(venue.pool(call) + venue.pool(put)).toBe(0);
          expect(total() + venue.money(FEES)).toBe(start);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('an upgrade in the middle carries orders, holdings and pools: both go on alike', () => {
    const venue = new OptionVenue();
    const [one = 0, two = 0, three = 0] = venue.members;
    venue.ask(two, 500, 4, venue.put);
    venue.bid(one, 500, 3, venue.put);
    venue.ask(one, 700, 2, venue.put);
    venue.ask(three, 900, 2, venue.call);
    const core = carriedInto(venue.core, venue.core.state.limits);
    expect(brokenInvariants(core)).toEqual([]);
    expect(carriedBytes(core)).toEqual(carriedBytes(venue.core));
    const same = structuredClone({ ...venue, core: undefined }) as object;
    const twin = Object.assign(new OptionVenue(), same, { core });
    for (const each of [venue, twin]) {
      each.bid(two, 700, 1, venue.put);
      each.bid(one, 900, 2, venue.call);
      each.expire(8_000);
    }
    expect(carriedBytes(twin.core)).toEqual(carriedBytes(venue.core));
    expect(twin.pool(venue.put)).toBe(0);
  });

  test('a coalition long and short of itself takes nothing of anybody', () => {
    const venue = new OptionVenue();
    const [one = 0, two = 0, other = 0] = venue.members;
    venue.ask(other, 800, 3, venue.call);
    const before = venue.money(one) + venue.money(two);
    const mine = venue.money(other);
    for (const priceTicks of [1, 700, 20, 400]) {
      venue.ask(one, priceTicks, 3, venue.call);
      venue.bid(two, priceTicks, 3, venue.call);
      venue.ask(two, priceTicks, 3, venue.call);
      venue.bid(one, priceTicks, 3, venue.call);
    }
    venue.ask(one, 700, 3, venue.call);
    venue.bid(two, 700, 3, venue.call);
    venue.expire(20_000);
    expect(venue.money(one) + venue.money(two)).toBeLessThan(before);
    expect(venue.money(other)).toBe(mine);
  });
});
