/** Catches an instrument that is opened before its phase, a text that opens another series than it says, and one twice. */
import { expect, test } from 'vitest';
import {
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import { ERROR_CATALOG, formatSeriesKey, SERIES_STATE } from '../../../src/values/index.js';
import { DAY_MS, START_MS, tradingVenue } from '../../support/venue.js';

const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';
const MONDAY_MS = Math.ceil(START_MS / DAY_MS + 3) * DAY_MS;

function open(venue: ReturnType<typeof tradingVenue>, instrument: string): number {
  const events = venue.send(FIRST_OPERATOR_ACCOUNT, 'openInstrument', { instrument });
  return events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? 0;
}

test('a text opens the series it names, once', () => {
  const venue = tradingVenue();
  const { series, registry } = venue.core.state;
  const before = series.count;
  const contract = registry.contract(series.get(1, S.contract))?.text as string;
  const text = formatSeriesKey(contract, MONDAY_MS);
  expect(open(venue, text.replaceAll('|', ' | '))).toBe(0);
  expect(series.count).toBe(before + 1);
  expect(venue.core.lifecycle.seriesText(series.count)).toBe(text);
  expect(series.get(series.count, S.state)).toBe(SERIES_STATE.SCHEDULED);
  expect(open(venue, text)).toBe(ERROR_CATALOG.ALREADY_EXISTS.code);
  expect(series.count).toBe(before + 1);
});

test('kinds of later phases are refused by a code of their own, and change nothing', () => {
  const venue = tradingVenue();
  const { series, registry } = venue.core.state;
  const contract = registry.contract(series.get(1, S.contract))?.text as string;
  const date = formatSeriesKey('', MONDAY_MS);
  const before = series.count;
  for (const product of ['|LOCK<=0.25', '|ASSURE<=120', '|SYN']) {
    expect(open(venue, contract + product + date)).toBe(ERROR_CATALOG.NOT_IN_PHASE.code);
  }
  for (const option of [`|C${date}@140^420`, `|P${date}@140`]) {
    expect(open(venue, contract + option)).toBe(ERROR_CATALOG.NOT_IN_PHASE.code);
  }
  expect(series.count).toBe(before);
});

test('what is no instrument, or of no contract, is refused', () => {
  const venue = tradingVenue();
  expect(open(venue, `${CONTRACT}`)).toBe(ERROR_CATALOG.INVALID_FIELD.code);
  expect(open(venue, 'NO_SUCH|7D|0.70-0.85@2026-12-07')).toBe(ERROR_CATALOG.UNKNOWN_CONTRACT.code);
  expect(open(venue, 'NO_SUCH|7D|0.70-0.85|SYN@2026-12-07')).toBe(
    ERROR_CATALOG.UNKNOWN_CONTRACT.code,
  );
});
