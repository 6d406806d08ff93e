/**
 * What happens to one series from outside the market: an outage of the venue, an operator's decision.
 */

import type { StateFact } from '../types.js';
import type { SeriesEntry } from './series-entry.js';

/**
 * Takes an outage out of the estimators: nothing decays over it, and the next sample starts afresh. What
 * stood is gone. Scheduled decay is left alone: it goes by the calendar.
 */
export function sitOut(
  entry: SeriesEntry,
  outage: { readonly lengthMs: number; readonly nowMs: number },
): void {
  for (const rate of [entry.consumption, entry.burn, entry.mint]) rate.atMs += outage.lengthMs;
  entry.profileAtMs += outage.lengthMs;
  if (entry.slewAtMs > 0) entry.slewAtMs += outage.lengthMs;
  entry.impact.sitOut(outage.lengthMs);
  entry.exposedAtMs = outage.nowMs;
  entry.rebase = true;
  entry.decision = undefined;
}

/**
 * Puts a series into a state. Any state but HALT releases a halt. The venue knows one state only, so that one to reduce in
 * says nothing about whether quotes are wide as well.
 */
export function setState(entry: SeriesEntry, fact: StateFact, nowMs: number): void {
  if (fact.state === 'HALT') {
    entry.haltReason = fact.reason === 'NONE' ? 'OPERATOR' : fact.reason;
    return;
  }
  if (entry.haltReason !== 'NONE') {
    // Released: volatility starts again from its prior, or the cap that halted would halt at once.
    const { prior } = entry.tuning.volatility;
    entry.variance = prior * prior;
    entry.jumpVariance = 0;
    entry.rebase = true;
  }
  const until = nowMs + entry.tuning.parameters.cleanMs;
  entry.haltReason = 'NONE';
  if (fact.state !== 'REDUCE_ONLY') entry.wideUntilMs = fact.state === 'WIDE' ? until : 0;
  entry.reduceUntilMs = fact.state === 'REDUCE_ONLY' ? until : 0;
}
