/**
 * Reads the values of `patx call`'s flags. What is not one ends the command with what is expected, before anything is sent;
 * the schema checks the rest of every bound and names the field.
 */
import { createHash } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { Decimal } from 'decimal.js';
import { fromHex } from '../../client/index.js';
import type { AnyField, AnyShape, Choices } from '../../schema/index.js';
import { fileText } from '../command-error.js';
import { rawPublicKey, readKeyFile } from '../keys.js';
import { timeMs } from '../option-values.js';
import type { Flag } from './flags.js';

const MICRO_PER_PAT = 1_000_000;

/** The value of a flag's text. */
export function flagValue({ field, unit, plain }: Flag, text: string): unknown {
  switch (field.type) {
    case 'text':
      return text;
    case 'choice':
      return choiceOf(field.choices, text);
    case 'time':
      return timeMs(text);
    case 'bytes':
      return bytesOf(plain, text);
    case 'flag':
      return true;
    case 'list':
    case 'nested':
      throw new TypeError(`${plain} is no single value`);
    default:
      return unit === 'micro_pat' ? microPatOf(text) : integerOf(text);
  }
}

/** The entries of a list: names with commas between them, or messages one by one. */
export function entriesOf(field: AnyField & { readonly type: 'list' }, texts: readonly string[]) {
  const { item } = field;
  if (item.type === 'choice') {
    return texts.flatMap((text) => text.split(',')).map((text) => choiceOf(item.choices, text));
  }
  if (item.type !== 'nested') return texts.map(integerOf);
  return texts.map((text) => messageOf(item.shape, text));
}

/** A nested message: `series=1,side=buy`, or JSON under the plain names, whose values are numbers, texts and lists. */
function messageOf(shape: AnyShape, text: string): unknown {
  if (text.startsWith('{')) {
    try {
      return withDefaults(shape, JSON.parse(text) as Readonly<Record<string, unknown>>);
    } catch (error) {
      throw new InvalidArgumentError(`It is not JSON: ${(error as Error).message}.`);
    }
  }
  const given: Record<string, unknown> = {};
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.split('=');
    const named = shape.fields.find(({ plain }) => keyOf(plain) === key.replaceAll('_', '-'));
    if (named === undefined) {
      const known = shape.fields.map(({ plain }) => keyOf(plain)).join(', ');
      throw new InvalidArgumentError(`"${key}" is none of ${known}.`);
    }
    const { field, plain } = named;
    given[plain] = field.type === 'choice' ? choiceOf(field.choices, value) : integerOf(value);
  }
  return withDefaults(shape, given);
}

const keyOf = (plain: string): string =>
  plain.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A plain object of the shape; what is not given is as if it had not been sent. */
export function withDefaults(
  shape: AnyShape,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { plain, field } of shape.fields) {
    const value = given[plain] ?? emptyOf(field);
    body[plain] = Array.isArray(value) ? value.map((one) => entryOf(field, one)) : value;
  }
  return body;
}

function entryOf(field: AnyField, entry: unknown): unknown {
  if (field.type !== 'list' || field.item.type !== 'nested') return entry;
  return withDefaults(field.item.shape, entry as Readonly<Record<string, unknown>>);
}

function emptyOf(field: AnyField): unknown {
  switch (field.type) {
    case 'text':
      return '';
    case 'bytes':
      return new Uint8Array(0);
    case 'flag':
      return false;
    case 'list':
      return [];
    case 'nested':
      return null;
    default:
      return 0;
  }
}

function integerOf(text: string): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('A whole number is expected.');
}

function microPatOf(text: string): number {
  const micro = /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text).mul(MICRO_PER_PAT) : undefined;
  if (micro?.isInteger() && micro.abs().lte(Number.MAX_SAFE_INTEGER)) return micro.toNumber();
  throw new InvalidArgumentError(
    'An amount of PAT with at most six decimals is expected, such as 250.5.',
  );
}

function choiceOf({ prefix, numbers }: Choices, text: string): number {
  const name = text.trim().toUpperCase().replaceAll('-', '_');
  const number = numbers.get(name) ?? numbers.get(prefix + name);
  if (number !== undefined) return number;
  const names = [...numbers.keys()].map((one) => one.slice(prefix.length).toLowerCase());
  throw new InvalidArgumentError(`One of ${names.join(', ')} is expected.`);
}

/** Hex; or a file: of a public key its private key's file, of a hash what is hashed. */
function bytesOf(plain: string, text: string): Uint8Array {
  if (text.startsWith('@')) {
    const path = text.slice(1);
    if (/publicKey$/i.test(plain)) return rawPublicKey(readKeyFile(path));
    const content = fileText(path, 'the file');
    return new Uint8Array(createHash('sha256').update(content).digest());
  }
  const digits = text.replace(/^0x/, '').toLowerCase();
  if (/^([0-9a-f]{2})*$/.test(digits)) return fromHex(digits);
  throw new InvalidArgumentError('Bytes in hex are expected, or @ and the name of a file.');
}
