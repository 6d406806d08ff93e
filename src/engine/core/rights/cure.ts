/** How long after its deadline a provider can still give notice of a delivery. */
import { RISK } from '../../../risk/index.js';
import { mulDivDown } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import type { State } from '../kernel/state.js';
import type { ParameterValues } from '../venue/parameters/values.js';

const PPM = 1_000_000;
/** A cure takes at most so much of the window. */
const CURE_PPM = 150_000;

/** Milliseconds of the service clock; 0 is not at all. */
export function cureMs(
  { registry, series }: State,
  parameters: ParameterValues,
  seriesId: number,
): number {
  const windowMs = registry.contract(series.get(seriesId, S.contract))?.windowMs ?? 0;
  const most = mulDivDown(windowMs, CURE_PPM, PPM);
  return Math.min(parameters.get(seriesId, RISK.deliveryCureMs), most);
}
