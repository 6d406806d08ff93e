/** Catches instrument keys that do not come back as they were printed, and text that is no key but is taken for one. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  formatInstrumentKey,
  formatSeriesKey,
  INSTRUMENT_KIND as K,
  parseContractKey,
  parseInstrumentKey,
} from '../../src/values/index.js';

const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';

const EXAMPLES = [
  [`${CONTRACT}@2026-12-07`, K.SERIES],
  [`${CONTRACT}@2026-12-07T13:30Z`, K.SERIES],
  [`${CONTRACT}|LOCK<=0.25@2026-12-14`, K.FRESHNESS_LOCK],
  [`${CONTRACT}|ASSURE<=120@2026-12-07`, K.SUPPLY_ASSURANCE],
  [`${CONTRACT}|SYN@2026-12-28`, K.SYNTHETIC],
  [`${CONTRACT}|C@2026-12-28@140^420`, K.CALL],
  [`${CONTRACT}|P@2026-12-28@140`, K.PUT],
] as const;

test.each(EXAMPLES)('%s is a key of its kind and printed as it is', (text, kind) => {
  const key = parseInstrumentKey(text);
  if (typeof key === 'string') throw new Error(key);
  expect(key.kind).toBe(kind);
  expect(formatInstrumentKey(key)).toBe(text);
});

const contract = fc
  .tuple(
    fc.stringMatching(/^[A-Z][A-Z0-9_]{0,31}$/),
    fc.integer({ min: 1, max: 366 }),
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 1, max: 100 }),
  )
  .filter(([, , low, high]) => low < high)
  .map(([segment, days, low, high]) => {
    const band = [low, high].map((bound) => (bound / 100).toFixed(2)).join('-');
    const key = parseContractKey(`${segment}|${days}D|${band}`);
    if (typeof key === 'string') throw new Error(key);
    return key;
  });
const date = fc.integer({ min: 0, max: 278_000_000 }).map((minutes) => minutes * 60_000);
const amount = fc.integer({ min: 1, max: 1_000_000_000_000 });

const key = fc
  .record({ kind: fc.constantFrom(...Object.values(K)), contract, date, amount, more: amount })
  .map(({ kind, date: dateMs, amount: one, more, ...rest }) => {
    const hasStrike = kind === K.SUPPLY_ASSURANCE || kind === K.CALL || kind === K.PUT;
    return {
      contract: rest.contract,
      ...{ kind, dateMs },
      oldestAgePpm: kind === K.FRESHNESS_LOCK ? (one % 999_999) + 1 : 0,
      strikeMicroPat: hasStrike ? one : 0,
      capMicroPat: kind === K.CALL ? one + more : 0,
    };
  });

it('what is printed parses to what was printed, and is printed alike', () => {
  fc.assert(
    fc.property(key, (one) => {
      const text = formatInstrumentKey(one);
      expect(parseInstrumentKey(text)).toEqual(one);
      const spaced = text.replaceAll('|', ' | ').replaceAll('@', ' @ ');
      expect(parseInstrumentKey(spaced)).toEqual(one);
    }),
    { numRuns: 1_000 },
  );
});

it('different keys are printed differently', () => {
  fc.assert(
    fc.property(key, key, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(formatInstrumentKey(one) === formatInstrumentKey(other)).toBe(isSame);
    }),
  );
});

it('no text makes it throw, and what it takes it prints again', () => {
  const alphabet = fc.constantFrom(...'AUTO|7D0.85-@^<=PCLSYN2613TZ: '.split(''));
  const text = fc.oneof(
    fc.string({ unit: alphabet, maxLength: 60 }),
    fc
      .tuple(fc.constantFrom(...EXAMPLES.map(([one]) => one)), fc.nat(40), alphabet)
      .map(([one, at, letter]) => one.slice(0, at) + letter + one.slice(at + 1)),
  );
  fc.assert(
    fc.property(text, (one) => {
      const found = parseInstrumentKey(one);
      if (typeof found === 'string') return;
      expect(parseInstrumentKey(formatInstrumentKey(found))).toEqual(found);
    }),
    { numRuns: 3_000 },
  );
});

describe('what is no key', () => {
  test.each([
    ['no date', CONTRACT],
    ['a date there is not', `${CONTRACT}@2026-02-30`],
    ['a time there is not', `${CONTRACT}@2026-12-07T24:00Z`],
    ['two contracts', `${CONTRACT}|${CONTRACT}@2026-12-07`],
    ['a product nobody knows', `${CONTRACT}|SWAP@2026-12-07`],
    ['a lock that is never too old', `${CONTRACT}|LOCK<=1@2026-12-07`],
    ['a lock of no age', `${CONTRACT}|LOCK<=0@2026-12-07`],
    ['an assurance without a cap', `${CONTRACT}|ASSURE@2026-12-07`],
    ['an assurance at nothing', `${CONTRACT}|ASSURE<=0@2026-12-07`],
    ['a future with a strike', `${CONTRACT}|SYN@2026-12-28@140`],
    ['a call without a cap', `${CONTRACT}|C@2026-12-28@140`],
    ['a call whose cap is its strike', `${CONTRACT}|C@2026-12-28@140^140`],
    ['a put with a cap', `${CONTRACT}|P@2026-12-28@140^420`],
    ['an option without a strike', `${CONTRACT}|P@2026-12-28`],
    ['a strike of seven decimals', `${CONTRACT}|P@2026-12-28@1.0000001`],
    ['a strike with an exponent', `${CONTRACT}|P@2026-12-28@1e3`],
    ['terms behind terms', `${CONTRACT}|P@2026-12-28@140@140`],
    ['more than anybody prints', `${CONTRACT}@2026-12-07${' '.repeat(200)}`],
  ])('%s is refused with a sentence', (_, text) => {
    expect(typeof parseInstrumentKey(text)).toBe('string');
  });
});

test('a series has the text it always had', () => {
  const dateMs = Date.UTC(2026, 11, 7);
  expect(formatSeriesKey(CONTRACT, dateMs)).toBe(`${CONTRACT}@2026-12-07`);
  expect(parseInstrumentKey(formatSeriesKey(CONTRACT, dateMs))).toMatchObject({ dateMs });
});
