/**
 * Catches a codec of shapes that reads other values than protobufjs from the same bytes, that answers bytes out of range
 * without the path of their field, or that keeps more of a list than its field allows.
 */
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { expect, it } from 'vitest';
import { readShape } from '../../src/schema/plain/shape-reader.js';
import { ShapeWriter } from '../../src/schema/plain/shape-writer.js';
import { Faults } from '../../src/schema/problem.js';
import type { AnyShape } from '../../src/schema/shape/field.js';
import { shapeOf } from '../../src/schema/shape/field.js';
import { listOf, numbers, uint64 } from '../../src/schema/shape/fields.js';
import { marketListShape, parameterDryRunShape } from '../../src/schema/shape/market-shapes.js';
import { oracleDecode } from './oracle.js';

function read(shape: AnyShape, bytes: Uint8Array): { value: unknown; problem: string | undefined } {
  const faults = new Faults();
  const value = readShape<unknown>(shape as never, bytes, 0, bytes.length, faults);
  const { problem } = faults;
  return { value, problem: problem && `${problem.code} ${problem.field}: ${problem.detail}` };
}

const written = (shape: AnyShape, value: unknown): Uint8Array => {
  const writer = new ShapeWriter();
  writer.write(shape, value);
  const bytes = new Uint8Array(writer.length);
  writer.copyInto(bytes, 0);
  return bytes;
};

it('merges a nested message that comes twice and takes the last of a scalar, as protobufjs does', () => {
  const writer = protobuf.Writer.create();
  for (const [venue, phase] of [
    ['first', 1],
    ['', 2],
  ] as const) {
    writer.uint32(26).fork();
    if (venue !== '') writer.uint32(10).string(venue);
    writer.uint32(16).uint32(phase).ldelim();
  }
  const bytes = writer.finish();
  const { value, problem } = read(marketListShape, bytes);
  expect(problem).toBeUndefined();
  expect(value).toMatchObject({ venue: { venue: 'first', phase: 2 } });
  expect(value).toMatchObject({ venue: oracleDecode('MarketList', bytes).venue });
});

it('reads lists of numbers packed, one by one and mixed, as protobufjs does', () => {
  const value = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.array(value, { maxLength: 5 }))), (runs) => {
      const writer = protobuf.Writer.create();
      for (const [isPacked, run] of runs) {
        if (isPacked) writer.uint32(58).fork();
        for (const entry of run) (isPacked ? writer : writer.uint32(56)).uint64(entry);
        if (isPacked) writer.ldelim();
      }
      const bytes = writer.finish();
      const expected = runs.flatMap(([, run]) => run);
      expect(read(parameterDryRunShape, bytes).value).toMatchObject({ orderIds: expected });
      expect(oracleDecode('ParameterDryRun', bytes).orderIds).toEqual(expected);
    }),
  );
});

it('never throws on any bytes, and reads what protobufjs reads where both accept them', () => {
  const empty = { contracts: [], series: [], venue: null, kills: [], cash: [] };
  const venue = { venue: 'v', phase: 1, killed: true, epoch: 2, coreVersion: 3, chain: null };
  const more = { suspendedPhases: [2, 3] };
  const full = { ...more, deskPublicKey: new Uint8Array(32), asOfSequence: 7 };
  const good = written(marketListShape, { ...empty, venue: { ...venue, ...full } });
  let bothCount = 0;
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(6), (at, byte, cut) => {
      const bytes = good.slice(0, good.length - cut);
      if (at < bytes.length) bytes[at] = byte;
      const { value, problem } = read(marketListShape, bytes);
      if (problem !== undefined) return;
      bothCount += 1;
      expect(value).toEqual(oracleDecode('MarketList', bytes));
    }),
    { numRuns: 2_000 },
  );
  expect(bothCount).toBeGreaterThan(100);
});

it('names the path of a number that is out of range', () => {
  const writer = protobuf.Writer.create();
  const tooLarge = 0xffff_ffff_ffff;
  writer.uint32(18).fork().ldelim();
  writer.uint32(18).fork().uint32(8).uint64(tooLarge).ldelim();
  expect(read(marketListShape, writer.finish()).problem).toBe(
    `INVALID_FIELD series[1].series_id: is ${tooLarge}; send a whole number from 0 to 4294967295`,
  );
});

it('says how many entries a list has, and keeps no more than its field allows', () => {
  const inner = shapeOf<{ n: number }>('Inner', { n: uint64() });
  const outer = shapeOf<{ list: readonly number[]; nested: readonly { n: number }[] }>('Outer', {
    list: numbers(uint64() as never, 3),
    nested: listOf(inner, 2),
  });
  const many = (writer: protobuf.Writer, tag: number, count: number) => {
    for (let n = 0; n < count; n += 1) writer.uint32(tag).fork().ldelim();
    return writer.finish();
  };
  expect(read(outer, many(protobuf.Writer.create(), 18, 9)).problem).toBe(
    'INVALID_FIELD nested: has 9 entries; send at most 2',
  );
  const packed = protobuf.Writer.create().uint32(10).bytes(new Uint8Array(400)).finish();
  expect(read(outer, packed).problem).toBe('INVALID_FIELD list: has 400 entries; send at most 3');
});

it('writes a message of any size: texts, bytes and lists longer than its first buffer', () => {
  const entry = { contractId: 1, contract: 'x'.repeat(700), rules: null };
  const list = { contracts: Array(40).fill(entry), series: [], venue: null, kills: [], cash: [] };
  const bytes = written(marketListShape, list);
  expect(read(marketListShape, bytes)).toEqual({ value: list, problem: undefined });
  expect(oracleDecode('MarketList', bytes)).toEqual(list);
});
