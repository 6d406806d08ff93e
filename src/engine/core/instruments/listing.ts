/**
 * Opens instruments: series by contract and window, anything by its canonical text. A kind the venue's phase does not admit
 * is refused; nothing has changed then.
 */
import {
  type ColdBodies,
  FIELD_ID,
  formatContractKey,
  INSTRUMENT_KIND,
  type InstrumentKey,
  parseInstrumentKey,
  QUOTER_STATE,
  SERIES_STATE,
} from '../../../values/index.js';
import { FORWARD_PHASE } from '../clearing/forward.js';
import type { MarginDesk } from '../clearing/margin/margin-desk.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import type { ContractRecord } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { CollateralReview } from '../rights/collateral-review.js';
import type { Auctions } from '../trading/auctions/auctions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { Calendar } from './calendar.js';
import { CLEARING, SERIES_FIELD as S } from './series-table.js';

/** From now on a series trades before its window opens. */
function admitForward({ series }: State, reports: EventWriter, seriesId: number): void {
  series.set(seriesId, S.clearing, CLEARING.FORWARD);
  series.set(seriesId, S.state, SERIES_STATE.FORWARD);
  reports.plain(EVENT.SERIES, seriesId, SERIES_STATE.FORWARD);
}

/** The venue enters a phase that has forwards: every series that waits for its window trades. */
export function admitForwards(state: State, reports: EventWriter): void {
  const { series } = state;
  for (let id = 1; id <= series.count; id += 1) {
    if (series.get(id, S.state) === SERIES_STATE.SCHEDULED) admitForward(state, reports, id);
  }
}

/** End of the year 2499: times are told in 64 bits of nanoseconds, which end in 2554, and rights have deadlines after it. */
const LATEST_MS = 16_725_225_600_000;

export class Listing {
  /** The commands that are handled here. */
  readonly handlers = {
    openSeries: (body, out) => this.openSeries(body, out),
    openInstrument: (body, out) => this.openInstrument(body, out),
  } satisfies SomeHandlers;
  /** What the venue's own process sends. */
  readonly venueHandlers = {
    listSeries: (body, out) => this.listSeries(body, out),
  } satisfies SomeHandlers;
  readonly calendar: Calendar;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;
  private readonly auctions: Auctions;
  private readonly review: CollateralReview;
  private readonly cash: MarginDesk;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    parameters: ParameterValues;
    auctions: Auctions;
    review: CollateralReview;
    cash: MarginDesk;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.parameters = parts.parameters;
    this.auctions = parts.auctions;
    this.review = parts.review;
    this.cash = parts.cash;
    this.calendar = new Calendar(parts.state, parts.parameters);
  }

  /** Lists what the calendar asks for next, and nothing else. */
  private listSeries({ contractId, windowStartMs }: ColdBodies['listSeries'], out: Result): void {
    const { timeMs } = this.state;
    if (windowStartMs === 0 || this.calendar.next(contractId, timeMs) !== windowStartMs) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.window_start_ns);
    }
    this.open(contractId, windowStartMs, FIELD_ID.window_start_ns, out);
  }

  /** Opens what a canonical text names. */
  openInstrument({ instrument }: ColdBodies['openInstrument'], out: Result): void {
    const key = parseInstrumentKey(instrument);
    if (typeof key === 'string') return out.refuse(CODE.INVALID_FIELD, FIELD_ID.instrument);
    const contract = this.state.registry.contractOf(formatContractKey(key.contract));
    if (contract === undefined) return out.refuse(CODE.UNKNOWN_CONTRACT, FIELD_ID.instrument);
    if (key.kind === INSTRUMENT_KIND.SERIES) {
      return this.open(contract.contractId, key.dateMs, FIELD_ID.instrument, out);
    }
    this.openCash(contract, key, out);
  }

  /** Opens what settles in cash; kinds whose rules this core has not are refused there. */
  private openCash(contract: ContractRecord, key: InstrumentKey, out: Result): void {
    const { state } = this;
    const { series, timers, timeMs } = state;
    const field = FIELD_ID.instrument;
    const problem = this.cash.openingProblem(key, contract.contractId);
    if (problem !== 0) return out.refuse(problem, field);
    if (key.dateMs > LATEST_MS) return out.refuse(CODE.INVALID_FIELD, field);
    if (this.cash.find(contract.contractId, key) !== 0) {
      return out.refuse(CODE.ALREADY_EXISTS, field);
    }
    if (series.isFull || timers.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const id = this.create(contract, timeMs, key.dateMs);
    const isFuture = key.kind === INSTRUMENT_KIND.SYNTHETIC;
    series.set(id, S.clearing, isFuture ? CLEARING.CASH : CLEARING.OPTION);
    this.cash.open(id, key);
    this.auctions.open(id);
    timers.set(key.dateMs, TIMER.SERIES_END, id);
    out.done(id);
  }

  /** Opens a series of a contract, scheduled when its window has not begun. */
  openSeries({ contractId, windowStartMs }: ColdBodies['openSeries'], out: Result): void {
    this.open(contractId, windowStartMs, FIELD_ID.window_start_ns, out);
  }

  private open(contractId: number, startMs: number, field: number, out: Result): void {
    const { state } = this;
    const { registry, series, timers, timeMs } = state;
    const contract = registry.contract(contractId);
    if (contract === undefined) return out.refuse(CODE.UNKNOWN_CONTRACT, FIELD_ID.contract_id);
    const endMs = startMs + contract.windowMs;
    if (startMs < 0 || startMs % 60_000 !== 0 || endMs <= timeMs || endMs > LATEST_MS) {
      return out.refuse(CODE.INVALID_FIELD, field);
    }
    if (this.find(contractId, startMs) !== 0) return out.refuse(CODE.ALREADY_EXISTS, field);
    if (series.isFull || timers.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const id = this.create(contract, startMs, endMs);
    this.parameters.addSeries(id);
    this.review.restart(id);
    if (startMs <= timeMs) {
      this.auctions.open(id);
      timers.set(endMs, TIMER.SERIES_END, id);
    } else {
      if (registry.phase >= FORWARD_PHASE) admitForward(state, this.reports, id);
      else {
        series.set(id, S.state, SERIES_STATE.SCHEDULED);
        this.reports.plain(EVENT.SERIES, id, SERIES_STATE.SCHEDULED);
      }
      timers.set(startMs, TIMER.SERIES_START, id);
    }
    out.done(id);
  }

  /** A series with the rules of its contract; the caller has checked that there is room. */
  private create(contract: ContractRecord, startMs: number, endMs: number): number {
    const { series } = this.state;
    const id = series.create();
    const { rules } = contract;
    series.set(id, S.contract, contract.contractId);
    series.set(id, S.segment, contract.segmentId);
    series.set(id, S.window, contract.windowId);
    series.set(id, S.startMs, startMs);
    series.set(id, S.endMs, endMs);
    series.set(id, S.markTicks, rules.referencePriceTicks);
    series.set(id, S.thinnessPpm, 1_000_000);
    series.set(id, S.tickValueMicroPat, rules.tickValueMicroPat);
    series.set(id, S.maxPriceTicks, rules.maxPriceTicks);
    series.set(id, S.maxOrderLots, rules.maxOrderLots);
    series.set(id, S.makerFeePpm, rules.makerFeePpm);
    series.set(id, S.takerFeePpm, rules.takerFeePpm);
    series.set(id, S.minimumClass, rules.minimumClass);
    series.set(id, S.quoterState, QUOTER_STATE.NORMAL);
    return id;
  }

  /** Id of a contract's series with this start, or 0. Operators ask, so a walk is fine. */
  private find(contractId: number, startMs: number): number {
    const { series } = this.state;
    for (let id = 1; id <= series.count; id += 1) {
      const isIt =
        series.get(id, S.contract) === contractId && series.get(id, S.startMs) === startMs;
      if (isIt && !series.isCash(id)) return id;
    }
    return 0;
  }
}
