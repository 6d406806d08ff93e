// Goal: catch a wire primitive that is off by one at any size boundary, against a reference on bigints.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT, WireReader } from '../../src/schema/wire/read.js';
import {
  fractionalMs,
  TIME_MS_MAX,
  wholeMs,
  writeTime,
  writeTimeParts,
} from '../../src/schema/wire/time.js';
import {
  closeLength,
  textBytesMax,
  writeFixed32,
  writeSint64,
  writeText,
  writeUint32,
  writeUint64,
} from '../../src/schema/wire/write.js';
import { safeInteger, uint32, unsignedInteger, wholeTimeMs } from './arbitrary.js';
import { hex } from './commands.js';

function varint(value: bigint): string {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return hex(Uint8Array.from([...bytes, Number(rest)]));
}

const zigzag = (value: bigint): bigint => (value < 0n ? -2n * value - 1n : 2n * value);

type Write = (out: Uint8Array, at: number, value: number) => number;

function written(write: Write, value: number): Uint8Array {
  const out = new Uint8Array(24);
  return out.slice(2, write(out, 2, value));
}

function reader(bytes: Uint8Array): WireReader {
  const found = new WireReader();
  found.reset(bytes, 0, bytes.length);
  return found;
}

describe('varints', () => {
  it('are those of the reference, both ways, at every size', () => {
    fc.assert(
      fc.property(safeInteger, unsignedInteger, uint32, (signed, unsigned, small) => {
        const sint = written(writeSint64, signed);
        expect(hex(sint)).toBe(varint(zigzag(BigInt(signed))));
        expect(reader(sint).sint64()).toBe(signed);
        const uint = written(writeUint64, unsigned);
        expect(hex(uint)).toBe(varint(BigInt(unsigned)));
        expect(reader(uint).uint64()).toBe(unsigned);
        expect(hex(written(writeUint32, small))).toBe(varint(BigInt(small)));
        expect(reader(written(writeUint32, small)).uint32()).toBe(small);
        expect(reader(written(writeFixed32, small)).fixed32()).toBe(small);
      }),
      { numRuns: 800 },
    );
    for (let bits = 0; bits < 53; bits += 1) {
      for (const value of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1].filter(Number.isSafeInteger)) {
        expect(hex(written(writeUint64, value))).toBe(varint(BigInt(value)));
        expect(reader(written(writeUint64, value)).uint64()).toBe(value);
        for (const signed of [value, -value]) {
          expect(hex(written(writeSint64, signed))).toBe(varint(zigzag(BigInt(signed))));
          expect(reader(written(writeSint64, signed)).sint64()).toBe(signed + 0);
        }
      }
    }
  });

  it('beyond 2^53 are refused, with the value that was sent', () => {
    const beyond = fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(beyond, (value) => {
        const found = reader(Uint8Array.from(Buffer.from(varint(value), 'hex')));
        expect(found.uint64()).toBe(0);
        expect(found.fault).toBe(FAULT.OUT_OF_RANGE);
        expect((BigInt(found.faultHigh) << 32n) | BigInt(found.faultLow)).toBe(value);
      }),
    );
  });

  it('that are unfinished or endless are malformed', () => {
    for (const text of ['', '80', 'ffffffffffffffffff', 'ffffffffffffffffffff01']) {
      for (const read of [
        'uint32',
        'uint64',
        'sint64',
        'bool',
        'text',
        'timeMs',
        'fixed32',
      ] as const) {
        const found = reader(Uint8Array.from(Buffer.from(text, 'hex')));
        if (text !== '' && (read === 'timeMs' || read === 'fixed32')) continue;
        found[read]();
        expect(found.fault, `${read} of ${text}`).toBe(FAULT.MALFORMED);
        expect(found.at).toBe(found.end);
      }
    }
  });

  it('take the longest form a varint may have', () => {
    const padded = Uint8Array.from(Buffer.from('81808080808080808000', 'hex'));
    expect(reader(padded).uint64()).toBe(1);
    expect(reader(padded).bool()).toBe(true);
  });

  it('never carry what is no whole number of their range', () => {
    const out = new Uint8Array(16);
    const bad: unknown[] = [
      0.5,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      -(2 ** 53),
      5n,
      0n,
      '7',
      undefined,
    ];
    for (const value of bad) {
      for (const write of [writeUint32, writeUint64, writeSint64, writeFixed32]) {
        expect(() => write(out, 0, value as number), String(value)).toThrow();
      }
    }
    for (const write of [writeUint32, writeUint64, writeFixed32]) {
      expect(() => write(out, 0, -1)).toThrow(RangeError);
    }
  });
});

describe('times', () => {
  const halves = (bytes: Uint8Array): [number, number] => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return [view.getUint32(0, true), view.getUint32(4, true)];
  };
  const nanoseconds = (bytes: Uint8Array): bigint =>
    new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);

  it('go to nanoseconds and back exactly', () => {
    const parts = fc.tuple(
      wholeTimeMs.map((ms) => ms % 4e12),
      fc.nat(999_999),
    );
    fc.assert(
      fc.property(parts, ([ms, ns]) => {
        const out = new Uint8Array(8);
        writeTimeParts(out, 0, ms, ns);
        expect(nanoseconds(out)).toBe(BigInt(ms) * 1_000_000n + BigInt(ns));
        expect(wholeMs(...halves(out))).toBe(ms);
        const fraction = fractionalMs(...halves(out));
        expect(fraction).toBe(ms + ns / 1e6);
        const again = new Uint8Array(8);
        writeTime(again, 0, fraction);
        expect(fractionalMs(...halves(again))).toBe(fraction);
      }),
      { numRuns: 800 },
    );
  });

  it('are rounded down to the millisecond, whatever the nanoseconds are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (ns) => {
        const low = Number(ns & 0xffff_ffffn);
        expect(wholeMs(low, Number(ns >> 32n))).toBe(Number(ns / 1_000_000n));
      }),
      { numRuns: 800 },
    );
  });

  it('that the wire can say can be written again, the last one included', () => {
    const out = new Uint8Array(8);
    const last = wholeMs(0xffff_ffff, 0xffff_ffff);
    expect(last).toBe(TIME_MS_MAX);
    writeTimeParts(out, 0, last, 0);
    expect(wholeMs(...halves(out))).toBe(last);
    expect(() => writeTimeParts(out, 0, last, 999_999)).toThrow(RangeError);
  });

  it('outside 64 bits of nanoseconds are not written', () => {
    const out = new Uint8Array(8);
    for (const ms of [-1, TIME_MS_MAX + 1, Number.NaN, 2 ** 60, 5n]) {
      expect(() => writeTime(out, 0, ms as number)).toThrow();
    }
    expect(() => writeTimeParts(out, 0, 1.5, 0)).toThrow(RangeError);
    expect(() => writeTimeParts(out, 0, 1, -1)).toThrow(RangeError);
  });
});

describe('texts and lengths', () => {
  it('are UTF-8 with their length', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const out = new Uint8Array(textBytesMax(value));
        const end = writeText(out, 0, value);
        const utf8 = Buffer.from(value, 'utf8');
        expect(hex(out.subarray(0, end))).toBe(varint(BigInt(utf8.length)) + hex(utf8));
        expect(reader(out.subarray(0, end)).text()).toBe(utf8.toString('utf8'));
      }),
    );
  });

  it('close over what was written, however many bytes the length takes', () => {
    for (const size of [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152]) {
      for (const guessed of [1, 2]) {
        const out = new Uint8Array(size + 8);
        out.fill(7, 3 + guessed, 3 + guessed + size);
        const end = closeLength(out, 3, guessed, 3 + guessed + size);
        const length = varint(BigInt(size));
        expect(hex(out.subarray(3, 3 + length.length / 2))).toBe(length);
        expect(out.subarray(3 + length.length / 2, end)).toHaveLength(size);
        expect(out.subarray(3 + length.length / 2, end).every((byte) => byte === 7)).toBe(true);
      }
    }
  });
});
