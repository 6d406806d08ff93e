/**
 * What a change of a parameter would do now, read from the state and without doing it: whether it would be refused, which
 * live orders would not pass its check any more, whose quotes that concerns, and what collateral the broker would lack.
 *
 * Live orders are never cancelled by a change; an order that breaches is one that would be refused if it came now, and
 * that passes today. Bounded: it looks at a number of orders and says so when there are more.
 */

import { RISK, RISK_PARAMETERS } from '../../../../risk/index.js';
import { INEXACT, mulDivUp, SIDE } from '../../../../values/index.js';
import type { Core } from '../../core.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from '../../kernel/accounts.js';
import { BUCKET } from '../../kernel/ledger.js';
import { mintMargin } from '../../rights/mint-margin.js';
import { ORDER_FLAG } from '../../trading/order-records.js';
import { POSITION_FIELD as P } from '../../trading/positions.js';
import type { Draft, DraftProblem } from './changes.js';
import { QUOTING_PARAMETERS } from './quoting.js';

const PPM = 1_000_000;
/** Orders looked at for one question. */
const ORDERS_MAX = 100_000;

export interface DryRun {
  readonly problem: DraftProblem | undefined;
  readonly needsApproval: boolean;
  /** Series in which another value would be in force. */
  readonly seriesCount: number;
  readonly breachCount: number;
  /** The first of them, by place in the store. */
  readonly orderIds: readonly number[];
  /** Series with a level of the broker's quote among them. */
  readonly refusedQuotes: number;
  /** Series with a live quote whose price or size the change bears on: the quoter may move them. */
  readonly movedQuotes: number;
  /** Collateral the broker would lack for the exposure it has. */
  readonly marginMicroPat: number;
  /** Margin providers would have to add, all together, before they may mint again. */
  readonly providerMarginMicroPat: number;
  readonly isPartial: boolean;
  /** Whether prices do not rest on it in any of these series, because they have another `quote_policy`. */
  readonly isInert: boolean;
}

export function dryRun(core: Core, draft: Draft, idsMax: number): DryRun {
  const problem = core.changes.problem(draft);
  const needsApproval = core.changes.needsApproval(draft.name);
  const index = core.parameters.index(draft.name);
  const next = problem === undefined ? changed(core, draft, index) : new Map<number, number>();
  const orderIds: number[] = [];
  const refused = new Set<number>();
  const quoted = new Set<number>();
  let breachCount = 0;
  let seen = 0;
  const { live, state } = core;
  const { highWater } = state.orders;
  for (let slot = 1; slot <= highWater && next.size > 0 && seen < ORDERS_MAX; slot += 1) {
    seen += 1;
    const id = state.orders.idOf(slot);
    if (id < 0 || state.orders.find(id) !== slot || !live.isResting(slot)) continue;
    const series = live.series(slot);
    const value = next.get(series);
    if (value === undefined) continue;
    const isQuote =
      live.owner(slot) === BROKER_ACCOUNT && (live.flags(slot) & ORDER_FLAG.QUOTE) !== 0;
    if (isQuote) quoted.add(series);
    const now = core.parameters.get(series, index);
    if (!breaches(core, slot, index, value) || breaches(core, slot, index, now)) continue;
    breachCount += 1;
    if (orderIds.length < idsMax) orderIds.push(id);
    if (isQuote) refused.add(series);
  }
  let marginMicroPat = 0;
  let providerMarginMicroPat = 0;
  for (let id = 1; id <= state.series.count; id += 1) {
    const value = next.get(id);
    if (value !== undefined) {
      marginMicroPat = Math.max(marginMicroPat, margin(core, id, index, value));
      providerMarginMicroPat += providerMargin(core, id, index, value);
    }
  }
  return {
    problem,
    needsApproval,
    seriesCount: next.size,
    breachCount,
    orderIds,
    refusedQuotes: refused.size,
    movedQuotes: isOfQuoting(index) ? quoted.size : 0,
    marginMicroPat,
    providerMarginMicroPat: Math.min(providerMarginMicroPat, Number.MAX_SAFE_INTEGER),
    isInert: next.size > 0 && isInert(core, index, next.keys()),
    isPartial: seen >= ORDERS_MAX && seen < highWater,
  };
}

/** Whether all of these series have a policy of quoting that does not read the parameter. */
function isInert({ parameters }: Core, index: number, series: Iterable<number>): boolean {
  const policy = parameters.definitions[index]?.quotePolicy;
  if (policy === undefined) return false;
  const chosen = parameters.index('quote_policy');
  return [...series].every((id) => parameters.get(id, chosen) !== policy);
}

/** The value each series would have, where it is another than now. */
function changed(core: Core, draft: Draft, index: number): Map<number, number> {
  const { changes, lifecycle, parameters, state } = core;
  const next = new Map<number, number>();
  for (let id = 1; id <= state.series.count; id += 1) {
    const lineage = changes.order.lineage(lifecycle.seriesText(id));
    const place = lineage.indexOf(draft.target);
    if (place < 0 || lineage.slice(0, place).some((t) => parameters.isSet(index, t))) continue;
    const value = draft.value ?? parameters.resolve(index, lineage.slice(place + 1));
    if (value !== parameters.get(id, index)) next.set(id, value);
  }
  return next;
}

/** Whether a live order would be refused for this one parameter if it had this value. */
function breaches(core: Core, slot: number, index: number, value: number): boolean {
  const { checks, live, state } = core;
  const { accounts, ledger, series } = state;
  const account = live.owner(slot);
  const id = live.series(slot);
  const ticks = live.priceTicks(slot);
  const lots = live.totalLots(slot);
  const isBuy = live.side(slot) === SIDE.BUY;
  const isBroker = account === BROKER_ACCOUNT;
  const mark = series.get(id, S.markTicks);
  switch (index) {
    case RISK.maxOrderSharePpm: {
      const unsold = series.get(id, S.providerLots) + series.get(id, S.brokerLots);
      return !isBroker && lots > 1 && lots * PPM > unsold * value;
    }
    case RISK.maxNotionalMicroPat:
      return ticks * series.get(id, S.tickValueMicroPat) * lots > value;
    case RISK.collarBuyPpm:
      return isBuy && ticks * PPM > value * Math.max(checks.brokerAsk(id), mark);
    case RISK.collarSellPpm: {
      const bid = checks.brokerBid(id);
      return !isBuy && ticks * PPM < value * (bid === 0 ? mark : Math.min(bid, mark));
    }
    case RISK.collarFloorPpm:
      return ticks * PPM < value * mark;
    case RISK.collarCapPpm:
      return ticks * PPM > value * mark;
    case RISK.maxOpenOrders:
      return !isBroker && accounts.get(account, A.openOrders) > value;
    case RISK.exposureLimitMicroPat: {
      if (isBroker || !isBuy || accounts.get(account, A.exposureLimitMicroPat) >= 0) return false;
      const reserved = ledger.balance(ledger.bucket(account, BUCKET.RESERVED));
      return reserved + accounts.get(account, A.escrowMicroPat) > value;
    }
    default:
      return isBroker && isBuy && margin(core, id, index, value) > 0;
  }
}

/** Collateral the broker lacks for its exposure in, or around, a series when so much of it may be exposed. */
function margin(core: Core, id: number, index: number, ppm: number): number {
  const { exposures, ledger, series } = core.state;
  let exposure = 0;
  if (index === RISK.brokerSeriesExposurePpm) exposure = series.get(id, S.brokerExposureMicroPat);
  else if (index === RISK.brokerWindowExposurePpm)
    exposure = exposures.window(series.get(id, S.window));
  else if (index === RISK.brokerSegmentExposurePpm) {
    exposure = exposures.segment(series.get(id, S.segment));
  }
  if (exposure === 0) return 0;
  // No collateral is enough where nothing may be exposed.
  const needed = ppm === 0 ? Number.MAX_SAFE_INTEGER : mulDivUp(exposure, PPM, ppm);
  const has = ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL));
  return Math.max(0, (needed < 0 ? Number.MAX_SAFE_INTEGER : needed) - has);
}

/** What providers lack in a series at the rate a row of the present phase, or the deviations it covers, would come to. */
function providerMargin(core: Core, id: number, index: number, value: number): number {
  const { parameters, state } = core;
  const { positions, series, registry } = state;
  const row = RISK.marginPhasePpm + registry.phase - 1;
  if (index !== row && index !== RISK.marginSigmasPpm) return 0;
  const of = (one: number): number => (one === index ? value : parameters.get(id, one));
  const terms = { leastPpm: of(row), sigmasPpm: of(RISK.marginSigmasPpm) };
  const mark = series.get(id, S.markTicks) * series.get(id, S.tickValueMicroPat);
  let lacks = 0;
  let slot = series.get(id, S.firstPosition);
  for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
    const lots = positions.get(slot, P.outstandingLots);
    if (lots === 0) continue;
    const covered = Math.min(mark, positions.get(slot, P.coveredMicroPat));
    const whole = mintMargin(state, id, terms, covered, lots);
    const needed = whole === INEXACT ? Number.MAX_SAFE_INTEGER : whole;
    lacks += Math.max(0, needed - positions.get(slot, P.marginMicroPat));
  }
  return lacks;
}

/** Whether the broker reads a parameter. */
const isOfQuoting = (index: number): boolean =>
  index >= RISK_PARAMETERS.length && index < RISK_PARAMETERS.length + QUOTING_PARAMETERS.length;
