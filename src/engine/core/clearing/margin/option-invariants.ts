/** Invariant I70 of INVARIANTS.md, counted afresh: options are covered. Slow; never changes anything. */
import { payoffMaxMicroPat } from '../../../../risk/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { State } from '../../kernel/state.js';
import { CASH as C, HOLDING as H } from './margin-table.js';
import { isOption, termsOf } from './option-terms.js';

/** Everything that is broken, a line each. */
export function brokenOptions({ margin, series, ledger }: State): string[] {
  const broken: string[] = [];
  const expect = (holds: boolean, text: string): void => {
    if (!holds) broken.push(`I70: ${text}`);
  };
  for (let h = 1; h <= margin.high; h += 1) {
    if (!margin.exists(h)) continue;
    const seriesId = margin.seriesOf(h);
    const row = series.get(seriesId, S.cashInstrument);
    // Once it has its settlement price the run settles one holding after the other.
    if (!isOption(margin, row) || margin.cash(row, C.settlement) !== 0) continue;
    const lots = margin.get(h, H.lots);
    const paidIn = payoffMaxMicroPat(termsOf(margin, row)) * Math.max(0, -lots);
    const name = `holding of ${margin.accountOf(h)} in series ${seriesId}`;
    expect(-margin.get(h, H.valueMicroPat) === paidIn, `${name} has not paid in ${paidIn}`);
    expect(margin.get(h, H.accruedMicroPat) === 0, `${name} is owed something before it settles`);
    const free = margin.get(h, H.freeAskLots);
    const isHeld = free === 0 || margin.get(h, H.askLots) <= lots;
    expect(isHeld, `${name} offers ${free} lots beyond the ${lots} it holds`);
  }
  for (let row = 1; row <= margin.count; row += 1) {
    if (!isOption(margin, row) || margin.cash(row, C.settlement) !== 0) continue;
    const pool = ledger.balance(ledger.escrow(margin.cash(row, C.series)));
    const cover = payoffMaxMicroPat(termsOf(margin, row)) * margin.cash(row, C.longLots);
    expect(
      pool === cover,
      `the pool of series ${margin.cash(row, C.series)} has ${pool}, not ${cover}`,
    );
  }
  return broken;
}
