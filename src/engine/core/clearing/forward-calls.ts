/**
 * Collateral calls of buyers of forwards: what a position has paid in follows what it has to, out of what its account has
 * available; what is missing is called for, with a deadline of at most 0.15 of the window; what is due and not met ends lots
 * (forward-default.ts). Surplus goes back. No cash moves to anybody by a mark: what is paid in is the buyer's own.
 *
 * Looked at by the review of collateral, position by position. Bounded: so many entries of one position a review.
 */
import { RISK } from '../../../risk/index.js';
import { mulDivUp } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import type { State } from '../kernel/state.js';
import type { CollateralCalls } from '../rights/collateral-calls.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { ForwardClearing } from './forward.js';
import type { ForwardDefault } from './forward-default.js';
import { payBack, payIn } from './unpaid.js';

const PPM = 1_000_000;
/** Longest a call runs, of the window. */
const CALL_SHARE_PPM = 150_000;
const ENTRIES_MAX = 64;

export class ForwardCalls {
  private readonly state: State;
  private readonly parameters: ParameterValues;
  private readonly clearing: ForwardClearing;
  private readonly calls: CollateralCalls;
  private readonly defaults: ForwardDefault;

  constructor(parts: {
    state: State;
    parameters: ParameterValues;
    clearing: ForwardClearing;
    calls: CollateralCalls;
    defaults: ForwardDefault;
  }) {
    this.state = parts.state;
    this.parameters = parts.parameters;
    this.clearing = parts.clearing;
    this.calls = parts.calls;
    this.defaults = parts.defaults;
  }

  /** Brings what a buyer's position has paid in to what it has to; returns the steps it took. */
  settle(position: number): number {
    const { positions, series } = this.state;
    const seriesId = positions.seriesOf(position);
    const windowMs = series.get(seriesId, S.endMs) - series.get(seriesId, S.startMs);
    const longestMs = Math.floor((windowMs * CALL_SHARE_PPM) / PPM);
    const callMs = Math.min(this.parameters.get(seriesId, RISK.collateralCallMs), longestMs);
    this.calls.ask(position, this.topUp(position), callMs);
    let steps = 1;
    while (positions.has(position, POSITION_FLAG.DEFAULTED) && steps <= ENTRIES_MAX) {
      this.endUncovered(position, seriesId);
      this.calls.ask(position, this.topUp(position), callMs);
      steps += 1;
    }
    return steps;
  }

  /** Pays in what is missing, as far as the account has it, or back what is too much; returns what is still missing. */
  private topUp(position: number): number {
    const { positions, ledger } = this.state;
    const due = positions.get(position, P.costMicroPat) + positions.get(position, P.feeMicroPat);
    const paidIn = due - positions.get(position, P.unpaidMicroPat);
    const missing = this.clearing.required(position) - paidIn;
    if (missing < 0) payBack(this.state, position, -missing);
    if (missing <= 0) return 0;
    const paid = Math.min(missing, ledger.spendable(positions.accountOf(position)));
    if (paid > 0) payIn(this.state, position, paid);
    return missing - paid;
  }

  /** Without a lot its margin is not asked for; its fee and what it has become cheaper by are asked for and lost alike. */
  private endUncovered(position: number, seriesId: number): void {
    const missing = this.state.positions.get(position, P.calledMicroPat);
    const marginPpm = this.parameters.get(seriesId, RISK.forwardMarginPpm);
    const lotsAt = (unit: number): number => Math.ceil(missing / mulDivUp(unit, marginPpm, PPM));
    this.defaults.endNewest(position, lotsAt);
  }
}
