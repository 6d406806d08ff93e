/**
 * Catches contract keys that do not come back as they were printed: bands and their edges, spaces, en dashes, windows that are
 * one and the same under two names, and text that is no key but is taken for one.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Core } from '../../src/engine/core/index.js';
import {
  ERROR_CATALOG,
  formatContractKey,
  formatSeriesKey,
  parseContractKey,
} from '../../src/values/index.js';
import { RULES, tradingVenue } from '../support/venue.js';

const HOUR_MS = 3_600_000;
const HOURS: Readonly<Record<string, number>> = { H: 1, D: 24, W: 168, M: 720 };

const segment = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,31}$/);
const window = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('H', 'D', 'W', 'M'))
  .filter(([count, unit]) => count * (HOURS[unit] as number) <= 366 * 24);
const band = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
  .filter(([low, high]) => low < high);
const space = fc.constantFrom('', ' ', '  ');
const dash = fc.constantFrom('-', '–');

const decimals = (hundredths: number): string => (hundredths / 100).toFixed(2);

it('reads every way people print a key, and prints one', () => {
  const parts = fc.record({
    segment,
    window,
    band,
    dash,
    spaces: fc.array(space, { minLength: 8, maxLength: 8 }),
  });
  fc.assert(
    fc.property(
      parts,
      ({ segment: name, window: [count, unit], band: [low, high], dash: mark, spaces: s }) => {
        const printed = `${s[0]}${name}${s[1]}|${s[2]}${count}${unit}${s[3]}|${s[4]}${decimals(low)}${s[5]}${mark}${s[6]}${decimals(high)}${s[7]}`;
        const key = parseContractKey(printed);
        if (typeof key === 'string') throw new Error(`${printed}: ${key}`);
        const hours = count * (HOURS[unit] as number);
        expect(key.segment).toBe(name);
        expect(key.windowMs).toBe(hours * HOUR_MS);
        expect([key.confidenceLowPpm, key.confidenceHighPpm]).toEqual([
          low * 10_000,
          high * 10_000,
        ]);
        const days = hours % 24 === 0 ? `${hours / 24}D` : `${hours}H`;
        const text = formatContractKey(key);
        expect(text).toBe(`${name}|${days}|${decimals(low)}-${decimals(high)}`);
        expect(parseContractKey(text)).toEqual(key);
      },
    ),
    { numRuns: 500 },
  );
});

it('gives two keys one text only where segment, length of the window and band are the same', () => {
  const key = fc.tuple(segment, window, band);
  fc.assert(
    fc.property(key, key, (left, right) => {
      const [a, b] = [left, right].map(([name, [count, unit], [low, high]]) => {
        const parsed = parseContractKey(
          `${name}|${count}${unit}|${decimals(low)}-${decimals(high)}`,
        );
        if (typeof parsed === 'string') throw new Error(parsed);
        const { windowText: _text, ...meaning } = parsed;
        return { text: formatContractKey(parsed), meaning: JSON.stringify(meaning) };
      });
      expect(a?.text === b?.text).toBe(a?.meaning === b?.meaning);
    }),
  );
});

it.each([
  ['24H', '1D'],
  ['7D', '1W'],
  ['30D', '1M'],
  ['336H', '2W'],
])('a venue takes %s and %s for one contract', (one, other) => {
  const venue = tradingVenue();
  const { core } = venue;
  expect(core).toBeInstanceOf(Core);
  const define = (window: string) =>
    venue.send(2, 'defineContract', { contract: `SEG|${window}|0.10-0.20`, rules: RULES });
  const codes = [one, other].map((window) => define(window).at(-1)?.[4]);
  expect(codes).toEqual([0, ERROR_CATALOG.ALREADY_EXISTS.code]);
});

it.each([
  ['A|7D|0.70-0.70', /upwards/],
  ['A|7D|0.85-0.70', /upwards/],
  ['A|7D|0.70-1.01', /upwards/],
  ['A|7D|0.7-0.85', /two decimals/],
  ['A|7D|0.70—0.85', /two decimals/],
  ['A|0D|0.70-0.85', /window/],
  ['A|07D|0.70-0.85', /window/],
  ['A|13M|0.70-0.85', /366 days/],
  ['A|7d|0.70-0.85', /window/],
  ['a|7D|0.70-0.85', /segment/],
  ['1A|7D|0.70-0.85', /segment/],
  [`${'A'.repeat(33)}|7D|0.70-0.85`, /segment/],
  ['A|7D', /Segment\|Window\|Confidence/],
  ['A|7D|0.70-0.85|x', /Segment\|Window\|Confidence/],
  [`A|7D|0.70-0.85${' '.repeat(96)}`, /96/],
])('refuses %j', (text, wanted) => {
  expect(parseContractKey(text)).toMatch(wanted);
});

it('takes the edges: the lowest band, the closed one, and everything', () => {
  for (const band of ['0.00-0.01', '0.99-1.00', '0.00-1.00']) {
    expect(parseContractKey(`A|1H|${band}`)).toMatchObject({ windowText: '1H' });
  }
});

it('prints a series by its start, with minutes only where they are not midnight', () => {
  const start = Date.UTC(2026, 2, 2);
  expect(formatSeriesKey('A|7D|0.70-0.85', start)).toBe('A|7D|0.70-0.85@2026-03-02');
  expect(formatSeriesKey('A|7D|0.70-0.85', start + 90 * 60_000)).toBe(
    'A|7D|0.70-0.85@2026-03-02T01:30Z',
  );
});
