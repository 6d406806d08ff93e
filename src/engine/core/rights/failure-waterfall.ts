/**
 * What becomes of a consumer left without rights it paid for, when cure and substitute are over: its money back, what the
 * lots have become dearer by and a part of the penalty; and out of that, where the book has offers, other rights in their
 * place (the buy-in), the excess over what it had paid at the cost of the provider that failed.
 *
 * A buy-in is an order of the consumer's, immediate or cancelled, under every check of an order: at most 110 % of the mark
 * (`buy_in_limit_ppm`), at most what the consumer has got back and been paid and what the penalty has beyond that, and only
 * against offers that rest; an empty book has no price. Of very many prices that fail together the last are only refunded. The penalty pays nobody of the provider's own firm. The provider's own offers in the series are cancelled first: whoever failed is not bought from. Fails
 * by buying nothing.
 */
import { RISK, unitFeeMicroPat } from '../../../risk/index.js';
import {
  CANCEL_REASON,
  COMMAND_KIND,
  Command,
  mulDivDown,
  ORDER_TYPE,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { check } from '../kernel/check.js';
import { Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { EVERYTHING, type MassCancel } from '../trading/mass-cancel.js';
import type { OrderChecks } from '../trading/order-checks.js';
import type { OrderEntry } from '../trading/order-entry.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { Payouts, Remedy } from './payouts.js';

const PPM = 1_000_000;
/** Orders and trades after which nothing more is bought for lots that fail together: bounded work. */
const WORK_MAX = 256;

/** Lots of one price that a consumer is left without. */
export interface Unserved {
  readonly consumer: number;
  readonly series: number;
  readonly lots: number;
  readonly unitMicroPat: number;
  readonly unitBuyerFeeMicroPat: number;
}

export class FailureWaterfall {
  private readonly state: State;
  private readonly parameters: ParameterValues;
  private readonly payouts: Payouts;
  private readonly orders: OrderEntry;
  private readonly massCancel: MassCancel;
  private readonly checks: OrderChecks;
  private readonly command = new Command();
  private readonly out = new Result();
  /** Whose offers were cancelled for the lots that fail together. Not of the state: over with them. */
  private pulled = 0;
  /** Orders of buy-ins and their trades, for whoever bounds the work of a command. */
  work = 0;
  private workBefore = 0;

  constructor(parts: {
    state: State;
    parameters: ParameterValues;
    payouts: Payouts;
    orders: OrderEntry;
    massCancel: MassCancel;
    checks: OrderChecks;
  }) {
    this.state = parts.state;
    this.parameters = parts.parameters;
    this.payouts = parts.payouts;
    this.orders = parts.orders;
    this.massCancel = parts.massCancel;
    this.checks = parts.checks;
  }

  /** Of the lots that come the first are of a provider whose offers were not looked for yet. */
  begin(): void {
    this.pulled = 0;
    this.workBefore = this.work;
  }

  /** Refunds, compensates and buys in; returns what the consumer got beyond its money and what other rights cost it. */
  relieve(unserved: Unserved, remedy: Remedy): number {
    const { payouts } = this;
    const { consumer, series, lots, unitMicroPat, unitBuyerFeeMicroPat } = unserved;
    const unitPaid = unitMicroPat + unitBuyerFeeMicroPat;
    payouts.refund(consumer, series, unitMicroPat * lots, unitBuyerFeeMicroPat * lots);
    const paid = payouts.compensation(consumer, series, lots, unitMicroPat, remedy);
    const missing = this.mostCost(series) * lots - unitPaid * lots - paid;
    const advance = paid + payouts.advance(unserved, remedy, missing);
    payouts.compensate(consumer, advance);
    const budget = unitPaid + Math.floor(advance / lots);
    const before = this.state.ledger.available(consumer);
    const bought = this.buy(consumer, series, lots, { budget, provider: remedy.provider });
    const excess = Math.max(0, before - this.state.ledger.available(consumer) - unitPaid * bought);
    check(excess <= advance, 'I39: a buy-in costs its consumer more than it was given');
    const left = lots - bought;
    const due = left === 0 ? 0 : payouts.compensation(consumer, series, left, unitMicroPat, remedy);
    // Whoever has its rights after all keeps what they cost it more.
    const back = Math.max(0, advance - due - excess);
    payouts.takeBack(consumer, back);
    return advance - back;
  }

  /** Buys lots at a budget per lot, fee included; how many. */
  private buy(
    consumer: number,
    seriesId: number,
    lots: number,
    terms: { readonly budget: number; readonly provider: number },
  ): number {
    const { state, command, out } = this;
    const { series, positions, book } = state;
    const isEnough = this.work - this.workBefore >= WORK_MAX;
    if (isEnough || series.get(seriesId, S.state) !== SERIES_STATE.OPEN) return 0;
    this.pullOffers(terms.provider, seriesId);
    const priceTicks = this.limitTicks(seriesId, terms.budget);
    if (priceTicks < 1 || !book.wouldCross(seriesId, SIDE.BUY - 1, priceTicks)) return 0;
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = consumer;
    command.seriesId = seriesId;
    command.side = SIDE.BUY;
    command.orderType = ORDER_TYPE.LIMIT;
    command.timeInForce = TIME_IN_FORCE.IOC;
    command.priceTicks = priceTicks;
    command.lots = Math.min(lots, this.mostLots(seriesId));
    const held = () => {
      const position = positions.find(consumer, seriesId);
      return position === 0 ? 0 : positions.get(position, P.heldLots);
    };
    const before = held();
    const lastTradeId = series.get(seriesId, S.lastTradeId);
    // The failure is not the consumer's: what heals it takes nothing of its rate and its daily credit, and lacks neither.
    this.checks.relieve(consumer, () => this.orders.place(command, out));
    this.work += 1 + series.get(seriesId, S.lastTradeId) - lastTradeId;
    return held() - before;
  }

  /** Once for all lots that fail together: nothing of the provider's can come into the book between them. */
  private pullOffers(provider: number, seriesId: number): void {
    if (this.pulled === provider) return;
    this.pulled = provider;
    const offers = { ...EVERYTHING, seriesId, side: SIDE.SELL };
    this.massCancel.run(provider, offers, CANCEL_REASON.FAILED);
  }

  /** The highest price within the budget and the limit of a buy-in, so that its fee fits too. */
  private limitTicks(seriesId: number, budget: number): number {
    const { series } = this.state;
    const tick = series.get(seriesId, S.tickValueMicroPat);
    const feePpm = this.feePpm(seriesId);
    const affordable = Math.floor(mulDivDown(budget, PPM, PPM + feePpm) / tick);
    const fits = affordable * tick + unitFeeMicroPat(affordable * tick, feePpm) <= budget;
    return Math.min(this.mostTicks(seriesId), fits ? affordable : affordable - 1);
  }

  /** The most a buy-in may pay, whatever the budget. */
  private mostTicks(seriesId: number): number {
    const { series } = this.state;
    const limitPpm = this.parameters.get(seriesId, RISK.buyInLimitPpm);
    const most = mulDivDown(series.get(seriesId, S.markTicks), limitPpm, PPM);
    return Math.min(most, series.get(seriesId, S.maxPriceTicks));
  }

  /** The same with its fee, in micro-PAT a lot. */
  private mostCost(seriesId: number): number {
    const unit = this.mostTicks(seriesId) * this.state.series.get(seriesId, S.tickValueMicroPat);
    return unit + unitFeeMicroPat(unit, this.feePpm(seriesId));
  }

  /** What an order reserves for its fee. */
  private feePpm(seriesId: number): number {
    const { series } = this.state;
    return Math.max(series.get(seriesId, S.makerFeePpm), series.get(seriesId, S.takerFeePpm));
  }

  /** What one order may take of what is unsold. */
  private mostLots(seriesId: number): number {
    const { series } = this.state;
    const unsold = series.get(seriesId, S.providerLots) + series.get(seriesId, S.brokerLots);
    const sharePpm = this.parameters.get(seriesId, RISK.maxOrderSharePpm);
    return Math.max(1, mulDivDown(unsold, sharePpm, PPM));
  }
}
