/**
 * Checks one plain value against its field. The same checks guard both directions, so that nothing is written that
 * would be refused when it is read.
 *
 * Every function reports to `faults` and returns a value of the right type in any case.
 */
import type { Faults } from '../problem.js';
import { TIME_MS_MAX } from '../wire/time.js';
import type { BytesField, ChoiceField, IntegerField, TextField } from './field.js';

const EMPTY = new Uint8Array(0);

// Controls, line and paragraph separators, marks that turn the direction of text, half surrogates, and the sign that
// stands for bytes that were not UTF-8.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;

/** A value as it may be shown in a problem. */
function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return `the bigint ${String(value).slice(0, 40)}`;
  if (value === null || value === undefined) return String(value);
  return `a ${typeof value}`;
}

export function checkInteger(
  field: IntegerField,
  value: unknown,
  name: string,
  faults: Faults,
): number {
  if (
    typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    ((value >= field.min && value <= field.max) || (value === 0 && field.orZero))
  ) {
    return value;
  }
  faults.add(field.refusal, name, rangeDetail(field, shown(value)));
  return 0;
}

/** Says what was sent and what may be. */
export function rangeDetail(field: IntegerField, value: string): string {
  const orZero = field.orZero ? ', or 0' : '';
  return `is ${value}; send a whole number from ${field.min} to ${field.max}${orZero}`;
}

export function checkChoice(
  field: ChoiceField,
  value: unknown,
  name: string,
  faults: Faults,
): number {
  if (typeof value === 'number') {
    if (field.choices.names.has(value) || (value === 0 && field.orZero)) return value;
    if (field.open && value >= 0 && (value | 0) === value) return value;
  }
  faults.add('INVALID_FIELD', name, `is ${shown(value)}; send one of ${field.choices.text}`);
  return 0;
}

export function checkTime(whole: boolean, value: unknown, name: string, faults: Faults): number {
  if (typeof value === 'number' && value >= 0 && value <= TIME_MS_MAX) {
    if (!whole || Number.isInteger(value)) return value;
  }
  const unit = whole ? 'whole milliseconds' : 'milliseconds';
  faults.add('INVALID_FIELD', name, `is ${shown(value)}; send ${unit} since 1970 UTC`);
  return 0;
}

export function checkFlag(value: unknown, name: string, faults: Faults): boolean {
  if (typeof value === 'boolean') return value;
  faults.add('INVALID_FIELD', name, `is ${shown(value)}; send true or false`);
  return false;
}

export function checkText(field: TextField, value: unknown, name: string, faults: Faults): string {
  if (typeof value !== 'string') {
    faults.add('INVALID_FIELD', name, `is ${shown(value)}; send a text`);
    return '';
  }
  const bytes = utf8Bytes(value, field.bytesMax);
  if (bytes < field.bytesMin || bytes > field.bytesMax) {
    const size = bytes > field.bytesMax ? 'too long' : `${bytes} bytes long`;
    const bounds = `${field.bytesMin} to ${field.bytesMax} bytes`;
    faults.add('INVALID_FIELD', name, `is ${size}; send ${bounds} of UTF-8`);
    return '';
  }
  if (UNPRINTABLE.test(value)) {
    faults.add('INVALID_FIELD', name, 'has characters that cannot be printed; send plain text');
    return '';
  }
  return value;
}

export function checkBytes(
  field: BytesField,
  value: unknown,
  name: string,
  faults: Faults,
): Uint8Array {
  if (!(value instanceof Uint8Array)) {
    faults.add('INVALID_FIELD', name, `is ${shown(value)}; send bytes`);
    return EMPTY;
  }
  const { length } = value;
  const fits = field.sizes.length === 0 ? length <= field.bytesMax : field.sizes.includes(length);
  if (fits) return value;
  const wanted = field.sizes.length === 0 ? `at most ${field.bytesMax}` : field.sizes.join(' or ');
  faults.add('INVALID_FIELD', name, `has ${length} bytes; send ${wanted}`);
  return EMPTY;
}

export function checkCount(count: number, countMax: number, name: string, faults: Faults): boolean {
  if (count <= countMax) return true;
  faults.add('INVALID_FIELD', name, `has ${count} entries; send at most ${countMax}`);
  return false;
}

/** Bytes of a text in UTF-8; counting ends once it is over the bound. */
function utf8Bytes(value: string, bytesMax: number): number {
  if (value.length > bytesMax) return value.length;
  let bytes = 0;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    // The halves of a surrogate pair count two bytes each.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
