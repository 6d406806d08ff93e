/** The pre-trade checks of the reference, in their published order, and the parameters they read. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  FIELD_ID,
  type ParameterDefinition,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
} from '../../../../src/values/index.js';
import { entriesProblem, sumPaid } from './entries.js';
import { exercisedBy, lotsOfOwner, owed, owedBy, ownerOf, paidAtOnce } from './forward-rules.js';
import type { Account, Order, Series, World } from './world.js';

const { CONSUMER, PROVIDER } = ACCOUNT_ROLE;
const PPM = 1_000_000n;
const EXACT_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const DAY_MS = 86_400_000;

export interface Refusal {
  readonly code: number;
  readonly field: number;
}

export interface Terms {
  readonly account: Account;
  readonly series: Series;
  readonly side: number;
  readonly price: number;
  readonly lots: number;
  readonly stp: number;
  /** Orders this one takes the place of; what they hold is its own. */
  readonly replaces: readonly Order[];
  /** The order that is amended: limits refuse only what is more than it. */
  readonly amends?: Order;
  /** What levels of the same quote before it will hold. */
  /** Trades at once or not at all. */
  readonly isImmediate?: boolean;
  readonly promised: { readonly pat: bigint; readonly rights: number; readonly orders?: number };
}

export const no = (code: number, field: keyof typeof FIELD_ID | '' = ''): Refusal => ({
  code,
  field: field === '' ? 0 : FIELD_ID[field],
});

/** Rounded up: a fee per lot. */
export function feePerLot(unit: bigint, ppm: number): bigint {
  return (unit * BigInt(ppm) + PPM - 1n) / PPM;
}

export class Checks {
  private readonly world: World;
  private readonly definitions: readonly ParameterDefinition[];

  constructor(world: World, definitions: readonly ParameterDefinition[]) {
    this.world = world;
    this.definitions = definitions;
  }

  /** Value in force: most specific target wins. */
  parameter(name: string, series?: Series): number {
    const targets = series
      ? [seriesKey(series), series.contract.text, series.contract.segment, '']
      : [''];
    for (const target of targets) {
      const value = this.world.parameters.get(`${name}@${target}`)?.value;
      if (value !== undefined && value !== null) return value;
    }
    return this.definitions.find((d) => d.name === name)?.defaultValue as number;
  }

  /** Why an order is refused, or what it reserves per lot. Takes a rate credit. */
  run(terms: Terms): Refusal | { readonly unit: bigint } {
    const reserved = this.partyProblem(terms) ?? this.sizeProblem(terms) ?? this.reserve(terms);
    if ('code' in reserved) return reserved;
    const problem = entriesProblem(this.world, terms.account.id);
    return problem === 0 ? reserved : no(problem);
  }

  /** Who may trade here now. */
  private partyProblem({ account, series, side, isImmediate }: Terms): Refusal | undefined {
    const isBroker = account.role === ACCOUNT_ROLE.BROKER;
    const hasCredit = isBroker || this.takeCredit(account);
    const isKilled = this.world.globalKilled || account.killed || series.killed;
    const mayTrade = isBroker || account.role === (side === SIDE.BUY ? CONSUMER : PROVIDER);
    const isBelow = account.accountClass < series.contract.rules.minimumClass;
    if (isKilled) return no(CODE.KILLED);
    if (account.protection?.limit && !isImmediate) return no(CODE.PROTECTED);
    if (series.isForward && this.world.phase < 2) return no(CODE.PHASE, 'series_id');
    if (!mayTrade) return no(CODE.PHASE, 'side');
    if (side === SIDE.BUY && !isBroker && isBelow) return no(CODE.NOT_QUALIFIED);
    if (!isTraded(series)) return no(CODE.SERIES_CLOSED, 'series_id');
    return hasCredit ? undefined : no(CODE.RATE);
  }

  /** Price, quantity, collar, and whom it would meet. */
  private sizeProblem(terms: Terms): Refusal | undefined {
    const { account, series, price, lots, replaces, promised } = terms;
    const { rules } = series.contract;
    const isBroker = account.role === ACCOUNT_ROLE.BROKER;
    if (price < 1 || price > rules.maxPriceTicks) return no(CODE.TICK_LOT, 'price_ticks');
    if (lots < 1 || lots > rules.maxOrderLots) return no(CODE.TICK_LOT, 'quantity_lots');
    const ppm = BigInt(this.parameter('max_order_share_ppm', series));
    const isShare = BigInt(lots) * PPM <= BigInt(this.unsold(series)) * ppm;
    const isFewer = lots <= (terms.amends?.open ?? 0);
    if (!isBroker && lots > 1 && !isShare && !isFewer) return no(CODE.MAX_QTY, 'quantity_lots');
    const notional = BigInt(price) * BigInt(rules.tickValueMicroPat) * BigInt(lots);
    const notionalMax = BigInt(this.parameter('max_notional_micro_pat', series));
    const before = BigInt(terms.amends?.price ?? 0) * BigInt(terms.amends?.open ?? 0);
    const isLess = notional <= before * BigInt(rules.tickValueMicroPat);
    if (this.worst(terms) > EXACT_MAX || (notional > notionalMax && !isLess)) {
      return no(CODE.MAX_NOTIONAL, 'quantity_lots');
    }
    if (!this.isInCollar(terms)) return no(CODE.COLLAR, 'price_ticks');
    if (this.meetsItself(terms)) return no(CODE.SELF_MATCH);
    const open = this.world.orders.filter((order) => order.account === account.id).length;
    const more = (promised.orders ?? 0) - replaces.length;
    const isFull = open + more >= this.parameter('max_open_orders', series);
    return isFull && !isBroker && !terms.amends ? no(CODE.OPEN_ORDERS) : undefined;
  }

  /** What it needs, and whether that is there. */
  private reserve(terms: Terms): Refusal | { readonly unit: bigint } {
    const { account, series, side, price, lots } = terms;
    const isBroker = account.role === ACCOUNT_ROLE.BROKER;
    const held = this.heldPat(terms);
    const available = this.world.spendable(account.id) + held;
    if (side === SIDE.BUY && series.isForward && !isBroker) return this.reserveAhead(terms, held);
    if (side === SIDE.BUY) {
      const worst = this.worst(terms);
      const used = this.creditUsed(account) - held + worst;
      if (terms.amends && worst <= held) return { unit: worst / BigInt(lots) };
      if (!this.isWithinExposure(terms, worst, held)) return no(CODE.EXPOSURE);
      if (worst > available) return no(CODE.ESCROW_OR_PAT);
      if (!isBroker && used > BigInt(this.creditLimit(account))) return no(CODE.DAILY_CREDIT);
      return { unit: worst / BigInt(lots) };
    }
    if (lots > this.freeRights(terms)) return no(CODE.ESCROW_OR_PAT, 'quantity_lots');
    if (isBroker || series.isForward) return { unit: 0n };
    const unit = BigInt(price) * BigInt(series.contract.rules.tickValueMicroPat);
    const covered = this.world.position(account.id, series)?.covered ?? 0n;
    const more = unit > covered ? unit - covered : 0n;
    const isLess = terms.amends !== undefined && more * BigInt(lots) <= held;
    return more * BigInt(lots) > available && !isLess ? no(CODE.MARGIN) : { unit: more };
  }

  /** A forward: exposure counts all of it, PAT and credit what is paid at once, and an owner may have so many lots. */
  private reserveAhead(terms: Terms, held: bigint): Refusal | { readonly unit: bigint } {
    const { account, series, price, lots } = terms;
    const { rules } = series.contract;
    const price0 = BigInt(price) * BigInt(rules.tickValueMicroPat);
    const fee = feePerLot(price0, Math.max(rules.makerFeePpm, rules.takerFeePpm));
    const marginPpm = this.parameter('forward_margin_ppm', series);
    const unit = paidAtOnce(series, price0, fee, marginPpm);
    const need = unit * BigInt(lots);
    const isMore = need > held || !terms.amends;
    if (isMore && !this.isWithinExposure(terms, this.worst(terms), held)) return no(CODE.EXPOSURE);
    const owner = ownerOf(this.world, account);
    const ppm = BigInt(this.parameter('forward_multiple_ppm'));
    const earned = Number((exercisedBy(this.world, owner) * ppm) / PPM);
    const most = Math.max(this.parameter('forward_floor_lots'), earned);
    const before = terms.amends?.open ?? 0;
    const left = most - lotsOfOwner(this.world, owner) + before;
    if (lots > left && lots > before) return no(CODE.FORWARD_LIMIT, 'quantity_lots');
    if (isMore && need > this.world.spendable(account.id) + held) return no(CODE.ESCROW_OR_PAT);
    const used = this.creditUsed(account) - held + need;
    if (isMore && used > BigInt(this.creditLimit(account))) return no(CODE.DAILY_CREDIT);
    return { unit };
  }

  /** Worst case of an order: its limit price and the higher of the two fees, which the broker does not pay. */
  private worst({ account, series, price, lots }: Terms): bigint {
    const { rules } = series.contract;
    const unit = BigInt(price) * BigInt(rules.tickValueMicroPat);
    const ppm = Math.max(rules.makerFeePpm, rules.takerFeePpm);
    const fee = account.role === ACCOUNT_ROLE.BROKER ? 0n : feePerLot(unit, ppm);
    return (unit + fee) * BigInt(lots);
  }

  /** Whether an order that was woken may not enter. */
  refusesEntry(terms: Terms): boolean {
    const { account, series } = terms;
    if (this.world.globalKilled || account.killed || series.killed) return true;
    if (!tradesNow(series)) return true;
    return !this.isInCollar(terms) || this.meetsItself(terms);
  }

  /** Counts what an accepted buy adds against the day's credit. */
  useCredit(account: Account, amount: bigint): void {
    if (account.role === ACCOUNT_ROLE.BROKER) return;
    account.creditUsed = this.creditUsed(account) + (amount > 0n ? amount : 0n);
  }

  /** Lots offered in open orders of an account. */
  offered(account: number, series: Series): number {
    return this.world.orders
      .filter((o) => o.account === account && o.series === series.id && o.side === SIDE.SELL)
      .reduce((sum, order) => sum + order.open, 0);
  }

  /** The broker's exposure over the series that pass: open bids and what inventory cost. */
  exposure(isOne: (series: Series) => boolean): bigint {
    const { world } = this;
    const bids = world.orders
      .filter((o) => o.account === 1 && o.side === SIDE.BUY)
      .filter((o) => isOne(world.seriesOf(o.series) as Series))
      .reduce((sum, order) => sum + order.unit * BigInt(order.open), 0n);
    return world.series
      .filter(isOne)
      .flatMap((series) => series.inventory)
      .reduce((sum, entry) => sum + entry.unit * BigInt(entry.lots), bids);
  }

  /** Share of a collateral the broker may have exposed in one series, window length or segment. */
  shareOf(collateral: bigint, scope: 'series' | 'window' | 'segment', series: Series): bigint {
    const ppm = this.parameter(`broker_${scope}_exposure_ppm`, series);
    const share = (collateral * BigInt(ppm)) / PPM;
    return share > EXACT_MAX ? EXACT_MAX : share;
  }

  unsold(series: Series): number {
    const isSeller = ({ role }: Account) => role === PROVIDER || role === ACCOUNT_ROLE.BROKER;
    return this.world.lotsHeld(series, isSeller);
  }

  private takeCredit(account: Account): boolean {
    const full = this.parameter('order_burst_count') * 1000;
    const { rate } = account;
    const { timeMs } = this.world;
    const perMs = this.parameter('order_rate_per_second');
    const now = rate ? Math.min(full, rate.milliCredits + (timeMs - rate.timeMs) * perMs) : full;
    const has = now >= 1000;
    account.rate = { milliCredits: has ? now - 1000 : now, timeMs };
    return has;
  }

  private creditUsed(account: Account): bigint {
    const day = Math.floor(this.world.timeMs / DAY_MS);
    if (account.creditDay !== day) {
      account.creditDay = day;
      account.creditUsed = 0n;
    }
    return account.creditUsed;
  }

  private creditLimit(account: Account): number {
    return account.dailyCredit >= 0
      ? account.dailyCredit
      : this.parameter('daily_credit_micro_pat');
  }

  private heldPat({ replaces, promised }: Terms): bigint {
    const held = replaces.reduce((sum, order) => sum + order.unit * BigInt(order.open), 0n);
    return held - promised.pat;
  }

  private freeRights({ account, series, replaces, promised, side }: Terms): number {
    const position = this.world.position(account.id, series);
    const own = replaces.filter((order) => order.side === side);
    const back = own.reduce((sum, order) => sum + order.open, 0) - promised.rights;
    return (position?.held ?? 0) - this.offered(account.id, series) + back;
  }

  private isWithinExposure({ account, series }: Terms, worst: bigint, held: bigint): boolean {
    const { world } = this;
    if (account.role !== ACCOUNT_ROLE.BROKER) {
      const limit =
        account.exposureLimit >= 0
          ? account.exposureLimit
          : this.parameter('exposure_limit_micro_pat');
      const escrow = escrowOf(world, account.id);
      const owes = owedBy(world, account.id);
      const open = world.balance(`reserved:${account.id}`) - held;
      return open + escrow + owes + worst <= BigInt(limit);
    }
    return this.fitsExposure(series, worst - held);
  }

  /** Whether the broker may be exposed to so much more in a series. */
  fitsExposure(series: Series, more: bigint): boolean {
    const collateral = this.world.balance('collateral:1');
    const { contract } = series;
    const fits = (scope: 'series' | 'window' | 'segment', isOne: (s: Series) => boolean) =>
      this.exposure(isOne) + more <= this.shareOf(collateral, scope, series);
    return (
      fits('series', (s) => s === series) &&
      fits('window', (s) => s.contract.windowMs === contract.windowMs) &&
      fits('segment', (s) => s.contract.segment === contract.segment)
    );
  }

  private isInCollar({ series, side, price }: Terms): boolean {
    const { mark } = series;
    const limit = (name: string) => BigInt(this.parameter(name, series));
    const scaled = BigInt(price) * PPM;
    const ask = series.asks.find((order) => order !== undefined)?.price ?? mark;
    const bid = series.bids.find((order) => order !== undefined)?.price ?? mark;
    if (scaled < limit('collar_floor_ppm') * BigInt(mark)) return false;
    if (scaled > limit('collar_cap_ppm') * BigInt(mark)) return false;
    return side === SIDE.BUY
      ? scaled <= limit('collar_buy_ppm') * BigInt(Math.max(ask, mark))
      : scaled >= limit('collar_sell_ppm') * BigInt(Math.min(bid, mark));
  }

  private meetsItself({ account, series, side, price, stp }: Terms): boolean {
    if (stp !== SELF_TRADE_PREVENTION.CANCEL_TAKER) return false;
    if (!tradesNow(series)) return false;
    const first = opposite(this.world, series, side, price)[0];
    return first !== undefined && isOwn(first, account.id, account.group);
  }
}

/** Whether a series takes orders. */
export function isTraded({ state }: Series): boolean {
  return tradesNow({ state } as Series) || state === SERIES_STATE.AUCTION;
}

/** Whether its orders trade at once. */
export function tradesNow({ state }: Series): boolean {
  return state === SERIES_STATE.OPEN || state === SERIES_STATE.FORWARD;
}

/** What an account paid into escrow and has not got back or delivered. */
export function escrowOf(world: World, account: number): bigint {
  const held = world.series
    .flatMap((series) => series.positions)
    .filter((position) => position.account === account)
    .filter(() => world.account(account)?.role === CONSUMER)
    .reduce((sum, one) => {
      const owes = owed(world.seriesOf(one.series) as Series, one);
      return sum + one.cost + one.fee - owes;
    }, 0n);
  return world.deliveries
    .filter((delivery) => delivery.consumer === account)
    .reduce((sum, { pieces, bond }) => {
      const { escrow, fee } = sumPaid(pieces);
      return sum + escrow + fee + bond;
    }, held);
}

/** Orders an order of this side and price would meet, best price first, then oldest first. */
export function opposite(world: World, series: Series, side: number, price: number): Order[] {
  const isBuy = side === SIDE.BUY;
  return world.orders
    .filter((o) => o.series === series.id && o.side !== side && o.priority !== undefined)
    .filter((o) => (isBuy ? o.price <= price : o.price >= price))
    .sort(
      (a, b) =>
        (isBuy ? a.price - b.price : b.price - a.price) ||
        (a.priority as number) - (b.priority as number),
    );
}

export function isOwn(order: Order, account: number, group: number): boolean {
  return order.account === account || (group !== 0 && order.group === group);
}

/** Canonical text of a series. */
export function seriesKey(series: Series): string {
  const iso = new Date(series.startMs).toISOString();
  const isMidnight = iso.slice(11, 16) === '00:00';
  return `${series.contract.text}@${iso.slice(0, 10)}${isMidnight ? '' : `T${iso.slice(11, 16)}Z`}`;
}
