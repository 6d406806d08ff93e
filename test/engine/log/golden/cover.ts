/**
 * What a core version covers beside its rules, as lines a person can compare: the layout of state and events, and every
 * table the fold reads. The golden journal's test keeps the lines of the version.
 *
 * `exact` must be as it was, to the order; of `grown` every line must still be there, and lines may be added, since
 * nobody could send before what they say.
 */
import { Core, EVENT, EVENT_WORDS, PARAMETERS } from '../../../../src/engine/core/index.js';
import { ERROR_CATALOG, FIELD_ID, type ParameterDefinition } from '../../../../src/values/index.js';
import { SMALL_LIMITS } from '../../../support/venue.js';

export interface Cover {
  readonly exact: Readonly<Record<'columns' | 'registry' | 'events' | 'parameters', Lines>>;
  readonly grown: Readonly<Record<'codes' | 'fields', Lines>>;
}

type Lines = readonly string[];

/** The lines of this build. */
export function coverNow(): Cover {
  const { state } = new Core({ limits: SMALL_LIMITS });
  return {
    exact: {
      columns: state.columns.list().map(({ name, bytes }) => `${name} ${bytes.length}`),
      registry: Object.keys(JSON.parse(state.registry.serialize()) as object),
      events: Object.entries(EVENT).map(([name, kind]) => `${name} ${kind} ${EVENT_WORDS[kind]}`),
      parameters: parameterLines(PARAMETERS),
    },
    grown: {
      codes: Object.entries(ERROR_CATALOG).map(([name, { code }]) => `${name} ${code}`),
      fields: Object.entries(FIELD_ID).map(([name, id]) => `${name} ${id}`),
    },
  };
}

/** All of a definition but its description, which the fold does not read. */
export function parameterLines(definitions: readonly ParameterDefinition[]): Lines {
  return definitions.map((one) => {
    const { name, unit, defaultValue, minValue, maxValue, scope } = one;
    const notAbove = (one.notAbove ?? []).map((other) => ` <= ${other}`).join('');
    const people = one.twoPerson === true ? ' two people' : '';
    return `${name} ${unit} ${defaultValue} [${minValue}, ${maxValue}] ${scope}${people}${notAbove}`;
  });
}

/** What is not as a version's lines say; none where this build may fold its journals. */
export function differences(version: Cover, build: Cover): string[] {
  const exact = Object.entries(version.exact).flatMap(([table, lines]) => {
    const now = build.exact[table as keyof Cover['exact']];
    const places = Math.max(lines.length, now.length);
    return Array.from({ length: places }, (_, at) => [lines[at], now[at]] as const)
      .filter(([was, is]) => was !== is)
      .map(([was, is]) => `${table}: ${was} -> ${is}`);
  });
  const grown = Object.entries(version.grown).flatMap(([table, lines]) => {
    const now = new Set(build.grown[table as keyof Cover['grown']]);
    return lines.filter((line) => !now.has(line)).map((line) => `${table}: ${line} is gone`);
  });
  return [...exact, ...grown];
}
