// Goal: one place that builds a quoter with listed series and a funded broker, so that tests say only what they change.
import { expect } from 'vitest';
import {
  ParameterStore,
  type PriceModel,
  type QuoteDecision,
  Quoter,
  type SeriesListing,
} from '../../src/quoting/index.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday, 2026-11-16 00:00 UTC. */
export const START_MS = 1_794_787_200_000;
export const PAT = 1_000_000;
export const TICK = 10_000;

export interface MarketOptions {
  readonly maxSeries?: number;
  readonly sources?: readonly string[];
  readonly model?: PriceModel;
  /** Venue-wide parameters by name. */
  readonly parameters?: Readonly<Record<string, number>>;
  readonly bidBudgetPat?: number;
  readonly collateralPat?: number;
}

/** A decision as it is now: the quoter's own is overwritten by the next one on its series, and reads its levels late. */
export function copyDecision(decision: QuoteDecision): QuoteDecision {
  const { bids, asks, seriesId, state, haltReason, factors } = decision;
  const { fairValueTicks, sigmaPpm, thinnessPpm, validUntilMs, nextRepriceAtMs } = decision;
  return structuredClone({
    bids,
    asks,
    seriesId,
    state,
    haltReason,
    factors,
    fairValueTicks,
    sigmaPpm,
    thinnessPpm,
    validUntilMs,
    nextRepriceAtMs,
  });
}

/** A series of `AUTO_INTENT|7D` in the band 0.70–0.85 starting at START_MS, unless told otherwise. */
export function listing(seriesId: number, changes: Partial<SeriesListing> = {}): SeriesListing {
  const bandLoPpm = changes.bandLoPpm ?? 700_000;
  const bandHiPpm = changes.bandHiPpm ?? 850_000;
  const windowMs = changes.windowMs ?? 7 * DAY;
  const startMs = changes.startMs ?? START_MS;
  const segment = changes.segment ?? 'AUTO_INTENT';
  const contractKey = `${segment}|${windowMs / DAY}D|${bandLoPpm / 1e6}-${bandHiPpm / 1e6}`;
  return {
    seriesId,
    segment,
    contractKey,
    seriesKey: `${contractKey}@${startMs}`,
    windowMs,
    startMs,
    bandLoPpm,
    bandHiPpm,
    tickMicroPat: TICK,
    ...changes,
  };
}

export class Market {
  readonly parameters = new ParameterStore();
  readonly quoter: Quoter;
  nowMs = START_MS;

  constructor(options: MarketOptions = {}) {
    const { sources, model } = options;
    this.quoter = new Quoter({
      maxSeries: options.maxSeries ?? 64,
      parameters: this.parameters,
      startMs: START_MS,
      ...(sources === undefined ? {} : { sources }),
      ...(model === undefined ? {} : { model }),
    });
    // What these tests say of formulas is said of the first ones; the optimum has tests of its own.
    this.set('quote_policy', 0);
    this.set('base_value_micro_pat', 100 * PAT);
    for (const [name, value] of Object.entries(options.parameters ?? {})) this.set(name, value);
    this.quoter.onBroker({
      atMs: this.nowMs,
      bidBudgetMicroPat: (options.bidBudgetPat ?? 1_000_000) * PAT,
      collateralMicroPat: (options.collateralPat ?? 1_000_000) * PAT,
    });
  }

  set(name: string, value: number, target = ''): void {
    const outcome = this.quoter.onParameter(
      { target, name, value, expectedVersion: 0 },
      this.nowMs,
    );
    expect(outcome.ok).toBe(true);
  }

  /** Lists and opens a series. */
  open(seriesId: number, changes: Partial<SeriesListing> = {}): void {
    expect(this.quoter.onSeries(listing(seriesId, changes), this.nowMs)).toBe(true);
    this.quoter.onLifecycle({ seriesId, phase: 'OPEN', atMs: this.nowMs });
  }

  mint(seriesId: number, quantityLots: number): void {
    this.quoter.onMint({ seriesId, quantityLots, affiliated: false, atMs: this.nowMs });
  }

  hold(seriesId: number, sellableLots: number, limitUsePpm = 0): void {
    this.quoter.onPosition({
      seriesId,
      sellableLots,
      escrowedLots: sellableLots,
      promisedLots: 0,
      limitUsePpm,
      atMs: this.nowMs,
    });
  }

  private owner = 0;
  /** Everybody comes once. */
  private nextOwner(): number {
    this.owner += 1;
    return this.owner;
  }

  /** A consumer buys from the broker. */
  sell(seriesId: number, quantityLots: number, priceTicks: number): void {
    this.quoter.onTrade({
      seriesId,
      quantityLots,
      priceTicks,
      brokerSide: 'SELL',
      consumed: true,
      affiliated: false,
      owner: this.nextOwner(),
      atMs: this.nowMs,
    });
  }

  /** A provider sells to the broker. */
  buy(seriesId: number, quantityLots: number, priceTicks: number): void {
    this.quoter.onTrade({
      seriesId,
      quantityLots,
      priceTicks,
      brokerSide: 'BUY',
      consumed: false,
      affiliated: false,
      owner: this.nextOwner(),
      atMs: this.nowMs,
    });
  }

  /** Runs until nothing is pending; checks every decision. */
  settle(): QuoteDecision[] {
    const decisions: QuoteDecision[] = [];
    for (let round = 0; round < 1_000; round += 1) {
      const result = this.quoter.run(this.nowMs, 1_000);
      // Copies: a decision is overwritten by the next one on its series.
      decisions.push(...result.decisions.map(copyDecision));
      if (result.pending === 0) break;
      expect(round).toBeLessThan(999);
    }
    for (const decision of decisions) checkDecision(decision);
    return decisions;
  }

  /** Lets time pass in steps, telling the quoter its own quotes are the book, settling at each step. */
  pass(lengthMs: number, stepMs = MINUTE): QuoteDecision[] {
    const decisions: QuoteDecision[] = [];
    const end = this.nowMs + lengthMs;
    while (this.nowMs < end) {
      this.nowMs = Math.min(end, this.nowMs + stepMs);
      for (const decision of this.settle()) {
        decisions.push(decision);
        this.quoter.onBookTop({
          seriesId: decision.seriesId,
          bidTicks: decision.bids[0]?.priceTicks ?? 0,
          askTicks: decision.asks[0]?.priceTicks ?? 0,
          bidLots: decision.bids[0]?.quantityLots ?? 0,
          askLots: decision.asks[0]?.quantityLots ?? 0,
          atMs: this.nowMs,
        });
      }
    }
    return decisions;
  }

  /** A copy of what stands now. */
  decision(seriesId: number): QuoteDecision {
    const decision = this.quoter.decisionFor(seriesId);
    if (decision === undefined) throw new Error(`no decision for series ${seriesId}`);
    return copyDecision(decision);
  }
}

/** What must hold of every decision on its own: whole positive levels in order, never crossed. */
function checkDecision(decision: QuoteDecision): void {
  const { bids, asks } = decision;
  for (const level of [...bids, ...asks]) {
    expect(Number.isSafeInteger(level.priceTicks) && level.priceTicks >= 1).toBe(true);
    expect(Number.isSafeInteger(level.quantityLots) && level.quantityLots >= 1).toBe(true);
  }
  for (const [index, level] of bids.entries()) {
    if (index > 0) expect(level.priceTicks).toBeLessThan(bids[index - 1]!.priceTicks);
  }
  for (const [index, level] of asks.entries()) {
    if (index > 0) expect(level.priceTicks).toBeGreaterThan(asks[index - 1]!.priceTicks);
  }
  const bid = bids[0];
  const ask = asks[0];
  if (bid !== undefined && ask !== undefined) expect(bid.priceTicks).toBeLessThan(ask.priceTicks);
  if (decision.state === 'HALT') expect(bids.length + asks.length).toBe(0);
  if (decision.state === 'REDUCE_ONLY') expect(bids).toEqual([]);
  expect(decision.haltReason === 'NONE').toBe(decision.state !== 'HALT');
}

export function lotsOf(levels: QuoteDecision['bids']): number {
  return levels.reduce((sum, level) => sum + level.quantityLots, 0);
}
