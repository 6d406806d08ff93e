/** What a failure costs its provider and brings whoever is left without, in the reference: money back, compensation, buy-in. */
import {
  CANCEL_REASON,
  COMMAND_KIND,
  Command,
  ORDER_TYPE,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import type { Checks } from './checks.js';
import type { Delivering } from './delivering.js';
import { least, type Paid, paidFor } from './entries.js';
import type { Trading } from './trading.js';
import type { Entry, Series, World } from './world.js';

const BROKER = 'available:1';
const INSURANCE = 'available:4';
const SET_ASIDE = 'pending:4';

/** What a provider that failed paid. */
export interface Remedy {
  readonly provider: number;
  readonly lots: number;
  readonly mark: bigint;
  readonly liability: bigint;
  readonly penalty: bigint;
}

export class Failing {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;
  private readonly delivering: Delivering;

  constructor(parts: {
    world: World;
    checks: Checks;
    trading: Trading;
    delivering: Delivering;
  }) {
    this.world = parts.world;
    this.checks = parts.checks;
    this.trading = parts.trading;
    this.delivering = parts.delivering;
  }

  /** Money back, compensation, and for both together other rights from the book, where there are any. */
  relieve(series: Series, consumer: number, lots: number, paid: Paid, remedy: Remedy): bigint {
    const { world } = this;
    const has = () => world.balance(`available:${consumer}`);
    const held = () => world.position(consumer, series)?.held ?? 0;
    this.delivering.refund(series, consumer, paid);
    const all = this.compensation(series, consumer, lots, paid, remedy);
    const extra = this.advance(series, consumer, lots, { paid, all, remedy });
    world.move(INSURANCE, `available:${consumer}`, all + extra);
    const unitPaid = (paid.escrow + paid.fee) / BigInt(lots);
    const [money, rights] = [has(), held()];
    this.buyIn(series, consumer, lots, unitPaid + (all + extra) / BigInt(lots), remedy.provider);
    const bought = held() - rights;
    const cost = money - has() - unitPaid * BigInt(bought);
    const left = lots - bought;
    const escrow = (paid.escrow / BigInt(lots)) * BigInt(left);
    const due =
      left === 0 ? 0n : this.compensation(series, consumer, left, { escrow, fee: 0n }, remedy);
    const back = all + extra - due - (cost > 0n ? cost : 0n);
    if (back <= 0n) return all + extra;
    world.move(`available:${consumer}`, INSURANCE, back);
    return all + extra - back;
  }

  /** So much of the penalty as a buy-in at its limit may need beyond everything else; nothing within one firm. */
  private advance(
    series: Series,
    consumer: number,
    lots: number,
    got: { readonly paid: Paid; readonly all: bigint; readonly remedy: Remedy },
  ): bigint {
    const { paid, all, remedy } = got;
    const [one, other] = [consumer, remedy.provider].map((id) => this.world.account(id)?.group);
    if (one !== 0 && one === other) return 0n;
    const part = (remedy.penalty * BigInt(lots)) / BigInt(remedy.lots);
    const ppm = BigInt(this.checks.parameter('failure_compensation_ppm', series));
    const left = part - least(part, (paid.escrow * ppm) / 1_000_000n);
    const most = this.cost(series, this.mostTicks(series)) * BigInt(lots);
    const missing = least(left, most - paid.escrow - paid.fee - all);
    return missing > 0n ? missing : 0n;
  }

  private mostTicks(series: Series): number {
    const limit = BigInt(this.checks.parameter('buy_in_limit_ppm', series));
    const most = Number((BigInt(series.mark) * limit) / 1_000_000n);
    return Math.min(most, series.contract.rules.maxPriceTicks);
  }

  private cost({ contract: { rules } }: Series, ticks: number): bigint {
    const ppm = BigInt(Math.max(rules.makerFeePpm, rules.takerFeePpm));
    const price = BigInt(ticks) * BigInt(rules.tickValueMicroPat);
    return price + (price * ppm + 999_999n) / 1_000_000n;
  }

  /** At most 110 % of the mark and within the budget, fee included, and not from the provider that failed. */
  private buyIn(
    series: Series,
    consumer: number,
    lots: number,
    budget: bigint,
    provider: number,
  ): void {
    const { world, checks, trading } = this;
    const { OPEN } = SERIES_STATE;
    const account = world.account(consumer);
    if (account === undefined || series.state !== OPEN) return;
    const all = { minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    const filter = { seriesId: series.id, side: SIDE.SELL, ...all };
    trading.massCancel(provider, filter, CANCEL_REASON.FAILED);
    let priceTicks = this.mostTicks(series);
    while (priceTicks > 0 && this.cost(series, priceTicks) > budget) priceTicks -= 1;
    if (priceTicks < 1 || trading.opposite(series, SIDE.BUY, priceTicks).length === 0) return;
    const share = BigInt(checks.parameter('max_order_share_ppm', series));
    const shared = Number((BigInt(checks.unsold(series)) * share) / 1_000_000n);
    const command = Object.assign(new Command(), {
      kind: COMMAND_KIND.PLACE_ORDER,
      accountId: consumer,
      seriesId: series.id,
      side: SIDE.BUY,
      orderType: ORDER_TYPE.LIMIT,
      timeInForce: TIME_IN_FORCE.IOC,
      priceTicks,
      lots: Math.min(lots, Math.max(1, shared)),
    });
    // Free of rate and daily credit: neither is lacking, neither is used.
    const { rate, creditDay, creditUsed } = account;
    account.rate = undefined;
    account.creditDay = Math.floor(world.timeMs / 86_400_000);
    account.creditUsed = -(2n ** 53n);
    trading.place(account, command);
    Object.assign(account, { rate, creditDay, creditUsed });
  }

  /** What a consumer left without rights gets beyond its money. */
  private compensation(
    series: Series,
    consumer: number,
    lots: number,
    { escrow }: Paid,
    remedy: Remedy,
  ): bigint {
    const { world } = this;
    const [all, some] = [BigInt(remedy.lots), BigInt(lots)];
    const loss = remedy.mark * some > escrow ? remedy.mark * some - escrow : 0n;
    const [one, other] = [consumer, remedy.provider].map((id) => world.account(id)?.group);
    const ppm = BigInt(this.checks.parameter('failure_compensation_ppm', series));
    const part = (remedy.penalty * some) / all;
    const more = one !== 0 && one === other ? 0n : least(part, (escrow * ppm) / 1_000_000n);
    return least(loss, (remedy.liability * some) / all) + more;
  }

  /** Lots that others serve in place of a provider that failed: somebody will be left without, and gets what it paid. */
  noteShort(series: Series, lots: number, remedy: Remedy): void {
    const { world } = this;
    const [all, some] = [BigInt(remedy.lots), BigInt(lots)];
    const liability = (remedy.liability * some) / all;
    const isHeld = series.positions.some(({ claims }) => claims.length > 0);
    if (!isHeld) return world.move(INSURANCE, BROKER, liability);
    if (lots === 0) return;
    const { short } = series;
    const penalty = (remedy.penalty * some) / all;
    world.move(INSURANCE, SET_ASIDE, liability + penalty);
    series.short = {
      lots: short.lots + lots,
      liability: short.liability + liability,
      penalty: short.penalty + penalty,
      provider: remedy.provider,
    };
  }

  /** A consumer is left without: its even part of what was paid; the rest of that is the broker's and insurance's. */
  payShort(series: Series, consumer: number, lots: number, paid: Paid): bigint {
    const { world } = this;
    const some = Math.min(lots, series.short.lots);
    if (some === 0) return 0n;
    const remedy = this.takeShort(series, some);
    const escrow = (paid.escrow / BigInt(lots)) * BigInt(some);
    const due = this.compensation(series, consumer, some, { escrow, fee: 0n }, remedy);
    const worth = remedy.mark * BigInt(some);
    const loss = least(remedy.liability, worth > escrow ? worth - escrow : 0n);
    world.move(INSURANCE, `available:${consumer}`, due);
    world.move(INSURANCE, BROKER, remedy.liability - loss);
    return due;
  }

  /** Nobody holds rights of the series any more. */
  endShort(series: Series): void {
    const { lots } = series.short;
    if (lots > 0) this.world.move(INSURANCE, BROKER, this.takeShort(series, lots).liability);
  }

  private takeShort(series: Series, lots: number): Remedy {
    const { short } = series;
    const part = (amount: bigint): bigint => (amount * BigInt(lots)) / BigInt(short.lots);
    const liability = part(short.liability);
    const penalty = part(short.penalty);
    this.world.move(SET_ASIDE, INSURANCE, liability + penalty);
    const left = short.lots - lots;
    series.short = {
      lots: left,
      liability: short.liability - liability,
      penalty: short.penalty - penalty,
      provider: left === 0 ? 0 : short.provider,
    };
    const mark = BigInt(series.mark) * BigInt(series.contract.rules.tickValueMicroPat);
    return { provider: short.provider, lots, mark, liability, penalty };
  }

  /** A pair that ends before it was exercised: its consumer is refunded and compensated. */
  failPair(series: Series, consumer: number, claim: Entry): void {
    const paid = paidFor(claim, claim.lots);
    const remedy = this.pay(series, claim, true);
    this.relieve(series, consumer, claim.lots, paid, remedy);
  }

  /** Rights the broker has not sold: its money is back, and what they have become dearer by. */
  failInventory(series: Series, entry: Entry): void {
    this.world.move(INSURANCE, BROKER, this.pay(series, entry, true).liability);
  }

  /** What a provider pays for lots that failed; insurance has it first. */
  pay(series: Series, entry: Entry, isUncovered: boolean): Remedy {
    const { world } = this;
    const { provider, lots } = entry;
    if (!entry.novated) world.move(`pending:${provider}`, BROKER, entry.unit * BigInt(lots));
    const { rules } = series.contract;
    const mark = BigInt(series.mark) * BigInt(rules.tickValueMicroPat);
    const capacity = world.capacity(provider, series.contract.segment);
    if (capacity) capacity.lost += lots;
    const owed = mark > entry.unit ? (mark - entry.unit) * BigInt(lots) : 0n;
    const tenth = ((mark > entry.unit ? mark : entry.unit) + 9n) / 10n;
    const fixed = BigInt(rules.penaltyMicroPat);
    const penalty = (fixed > tenth ? fixed : tenth) * BigInt(lots);
    const taken = this.delivering.free(series, provider, lots, owed + penalty, isUncovered);
    const liability = least(taken, owed);
    return { provider, lots, mark, liability, penalty: taken - liability };
  }
}
