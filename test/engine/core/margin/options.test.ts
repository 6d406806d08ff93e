// Catches an option that pays what nobody paid in, a lot that is written without its cover, a premium, fee or payoff that is not
// docs/options.md's, an order that should be refused, and flows of an instrument that do not add up to its fees.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CASH,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  HOLDING,
  OPTION_ISSUED,
} from '../../../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ERROR_CATALOG, SERIES_STATE, SIDE } from '../../../../src/values/index.js';
import { PAT, refusedOf, SyntheticVenue } from '../../../support/synthetics.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const AVAILABLE = 0;
const RESERVED = 1;
const MARGIN = 4;
const FEES = 3;
const ISSUE_FEE = 100_000;
const MINUTES_BEFORE_EXPIRY = 70;

class OptionVenue extends SyntheticVenue {
  /** A call 100^300 and a put 100 on an index of 100 PAT. */
  readonly call: number;
  readonly put: number;

  constructor(members = 4, moneyPat = 10_000) {
    super(members, 10_000, {}, moneyPat);
    this.core.state.registry.phase = 4;
    this.call = this.openOption('C', '100^300');
    this.put = this.openOption('P', '100');
    this.minutes(6);
  }

  openOption(kind: string, terms: string): number {
    const day = new Date(this.expiryMs).toISOString();
    const date = day.endsWith('T00:00:00.000Z') ? day.slice(0, 10) : `${day.slice(0, 16)}Z`;
    const instrument = `AUTO_INTENT|7D|0.70-0.85|${kind}@${date}@${terms}`;
    const events = this.send(OPERATOR, 'openInstrument', { instrument });
    this.answer = events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[4] ?? -1;
    return this.core.state.series.count;
  }

  /** Code of the last `openOption`. */
  answer = 0;

  money(account: number, ...buckets: number[]): number {
    const { ledger } = this.core.state;
    const all = buckets.length === 0 ? [AVAILABLE, RESERVED, MARGIN] : buckets;
    return all.reduce((sum, one) => sum + ledger.balance(ledger.bucket(account, one)), 0);
  }

  pool(series: number): number {
    const { ledger } = this.core.state;
    return ledger.balance(ledger.escrow(series));
  }

  lots(account: number, series: number): number {
    const { margin } = this.core.state;
    const holding = margin.find(account, series);
    return holding === 0 ? 0 : margin.get(holding, HOLDING.lots);
  }

  /** Expiry comes and everything settles, at an index. */
  expire(indexTicks: number): void {
    this.isChecked = false;
    this.timeMs = this.expiryMs - MINUTES_BEFORE_EXPIRY * 60_000;
    this.minutes(MINUTES_BEFORE_EXPIRY + 5, indexTicks);
    this.isChecked = true;
    this.check();
  }
}

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
    isPoor: fc.boolean(),
  });

  test('the pool covers every payoff at every step, and all that is missing at the end are fees', () => {
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 50_000 }),
        (actions, settlementTicks) => {
          const venue = new OptionVenue(4, 3_000);
          const total = () => venue.members.reduce((sum, id) => sum + venue.money(id), 0);
          const start = total();
          const fees = venue.money(FEES);
          for (const { who, isCall, isBuy, priceTicks, lots } of actions) {
            const series = isCall ? venue.call : venue.put;
            const side = isBuy ? SIDE.BUY : SIDE.SELL;
            const account = venue.members[who] as number;
            // The venue checks every invariant after each command: I60 and I70 among them.
            venue.order(account, { seriesId: series, side, priceTicks, lots });
            const held = venue.members.reduce(
              (sum, id) => sum + Math.max(0, venue.lots(id, series)),
              0,
            );
            expect(venue.pool(series)).toBe(held * (isCall ? 200 : 100) * PAT);
          }
          venue.expire(settlementTicks);
          expect(venue.pool(venue.call) + venue.pool(venue.put)).toBe(0);
          expect(total() + venue.money(FEES)).toBe(start + fees);
          for (const id of venue.members) expect(venue.money(id, RESERVED, MARGIN)).toBe(0);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a coalition long and short of itself takes nothing of anybody', () => {
    const venue = new OptionVenue();
    const [one = 0, two = 0, other = 0] = venue.members;
    venue.ask(other, 800, 3, venue.call);
    const before = venue.money(one) + venue.money(two);
    const mine = venue.money(other) + venue.money(other, RESERVED) * 0;
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
