/** The broker's quotes in the reference: each series replaced whole or refused whole. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  QUOTER_STATE,
  type QuoteLevel,
  SELF_TRADE_PREVENTION,
  type SeriesQuote,
  SIDE,
} from '../../../../src/values/index.js';
import type { Checks } from './checks.js';
import { isTraded } from './checks.js';
import { isRefusal, type Trading } from './trading.js';
import type { Account, Order, Series, World } from './world.js';

const { BUY, SELL } = SIDE;
const LEVELS_MAX = 5;
const BROKER = 1;

export class Quoting {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;

  constructor(world: World, checks: Checks, trading: Trading) {
    this.world = world;
    this.checks = checks;
    this.trading = trading;
  }

  massQuote(quotes: readonly SeriesQuote[], basedOnSequence: number): number {
    let taken = 0;
    for (const quote of quotes) {
      const code = this.quote(quote, basedOnSequence);
      if (code === 0) taken += 1;
      this.world.say('QUOTE_RESULT', {
        account: BROKER,
        accountSequence: 0,
        series: quote.seriesId,
        code,
      });
    }
    return taken;
  }

  /** Takes the levels of a side, or of both, out of the book; answers how many. */
  pull(series: Series, side: number, reason: number): number {
    const levels = [...(side === SELL ? [] : series.bids), ...(side === BUY ? [] : series.asks)];
    const live = levels.filter((order) => order !== undefined);
    for (const order of live) this.trading.cancelOrder(order, reason);
    return live.length;
  }

  pullAll(reason: number): number {
    return this.world.series.reduce((sum, series) => sum + this.pull(series, 0, reason), 0);
  }

  private quote(quote: SeriesQuote, basedOnSequence: number): number {
    const { world } = this;
    const series = world.seriesOf(quote.seriesId);
    if (series === undefined) return CODE.UNKNOWN_SERIES;
    const code = this.problem(series, quote, basedOnSequence);
    if (code !== 0) return code;
    world.makePosition(BROKER, series);
    const dropped = this.drop(series.bids, quote.bids) + this.drop(series.asks, quote.asks);
    const kept = [series.bids, series.asks].flat().filter((order) => order !== undefined);
    let hasRoom = true;
    let placed = 0;
    const place = (side: number, levels: readonly QuoteLevel[], into: Series['bids']): void => {
      const orders = levels.map(({ priceTicks, quantityLots }) => {
        const same = kept.find((order) => order.side === side && order.price === priceTicks);
        if (same) return same;
        placed += 1;
        const order = this.place(series, side, priceTicks, quantityLots);
        if (order.stop !== 0) hasRoom = false;
        this.trading.protecting.pull();
        return order.rests;
      });
      into.splice(
        0,
        into.length,
        ...orders.map((o) => (o && world.orders.includes(o) ? o : undefined)),
      );
    };
    place(BUY, quote.bids, series.bids);
    place(SELL, quote.asks, series.asks);
    if (!hasRoom) {
      this.pull(series, 0, CANCEL_REASON.CAPACITY);
      return CODE.CAPACITY_FULL;
    }
    world.dropTimer(series.quoteTimer);
    series.quoteTimer = world.setTimer('timers', quote.validUntilMs, () => {
      this.pull(series, 0, CANCEL_REASON.EXPIRED);
    });
    if (dropped + placed > 0 || quote.factors !== null) world.sayQuote(series.id);
    return 0;
  }

  private problem(series: Series, quote: SeriesQuote, basedOnSequence: number): number {
    const { world } = this;
    const broker = world.account(BROKER) as Account;
    const isKilled = world.globalKilled || world.quoterKilled || broker.killed || series.killed;
    if (isKilled || series.quoterState === QUOTER_STATE.HALT) return CODE.KILLED;
    if (broker.protection?.limit) return CODE.PROTECTED;
    if (!isTraded(series)) return CODE.SERIES_CLOSED;
    if (series.isClearing) return CODE.AUCTION;
    if (quote.validUntilMs <= world.timeMs || basedOnSequence > world.sequence) {
      return CODE.QUOTE_STALE;
    }
    const isBehind = basedOnSequence !== 0 && basedOnSequence < series.mintedSequence;
    if (isBehind && quote.bids.length > 0) return CODE.QUOTE_STALE;
    const { bids, asks } = quote;
    if (bids.length > LEVELS_MAX || asks.length > LEVELS_MAX) return CODE.INVALID_FIELD;
    const prices = [...bids]
      .reverse()
      .concat(asks)
      .map((level) => level.priceTicks);
    if (prices.some((price, i) => price <= (prices[i - 1] ?? -Infinity))) return CODE.QUOTE_CROSSED;
    const noPlace = world.positionProblem(BROKER, series);
    if (noPlace !== 0) return noPlace;
    if (world.limits.maxOrders - world.orders.length < LEVELS_MAX * 2) return CODE.CAPACITY_FULL;
    return (
      this.sideProblem(series, BUY, bids, series.bids) ||
      this.sideProblem(series, SELL, asks, series.asks)
    );
  }

  /** The checks of all levels of a side together, the present quote out of the way. */
  private sideProblem(
    series: Series,
    side: number,
    levels: readonly QuoteLevel[],
    present: Series['bids'],
  ): number {
    const account = this.world.account(BROKER) as Account;
    const replaces = present.filter((order) => order !== undefined);
    const stp = SELF_TRADE_PREVENTION.CANCEL_MAKER;
    let promised = { pat: 0n, rights: 0 };
    for (const { priceTicks: price, quantityLots: lots } of levels) {
      const terms = { account, series, side, price, lots, stp, replaces, promised };
      const checked = this.checks.run(terms);
      if (isRefusal(checked)) return checked.code;
      const pat = promised.pat + checked.unit * BigInt(lots);
      promised = { pat, rights: promised.rights + lots };
    }
    return 0;
  }

  /** Levels the new quote has not, or larger, are cancelled; smaller ones shrink where they stand. */
  private drop(present: Series['bids'], levels: readonly QuoteLevel[]): number {
    let dropped = 0;
    for (const order of [...present]) {
      if (order === undefined) continue;
      const level = levels.find(({ priceTicks }) => priceTicks === order.price);
      if (level !== undefined && level.quantityLots === order.open) continue;
      dropped += 1;
      if (level === undefined || level.quantityLots > order.open) {
        this.trading.cancelOrder(order, CANCEL_REASON.REPLACED);
        continue;
      }
      const lots = order.open - level.quantityLots;
      this.trading.release(order, lots);
      order.open -= lots;
      order.original -= lots;
    }
    return dropped;
  }

  private place(
    series: Series,
    side: number,
    price: number,
    lots: number,
  ): { rests: Order | undefined; stop: number } {
    const { world, trading } = this;
    const tick = BigInt(series.contract.rules.tickValueMicroPat);
    const order: Order = {
      token: `order:${world.next()}`,
      clientId: 0,
      account: BROKER,
      group: 0,
      series: series.id,
      side,
      session: 0,
      isQuote: true,
      isPostOnly: false,
      isDay: false,
      stp: SELF_TRADE_PREVENTION.CANCEL_MAKER,
      price,
      open: lots,
      original: lots,
      unit: side === BUY ? BigInt(price) * tick : 0n,
      priority: undefined,
      timer: undefined,
    };
    world.orders.push(order);
    trading.reserve(order, lots);
    const stop = trading.match(order);
    trading.settle(order, order.open === 0 ? 0 : stop);
    return {
      rests: order.priority === undefined ? undefined : order,
      stop: order.open === 0 ? 0 : stop,
    };
  }
}
