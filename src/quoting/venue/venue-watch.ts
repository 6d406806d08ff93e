/**
 * What holds for the whole venue and can halt every quote: dead input sources, the day's loss, an
 * operator; and the day's decay, which only stops bids.
 *
 * The halt is a latch: it stays until the operator releases it. The loss is checked against broker
 * collateral; until that has been told there is nothing to check against.
 */
import { PPM } from '../formulas/numbers.js';
import type { HaltReason } from '../formulas/state.js';
import type { QuotingParameters } from '../parameters/parameter-table.js';
import { DayTotals } from '../series/pnl.js';
import { SourceWatch } from './source-watch.js';

export class VenueWatch {
  readonly totals = new DayTotals();
  readonly sources: SourceWatch;
  halt: HaltReason = 'NONE';
  decayBudgetSpent = false;
  collateralMicroPat: number | undefined = undefined;

  constructor(sources: readonly string[], startMs: number) {
    this.sources = new SourceWatch(sources, startMs);
  }

  /** Looks at everything now. HALTED and BIDS say that quotes everywhere must be looked at again. */
  check(nowMs: number, parameters: QuotingParameters): 'HALTED' | 'BIDS' | 'SAME' {
    const { collateralMicroPat: collateral, totals } = this;
    let found: HaltReason = 'NONE';
    if (this.sources.deadAtMs(parameters.sourceDeadMs) <= nowMs) found = 'SOURCE_DEAD';
    let spent = false;
    if (collateral !== undefined) {
      if (-totals.tradingMicroPat > (collateral * parameters.dailyLossPpm) / PPM) {
        found = 'DAILY_LOSS';
      }
      spent = -totals.decayMicroPat > (collateral * parameters.decayBudgetPpm) / PPM;
    }
    const changed = spent !== this.decayBudgetSpent;
    this.decayBudgetSpent = spent;
    if (this.halt === 'NONE' && found !== 'NONE') {
      this.halt = found;
      return 'HALTED';
    }
    return changed ? 'BIDS' : 'SAME';
  }

  /** The operator has seen the loss and the silence: both are measured anew from here. */
  release(nowMs: number): void {
    this.halt = 'NONE';
    this.totals.tradingMicroPat = 0;
    this.sources.restart(nowMs);
  }
}
