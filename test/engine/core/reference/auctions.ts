/** Call auctions and price bands of the reference: every sensible price tried, every pair of orders met one by one. */
import { AUCTION_KIND, SERIES_STATE, SIDE } from '../../../../src/values/index.js';
import { type Checks, isOwn } from './checks.js';
import type { Trading } from './trading.js';
import type { Order, Series, World } from './world.js';

const { BUY, SELL } = SIDE;
const PPM = 1_000_000n;
const POSTPONED_MS = 10_000;
const NO_BAND = [0, Infinity] as const;

export interface Clearing {
  readonly price: number;
  readonly lots: number;
  readonly surplus: number;
}

export class Auctions {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;

  constructor(world: World, checks: Checks, trading: Trading) {
    this.world = world;
    this.checks = checks;
    this.trading = trading;
  }

  open(series: Series): void {
    const gatherMs = this.checks.parameter('auction_open_ms', series);
    if (gatherMs === 0) this.enter(series, SERIES_STATE.OPEN);
    else this.begin(series, AUCTION_KIND.OPENING, gatherMs);
  }

  resume(series: Series): void {
    const gatherMs = this.checks.parameter('auction_resume_ms', series);
    if (gatherMs === 0 && !series.isGathering) this.enter(series, SERIES_STATE.OPEN);
    else this.begin(series, AUCTION_KIND.RESUME, gatherMs);
  }

  interrupt(series: Series): void {
    const gatherMs = this.checks.parameter('volatility_auction_ms', series);
    series.bandsRestUntilMs = this.world.timeMs + 10 * gatherMs;
    this.begin(series, AUCTION_KIND.VOLATILITY, gatherMs);
  }

  cutShort(series: Series): void {
    this.world.dropTimer(series.auctionTimer);
    series.auctionTimer = undefined;
    series.isClearing = false;
  }

  /** The venue was down for so long. */
  extend(outageMs: number): void {
    const { world } = this;
    for (const series of world.series) {
      const { auctionTimer: timer } = series;
      if (timer === undefined || outageMs === 0) continue;
      world.dropTimer(timer);
      series.auctionTimer = world.setTimer('timers', timer.dueMs + outageMs, timer.fire);
    }
  }

  /** Prices a trade may have now, both ends included. */
  band(series: Series): readonly [number, number] {
    return this.world.timeMs < series.bandsRestUntilMs ? NO_BAND : this.bandsOf(series);
  }

  private bandsOf(series: Series): readonly [number, number] {
    const around = (name: string, reference: number): readonly [number, number] => {
      const ppm = BigInt(this.checks.parameter(name, series));
      if (ppm === 0n || reference === 0) return [0, Infinity];
      const distance = Number((BigInt(reference) * ppm) / PPM);
      return [reference - distance, reference + distance];
    };
    const fixed = around('volatility_static_ppm', series.lastAuction);
    const moving = around('volatility_dynamic_ppm', series.lastPrice);
    return [Math.max(fixed[0], moving[0]), Math.min(fixed[1], moving[1])];
  }

  private begin(series: Series, kind: number, gatherMs: number): void {
    series.auctionKind = kind;
    series.isExtended = false;
    series.auctionLots = 0;
    this.gather(series, gatherMs);
    if (gatherMs === 0) this.expire(series);
  }

  private gather(series: Series, gatherMs: number): void {
    const { world } = this;
    series.isGathering = true;
    series.isClearing = false;
    if (gatherMs > 0) {
      const dueMs = world.timeMs + gatherMs;
      series.auctionTimer = world.setTimer('timers', dueMs, () => this.expire(series));
    }
    this.enter(series, SERIES_STATE.AUCTION);
  }

  private expire(series: Series): void {
    const { world } = this;
    const name = `auction ${series.id}`;
    series.isClearing = true;
    series.auctionTimer = undefined;
    if (world.work.some((work) => work.name === name)) return;
    world.work.push({
      name,
      run: () => {
        if (series.isClearing) this.clear(series);
        return 'over';
      },
    });
  }

  /** Clears all there is, unless the series has to gather on. */
  private clear(series: Series): void {
    const { world } = this;
    if (world.globalKilled || series.killed) return this.gather(series, POSTPONED_MS);
    for (;;) {
      const found = this.find(series);
      if (found === undefined) break;
      if (this.mustExtend(series, found.price)) {
        series.isExtended = true;
        const gatherMs = this.checks.parameter('volatility_auction_ms', series);
        series.bandsRestUntilMs += 10 * gatherMs;
        return this.gather(series, gatherMs);
      }
      for (let pair = this.pair(series, found.price); pair; pair = this.pair(series, found.price)) {
        if (!world.hasRoomForFills(1)) {
          return this.gather(series, POSTPONED_MS);
        }
        this.cross(series, found.price, pair);
      }
    }
    series.isGathering = false;
    series.isClearing = false;
    this.enter(series, SERIES_STATE.OPEN);
  }

  private mustExtend(series: Series, price: number): boolean {
    const [low, high] = this.bandsOf(series);
    const isFirst = !series.isExtended && series.auctionLots === 0;
    const isOutside = price < low || price > high;
    return series.auctionKind === AUCTION_KIND.VOLATILITY && isFirst && isOutside;
  }

  /** Most lots, then least surplus, then nearest to the reference, then with the surplus. */
  find(series: Series): Clearing | undefined {
    const all = this.world.orders.filter((o) => o.series === series.id && o.priority !== undefined);
    const reference = series.lastPrice || series.mark;
    const prices = [reference, ...all.flatMap(({ price }) => [price - 1, price, price + 1])];
    const at = (price: number): Clearing => {
      const sum = (side: number, fits: (order: Order) => boolean) =>
        all.filter((o) => o.side === side && fits(o)).reduce((lots, o) => lots + o.open, 0);
      const buys = sum(BUY, (order) => order.price >= price);
      const sells = sum(SELL, (order) => order.price <= price);
      return { price, lots: Math.min(buys, sells), surplus: buys - sells };
    };
    const rank = (a: Clearing, b: Clearing): number =>
      b.lots - a.lots ||
      Math.abs(a.surplus) - Math.abs(b.surplus) ||
      Math.abs(a.price - reference) - Math.abs(b.price - reference);
    const [first, ...others] = prices.map(at).sort(rank) as [Clearing, ...Clearing[]];
    if (first.lots === 0) return undefined;
    const equals = [first, ...others.filter((one) => rank(first, one) === 0)];
    const [lower, higher] = equals.sort((a, b) => a.price - b.price) as [Clearing, Clearing?];
    const highest = equals.at(-1) as Clearing;
    return higher !== undefined && highest.surplus > 0 ? highest : lower;
  }

  /** The best buy and the best sell that both trade at a price. */
  private pair(series: Series, price: number): readonly [Order, Order] | undefined {
    const [sell] = this.trading.opposite(series, BUY, price);
    const [buy] = this.trading.opposite(series, SELL, price);
    return buy && sell && [buy, sell];
  }

  private cross(series: Series, price: number, [buy, sell]: readonly [Order, Order]): void {
    const { trading } = this;
    if (isOwn(sell, buy.account, buy.group)) trading.decrement(sell, buy);
    else {
      trading.fill(series, buy, sell, price);
      series.lastAuction = price;
      series.auctionLots += this.lastLots();
      trading.specials.notePrice(series, price);
    }
    if (buy.open === 0) trading.forget(buy);
    if (sell.open === 0) trading.forget(sell);
  }

  private lastLots(): number {
    return this.world.trades.at(-1)?.lots ?? 0;
  }

  private enter(series: Series, state: number): void {
    const { OPEN, FORWARD } = SERIES_STATE;
    series.state = state === OPEN && series.isForward ? FORWARD : state;
    if (state === OPEN) this.trading.specials.enqueue(series);
    this.world.say('SERIES', { series: series.id, state: series.state });
  }
}
