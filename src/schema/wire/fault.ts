/** Puts what a reader found wrong into the words of the error catalog. */
import { type Problem, problemOf } from '../problem.js';
import { rangeDetail } from '../shape/check.js';
import { FAULT, type WireReader } from './read.js';

/** The problem behind `reader.fault`; `path` names the message the field lies in, with its dot. */
export function problemOfFault(reader: WireReader, path = ''): Problem {
  if (reader.fault !== FAULT.OUT_OF_RANGE) {
    return problemOf('MALFORMED', '', 'the bytes are not a whole message of the schema');
  }
  const named = reader.faultScope?.fields[reader.faultField - 1];
  const bits = (BigInt(reader.faultHigh) << 32n) | BigInt(reader.faultLow);
  if (named === undefined) return problemOf('INVALID_FIELD', path, `is ${bits}, out of range`);
  const { field, proto } = named;
  switch (field.type) {
    case 'uint32':
    case 'uint64':
    case 'fixed32':
      return problemOf(field.refusal, path + proto, rangeDetail(field, String(bits)));
    case 'sint64': {
      const value = bits & 1n ? -(bits >> 1n) - 1n : bits >> 1n;
      return problemOf(field.refusal, path + proto, rangeDetail(field, String(value)));
    }
    case 'choice': {
      const value = String(BigInt.asIntN(64, bits));
      return problemOf(
        'INVALID_FIELD',
        path + proto,
        `is ${value}; send one of ${field.choices.text}`,
      );
    }
    default:
      return problemOf('INVALID_FIELD', path + proto, `is ${bits}, out of range`);
  }
}
