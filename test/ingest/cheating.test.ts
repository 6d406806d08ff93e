/**
 * Catches a way to a better score than the data has: hiding what is missing, padding with rows and columns, writing times anew,
 * declaring something else, showing what was marked private, not saying that data is personal.
 */
// Rows of docs/marketplace-rows.md: QL4, QL8, QL9, GV15.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Declaration, heldDeclaration, IngestError, RowAges } from '../../src/ingest/index.js';
import { type IngestResult, MISSING_TOKENS, overlap } from '../../src/quality/index.js';
import { column, csvOf, DAY_MS, measure, memorySource, NOW_MS } from './measured.js';
import { seeded } from './seeded.js';

type Row = Record<string, string>;
const eventTime = { column: 'at', halfLifeMs: 30 * DAY_MS };
const dayText = (daysAgo: number): string =>
  new Date(NOW_MS - daysAgo * DAY_MS).toISOString().slice(0, 10);

/** A table with gaps, old rows and some wrong values. */
function table(seed: number, rows = 200): Row[] {
  const random = seeded(seed);
  return Array.from({ length: rows }, (_, i) => ({
    id: String(i + 1),
    at: random() < 0.05 ? '' : dayText(Math.floor(random() * 100)),
    amount: random() < 0.15 ? '' : random() < 0.03 ? 'much' : (random() * 100).toFixed(2),
    kind: random() < 0.1 ? '' : (['a', 'b', 'c', 'd'][Math.floor(random() * 4)] as string),
  }));
}

const scoreOf = (
  result: IngestResult,
  name: 'completeness' | 'timeliness' | 'consistency',
): number => result.quality.dimensions[name]?.scorePpm ?? -1;

async function expectNoGain(
  honest: IngestResult,
  cheat: IngestResult,
  names: readonly ('completeness' | 'timeliness' | 'consistency')[] = [
    'completeness',
    'timeliness',
    'consistency',
  ],
): Promise<void> {
  for (const name of names)
    expect(scoreOf(cheat, name), name).toBeLessThanOrEqual(scoreOf(honest, name));
  expect(cheat.quality.composite?.countedPpm).toBeLessThanOrEqual(
    honest.quality.composite?.countedPpm as number,
  );
}

const measured = (rows: readonly Row[], declaration: Record<string, unknown> = { eventTime }) =>
  measure(csvOf(rows), declaration);

test('hiding: a missing value under any of the platform’s tokens is missing', async () => {
  const rows = table(1);
  const honest = await measured(rows);
  const tokens = MISSING_TOKENS.filter((token) => token !== '');
  const random = seeded(2);
  const hide = (text: string): string => {
    if (text !== '') return text;
    const token = tokens[Math.floor(random() * tokens.length)] as string;
    return random() < 0.5 ? ` ${token.toUpperCase()} ` : token;
  };
  const hidden = rows.map((row) => ({
    ...row,
    amount: hide(row.amount as string),
    kind: hide(row.kind as string),
  }));
  const cheat = await measured(hidden);
  expect(scoreOf(cheat, 'completeness')).toBe(scoreOf(honest, 'completeness'));
  await expectNoGain(honest, cheat);
});

test('hiding: a column that is filled up with one value gains nothing over leaving it out', async () => {
  const sparse = table(3).map((row, i) => ({ ...row, note: i % 40 === 0 ? 'seen' : '' }));
  const without = await measured(table(3));
  const cheat = await measured(
    sparse.map((row) => ({ ...row, note: row.note === '' ? 'x' : row.note })),
  );
  expect(column(cheat, 'note').isFilled).toBe(true);
  await expectNoGain(without, cheat);
});

test('padding: rows that repeat others, and columns that say nothing, raise no score', async () => {
  const rows = table(4);
  const honest = await measured(rows);
  const best = rows.filter(
    ({ amount, kind, at }) => amount !== '' && amount !== 'much' && kind !== '' && at !== '',
  );
  const newest = [...best]
    .sort((a, b) => ((a.at as string) < (b.at as string) ? 1 : -1))
    .slice(0, 5);
  for (const times of [1, 10]) {
    const padded = [...rows, ...Array.from({ length: times }, () => [...best, ...newest]).flat()];
    await expectNoGain(honest, await measured(padded));
  }
  const wide = rows.map((row) => ({ ...row, one: '1', two: 'yes', three: 'x' }));
  await expectNoGain(honest, await measured(wide));
});

test('restamping: a row of an earlier revision keeps its first age', async () => {
  const rows = table(5);
  const options = { eventTime: { ...eventTime, halfLifeMs: 30 * DAY_MS } };
  const ages = new RowAges();
  const first = await measure(csvOf(rows), options, { ages });
  const fresh = rows.map((row) => ({ ...row, at: dayText(0) }));
  const believed = await measure(csvOf(fresh), options);
  expect(scoreOf(believed, 'timeliness')).toBe(1_000_000);
  const stored = RowAges.fromBytes(ages.toBytes());
  const cheat = await measure(csvOf(fresh), options, { earlier: stored });
  // Rows that had no time at first have one now, and count from now.
  const timed = rows.filter(({ at }) => at !== '').length;
  const firstOfTimed = scoreOf(first, 'timeliness') * rows.length;
  expect(
    Math.abs(
      scoreOf(cheat, 'timeliness') * rows.length - (firstOfTimed + (rows.length - timed) * 1e6),
    ),
  ).toBeLessThan(1e4);
  // What is really new is new.
  const grown = [
    ...rows,
    ...table(6, 50).map((row, i) => ({ ...row, id: `n${i}`, at: dayText(0) })),
  ];
  const honest = await measure(csvOf(grown), options, { earlier: stored });
  expect(scoreOf(honest, 'timeliness')).toBeGreaterThan(scoreOf(first, 'timeliness'));
});

test('restamping: times to come, unreadable ones and none count nothing', async () => {
  const rows = table(7);
  const honest = await measured(rows);
  for (const at of ['2099-01-01', 'soon', '']) {
    const old = (row: Row): Row => ((row.at as string) < dayText(50) ? { ...row, at } : row);
    await expectNoGain(honest, await measured(rows.map(old)), ['timeliness']);
  }
});

test('redeclaring: nothing that is declared raises a score', async () => {
  const rows = table(8, 120);
  const text = csvOf(rows);
  const honest = await measure(text, { eventTime });
  const columnOf = fc.record(
    {
      name: fc.constantFrom('id', 'amount', 'kind'),
      type: fc.constantFrom('string', 'number', 'integer'),
      pattern: fc.constantFrom('.*', '[a-d]', '\\d+'),
      enum: fc.constantFrom(['a', 'b'], ['a', 'b', 'c', 'd']),
      min: fc.constantFrom(-1e9, 10),
      max: fc.constantFrom(1e9, 50),
    },
    { requiredKeys: ['name'] },
  );
  const declarations = fc.record(
    {
      columns: fc.uniqueArray(columnOf, { selector: ({ name }) => name, maxLength: 3 }),
      missingTokens: fc.constantFrom(['a'], ['zzz'], ['50']),
      keys: fc.constantFrom([['id']], [['kind']], [['id', 'kind']]),
      comparisons: fc.constantFrom(
        [{ left: 'id', operator: '>=', right: 'amount' }],
        [{ left: 'id', operator: '=', right: 'id' }],
      ),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(declarations, async (declared) => {
      let cheat: IngestResult;
      try {
        cheat = await measure(text, { eventTime, ...declared });
      } catch (error) {
        expect(String(error)).toContain('schema-differs');
        return;
      }
      await expectNoGain(honest, cheat);
    }),
    { numRuns: 60 },
  );
});

test("a provider's own rules are shown apart and change no score", async () => {
  const text = csvOf(table(9));
  const honest = await measure(text, { eventTime });
  const odcs = [
    { metric: 'nullValues', property: 'amount', mustBe: 0 },
    { metric: 'missingValues', property: 'amount', unit: 'percent', mustBeLessThan: 50 },
    {
      metric: 'invalidValues',
      property: 'kind',
      arguments: { validValues: ['a', 'b', 'c', 'd'] },
      mustBe: 0,
    },
    { metric: 'duplicateValues', property: 'id', mustBe: 0 },
    { metric: 'rowCount', mustBeBetween: [100, 300] },
    { metric: 'invalidValues', property: 'nowhere', mustBe: 0 },
    { type: 'sql', query: 'DROP TABLE x', mustBe: 0 },
  ];
  const jsonSchema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    required: ['id', 'amount'],
    properties: { amount: { type: 'number', maximum: 100 }, at: { format: 'date' } },
  };
  const result = await measure(text, { eventTime, odcs, jsonSchema });
  expect(result.quality).toEqual(honest.quality);
  const rows = table(9);
  const missing = rows.filter(({ amount }) => amount === '').length;
  const bad = rows.filter(({ amount }) => amount === '' || amount === 'much').length;
  expect(result.ownRules.map(({ outcome, measured }) => [outcome, measured])).toEqual([
    ['failed', missing],
    ['passed', (100 * missing) / 200],
    ['passed', 0],
    ['passed', 0],
    ['passed', 200],
    ['not-run', null],
    ['not-run', null],
    ['failed', bad],
  ]);
});

test('checks that are declared fail the cells they name: pattern, enum, range, key, comparison, another set', async () => {
  const rows = ['1,a,3', '2,b,1', '2,x,9', '4,c,5'].join('\n');
  const text = `id,kind,most\n${rows}\n`;
  const failed = async (declaration: object, options = {}) => {
    const { quality, profile } = await measure(text, declaration as never, options);
    expect(quality.dimensions.consistency?.evaluated).toBe(12);
    return profile.map((one) => one.failed);
  };
  expect(await failed({})).toEqual([0, 0, 0]);
  expect(await failed({ columns: [{ name: 'kind', pattern: '[a-c]' }] })).toEqual([0, 1, 0]);
  expect(await failed({ columns: [{ name: 'kind', enum: ['a', 'b'] }] })).toEqual([0, 2, 0]);
  expect(await failed({ columns: [{ name: 'most', min: 2, max: 8 }] })).toEqual([0, 0, 2]);
  expect(await failed({ keys: [['id']] })).toEqual([1, 0, 0]);
  expect(await failed({ comparisons: [{ left: 'id', operator: '<', right: 'most' }] })).toEqual([
    1, 0, 1,
  ]);
  const references = [
    { column: 'kind', source: memorySource('[{"code":"a"},{"code":"x"}]'), sourceColumn: 'code' },
  ];
  expect(await failed({}, { references })).toEqual([0, 2, 0]);
});

test('what is private or personal is in no example, no bound and no row of the sample', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    id: String(i),
    secret: `hidden-${i % 3}`,
    salary: String(77_000 + i),
    mail: `person${i % 4}@example.org`,
    plain: 'x'.repeat(1 + (i % 3)),
  }));
  const result = await measure(csvOf(rows), {
    columns: [
      { name: 'secret', private: true },
      { name: 'salary', private: true },
    ],
  });
  const { sketch: _, ...shown } = result;
  const text = JSON.stringify(shown);
  for (const leak of ['hidden-', '77000', '77059', 'person1', 'example.org'])
    expect(text).not.toContain(leak);
  expect(result.sample.columns).toEqual(['id', 'plain']);
  expect(result.sample.rows.length).toBe(20);
  expect(column(result, 'secret')).toMatchObject({ distinct: null, examples: [], histogram: null });
});

test('an example is shown when five rows have it, and not before', async () => {
  const rows = [
    ...Array(5).fill({ city: 'Ulm' }),
    ...Array(4).fill({ city: 'Rare' }),
    ...Array(9).fill({ city: 'Bonn' }),
  ];
  const { profile } = await measure(csvOf(rows.map((row, i) => ({ ...row, n: i }))));
  expect(profile[0]?.examples).toEqual([
    { value: 'Bonn', count: 9 },
    { value: 'Ulm', count: 5 },
  ]);
});

test.each([
  ['email', 'note', ['see a.b@c.org', 'x', 'y', 'z']],
  ['iban', 'account', ['DE89370400440532013000', 'x', 'y', 'z']],
  ['card-number', 'ref', ['4111111111111111', '5500005555555559', '4012888888881881', '42']],
  ['phone', 'contact', ['+49 30 901820', '(415) 555-2671', 'none given', 'y']],
  ['ip-address', 'host', ['10.0.0.1', '2001:db8::1', 'x', 'y']],
  ['us-ssn', 'number', ['123-45-6789', '219-09-9999', 'x', 'y']],
  ['mac-address', 'device', ['00:1b:44:11:3a:b7', 'x', 'y', 'z']],
  ['name', 'firstName', ['a', 'b', 'c', 'd']],
  ['birth-date', 'date_of_birth', ['2000-01-01', '2001-01-01', '2002-01-01', '2003-01-01']],
] as const)('undeclared %s blocks, declared it does not', async (category, name, values) => {
  const text = csvOf(values.map((value) => ({ [name]: value, n: '1' })));
  const blocked = await measure(text);
  expect([blocked.isBlocked, blocked.personalData.map((one) => one.category)]).toEqual([
    true,
    [category],
  ]);
  const declared = await measure(text, { columns: [{ name, personal: [category] }] });
  expect([declared.isBlocked, declared.personalData[0]?.isDeclared]).toEqual([false, true]);
  const other = await measure(text, { columns: [{ name, personal: ['postal-address'] }] });
  expect(other.isBlocked).toBe(true);
});

test('what only looks like personal data does not block', async () => {
  const random = seeded(3);
  const rows = Array.from({ length: 200 }, (_, i) => ({
    version: `${i % 9}.${i % 7}.1`,
    number: String(Math.floor(1e15 * (1 + random()))),
    date: dayText(i),
    when: `${dayText(i)}T10:00:00Z`,
    price: (random() * 100).toFixed(2),
    text: i === 0 ? '555-123-4567' : 'order',
  }));
  expect((await measure(csvOf(rows))).personalData).toEqual([]);
});

test('a copy with other names, other order of columns and rows, and another format is found', async () => {
  const rows: Row[] = table(10, 3_000).map((row, i) => ({
    ...row,
    x: String((i * 7919) % 1_000_003),
  }));
  const own = await measure(csvOf(rows));
  const copied = [...rows].reverse().map(({ id, at, amount, kind, x }) => ({
    f: x,
    e: kind,
    d: amount,
    c: at === '' ? null : at,
    b: Number(id),
  }));
  const copy = await measure(copied.map((row) => JSON.stringify(row)).join('\n'));
  expect(overlap(own.sketch, copy.sketch).jaccard).toBe(1);
  const stranger = await measure(
    csvOf(table(11, 3_000).map((row, i) => ({ ...row, x: String(i * 31) }))),
  );
  expect(overlap(own.sketch, stranger.sketch).needsReview).toBe(false);
});

/** What a provider may say of `table`, of which every part but the last two lets cells fail or ages rows. */
const SAID: readonly Declaration[] = [
  { eventTime: { column: 'at', format: 'iso', halfLifeMs: DAY_MS } },
  { columns: [{ name: 'kind', enum: ['a', 'b'] }] },
  { columns: [{ name: 'kind', pattern: '[b-d]', private: true }] },
  { columns: [{ name: 'amount', type: 'number', min: 0, max: 30 }] },
  { keys: [['kind']] },
  { comparisons: [{ left: 'id', operator: '<', right: 'amount' }] },
  { missingTokens: ['a'] },
  { isComplete: false },
  { columns: [{ name: 'id', private: true }] },
];
const said = (mask: number): Declaration =>
  heldDeclaration(
    {},
    SAID.filter((_, i) => (mask & (1 << i)) !== 0),
  );

/** The part of SAID that says what is missing. */
const TOKENS = 1 << 6;

/**
 * A wrong value that is declared missing counts against completeness instead of consistency: (1 − m/n)·(1 − f/(n − m)) is
 * (n − m − f)/n whichever it is, up to the rounding of the two.
 */
function expectNoProduct(honest: IngestResult, cheat: IngestResult): void {
  const product = (result: IngestResult): number =>
    (scoreOf(result, 'completeness') * scoreOf(result, 'consistency')) / 1_000_000;
  expect(product(cheat)).toBeLessThanOrEqual(product(honest) + 2);
  expect(scoreOf(cheat, 'timeliness')).toBeLessThanOrEqual(scoreOf(honest, 'timeliness'));
  expect(cheat.quality.composite?.countedPpm).toBeLessThanOrEqual(
    (honest.quality.composite?.countedPpm as number) + 2,
  );
}

test('redeclaring: what is not said any more of a later revision lifts no score of it', async () => {
  const rows = csvOf(table(11, 60));
  const masks = fc.integer({ min: 0, max: 2 ** SAID.length - 1 });
  await fc.assert(
    fc.asyncProperty(masks, masks, async (first, any) => {
      // Who measures time for the first time is measured in more, which is another matter.
      const later = (first & 1) === 0 ? any & ~1 : any;
      const honest = await measure(rows, said(first));
      const cheat = await measure(rows, heldDeclaration(said(later), [said(first)]));
      const addsTokens = (later & ~first & TOKENS) !== 0;
      if (addsTokens) expectNoProduct(honest, cheat);
      else await expectNoGain(honest, cheat);
      // Withdrawn as a whole, nothing is lifted or lowered; and held twice is held once.
      const gone = await measure(rows, heldDeclaration({}, [said(first), said(first)]));
      expect(gone.quality).toEqual(honest.quality);
    }),
    { numRuns: 40 },
  );
});

test('redeclaring: a wider check beside a narrow one, another time, a longer half-life and a renamed column gain nothing', async () => {
  const rows = table(12);
  const strict: Declaration = {
    columns: [{ name: 'kind', enum: ['a'] }],
    eventTime: { column: 'at', format: 'iso', halfLifeMs: DAY_MS },
  };
  const honest = await measured(rows, strict);
  const wider: Declaration = {
    columns: [{ name: 'kind', enum: ['a', 'b', 'c', 'd'] }],
    eventTime: { column: 'at', format: 'iso', halfLifeMs: 3_650 * DAY_MS },
  };
  expect(scoreOf(await measured(rows, wider), 'consistency')).toBeGreaterThan(
    scoreOf(honest, 'consistency'),
  );
  await expectNoGain(honest, await measured(rows, heldDeclaration(wider, [strict])));
  const otherTime: Declaration = {
    eventTime: { column: 'kind', format: 'iso', halfLifeMs: DAY_MS },
  };
  expect(() => heldDeclaration(otherTime, [strict])).toThrow(IngestError);
  const renamed = rows.map(({ kind = '', ...row }) => ({ ...row, sort: kind }));
  await expect(measured(renamed, heldDeclaration({}, [strict]))).rejects.toMatchObject({
    ...{ code: 'schema-differs', place: { field: 'kind' } },
  });
});

test('redeclaring: what a listing is held to is bounded, and what it names is said', () => {
  let held: Declaration = {};
  const refused = (): unknown => {
    for (let i = 0; i < 1_000; i += 1) {
      held = heldDeclaration({ comparisons: [{ left: `c${i}`, operator: '<', right: 'id' }] }, [
        held,
      ]);
    }
    return undefined;
  };
  expect(refused).toThrow(/comparisons|earlier revisions/);
  expect(held.comparisons).toHaveLength(200);
  const tokens = Array.from({ length: 20 }, (_, i) => `t${i}`);
  expect(() => heldDeclaration({ missingTokens: ['x'] }, [{ missingTokens: tokens }])).toThrow(
    IngestError,
  );
});
