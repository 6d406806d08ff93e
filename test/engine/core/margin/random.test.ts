/**
 * Catches a core that says otherwise of margin, refusals, fees, variation or liquidation than the naive reference, over random orders,
 * cancels, falls and rises; and a run whose result depends on where it pauses, or that an upgrade in its middle changes.
 */
import { expect, test } from 'vitest';
import {
  BUCKET,
  CASH,
  DEFAULT_FUND,
  EVENT,
  HOLDING,
  LADDER,
  LIQUIDATION,
  ORDER_ACCEPTED,
  ORDER_CANCELED,
  SERIES_FIELD as S,
  STAKE,
  TRADE,
} from '../../../../src/engine/core/index.js';
import {
  Chance,
  ERROR_CATALOG,
  FUND_REASON,
  LIQUIDATION_BY,
  SIDE,
} from '../../../../src/values/index.js';
import { MINUTE_MS, PAT, refusedOf, SyntheticVenue, TICK } from '../../../support/synthetics.js';
import { SMALL_LIMITS } from '../../../support/venue.js';
import { carriedBytes, carriedInto } from '../carry/copy.js';
import { Reference } from './reference.js';

const SEED = Number(process.env.PATX_SEED ?? 7);
const COMMANDS = Number(process.env.PATX_COMMANDS ?? 500);
const HOUR_MS = 3_600_000;

class Twin {
  readonly venue: SyntheticVenue;
  readonly reference: Reference;
  ticks = 10_000;
  private readonly makers: readonly number[];
  private lastHour: number;
  readonly seen = { trades: 0, liquidations: 0, refusals: 0, variations: 0, bankrupt: 0 };

  constructor() {
    const venue = new SyntheticVenue(0);
    this.venue = venue;
    // What is not enough for much, and what is.
    for (const pat of [400, 900, 2_000, 5_000, 100_000, 100_000])
      venue.members.push(venue.member(pat));
    this.makers = [venue.member(500_000), venue.member(500_000)];
    venue.members.push(...this.makers);
    const sponsor = venue.member(2_000_000);
    venue.send(sponsor, 'contributeToFund', { amountMicroPat: 1_000_000 * PAT });
    venue.minutes(10);
    this.reference = new Reference({
      ...{ tick: TICK, interestMicroPat: 1_000_000 * PAT, liquidityMicroPat: 1_000_000 * PAT },
    });
    for (const id of venue.members) {
      this.reference.join(id, venue.core.state.ledger.available(id));
    }
    this.lastHour = venue.core.state.margin.lastHour;
    this.takeMark();
  }

  private takeMark(): void {
    const { margin } = this.venue.core.state;
    const row = this.venue.row;
    this.reference.setMark(
      margin.cash(row, CASH.markMicroPat),
      margin.cash(row, CASH.quality) === 2,
    );
  }

  place(account: number, side: number, ticks: number, lots: number): void {
    const { venue, reference } = this;
    const { unit, missing } = reference.ask(account, side === SIDE.BUY, ticks, lots);
    const events = venue.order(account, { seriesId: venue.series, side, priceTicks: ticks, lots });
    const [code, told] = refusedOf(events);
    if (code === ERROR_CATALOG.MARGIN.code) {
      this.seen.refusals += 1;
      expect(BigInt(told)).toBe(missing);
      return;
    }
    if (code !== 0) {
      const others: number[] = [
        ERROR_CATALOG.LIQUIDATING.code,
        ERROR_CATALOG.MARK_UNSURE.code,
        ERROR_CATALOG.SELF_MATCH.code,
        ERROR_CATALOG.COLLAR.code,
      ];
      expect(others).toContain(code);
      return;
    }
    expect(missing).toBeLessThanOrEqual(0n);
    this.follow(events, unit);
  }

  /** Tells the reference what happened. */
  private follow(events: number[][], unit = 0n): void {
    const { reference } = this;
    for (const event of events) {
      const at = (field: number): number => event[field] as number;
      switch (event[0]) {
        case EVENT.ORDER_ACCEPTED:
          reference.accept(at(ORDER_ACCEPTED.orderId), {
            account: at(ORDER_ACCEPTED.account),
            isBuy: at(ORDER_ACCEPTED.side) === SIDE.BUY,
            ticks: BigInt(at(ORDER_ACCEPTED.priceTicks)),
            lots: BigInt(at(ORDER_ACCEPTED.lots)),
            unit,
          });
          break;
        case EVENT.TRADE: {
          this.seen.trades += 1;
          const isTakerBuyer = at(TRADE.takerSide) === SIDE.BUY;
          const fills = [
            [at(TRADE.makerOrderId), 5_000],
            [at(TRADE.takerOrderId), 10_000],
          ] as const;
          for (const [id, fee] of isTakerBuyer ? fills.toReversed() : fills) {
            reference.fill(id, at(TRADE.priceTicks), at(TRADE.lots), fee);
          }
          break;
        }
        case EVENT.ORDER_CANCELED:
          reference.cancel(at(ORDER_CANCELED.orderId), BigInt(at(ORDER_CANCELED.lots)));
          break;
        case EVENT.LIQUIDATION: {
          this.seen.liquidations += 1;
          // In the book its trades were told.
          if (at(LIQUIDATION.by) === LIQUIDATION_BY.BOOK) break;
          const price = BigInt(at(LIQUIDATION.priceMicroPat));
          reference.move(at(LIQUIDATION.account), BigInt(at(LIQUIDATION.lots)), price);
          break;
        }
        case EVENT.DEFAULT_FUND:
          if (at(DEFAULT_FUND.reason) === FUND_REASON.LIQUIDATION_FEE) {
            const { account, amountMicroPat } = DEFAULT_FUND;
            reference.balance(at(account));
            reference.payFund(at(account), BigInt(at(amountMicroPat)));
          }
          break;

        default:
      }
    }
  }

  /** Two owners stand on both sides, so that the mark is good a minute later. */
  quote(ticks: number): void {
    for (const maker of this.makers) for (let i = 0; i < 4; i += 1) this.cancelOldest(maker);
    for (const maker of this.makers) {
      this.place(maker, SIDE.BUY, ticks - 40, 15);
      this.place(maker, SIDE.SELL, ticks + 40, 15);
    }
  }

  cancelOldest(account: number): void {
    const { venue, reference } = this;
    const found = [...reference.orders].find(([, order]) => order.account === account);
    if (found !== undefined) this.follow(venue.cancel(account, found[0]));
  }

  minute(ticks: number): void {
    const { venue, reference } = this;
    this.ticks = ticks;
    venue.core.state.series.set(venue.series, S.markTicks, ticks);
    const { margin } = venue.core.state;
    const events = venue.minutes(1, ticks);
    this.takeMark();
    for (const id of venue.members) reference.balance(id);
    this.follow(events);
    for (const id of venue.members) {
      reference.balance(id);
      const before = reference.of(id).accrued + reference.of(id).value;
      reference.endBankrupt(id);
      if (before !== 0n && reference.of(id).available === 0n) this.seen.bankrupt += 1;
    }
    const hour = Math.floor(venue.timeMs / HOUR_MS);
    if (hour > this.lastHour && margin.cash(venue.row, CASH.quality) === 2) {
      reference.vary();
      this.seen.variations += 1;
    }
    if (hour > this.lastHour) this.lastHour = hour;
  }

  compare(): void {
    const { venue, reference } = this;
    const { ledger, margin } = venue.core.state;
    for (const id of venue.members) {
      const holding = margin.find(id, venue.series);
      const read = (field: number): number => (holding === 0 ? 0 : margin.get(holding, field));
      const bucket = (one: number): bigint => BigInt(ledger.balance(ledger.bucket(id, one)));
      const has = {
        available: bucket(BUCKET.AVAILABLE),
        reserved: bucket(BUCKET.RESERVED),
        margin: bucket(BUCKET.MARGIN),
        lots: BigInt(read(HOLDING.lots)),
        value: BigInt(read(HOLDING.valueMicroPat)),
        accrued: BigInt(read(HOLDING.accruedMicroPat)),
      };
      expect({ id, ...has }).toEqual({ id, ...reference.of(id) });
      const equity = reference.equity(id);
      const maintenance = reference.maintenance(id);
      if (margin.stake(id, STAKE.state) === LADDER.NONE && maintenance > 0n) continue;
      if (maintenance === 0n) continue;
      // Whoever is on the ladder was below one of its steps when it was looked at.
      expect(equity).toBeLessThan(maintenance * 2n);
    }
    expect(BigInt(ledger.balance(ledger.escrow(venue.series)))).toBe(reference.pool);
    expect(ledger.sum()).toBe(ledger.total);
  }
}

const below = (chance: Chance, bound: number): number => Math.floor(chance.uniform() * bound);

/** One random command or minute. */
function step(twin: Twin, chance: Chance): void {
  const { venue } = twin;
  const account = venue.members[below(chance, 6)] as number;
  const kind = below(chance, 100);
  if (kind < 62) {
    const side = below(chance, 2) === 0 ? SIDE.BUY : SIDE.SELL;
    const near = twin.ticks + below(chance, 60) - 30;
    twin.place(account, side, near, 1 + below(chance, 30));
  } else if (kind < 76) twin.cancelOldest(account);
  else {
    const move = below(chance, 401) - 200;
    const ticks = Math.max(6_000, Math.min(16_000, twin.ticks + move));
    if (below(chance, 3) > 0) twin.quote(ticks);
    // Now and then to the end of the hour, in which an order would begin a run that the reference does not see.
    const isLate = below(chance, 8) === 0;
    if (isLate) venue.timeMs = Math.ceil(venue.timeMs / HOUR_MS) * HOUR_MS - 2 * MINUTE_MS;
    twin.minute(ticks);
    twin.minute(ticks);
  }
}

test(`${COMMANDS} random commands leave everybody with what the reference says`, {
  timeout: 3_600_000,
}, () => {
  const chance = new Chance(SEED, 'margin');
  const twin = new Twin();
  twin.venue.isChecked = COMMANDS < 10_000;
  for (let i = 0; i < COMMANDS; i += 1) {
    step(twin, chance);
    twin.compare();
  }
  // What never happened was not compared.
  const { bankrupt: _, ...often } = twin.seen;
  for (const [what, times] of Object.entries(often)) {
    expect(`${what} ${times > 0}`).toBe(`${what} true`);
  }
});

test('a run is the same however little of it a command does, and goes on in another core', () => {
  const runs = [256, 1, 7].map((steps) => {
    const chance = new Chance(SEED + 1, 'margin');
    const twin = new Twin();
    twin.venue.isChecked = false;
    twin.venue.core.margin.run.stepsMax = steps;
    for (let i = 0; i < 250; i += 1) step(twin, chance);
    twin.venue.check();
    const { core } = twin.venue;
    core.margin.run.stepsMax = steps;
    return core;
  });
  const rows = runs.map((core) => Buffer.from(core.state.margin.holdings.slice(0, 400).buffer));
  expect(rows[1]?.equals(rows[0] as Buffer)).toBe(true);
  expect(rows[2]?.equals(rows[0] as Buffer)).toBe(true);
  const [core] = runs;
  if (core === undefined) throw new Error('no run');
  const limits = SMALL_LIMITS;
  const next = carriedInto(core, limits);
  expect(Buffer.from(carriedBytes(next)).equals(Buffer.from(carriedBytes(core)))).toBe(true);
});
