/** How protobuf carries a field of a shape: the low three bits of its tag. */
import type { AnyField } from '../shape/field.js';
import { WIRE_TYPE } from '../wire/read.js';

/** Wire type of one value of the field; a list of numbers may also come packed, as bytes. */
export function wireTypeOf(field: AnyField): number {
  switch (field.type) {
    case 'time':
      return WIRE_TYPE.FIXED64;
    case 'fixed32':
      return WIRE_TYPE.FIXED32;
    case 'text':
    case 'bytes':
    case 'nested':
    case 'list':
      return WIRE_TYPE.BYTES;
    default:
      return WIRE_TYPE.VARINT;
  }
}
