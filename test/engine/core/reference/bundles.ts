/** Bundles of the reference: checked leg by leg, then placed leg by leg, or not at all. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  type BundleLeg,
  type Command,
  FIELD_ID,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
} from '../../../../src/values/index.js';
import { type Checks, no, type Refusal } from './checks.js';
import { wouldFill } from './fills.js';
import { fillsOf } from './room.js';
import { done, isRefusal, type Result, type Trading } from './trading.js';
import type { Account, Order, Series, World } from './world.js';

const { BUY, SELL } = SIDE;
const { CANCEL_TAKER } = SELF_TRADE_PREVENTION;
const PRICE_TICKS_MAX = 2 ** 31 - 2;

export class Bundles {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;

  constructor(world: World, checks: Checks, trading: Trading) {
    this.world = world;
    this.checks = checks;
    this.trading = trading;
  }

  /** Every leg fills whole, or nothing happens. */
  place(account: Account, c: Command, legs: readonly BundleLeg[]): Result {
    const { world } = this;
    const isLeg = ({ side, priceTicks }: BundleLeg) =>
      (side === BUY || side === SELL) && priceTicks <= PRICE_TICKS_MAX;
    const areApart = new Set(legs.map(({ seriesId }) => seriesId)).size === legs.length;
    if (legs.length < 1 || legs.length > 8 || !legs.every(isLeg) || !areApart) {
      return no(CODE.INVALID_FIELD, 'legs');
    }
    let promised = { pat: 0n, rights: 0, orders: 0 };
    const units: bigint[] = [];
    for (const leg of legs) {
      const checked = this.leg(account, leg, promised);
      if (isRefusal(checked)) {
        return { code: checked.code, field: checked.field || FIELD_ID.legs };
      }
      units.push(checked.unit);
      const pat = promised.pat + checked.unit * BigInt(leg.quantityLots);
      promised = { pat, rights: 0, orders: promised.orders + 1 };
    }
    const seriesOf = (leg: BundleLeg) => world.seriesOf(leg.seriesId) as Series;
    const fills = legs.map((leg) => fillsOf(this.world, seriesOf(leg), leg.quantityLots));
    const needed = fills.reduce((sum, count) => sum + count, 0);
    if (!world.hasRoomForFills(needed)) return no(CODE.CAPACITY_FULL);
    const before = world.orders;
    const orders: Order[] = [];
    for (const [i, leg] of legs.entries()) {
      const noPlace =
        world.orderProblem(account.id, true) || world.positionProblem(account.id, seriesOf(leg));
      if (noPlace !== 0) {
        world.orders = before;
        return no(noPlace);
      }
      orders.push(this.legOrder(account, c, leg, units[i] as bigint));
      world.orders = [...before, ...orders];
    }
    for (const order of orders) {
      world.makePosition(account.id, world.seriesOf(order.series) as Series);
      this.trading.reserve(order, order.open);
      if (order.side === BUY) this.checks.useCredit(account, order.unit * BigInt(order.open));
      this.trading.sayAccepted(order);
    }
    for (const order of orders) {
      this.trading.match(order);
      if (order.open !== 0) throw new Error('a leg does not fill whole');
      this.trading.forget(order);
    }
    return done(orders[0]?.token, orders.length);
  }

  private leg(
    account: Account,
    { seriesId, side, priceTicks: price, quantityLots: lots }: BundleLeg,
    promised: { readonly pat: bigint; readonly rights: number; readonly orders: number },
  ): Refusal | { readonly unit: bigint } {
    const series = this.world.seriesOf(seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES);
    const terms = { account, series, side, price, lots, stp: CANCEL_TAKER };
    const checked = this.checks.run({ ...terms, replaces: [], promised, isImmediate: true });
    if (isRefusal(checked)) return checked;
    if (series.isForward) return no(CODE.PHASE);
    if (series.state === SERIES_STATE.AUCTION) return no(CODE.AUCTION);
    const met = this.trading.withinBand(series, this.trading.opposite(series, side, price));
    return wouldFill(met, account, CANCEL_TAKER, lots) ? checked : no(CODE.FOK_UNFILLABLE);
  }

  private legOrder(account: Account, c: Command, leg: BundleLeg, unit: bigint): Order {
    return {
      token: `order:${this.world.next()}`,
      clientId: c.clientId,
      account: account.id,
      group: account.group,
      series: leg.seriesId,
      side: leg.side,
      session: c.sessionId,
      isQuote: false,
      isPostOnly: false,
      isDay: false,
      stp: CANCEL_TAKER,
      price: leg.priceTicks,
      open: leg.quantityLots,
      original: leg.quantityLots,
      unit,
      priority: undefined,
      timer: undefined,
    };
  }
}
