/** What collateral follows in a series of which the core before knew nothing: it begins with the mark, as with a first mint. */
import { UNKNOWN } from '../../../values/index.js';
import type { Core } from '../core.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { POSITION_FIELD as P } from '../trading/positions.js';

/** To be called once all that was carried is there, parameters in force included. */
export function beginCollateral({ state, review }: Core): void {
  const { series, positions } = state;
  for (let id = 1; id <= series.count; id += 1) {
    if (series.get(id, S.leastCoveredMicroPat) !== UNKNOWN) continue;
    let least = Number.POSITIVE_INFINITY;
    let outstandingLots = 0;
    let slot = series.get(id, S.firstPosition);
    for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
      outstandingLots += positions.get(slot, P.outstandingLots);
      if (positions.get(slot, P.mintedLots) === 0) continue;
      least = Math.min(least, positions.get(slot, P.coveredMicroPat));
    }
    series.set(id, S.leastCoveredMicroPat, Number.isFinite(least) ? least : 0);
    series.set(id, S.collateralMarkMicroPat, 0);
    series.set(id, S.collateralLevelMicroPat, 0);
    if (outstandingLots > 0) review.restart(id);
  }
}
