/**
 * How many bytes a message of a shape takes at most, computed from the bounds of its fields: what its writer makes room for
 * and what its reader accepts are the same number.
 */
import type { AnyField, AnyShape } from './field.js';

/** Of a tag in every schema here, of a length, of 32 and of 64 bits. */
const TAG_BYTES_MAX = 2;
const LENGTH_BYTES_MAX = 4;
const VARINT32_BYTES_MAX = 5;
const VARINT64_BYTES_MAX = 10;
const FIXED32_BYTES = 4;
const FIXED64_BYTES = 8;

/** Most entries of a list of the shape. */
export function countMaxOf(shape: AnyShape, plain: string): number {
  const field = shape.fields.find((one) => one.plain === plain)?.field;
  if (field?.type !== 'list') throw new TypeError(`${shape.name} has no list ${plain}`);
  return field.countMax;
}

/** Bytes of a message with every field as large as it may be. */
export function bytesMaxOf(shape: AnyShape): number {
  return shape.fields.reduce((sum, { field }) => sum + fieldBytesMax(field, undefined), 0);
}

/** Bytes of a message whose lists and byte fields are as long as those of this body. */
export function bytesMaxOfBody(shape: AnyShape, body: unknown): number {
  const values = body as Readonly<Record<string, { readonly length?: number } | undefined>>;
  return shape.fields.reduce(
    (sum, { field, plain }) => sum + fieldBytesMax(field, values[plain]?.length),
    0,
  );
}

function fieldBytesMax(field: AnyField, length: number | undefined): number {
  switch (field.type) {
    case 'list': {
      const item = fieldBytesMax(field.item, undefined);
      return TAG_BYTES_MAX + LENGTH_BYTES_MAX + (length ?? field.countMax) * item;
    }
    case 'nested':
      return TAG_BYTES_MAX + LENGTH_BYTES_MAX + bytesMaxOf(field.shape);
    case 'bytes':
      return TAG_BYTES_MAX + LENGTH_BYTES_MAX + Math.min(length ?? field.bytesMax, field.bytesMax);
    case 'text':
      return TAG_BYTES_MAX + LENGTH_BYTES_MAX + field.bytesMax;
    default:
      return TAG_BYTES_MAX + scalarBytesMax(field.type);
  }
}

function scalarBytesMax(type: Exclude<AnyField['type'], 'list' | 'nested' | 'bytes' | 'text'>) {
  switch (type) {
    case 'time':
      return FIXED64_BYTES;
    case 'fixed32':
      return FIXED32_BYTES;
    case 'uint32':
      return VARINT32_BYTES_MAX;
    case 'flag':
      return 1;
    default:
      return VARINT64_BYTES_MAX;
  }
}
