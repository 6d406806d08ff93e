/**
 * Catches rows of an upgrade that are written or read otherwise than carry.proto says, lost on the way, or taken though they
 * are of a newer build or damaged. protobufjs, reading carry.proto itself, is the independent reference.
 */
import * as fc from 'fast-check';
import Long from 'long';
import protobuf from 'protobufjs';
import { expect, test } from 'vitest';
import { CarryRowWriter, readCarryRows, SchemaError } from '../../src/schema/index.js';
import { CARRY_TABLES, type CarriedRow, type CarryTable } from '../../src/values/index.js';

const root = await protobuf.load('proto/patx/v1/carry.proto');
const rowsType = root.lookupType('patx.v1.CarryRows');
const TABLES = Object.keys(CARRY_TABLES) as CarryTable[];

const number = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, 1, -1, 2 ** 31, -(2 ** 31)));
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  n: number,
  t: fc.string({ unit: 'grapheme', maxLength: 200 }),
  b: fc.uint8Array({ maxLength: 300 }),
  l: fc.array(number, { maxLength: 60 }),
};

const rowArb = fc.constantFrom(...TABLES).chain((table) => {
  const fields = Object.entries(CARRY_TABLES[table].fields as Readonly<Record<string, string>>);
  const values = fields.map(([name, spec]) => [name, VALUES[spec.slice(0, 1)]] as const);
  return fc
    .record(Object.fromEntries(values) as Record<string, fc.Arbitrary<unknown>>)
    .map((row) => ({ table, row: { ...row } }) as unknown as CarriedRow);
});

function written(rows: readonly CarriedRow[]): Uint8Array {
  const writer = new CarryRowWriter();
  for (const row of rows) writer.add(row);
  return writer.take();
}

/** What protobufjs takes for a row: numbers of 64 bits as Long. */
function reference({ table, row }: CarriedRow): object {
  const long = (value: unknown): unknown =>
    typeof value === 'number' ? Long.fromNumber(value) : value;
  const fields = Object.entries(row).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(long) : long(value),
  ]);
  return { [table]: Object.fromEntries(fields) };
}

test('rows are the bytes protobufjs reads as the same rows, and read back as they were', () => {
  fc.assert(
    fc.property(fc.array(rowArb, { maxLength: 8 }), (rows) => {
      const bytes = written(rows);
      const decoded = rowsType.toObject(rowsType.decode(bytes), {
        longs: Number,
        bytes: String,
        defaults: false,
      });
      const wanted = rowsType.toObject(
        rowsType.decode(rowsType.encode({ rows: rows.map(reference) }).finish()),
        { longs: Number, bytes: String, defaults: false },
      );
      expect(JSON.stringify(withoutDefaults(decoded))).toBe(
        JSON.stringify(withoutDefaults(wanted)),
      );
      expect(readCarryRows(bytes)).toEqual(rows);
      expect(Buffer.compare(written(readCarryRows(bytes)), bytes)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

/** protobufjs writes a field that was given, be it 0; leaving it out says the same. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([, one]) => one !== 0 && one !== '' && (one as { length?: number }).length !== 0,
  );
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutDefaults(one)]));
}

test('damaged rows end in a SchemaError and nothing else', () => {
  const property = fc.property(
    rowArb,
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    (row, at, bit) => {
      const bytes = written([row]);
      if (bytes.length === 0) return;
      bytes[at % bytes.length]! ^= bit;
      try {
        readCarryRows(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(SchemaError);
      }
    },
  );
  fc.assert(property, { numRuns: 2_000 });
});

test.each([
  ['a table', [0x0a, 0x03, 0xfa, 0x07, 0x00], /table this build does not know/],
  ['a field', [0x0a, 0x05, 0x12, 0x03, 0xf8, 0x07, 0x01], /segment: holds a field this build/],
])('%s of a newer build is refused by name', (_name, bytes, message) => {
  expect(() => readCarryRows(Uint8Array.from(bytes))).toThrow(message);
});

test('a value its field cannot carry is refused with table and field', () => {
  const writer = new CarryRowWriter();
  const row = (windowMs: number): CarriedRow => ({ table: 'window', row: { windowMs } });
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => writer.add(row(value))).toThrow(/window\.windowMs/);
  }
});
