/**
 * Opens instruments: series by contract and window, anything by its canonical text. A kind the venue's phase does not admit
 * is refused; nothing has changed then.
 */
import {
  type ColdBodies,
  FIELD_ID,
  formatContractKey,
  INSTRUMENT_KIND,
  parseInstrumentKey,
  QUOTER_STATE,
  SERIES_STATE,
} from '../../../values/index.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { CollateralReview } from '../rights/collateral-review.js';
import type { Auctions } from '../trading/auctions/auctions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { SERIES_FIELD as S } from './series-table.js';

/** End of the year 2499: times are told in 64 bits of nanoseconds, which end in 2554, and rights have deadlines after it. */
const LATEST_MS = 16_725_225_600_000;

export class Listing {
  /** The commands that are handled here. */
  readonly handlers = {
    openSeries: (body, out) => this.openSeries(body, out),
    openInstrument: (body, out) => this.openInstrument(body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;
  private readonly auctions: Auctions;
  private readonly review: CollateralReview;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    parameters: ParameterValues;
    auctions: Auctions;
    review: CollateralReview;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.parameters = parts.parameters;
    this.auctions = parts.auctions;
    this.review = parts.review;
  }

  /** Opens what a canonical text names. */
  openInstrument({ instrument }: ColdBodies['openInstrument'], out: Result): void {
    const key = parseInstrumentKey(instrument);
    if (typeof key === 'string') return out.refuse(CODE.INVALID_FIELD, FIELD_ID.instrument);
    const contract = this.state.registry.contractOf(formatContractKey(key.contract));
    if (contract === undefined) return out.refuse(CODE.UNKNOWN_CONTRACT, FIELD_ID.instrument);
    // Rules of the other kinds are of phases this core has not: none of them admits one yet.
    if (key.kind !== INSTRUMENT_KIND.SERIES) {
      return out.refuse(CODE.NOT_IN_PHASE, FIELD_ID.instrument);
    }
    this.open(contract.contractId, key.dateMs, FIELD_ID.instrument, out);
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
    this.parameters.addSeries(id);
    this.review.restart(id);
    if (startMs <= timeMs) {
      this.auctions.open(id);
      timers.set(endMs, TIMER.SERIES_END, id);
    } else {
      series.set(id, S.state, SERIES_STATE.SCHEDULED);
      this.reports.plain(EVENT.SERIES, id, SERIES_STATE.SCHEDULED);
      timers.set(startMs, TIMER.SERIES_START, id);
    }
    out.done(id);
  }

  /** Id of a contract's series with this start, or 0. Operators ask, so a walk is fine. */
  private find(contractId: number, startMs: number): number {
    const { series } = this.state;
    for (let id = 1; id <= series.count; id += 1) {
      if (series.get(id, S.contract) === contractId && series.get(id, S.startMs) === startMs) {
        return id;
      }
    }
    return 0;
  }
}
