/**
 * Turns the events of a durable batch into the quoter's facts.
 *
 * Only what is on disk teaches the quoter prices: trades, mints, exercises, supply. Every event is looked at once, a
 * fixed amount of work each. Events of commands the desk itself sent are told apart, because they carry answers and
 * no news.
 */
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  COMMAND_RESULT,
  type Core,
  DELIVERY,
  DELIVERY_FIELD,
  EPOCH,
  EVENT,
  EVENT_WORDS,
  FIRM_QUOTE,
  KILL,
  ORDER_ACCEPTED,
  PARAMETER,
  PROTECTION,
  QUOTE,
  QUOTE_RESULT,
  QUOTER_STATE_EVENT,
  RIGHTS,
  SERIES_FIELD as S,
  SERIES,
  TRADE,
  TRADE_BUSTED,
} from '../engine/core/index.js';
import type { Batch } from '../engine/log/index.js';
import { findParameter, type ParameterOutcome, type Quoter } from '../quoting/index.js';
import {
  DELIVERY_STATE,
  KILL_SCOPE,
  PROTECTION_CHANGE,
  RIGHTS_ACTION,
  SERIES_STATE,
  SIDE,
} from '../values/index.js';
import type { OwnBook } from './own-book.js';
import { Owners } from './owners.js';
import { listingOf, phaseOf, quoterStateOf, unsoldLotsOf } from './series-facts.js';

/** A parameter change the quoter cannot follow, and why. */
export type RefusedChange = Extract<ParameterOutcome, { readonly ok: false }>;

/** What the reader tells its desk. */
export interface FactListener {
  /** Whether the desk itself sent the command. */
  isOwn(sequence: number): boolean;
  /** What stands in the core for a series is no longer what was sent. */
  disturbed(seriesId: number): void;
  /** The core's answer to one of the desk's quotes; code 0: taken. */
  quoteAnswered(seriesId: number, code: number): void;
  /** A client asks for a quote: words and place of the event. */
  quoteRequested(words: Float64Array, at: number, atMs: number): void;
  /** An answer of the desk's to a request, as the core took it. */
  quoteOffered(words: Float64Array, at: number): void;
  /** An order of the broker's traded, or ended otherwise. */
  ownTraded(orderId: number, atMs: number): void;
  ownEnded(orderId: number): void;
  /** The core refused another of the desk's commands. */
  commandRefused(code: number): void;
  /** The core took a parameter change that the quoter cannot follow. */
  parameterRefused(name: string, target: string, refused: RefusedChange): void;
}

export class FactReader {
  private readonly core: Core;
  private readonly quoter: Quoter;
  private readonly ownBook: OwnBook;
  private readonly listener: FactListener;
  private readonly owners: Owners;
  /** 1: the quoter knows the series. */
  private readonly listed: Uint8Array;
  /** 1: the series is closing, so what exercises now was exercised by the close. */
  private readonly closing: Uint8Array;
  /** Minted lots that no consumer holds, as of the last durable batch. */
  private readonly unsoldLots: Float64Array;
  /** Lots of the exercise being read that no ticket was seen for. */
  private untoldLots = 0;
  private atMs = 0;
  private words = new Float64Array(0);

  constructor(core: Core, quoter: Quoter, ownBook: OwnBook, listener: FactListener) {
    this.core = core;
    this.quoter = quoter;
    this.ownBook = ownBook;
    this.listener = listener;
    this.owners = new Owners(core);
    const size = core.state.limits.maxSeries + 1;
    this.listed = new Uint8Array(size);
    this.closing = new Uint8Array(size);
    this.unsoldLots = new Float64Array(size);
  }

  /** Lists a series as the core's state has it now, unless the quoter knows it already or it is closed. */
  list(seriesId: number, atMs: number): void {
    if (this.listed[seriesId] === 1) return;
    const state = this.core.state.series.get(seriesId, S.state);
    if (state === SERIES_STATE.CLOSED) return;
    this.quoter.onSeries(listingOf(this.core, seriesId), atMs);
    this.listed[seriesId] = 1;
    this.quoter.onLifecycle({ seriesId, atMs, phase: phaseOf(this.core, seriesId, state) });
    this.closing[seriesId] = state === SERIES_STATE.CLOSING ? 1 : 0;
  }

  /** Tells the supply of a listed series as the core's state has it now. */
  tellSupply(seriesId: number, atMs: number): void {
    if (this.listed[seriesId] !== 1) return;
    const unsoldLots = unsoldLotsOf(this.core, seriesId);
    this.unsoldLots[seriesId] = unsoldLots;
    this.quoter.onSupply({ seriesId, atMs, unsoldLots });
  }

  /** Tells the core's quoter state of a listed series; what halted it is not in the core. */
  tellState(seriesId: number, atMs: number): void {
    if (this.listed[seriesId] !== 1) return;
    const state = quoterStateOf(this.core.state.series.get(seriesId, S.quoterState));
    this.quoter.onState({ seriesId, atMs, state, reason: state === 'HALT' ? 'OPERATOR' : 'NONE' });
  }

  /** Reads the events of a batch, those of commands up to `afterSequence` left out. */
  read(batch: Batch, afterSequence: number): void {
    const { eventEnds, firstSequence } = batch;
    this.words = batch.events.words;
    this.atMs = batch.timeMs;
    let at = 0;
    for (let i = 0; i < batch.count; i += 1) {
      const end = eventEnds[i] as number;
      const sequence = firstSequence + i;
      if (sequence > afterSequence && at < end) {
        this.untoldLots = 0;
        const isOwn = this.listener.isOwn(sequence);
        for (; at < end; at += EVENT_WORDS[this.words[at] as number] as number) {
          this.readEvent(at, isOwn);
        }
      }
      at = end;
    }
  }

  private readEvent(at: number, isOwn: boolean): void {
    const { words: w } = this;
    switch (w[at]) {
      case EVENT.TRADE:
      case EVENT.AUCTION_TRADE:
        return this.trade(at);
      case EVENT.TRADE_BUSTED:
        return this.busted(at);
      case EVENT.RIGHTS:
        return this.rights(at);
      case EVENT.DELIVERY:
        return this.delivery(at);
      case EVENT.ORDER_ACCEPTED:
      case EVENT.ORDER_CANCELED:
      case EVENT.ORDER_AMENDED:
      case EVENT.ORDER_REDUCED:
      case EVENT.ORDER_REPRICED:
        // An order of the broker's own beside its quotes: what it reserves is not for sale.
        if (w[at + ORDER_ACCEPTED.account] === BROKER_ACCOUNT) {
          this.ownBook.touch(w[at + ORDER_ACCEPTED.series] as number);
          if (w[at] === EVENT.ORDER_CANCELED) {
            this.listener.ownEnded(w[at + ORDER_ACCEPTED.orderId] as number);
          }
        }
        return;
      case EVENT.QUOTE:
        if (!isOwn) this.listener.disturbed(w[at + QUOTE.series] as number);
        return;
      case EVENT.QUOTE_RESULT:
        if (!isOwn) return;
        return this.listener.quoteAnswered(
          w[at + QUOTE_RESULT.series] as number,
          w[at + QUOTE_RESULT.code] as number,
        );
      case EVENT.COMMAND_RESULT: {
        const code = w[at + COMMAND_RESULT.code] as number;
        if (isOwn && code !== 0) this.listener.commandRefused(code);
        return;
      }
      default:
        this.readRare(at, isOwn);
    }
  }

  private readRare(at: number, isOwn: boolean): void {
    const { words: w } = this;
    switch (w[at]) {
      case EVENT.SERIES:
        return this.seriesMoved(w[at + SERIES.series] as number, w[at + SERIES.state] as number);
      case EVENT.PARAMETER:
        return this.parameter(w[at + PARAMETER.change] as number);
      case EVENT.QUOTER_STATE:
        if (isOwn) return;
        return this.stateSet(
          w[at + QUOTER_STATE_EVENT.series] as number,
          w[at + QUOTER_STATE_EVENT.state] as number,
        );
      case EVENT.KILL:
        if (w[at + KILL.set] === 0) {
          this.released(w[at + KILL.scope] as number, w[at + KILL.target] as number);
        }
        return;
      case EVENT.PROTECTION: {
        const isReset = w[at + PROTECTION.change] === PROTECTION_CHANGE.RESET;
        if (isReset && w[at + PROTECTION.account] === BROKER_ACCOUNT) this.disturbedAll();
        return;
      }
      case EVENT.QUOTE_REQUEST:
        return this.listener.quoteRequested(w, at, this.atMs);
      case EVENT.FIRM_QUOTE:
        if (!isOwn) return;
        this.ownBook.touch(w[at + FIRM_QUOTE.series] as number);
        return this.listener.quoteOffered(w, at);
      case EVENT.EPOCH: {
        const outageMs = w[at + EPOCH.outageMs] as number;
        this.quoter.onOutage({ fromMs: this.atMs - outageMs, toMs: this.atMs });
        this.disturbedAll();
        return;
      }
      default:
    }
  }

  private trade(at: number): void {
    const { words: w, quoter, atMs } = this;
    const seriesId = w[at + TRADE.series] as number;
    // What settles in cash uses no data and sells no right: it says nothing of demand or supply.
    if (this.core.state.series.isCash(seriesId)) return;
    const quantityLots = w[at + TRADE.lots] as number;
    const maker = w[at + TRADE.makerAccount] as number;
    const taker = w[at + TRADE.takerAccount] as number;
    const isTakerBuyer = w[at + TRADE.takerSide] === SIDE.BUY;
    const buyer = isTakerBuyer ? taker : maker;
    const seller = isTakerBuyer ? maker : taker;
    const consumed = buyer !== BROKER_ACCOUNT;
    let brokerSide: 'BUY' | 'SELL' | 'NONE' = 'NONE';
    if (!consumed) brokerSide = 'BUY';
    else if (seller === BROKER_ACCOUNT) brokerSide = 'SELL';
    if (consumed) this.addUnsold(seriesId, -quantityLots);
    quoter.onTrade({
      seriesId,
      atMs,
      priceTicks: w[at + TRADE.priceTicks] as number,
      quantityLots,
      brokerSide,
      consumed,
      affiliated: this.areAffiliated(buyer, seller),
      owner: this.owners.ownerOf(consumed ? buyer : seller),
    });
    if (brokerSide === 'NONE') return;
    if (brokerSide === 'SELL') this.owners.bought(buyer, seriesId, quantityLots);
    if (maker === BROKER_ACCOUNT) {
      this.listener.ownTraded(w[at + TRADE.makerOrderId] as number, atMs);
    }
    this.ownBook.touch(seriesId);
    this.listener.disturbed(seriesId);
  }

  /** A busted trade gives the rights back to the seller. */
  private busted(at: number): void {
    const { words: w } = this;
    const seriesId = w[at + TRADE_BUSTED.series] as number;
    if (w[at + TRADE_BUSTED.buyer] !== BROKER_ACCOUNT) {
      this.addUnsold(seriesId, w[at + TRADE_BUSTED.lots] as number);
      this.tellCounted(seriesId);
    }
    this.ownBook.touch(seriesId);
  }

  private rights(at: number): void {
    const { words: w, quoter, atMs } = this;
    const seriesId = w[at + RIGHTS.series] as number;
    const quantityLots = w[at + RIGHTS.lots] as number;
    switch (w[at + RIGHTS.action]) {
      case RIGHTS_ACTION.MINTED: {
        const affiliated = this.areAffiliated(w[at + RIGHTS.account] as number, BROKER_ACCOUNT);
        this.addUnsold(seriesId, quantityLots);
        quoter.onMint({ seriesId, atMs, quantityLots, affiliated });
        // The mint pulled the bids, and a new price may be the old one.
        this.listener.disturbed(seriesId);
        return;
      }
      case RIGHTS_ACTION.WITHDRAWN:
        this.addUnsold(seriesId, -quantityLots);
        return this.tellCounted(seriesId);
      case RIGHTS_ACTION.LAPSED:
        this.addUnsold(seriesId, -quantityLots);
        quoter.onLapse({ seriesId, atMs, quantityLots });
        return this.ownBook.touch(seriesId);
      case RIGHTS_ACTION.FAILED:
        if (w[at + RIGHTS.account] !== BROKER_ACCOUNT) return;
        this.addUnsold(seriesId, -quantityLots);
        return this.ownBook.touch(seriesId);
      case RIGHTS_ACTION.EXERCISED:
        this.untoldLots = quantityLots;
        return;
      default:
    }
  }

  /**
   * The tickets that follow an exercise say who serves it, so they carry its notional: what the holder paid, or the
   * last price where the delivery is over already. Tickets of a reassignment follow no exercise and count nothing.
   */
  private delivery(at: number): void {
    const { words: w, atMs } = this;
    if (this.untoldLots === 0 || w[at + DELIVERY.state] !== DELIVERY_STATE.TICKETED) return;
    const { deliveries, series } = this.core.state;
    const seriesId = w[at + DELIVERY.series] as number;
    const quantityLots = w[at + DELIVERY.lots] as number;
    this.untoldLots = Math.max(0, this.untoldLots - quantityLots);
    const slot = deliveries.find(w[at + DELIVERY.deliveryId] as number);
    const unit = series.lastTradeTicks(seriesId) * series.get(seriesId, S.tickValueMicroPat);
    // What one bought of another, who may be the same person, says nothing; what the broker sold has cost its price.
    const paidLots = this.owners.used(w[at + DELIVERY.consumer] as number, seriesId, quantityLots);
    if (paidLots === 0) return;
    const notionalMicroPat =
      slot === 0
        ? Math.min(unit * quantityLots, Number.MAX_SAFE_INTEGER)
        : deliveries.get(slot, DELIVERY_FIELD.escrowMicroPat);
    this.quoter.onExercise({
      seriesId,
      atMs,
      quantityLots: paidLots,
      notionalMicroPat: Math.floor((notionalMicroPat * paidLots) / quantityLots),
      affiliated: this.areAffiliated(
        w[at + DELIVERY.consumer] as number,
        w[at + DELIVERY.provider] as number,
      ),
      automatic: this.closing[seriesId] === 1,
    });
  }

  private seriesMoved(seriesId: number, seriesState: number): void {
    const { quoter, atMs } = this;
    if (this.listed[seriesId] !== 1) {
      if (!quoter.onSeries(listingOf(this.core, seriesId), atMs)) return;
      this.listed[seriesId] = 1;
    }
    quoter.onLifecycle({ seriesId, atMs, phase: phaseOf(this.core, seriesId, seriesState) });
    this.closing[seriesId] = seriesState === SERIES_STATE.CLOSING ? 1 : 0;
    if (seriesState === SERIES_STATE.CLOSED) {
      this.listed[seriesId] = 0;
      this.owners.forget(seriesId);
      this.unsoldLots[seriesId] = 0;
    }
    this.ownBook.touch(seriesId);
    this.listener.disturbed(seriesId);
  }

  private parameter(change: number): void {
    const record = this.core.state.registry.parameterChange(change);
    if (record === undefined) return;
    const { name, target, value } = record;
    if (findParameter(name) === undefined) {
      // A risk parameter: it may move the broker's limits, and what stands must fit the new ones.
      this.ownBook.touchAll();
      return this.disturbedAll();
    }
    const outcome = this.quoter.onParameter({ name, target, value, expectedVersion: 0 }, this.atMs);
    if (!outcome.ok) this.listener.parameterRefused(name, target, outcome);
  }

  /**
   * The operator set a state. A release also acknowledges what halted the whole venue, which the core keeps series by
   * series: the others stay halted until they are released too.
   */
  private stateSet(seriesId: number, state: number): void {
    const { quoter, atMs } = this;
    const name = quoterStateOf(state);
    if (name !== 'HALT' && quoter.status().halt !== 'NONE') {
      quoter.onState({ seriesId: 0, atMs, state: 'NORMAL', reason: 'NONE' });
      for (let id = 1; id <= this.core.state.series.count; id += 1) this.tellState(id, atMs);
    }
    if (this.listed[seriesId] !== 1) return;
    quoter.onState({
      seriesId,
      atMs,
      state: name,
      reason: name === 'HALT' ? 'OPERATOR' : 'NONE',
    });
    this.listener.disturbed(seriesId);
  }

  private released(scope: number, target: number): void {
    if (scope === KILL_SCOPE.SERIES) this.listener.disturbed(target);
    else if (scope !== KILL_SCOPE.ACCOUNT || target === BROKER_ACCOUNT) this.disturbedAll();
  }

  private disturbedAll(): void {
    for (let id = 1; id <= this.core.state.series.count; id += 1) {
      if (this.listed[id] === 1) this.listener.disturbed(id);
    }
  }

  private addUnsold(seriesId: number, lots: number): void {
    this.unsoldLots[seriesId] = Math.max(0, (this.unsoldLots[seriesId] as number) + lots);
  }

  private tellCounted(seriesId: number): void {
    const unsoldLots = this.unsoldLots[seriesId] as number;
    this.quoter.onSupply({ seriesId, atMs: this.atMs, unsoldLots });
  }

  private areAffiliated(a: number, b: number): boolean {
    const { accounts } = this.core.state;
    const group = accounts.get(a, A.firmGroup);
    return group !== 0 && group === accounts.get(b, A.firmGroup);
  }
}
