/**
 * Turns what the quoter decided into journaled commands: marks first, because the core checks prices against them, then
 * states, then quotes, each kind in one command but the states, which have none for many.
 *
 * Series wait here until what stands in the core is what was decided. A quote the core refuses is tried once more from
 * fresh state and then taken down and rested. A HALT in the core is never left from here: only an operator leaves it.
 */
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  type Core,
  SERIES_FIELD as S,
} from '../engine/core/index.js';
import type { QuoteDecision, Quoter } from '../quoting/index.js';
import { QUOTER_STATE, SERIES_STATE, type SeriesMark, type SeriesQuote } from '../values/index.js';
import type { OwnCommands } from './own-commands.js';
import { OwnQuote } from './own-quote.js';
import { publishedBids, publishedFactors } from './published-factors.js';
import { QuoteFitter } from './quote-fitter.js';
import { REFUSAL_ACTION, Refusals } from './refusals.js';
import { STATE_NUMBER } from './series-facts.js';
import { SeriesSet } from './series-set.js';

/** How long the empty quote that takes a refused one down counts as valid. */
const PULL_VALID_MS = 1_000;

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
  private readonly fitter: QuoteFitter;
  private readonly standing: OwnQuote;
  private readonly waiting: SeriesSet;
  private readonly pulls: SeriesSet;
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
    this.pulls = new SeriesSet(maxSeries);
  }

  get counts(): SenderCounts {
    return this.sent;
  }

  /** Series whose decision is still to be sent. */
  get waitingCount(): number {
    return this.waiting.size + this.pulls.size;
  }

  /** What was decided for a series is to be sent, again if need be. */
  want(seriesId: number): void {
    this.waiting.add(seriesId);
  }

  /** The core answered a quote; answers whether the series rests now. */
  answered(seriesId: number, code: number, nowMs: number): boolean {
    if (code === 0) {
      this.refusals.taken(seriesId);
      return false;
    }
    const action = this.refusals.refused(seriesId, nowMs);
    this.waiting.add(seriesId);
    if (action === REFUSAL_ACTION.RETRY) return false;
    this.pulls.add(seriesId);
    return true;
  }

  /**
   * Sends what waits, at most `budget` series of it.
   * @param basedOnSequence the durable sequence the decisions are based on
   * @returns when to be called again for what still waits or rests; infinity when nothing does
   */
  send(nowMs: number, basedOnSequence: number, budget: number): number {
    if (this.waitingCount === 0) return Number.POSITIVE_INFINITY;
    this.sendMarks(budget);
    this.sendStates(budget);
    return this.sendQuotes(nowMs, basedOnSequence, budget);
  }

  private sendMarks(budget: number): void {
    const { series } = this.core.state;
    const marks: SeriesMark[] = [];
    let left = budget;
    this.waiting.retain((seriesId) => {
      left -= 1;
      const decision = left < 0 ? undefined : this.quoter.decisionFor(seriesId);
      if (decision === undefined || decision.fairValueTicks < 1) return true;
      const { fairValueTicks: markTicks, sigmaPpm, thinnessPpm } = decision;
      const isSame =
        series.get(seriesId, S.markTicks) === markTicks &&
        series.get(seriesId, S.sigmaPpm) === sigmaPpm &&
        series.get(seriesId, S.thinnessPpm) === thinnessPpm;
      // A mark the core cannot hold would refuse all of them; without it the collar holds the quote back.
      if (isSame || markTicks > series.get(seriesId, S.maxPriceTicks)) return true;
      marks.push({ seriesId, markTicks, sigmaPpm, thinnessPpm });
      return true;
    });
    if (marks.length === 0 || !this.commands.send('markUpdate', { marks })) return;
    this.sent.marks += marks.length;
    this.sent.commands += 1;
  }

  private sendStates(budget: number): void {
    const { series } = this.core.state;
    let left = budget;
    this.waiting.retain((seriesId) => {
      left -= 1;
      const decision = left < 0 ? undefined : this.quoter.decisionFor(seriesId);
      if (decision === undefined) return true;
      const { state, haltReason } = decision;
      const before = series.get(seriesId, S.quoterState);
      // Without a base value a series is not quoted; that is no halt an operator would have to release.
      if (haltReason === 'NO_BASE_VALUE' || before === QUOTER_STATE.HALT) return true;
      if (before === STATE_NUMBER[state]) return true;
      const reason = `quoter: ${state === 'HALT' ? haltReason : state}`;
      const quoterState = STATE_NUMBER[state];
      if (!this.commands.send('setQuoterState', { seriesId, quoterState, reason })) return true;
      this.sent.states += 1;
      this.sent.commands += 1;
      return true;
    });
  }

  private sendQuotes(nowMs: number, basedOnSequence: number, budget: number): number {
    const quotes: SeriesQuote[] = [];
    let earliestMs = Number.POSITIVE_INFINITY;
    this.fitter.begin();
    this.pulls.drain((seriesId) => {
      this.standing.read(seriesId);
      if (this.standing.isEmpty || !this.mayQuote(seriesId)) return;
      const validUntilMs = nowMs + PULL_VALID_MS;
      quotes.push({ seriesId, bids: [], asks: [], validUntilMs, factors: null });
    });
    let left = budget;
    this.waiting.retain((seriesId) => {
      if (left === 0) return true;
      const restUntilMs = this.refusals.restUntilMs(seriesId);
      if (restUntilMs > nowMs) {
        earliestMs = Math.min(earliestMs, restUntilMs);
        return true;
      }
      const decision = this.quoter.decisionFor(seriesId);
      const quote =
        decision === undefined ? undefined : this.quoteOf(decision, nowMs, basedOnSequence);
      if (quote === undefined) return false;
      quotes.push(quote);
      left -= 1;
      return false;
    });
    if (left === 0) earliestMs = nowMs;
    if (quotes.length === 0) return earliestMs;
    if (!this.commands.send('massQuote', { quotes, basedOnSequence })) {
      for (const { seriesId } of quotes) this.waiting.add(seriesId);
      return nowMs;
    }
    this.sent.quotes += quotes.length;
    this.sent.commands += 1;
    return earliestMs;
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
    return (
      !registry.globalKilled &&
      !registry.quoterKilled &&
      accounts.get(BROKER_ACCOUNT, A.killed) === 0 &&
      series.get(seriesId, S.killed) === 0 &&
      series.get(seriesId, S.state) === SERIES_STATE.OPEN &&
      series.get(seriesId, S.quoterState) !== QUOTER_STATE.HALT
    );
  }
}
