/**
 * Parameter sets of a backtest: read from files of JSON, and multiplied over a grid.
 *
 * A file is `{"name": "wide", "parameters": {"half_spread_base_ppm": 20000}}`; a value is one whole number for the
 * venue, or an object of whole numbers by target: a segment, a contract, a series, or `""` for the venue. Everything is
 * checked before anything runs; fails with ParameterSetError, which names the file, the parameter and what is allowed.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { PARAMETERS } from '../engine/core/index.js';
import type { ParameterDefinition } from '../values/index.js';

export type ParameterSetErrorCode =
  | 'UNREADABLE'
  | 'NOT_JSON'
  | 'SHAPE'
  | 'UNKNOWN_PARAMETER'
  | 'OUT_OF_RANGE'
  | 'VENUE_ONLY'
  | 'UNKNOWN_TARGET'
  | 'CONTRADICTION'
  | 'GRID';

export class ParameterSetError extends Error {
  override readonly name = 'ParameterSetError';
  readonly code: ParameterSetErrorCode;

  constructor(code: ParameterSetErrorCode, where: string, what: string) {
    super(`${where}: ${what}`);
    this.code = code;
  }
}

export interface ParameterValue {
  readonly name: string;
  /** '' for the venue. */
  readonly target: string;
  readonly value: number;
}

export interface ParameterSet {
  readonly name: string;
  readonly values: readonly ParameterValue[];
}

/** Most sets one run takes. */
const SETS_MAX = 1_000;
/** Parameters named to somebody who named an unknown one. */
const SUGGESTIONS = 3;

const DEFINITIONS: ReadonlyMap<string, ParameterDefinition> = new Map(
  PARAMETERS.map((definition) => [definition.name, definition]),
);

/** Reads a parameter file. */
export function readParameterSet(path: string): ParameterSet {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ParameterSetError('UNREADABLE', path, (error as Error).message);
  }
  return parseParameterSet(text, path);
}

/** Reads the text of a parameter file. */
export function parseParameterSet(text: string, path: string): ParameterSet {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ParameterSetError('NOT_JSON', path, (error as Error).message);
  }
  if (!isObject(data)) throw shape(path, 'an object with "parameters" is expected');
  const { name = basename(path).replace(/\.json$/, ''), parameters, ...others } = data;
  const [other] = Object.keys(others);
  if (other !== undefined) throw shape(path, `"${other}" is neither "name" nor "parameters"`);
  if (typeof name !== 'string' || name === '') throw shape(path, '"name" is not a text');
  if (!isObject(parameters)) throw shape(path, '"parameters" is not an object');
  const values: ParameterValue[] = [];
  for (const [key, value] of Object.entries(parameters)) {
    const byTarget = isObject(value) ? value : { '': value };
    for (const [target, one] of Object.entries(byTarget)) {
      values.push(checked(path, key, target, one));
    }
  }
  return { name, values };
}

/** One axis of a grid from `name=a,b,c`; the name may end in `@` and a target. */
export function parseAxis(text: string): readonly ParameterValue[] {
  const where = `--grid ${text}`;
  const [left = '', list, ...more] = text.split('=');
  if (list === undefined || more.length > 0 || list === '') {
    throw new ParameterSetError('GRID', where, 'name=a,b,c is expected');
  }
  const [name = '', target = ''] = left.split(/@(.*)/s);
  return list.split(',').map((value) => {
    if (!/^-?\d+$/.test(value)) {
      throw new ParameterSetError('GRID', where, `"${value}" is not a whole number`);
    }
    return checked(where, name, target, Number(value));
  });
}

/** Every set with every combination of the axes; their values come before the set's own. */
export function expandGrid(
  sets: readonly ParameterSet[],
  axes: readonly (readonly ParameterValue[])[],
): readonly ParameterSet[] {
  let all = sets;
  for (const axis of axes) {
    if (all.length * axis.length > SETS_MAX) {
      throw new ParameterSetError('GRID', '--grid', `more than ${SETS_MAX} parameter sets`);
    }
    all = all.flatMap((set) =>
      axis.map((value) => ({
        name: `${set.name} ${value.name}${value.target && `@${value.target}`}=${value.value}`,
        values: [
          ...set.values.filter(
            ({ name, target }) => name !== value.name || target !== value.target,
          ),
          value,
        ],
      })),
    );
  }
  return all;
}

function checked(where: string, name: string, target: string, value: unknown): ParameterValue {
  const definition = DEFINITIONS.get(name);
  if (definition === undefined) {
    throw new ParameterSetError(
      'UNKNOWN_PARAMETER',
      where,
      `there is no parameter "${name}"; close to it: ${closest(name).join(', ')}`,
    );
  }
  const { minValue, maxValue, unit, scope } = definition;
  const range = `a whole number from ${minValue} to ${maxValue} (${unit})`;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw shape(where, `${name}: ${range} is expected, not ${JSON.stringify(value)}`);
  }
  if (value < minValue || value > maxValue) {
    throw new ParameterSetError('OUT_OF_RANGE', where, `${name}: ${value} is not ${range}`);
  }
  if (target !== '' && scope === 'venue') {
    throw new ParameterSetError('VENUE_ONLY', where, `${name} has one value for the whole venue`);
  }
  return { name, target, value };
}

function closest(name: string): readonly string[] {
  const pairs = (text: string): Set<string> =>
    new Set([...text].slice(1).map((letter, i) => `${text[i]}${letter}`));
  const wanted = pairs(name);
  const score = (known: string): number =>
    [...pairs(known)].filter((pair) => wanted.has(pair)).length / (known.length + name.length);
  return [...DEFINITIONS.keys()].sort((a, b) => score(b) - score(a)).slice(0, SUGGESTIONS);
}

function shape(where: string, what: string): ParameterSetError {
  return new ParameterSetError('SHAPE', where, what);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
