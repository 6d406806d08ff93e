/**
 * The second market maker: a firm with an account that buys and one that mints and sells, for nobody but consumers buys and
 * nobody but providers sells here. Once an hour and series it rests a few lots on both sides of its guess of the true value,
 * an hour old and wrong by a twentieth, whatever the broker does. What crosses the broker's quote trades with it.
 */
import { Chance, SIDE } from '../values/index.js';
import { HOUR_MS, type Scenario } from './scenario.js';
import { PAT, type SimVenue, TICK_MICRO_PAT } from './sim-venue.js';

/** Standard deviation of the log of its guess. */
const GUESS_ERROR = 0.05;
/** Its orders end a moment before the next ones come. */
const RESTS_MS = HOUR_MS - 1_000;

export interface RivalOptions {
  readonly venue: SimVenue;
  readonly scenario: Scenario;
  readonly seed: number;
  /** True value of a lot of a series at a time, PAT. */
  readonly valuePat: (seriesId: number, atMs: number) => number;
}

export class Rival {
  private readonly options: RivalOptions;

  constructor(options: RivalOptions) {
    this.options = options;
  }

  /** Rests its orders in a series for the next hour. */
  quote(seriesId: number, nowMs: number): void {
    const { venue, scenario, seed, valuePat } = this.options;
    const { rivalHalfSpread: half, rivalLots: lots } = scenario;
    if (lots === 0) return;
    const chance = new Chance(seed, `rival ${seriesId} ${nowMs}`);
    const guess = valuePat(seriesId, nowMs - HOUR_MS) * Math.exp(GUESS_ERROR * chance.normal());
    const ticks = guess * (PAT / TICK_MICRO_PAT);
    const untilMs = nowMs + RESTS_MS;
    const bid = venue.inCollar(seriesId, SIDE.BUY, Math.floor(ticks * (1 - half)));
    this.restEach(venue.rivalBuyer, seriesId, { side: SIDE.BUY, ticks: bid, lots }, untilMs);
    const missing = lots - venue.held(venue.rivalSeller, seriesId);
    if (missing > 0) venue.mint(venue.rivalSeller, seriesId, missing);
    const ask = venue.inCollar(seriesId, SIDE.SELL, Math.ceil(ticks * (1 + half)));
    this.restEach(venue.rivalSeller, seriesId, { side: SIDE.SELL, ticks: ask, lots }, untilMs);
  }

  /** In pieces as large as one order may be. */
  private restEach(
    accountId: number,
    seriesId: number,
    { side, ticks, lots }: { readonly side: number; readonly ticks: number; readonly lots: number },
    untilMs: number,
  ): void {
    const { venue } = this.options;
    for (let left = lots; left > 0; ) {
      const piece = Math.min(left, venue.orderLotsMax(seriesId));
      venue.rest({ accountId, seriesId, side, limitTicks: ticks, lots: piece }, untilMs);
      left -= piece;
    }
    venue.sequencer.settle();
  }
}
