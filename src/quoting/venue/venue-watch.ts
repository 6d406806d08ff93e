/**
 * What holds for the whole venue and can halt every quote: dead input sources, the day's loss, an
 * operator; and the day's decay, which only stops bids.
 *
 * The halt is a latch: it stays until the operator releases it, or the source that was silent is heard again for a while. The loss is checked against broker
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

  /** Since when the source that halted is alive again; 0 while it is not. */
  private aliveSinceMs = 0;

  /** Looks at everything now. All but SAME say that quotes everywhere must be looked at again. */
  check(nowMs: number, parameters: QuotingParameters): 'HALTED' | 'HEALED' | 'BIDS' | 'SAME' {
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
      this.aliveSinceMs = 0;
      return 'HALTED';
    }
    if (this.halt === 'SOURCE_DEAD' && this.heals(found, nowMs, parameters)) return 'HEALED';
    return changed ? 'BIDS' : 'SAME';
  }

  /** When there is something to look at without any news: a source dies, or a halt by one ends. */
  nextAtMs(parameters: QuotingParameters): number {
    const deadAtMs = this.sources.deadAtMs(parameters.sourceDeadMs);
    if (this.halt !== 'SOURCE_DEAD' || this.aliveSinceMs === 0) return deadAtMs;
    return Math.min(deadAtMs, this.aliveSinceMs + parameters.haltHealMs);
  }

  /** A halt because a source was silent ends once all have been heard for a while; what else is found then halts anew. */
  private heals(found: HaltReason, nowMs: number, parameters: QuotingParameters): boolean {
    if (found === 'SOURCE_DEAD') {
      this.aliveSinceMs = 0;
      return false;
    }
    if (this.aliveSinceMs === 0) this.aliveSinceMs = nowMs;
    if (nowMs - this.aliveSinceMs < parameters.haltHealMs) return false;
    this.halt = found;
    this.aliveSinceMs = 0;
    return found === 'NONE';
  }

  /** The operator has seen the loss and the silence: both are measured anew from here. */
  release(nowMs: number): void {
    this.halt = 'NONE';
    this.totals.tradingMicroPat = 0;
    this.sources.restart(nowMs);
  }
}
