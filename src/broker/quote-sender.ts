/**
 * Turns what the quoter decided into journaled commands: marks first, because the core checks prices against them, then
 * states, then quotes, each kind in one command but the states, which have none for many.
 *
 * Series wait here until what stands in the core is what was decided. A quote the core refuses is tried once more from
 * fresh state and then taken down and rested. A HALT in the core is never left from here: only an operator leaves it.
 */
import { BROKER_ACCOUNT, type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import { heals, type QuoteDecision, type Quoter } from '../quoting/index.js';
import {
  QUOTER_STATE,
  SERIES_STATE,
  type SeriesMark,
  type SeriesQuote,
  SIDE,
} from '../values/index.js';
import type { OwnCommands } from './own-commands.js';
import { OwnQuote } from './own-quote.js';
import { publishedBids, publishedFactors } from './published-factors.js';
import { QuoteFitter } from './quote-fitter.js';
import { REFUSAL_ACTION, Refusals } from './refusals.js';
import { isSpot, STATE_NUMBER } from './series-facts.js';
import { SeriesSet } from './series-set.js';

export interface SenderCounts {
  readonly quotes: number;
  readonly marks: number;
  readonly states: number;
  /** Commands that carried them. */
  readonly commands: number;
}

export class QuoteSender {
  private readonly core: Core;
  private readonly quoter: Quoter;
  private readonly commands: OwnCommands;
  readonly fitter: QuoteFitter;
  private readonly standing: OwnQuote;
  private readonly waiting: SeriesSet;
  /** Series that are left alone for a while, and those of them to take down first. */
  private readonly resting: SeriesSet;
  private readonly pulls: SeriesSet;
  /** The decisions of this turn. */
  private readonly turn: QuoteDecision[] = [];
  readonly refusals = new Refusals();
  private readonly sent = { quotes: 0, marks: 0, states: 0, commands: 0 };

  constructor(core: Core, quoter: Quoter, commands: OwnCommands) {
    const { maxSeries } = core.state.limits;
    this.core = core;
    this.quoter = quoter;
    this.commands = commands;
    this.fitter = new QuoteFitter(core);
    this.standing = new OwnQuote(core);
    this.waiting = new SeriesSet(maxSeries);
    this.resting = new SeriesSet(maxSeries);
    this.pulls = new SeriesSet(maxSeries);
  }

  get counts(): SenderCounts {
    return this.sent;
  }

  /** Series whose decision is still to be sent. */
  get waitingCount(): number {
    return this.waiting.size + this.resting.size;
  }

  /** What was decided for a series is to be sent, again if need be. */
  want(seriesId: number): void {
    if (!this.resting.includes(seriesId)) this.waiting.add(seriesId);
  }

  /** The core answered a quote; answers whether the series rests now. */
  answered(seriesId: number, code: number, nowMs: number): boolean {
    if (code === 0) {
      this.refusals.taken(seriesId);
      return false;
    }
    if (this.refusals.refused(seriesId, nowMs) === REFUSAL_ACTION.RETRY) {
      this.want(seriesId);
      return false;
    }
    this.resting.add(seriesId);
    this.pulls.add(seriesId);
    return true;
  }

  /**
   * Sends what waits, at most `budget` series of it.
   * @param basedOnSequence the durable sequence the decisions are based on
   * @returns when to be called again for what still waits or rests; infinity when nothing does
   */
  send(nowMs: number, basedOnSequence: number, budget: number): number {
    const restUntilMs = this.wake(nowMs);
    this.take(budget);
    const isSent =
      this.sendCancels() &&
      this.sendMarks() &&
      this.sendStates() &&
      this.sendQuotes(nowMs, basedOnSequence);
    if (!isSent) for (const { seriesId } of this.turn) this.waiting.add(seriesId);
    this.turn.length = 0;
    return this.waiting.size > 0 ? nowMs : restUntilMs;
  }

  /** Series that have rested enough wait again; answers when the next ones will have. */
  private wake(nowMs: number): number {
    let earliestMs = Number.POSITIVE_INFINITY;
    this.resting.retain((seriesId) => {
      const untilMs = this.refusals.restUntilMs(seriesId);
      if (untilMs > nowMs) {
        earliestMs = Math.min(earliestMs, untilMs);
        return true;
      }
      this.waiting.add(seriesId);
      return false;
    });
    return earliestMs;
  }

  /** Takes the decisions of the first series that wait. */
  private take(budget: number): void {
    let left = budget;
    this.waiting.retain((seriesId) => {
      if (left === 0) return true;
      if (this.resting.includes(seriesId)) return false;
      const decision = this.quoter.decisionFor(seriesId);
      if (decision === undefined) return false;
      this.turn.push(decision);
      left -= 1;
      return false;
    });
  }

  /**
   * Takes down what stands for series that rest: what could not be replaced must not be left to sweep. By cancels,
   * which always pass; they name the prices from the best level to the last.
   */
  private sendCancels(): boolean {
    const { standing } = this;
    let isSent = true;
    this.pulls.retain((seriesId) => {
      standing.read(seriesId);
      isSent =
        isSent &&
        this.cancel(seriesId, SIDE.BUY, standing.lastBidTicks, standing.bidTicks) &&
        this.cancel(seriesId, SIDE.SELL, standing.askTicks, standing.lastAskTicks);
      return !isSent;
    });
    return isSent;
  }

  private cancel(seriesId: number, side: number, fromTicks: number, toTicks: number): boolean {
    if (fromTicks === 0) return true;
    return this.commands.send('massCancel', {
      seriesId,
      side,
      minPriceTicks: fromTicks,
      maxPriceTicks: toTicks,
      sessionId: 0,
    });
  }

  private sendMarks(): boolean {
    const { series } = this.core.state;
    const marks: SeriesMark[] = [];
    for (const { seriesId, fairValueTicks: markTicks, sigmaPpm, thinnessPpm } of this.turn) {
      // A mark the core cannot hold would refuse all of them; without it the collar holds the quote back.
      if (markTicks < 1 || markTicks > series.get(seriesId, S.maxPriceTicks)) continue;
      const isSame =
        series.get(seriesId, S.markTicks) === markTicks &&
        series.get(seriesId, S.sigmaPpm) === sigmaPpm &&
        series.get(seriesId, S.thinnessPpm) === thinnessPpm;
      if (!isSame) marks.push({ seriesId, markTicks, sigmaPpm, thinnessPpm });
    }
    if (marks.length === 0) return true;
    if (!this.commands.send('markUpdate', { marks })) return false;
    this.sent.marks += marks.length;
    this.sent.commands += 1;
    return true;
  }

  private sendStates(): boolean {
    const { series } = this.core.state;
    for (const { seriesId, state, haltReason } of this.turn) {
      const before = series.get(seriesId, S.quoterState);
      // A halt that ends by itself is not latched in the core, where only an operator ends one: its quotes are taken down.
      const quoterState = heals(haltReason) ? QUOTER_STATE.REDUCE_ONLY : STATE_NUMBER[state];
      // Without a base value a series is not quoted; that is no halt an operator would have to release.
      if (haltReason === 'NO_BASE_VALUE' || before === QUOTER_STATE.HALT) continue;
      if (before === quoterState) continue;
      const reason = `quoter: ${state === 'HALT' ? haltReason : state}`;
      if (!this.commands.send('setQuoterState', { seriesId, quoterState, reason })) return false;
      this.sent.states += 1;
      this.sent.commands += 1;
    }
    return true;
  }

  private sendQuotes(nowMs: number, basedOnSequence: number): boolean {
    const quotes: SeriesQuote[] = [];
    this.fitter.begin();
    for (const decision of this.turn) {
      const quote = this.quoteOf(decision, nowMs, basedOnSequence);
      if (quote !== undefined) quotes.push(quote);
    }
    if (quotes.length === 0) return true;
    if (!this.commands.send('massQuote', { quotes, basedOnSequence })) return false;
    this.sent.quotes += quotes.length;
    this.sent.commands += 1;
    return true;
  }

  /** What would be sent for decisions, in this order and in one command; nothing is. */
  preview(
    decisions: readonly QuoteDecision[],
    nowMs: number,
    basedOnSequence: number,
  ): (SeriesQuote | undefined)[] {
    const marks = new Map(
      decisions.map(({ seriesId, fairValueTicks }) => [seriesId, fairValueTicks]),
    );
    this.fitter.begin(marks);
    const quotes = decisions.map((decision) => this.quoteOf(decision, nowMs, basedOnSequence));
    // Clients are answered with the marks there are.
    this.fitter.begin();
    return quotes;
  }

  /** The quote to send for a decision; undefined when there is none to send. */
  private quoteOf(
    decision: QuoteDecision,
    nowMs: number,
    basedOnSequence: number,
  ): SeriesQuote | undefined {
    const { seriesId, factors, validUntilMs } = decision;
    if (validUntilMs <= nowMs || !this.mayQuote(seriesId)) return undefined;
    const { standing, fitter } = this;
    standing.read(seriesId);
    if (factors === undefined) {
      if (standing.isEmpty) return undefined;
      return { seriesId, bids: [], asks: [], validUntilMs, factors: null };
    }
    // Bids thought of before a mint are stale; they come back once the mint is durable.
    const isBehindMint = basedOnSequence < this.core.state.series.get(seriesId, S.mintedSequence);
    const wanted = isBehindMint ? [] : publishedBids(factors, decision.bids);
    const bids = fitter.fitBids(seriesId, standing, wanted);
    const asks = fitter.fitAsks(seriesId, standing, decision.asks);
    return { seriesId, bids, asks, validUntilMs, factors: publishedFactors(factors, decision) };
  }

  /** Whether the core would take a quote of this series at all; what ends a no comes as an event. */
  private mayQuote(seriesId: number): boolean {
    const { registry, series, accounts } = this.core.state;
    const seriesState = series.get(seriesId, S.state);
    // While an auction is cleared the core takes no quote; the event of its end disturbs the series.
    const isTrading = seriesState === SERIES_STATE.OPEN || seriesState === SERIES_STATE.AUCTION;
    return (
      isTrading &&
      isSpot(this.core, seriesId) &&
      series.get(seriesId, S.auctionClearing) === 0 &&
      !registry.globalKilled &&
      !registry.quoterKilled &&
      !accounts.isKilled(BROKER_ACCOUNT) &&
      !accounts.isTripped(BROKER_ACCOUNT) &&
      series.get(seriesId, S.killed) === 0 &&
      series.get(seriesId, S.quoterState) !== QUOTER_STATE.HALT
    );
  }
}
