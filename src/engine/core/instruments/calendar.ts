/**
 * The listing calendar: which series the parameters ask for and nobody has opened. Reads only; the venue's process asks what
 * is missing and lists it by journaled commands, which the core checks against the same calendar. Series end by themselves.
 */
import { RISK } from '../../../risk/index.js';
import type { ContractRecord } from '../kernel/registry.js';
import type { State } from '../kernel/state.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { SERIES_FIELD as S } from './series-table.js';

/** Monday, 5 January 1970, UTC: weekly starts are Mondays. */
const FIRST_MONDAY_MS = 4 * 86_400_000;
const MINUTE_MS = 60_000;

export interface Missing {
  readonly contractId: number;
  readonly windowStartMs: number;
}

export class Calendar {
  private readonly state: State;
  private readonly parameters: ParameterValues;

  constructor(state: State, parameters: ParameterValues) {
    this.state = state;
    this.parameters = parameters;
  }

  /** The earliest start of each contract that is asked for and not there, at most so many. */
  missing(nowMs: number, most: number): Missing[] {
    const found: Missing[] = [];
    for (const { contractId } of this.state.registry.contracts) {
      if (found.length >= most) break;
      const windowStartMs = this.next(contractId, nowMs);
      if (windowStartMs > 0) found.push({ contractId, windowStartMs });
    }
    return found;
  }

  /** The earliest start of a contract's series that is asked for and not there, or 0. */
  next(contractId: number, nowMs: number): number {
    const contract = this.state.registry.contract(contractId);
    if (contract === undefined) return 0;
    const ahead = this.value(contract, RISK.listingStartsAhead);
    if (ahead === 0) return 0;
    const periodMs = this.value(contract, RISK.listingPeriodMs);
    const wholeMs = Math.ceil(periodMs / MINUTE_MS) * MINUTE_MS;
    const passed = Math.floor((nowMs - FIRST_MONDAY_MS) / wholeMs);
    const listed = this.startsOf(contractId, nowMs);
    for (let i = 1; i <= ahead; i += 1) {
      const startMs = FIRST_MONDAY_MS + (passed + i) * wholeMs;
      if (!listed.has(startMs)) return startMs;
    }
    return 0;
  }

  private value(contract: ContractRecord, index: number): number {
    const segment = this.state.registry.segments[contract.segmentId - 1] ?? '';
    return this.parameters.resolve(index, [contract.text, segment, '']);
  }

  private startsOf(contractId: number, nowMs: number): ReadonlySet<number> {
    const { series } = this.state;
    const starts = new Set<number>();
    for (let id = 1; id <= series.count; id += 1) {
      const startMs = series.get(id, S.startMs);
      if (startMs > nowMs && series.get(id, S.contract) === contractId) starts.add(startMs);
    }
    return starts;
  }
}
