/** Canonical text of what is traded in a series: of rights by its window, of what settles in cash by its kind and expiry. */
import { formatInstrumentKey, formatSeriesKey, parseContractKey } from '../../../values/index.js';
import { CASH as C } from '../clearing/margin/margin-table.js';
import type { State } from '../kernel/state.js';
import { SERIES_FIELD as S } from './series-table.js';

export function instrumentText({ series, registry, margin }: State, seriesId: number): string {
  const text = registry.contract(series.get(seriesId, S.contract))?.text ?? '';
  const row = series.get(seriesId, S.cashInstrument);
  if (row === 0) return formatSeriesKey(text, series.get(seriesId, S.startMs));
  const contract = parseContractKey(text);
  if (typeof contract === 'string') return text;
  return formatInstrumentKey({
    kind: margin.cash(row, C.kind),
    contract,
    dateMs: margin.cash(row, C.expiryMs),
    oldestAgePpm: 0,
    strikeMicroPat: margin.cash(row, C.strikeMicroPat),
    capMicroPat: margin.cash(row, C.capMicroPat),
  });
}
