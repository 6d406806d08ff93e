/**
 * Reads the events of a follower's core into an attribution book, one pass, a fixed amount of work each.
 *
 * Freshness is taken from the factors of the series' quote, which the journal carries; where the broker quotes without
 * factors, all of a mark's move is inventory. Never fails on an event it does not know: it is not about the broker.
 */
import {
  BROKER_ACCOUNT,
  type Core,
  DELIVERY,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  MARK,
  OPTION_ISSUED,
  QUOTE_FACTOR_WORDS,
  RIGHTS,
  SERIES_FIELD as S,
  SERIES,
  TRADE,
  TRADE_BUSTED,
} from '../engine/core/index.js';
import { DELIVERY_STATE, RIGHTS_ACTION, SERIES_STATE, SIDE } from '../values/index.js';
import { AttributionBook, DEFAULT_HORIZON_MS } from './book.js';
import { brokerMoney } from './money.js';

/** Place of the freshness among a quote's factors. */
const FRESHNESS = 1;

export class AttributionReader {
  readonly book: AttributionBook;
  /** What was before is not in the book. */
  readonly sinceSequence: number;
  /** On an empty venue the time of its first frame: before it there was no time. */
  sinceMs: number;
  private readonly core: Core;
  private words = new Float64Array(0);

  /** Opens the book on the core as it stands: an empty one at the beginning of a journal, or a restored one. */
  constructor(core: Core, horizonMs = DEFAULT_HORIZON_MS) {
    this.core = core;
    this.book = new AttributionBook(horizonMs);
    this.sinceSequence = core.state.sequence;
    this.sinceMs = core.state.timeMs;
    const { series } = core.state;
    const money = brokerMoney(core);
    for (let id = 1; id <= series.count; id += 1) {
      const book = this.book.series(id);
      const ticks = series.get(id, S.markTicks) || series.lastTradeTicks(id);
      book.markMicroPat = ticks * series.get(id, S.tickValueMicroPat);
      book.freshnessPpm = this.freshnessOf(id);
      book.heldLots = series.get(id, S.brokerLots);
      book.isClosing = series.get(id, S.state) === SERIES_STATE.CLOSING;
      book.openingValueMicroPat = book.valueMicroPat;
      book.openingMoneyMicroPat =
        BigInt(money.cashMicroPat[id] as number) + BigInt(money.claimMicroPat[id] as number);
    }
  }

  /** Events of one frame, and the state they led to. */
  read(events: EventLog, atMs: number): void {
    this.book.advance(atMs);
    if (this.sinceMs === 0) this.sinceMs = atMs;
    const { words, length } = events;
    this.words = words;
    for (let at = 0; at < length; at += EVENT_WORDS[words[at] as number] as number) {
      switch (words[at]) {
        case EVENT.TRADE:
        case EVENT.AUCTION_TRADE:
          this.trade(at, atMs);
          break;
        case EVENT.MARK:
          this.mark(at);
          break;
        case EVENT.RIGHTS:
          this.rights(at);
          break;
        case EVENT.DELIVERY:
          this.delivery(at);
          break;
        case EVENT.TRADE_BUSTED:
          this.busted(at);
          break;
        case EVENT.OPTION_ISSUED:
          this.book.series(words[at + OPTION_ISSUED.series] as number).issued += BigInt(
            words[at + OPTION_ISSUED.feeMicroPat] as number,
          );
          break;
        case EVENT.SERIES:
          this.book.series(words[at + SERIES.series] as number).isClosing =
            words[at + SERIES.state] === SERIES_STATE.CLOSING;
          break;
        default:
      }
    }
  }

  private trade(at: number, atMs: number): void {
    const { words: w } = this;
    const seriesId = w[at + TRADE.series] as number;
    // What settles in cash is no use of data, and the broker has no part in it.
    if (this.core.state.series.isCash(seriesId)) return;
    const lots = w[at + TRADE.lots] as number;
    const unit = this.unitOf(seriesId, w[at + TRADE.priceTicks] as number);
    const maker = w[at + TRADE.makerAccount] as number;
    const taker = w[at + TRADE.takerAccount] as number;
    const isTakerBuyer = w[at + TRADE.takerSide] === SIDE.BUY;
    const buyer = isTakerBuyer ? taker : maker;
    const seller = isTakerBuyer ? maker : taker;
    if (buyer === BROKER_ACCOUNT) {
      this.book.trade(seriesId, lots, unit, atMs);
      return;
    }
    const isBrokers = seller === BROKER_ACCOUNT;
    this.count(seriesId, lots, unit, isBrokers);
    if (isBrokers) this.book.trade(seriesId, -lots, unit, atMs);
  }

  private busted(at: number): void {
    const { words: w } = this;
    const seriesId = w[at + TRADE_BUSTED.series] as number;
    const lots = w[at + TRADE_BUSTED.lots] as number;
    const unit = this.unitOf(seriesId, w[at + TRADE_BUSTED.priceTicks] as number);
    if (w[at + TRADE_BUSTED.buyer] === BROKER_ACCOUNT) {
      this.book.bust(seriesId, lots, unit);
      return;
    }
    const isBrokers = w[at + TRADE_BUSTED.seller] === BROKER_ACCOUNT;
    this.count(seriesId, -lots, unit, isBrokers);
    if (isBrokers) this.book.bust(seriesId, -lots, unit);
  }

  private count(seriesId: number, lots: number, unit: number, isBrokers: boolean): void {
    const { volume } = this.book.series(seriesId);
    volume.boughtLots += lots;
    volume.boughtMicroPat += BigInt(lots) * BigInt(unit);
    if (isBrokers) volume.fromBrokerLots += lots;
  }

  private mark(at: number): void {
    const { words: w } = this;
    const seriesId = w[at + MARK.series] as number;
    const unit = this.unitOf(seriesId, w[at + MARK.markTicks] as number);
    this.book.mark(seriesId, unit, this.freshnessOf(seriesId));
  }

  private rights(at: number): void {
    const { words: w } = this;
    const seriesId = w[at + RIGHTS.series] as number;
    const lots = w[at + RIGHTS.lots] as number;
    const { volume, isClosing } = this.book.series(seriesId);
    switch (w[at + RIGHTS.action]) {
      case RIGHTS_ACTION.LAPSED:
      case RIGHTS_ACTION.FAILED:
        if (w[at + RIGHTS.account] === BROKER_ACCOUNT) this.book.lapsed(seriesId, lots);
        break;
      case RIGHTS_ACTION.EXERCISED:
        if (isClosing) volume.automaticLots += lots;
        else volume.exercisedLots += lots;
        break;
      case RIGHTS_ACTION.FORFEITED:
        volume.forfeitedLots += lots;
        break;
      default:
    }
  }

  /** A delivery that ended; one that failed and found another provider goes on under a new ticket. */
  private delivery(at: number): void {
    const { words: w } = this;
    const { volume } = this.book.series(w[at + DELIVERY.series] as number);
    const lots = w[at + DELIVERY.lots] as number;
    const paid = w[at + DELIVERY.consumerMicroPat] as number;
    if (w[at + DELIVERY.state] === DELIVERY_STATE.ACCEPTED) {
      volume.deliveredLots += lots;
      volume.deliveredMicroPat += BigInt(paid);
    } else if (w[at + DELIVERY.state] === DELIVERY_STATE.FAILED && paid > 0) {
      volume.failedLots += lots;
    }
  }

  private unitOf(seriesId: number, ticks: number): number {
    return ticks * this.core.state.series.get(seriesId, S.tickValueMicroPat);
  }

  private freshnessOf(seriesId: number): number {
    return this.core.state.series.quoteFactors[seriesId * QUOTE_FACTOR_WORDS + FRESHNESS] as number;
  }
}
