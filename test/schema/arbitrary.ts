/** Values for property tests: every plain object a shape allows, with the edges of each type well represented. */
import fc from 'fast-check';
import type { AnyField, AnyShape, ItemField } from '../../src/schema/shape/field.js';

const SAFE = Number.MAX_SAFE_INTEGER;
const UINT32_MAX = 0xffff_ffff;

export const safeInteger = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: -200, max: 200 }) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[0, 63, 64, 127, 128, 8191, 8192, 2 ** 28, 2 ** 30, 2 ** 31, 2 ** 32, 2 ** 42, 2 ** 52],
      ...[
        -64,
        -65,
        -(2 ** 30),
        -(2 ** 30) - 1,
        -(2 ** 31),
        -(2 ** 31) - 1,
        -(2 ** 32),
        SAFE,
        -SAFE,
      ],
    ),
  },
);

export const unsignedInteger = safeInteger.map((value) => Math.abs(value));

export const uint32 = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: UINT32_MAX }),
  fc.constantFrom(0, 127, 128, 2 ** 31, UINT32_MAX),
);

export const wholeTimeMs = fc.oneof(
  fc.constantFrom(0, 1, 18_446_744_073_709, 1_763_700_000_000),
  fc.integer({ min: 0, max: 18_446_744_073_709 }),
);

const fractionalTimeMs = fc.oneof(
  wholeTimeMs,
  fc
    .tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([ms, ns]) => ms + ns / 1e6),
);

const printable = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => {
  return !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u.test(
    text,
  );
});

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Any plain object of the shape. */
export function plainOf(shape: AnyShape): fc.Arbitrary<Record<string, unknown>> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const { plain, field } of shape.fields) fields[plain] = plainValue(field);
  return fc.record(fields);
}

function plainValue(field: AnyField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'time':
      return field.whole ? wholeTimeMs : fractionalTimeMs;
    case 'flag':
      return fc.boolean();
    case 'text':
      return fc
        .oneof(
          printable,
          fc.constant('x'.repeat(field.bytesMin)),
          fc.constant('AUTO_INTENT'),
          fc.constant('x'.repeat(Math.min(field.bytesMax, 300))),
        )
        .filter((text) => byteLength(text) >= field.bytesMin && byteLength(text) <= field.bytesMax);
    case 'bytes':
      return fc
        .oneof(
          ...(field.sizes.length === 0 ? [0, 1, Math.min(field.bytesMax, 300)] : field.sizes).map(
            (size) => fc.uint8Array({ minLength: size, maxLength: size }),
          ),
        )
        .map((bytes) => Uint8Array.from(bytes));
    case 'nested':
      return fc.option(plainOf(field.shape), { nil: null, freq: 5 });
    case 'list':
      return fc.array(itemOf(field.item), { maxLength: Math.min(field.countMax, 6) });
    default:
      return itemOf(field);
  }
}

function itemOf(field: ItemField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'nested':
      return plainOf(field.shape);
    case 'choice':
      return fc.constantFrom(...field.choices.names.keys(), ...(field.orZero ? [0] : []));
    default:
      return (
        field.type === 'sint64' ? safeInteger : field.type === 'uint64' ? unsignedInteger : uint32
      ).filter(
        (value) => (value >= field.min && value <= field.max) || (value === 0 && field.orZero),
      );
  }
}
