/**
 * What a core version covers beside its rules, as lines a person can compare: the layout of state and events, and every
 * table the fold reads. The golden journal's test keeps the lines of the version.
 *
 * `exact` must be as it was, to the order; of `grown` every line must still be there, and lines may be added, since
 * nobody could send before what they say.
 */
import { Core, EVENT, EVENT_WORDS, PARAMETERS } from '../../../../src/engine/core/index.js';
import { COLD_SHAPES, ORDER_SHAPES } from '../../../../src/schema/generated/command-shapes.js';
import { CHOICES } from '../../../../src/schema/shape/choices.js';
import type { AnyField, AnyShape, ItemField } from '../../../../src/schema/shape/field.js';
import {
  COMMANDS,
  ERROR_CATALOG,
  FIELD_ID,
  type ParameterDefinition,
} from '../../../../src/values/index.js';
import { SMALL_LIMITS } from '../../../support/venue.js';

export interface Cover {
  readonly exact: Readonly<Record<'columns' | 'registry' | 'events' | 'parameters', Lines>>;
  readonly grown: Readonly<Record<'commands' | 'messages' | 'codes' | 'fields' | 'enums', Lines>>;
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
      commands: COMMANDS.map(({ name, kind, origin, roles, scopes, clientId, twoPersons }) => {
        const who = `origin ${origin} roles ${roles} scopes ${scopes}`;
        return `${name} ${kind} ${who}${clientId ? ' once' : ''}${twoPersons ? ' two people' : ''}`;
      }),
      messages: messageLines(),
      enums: Object.entries(CHOICES)
        .filter(([name]) => name !== 'ErrorCode')
        .flatMap(([name, { names }]) =>
          [...names].map(([number, text]) => `${name} ${text} ${number}`),
        ),
      codes: Object.entries(ERROR_CATALOG).map(([name, { code }]) => `${name} ${code}`),
      fields: Object.entries(FIELD_ID).map(([name, id]) => `${name} ${id}`),
    },
  };
}

/** Every field of every command, and of what commands nest, with its number and bounds. */
function messageLines(): Lines {
  const shapes = new Map<string, AnyShape>();
  const collect = (shape: AnyShape): void => {
    shapes.set(shape.name, shape);
    for (const { field } of shape.fields) {
      const { type } = field;
      if (type === 'nested') collect(field.shape);
      if (type === 'list' && field.item.type === 'nested') collect(field.item.shape);
    }
  };
  for (const shape of Object.values({ ...ORDER_SHAPES, ...COLD_SHAPES })) collect(shape);
  return [...shapes.values()].flatMap(({ name, fields }) =>
    fields.map(({ proto, field }, index) => `${name}.${proto} ${index + 1} ${boundsOf(field)}`),
  );
}

function boundsOf(field: AnyField | ItemField): string {
  switch (field.type) {
    case 'nested':
      return field.shape.name;
    case 'list':
      return `at most ${field.countMax} of ${boundsOf(field.item)}`;
    case 'choice':
      return `${field.choices.prefix}${field.orZero ? ' or 0' : ''}`;
    case 'text':
      return `text [${field.bytesMin}, ${field.bytesMax}]`;
    case 'bytes':
      return `bytes ${field.sizes.length > 0 ? field.sizes.join(' ') : `<= ${field.bytesMax}`}`;
    case 'time':
    case 'flag':
      return field.type;
    default:
      return `${field.type} [${field.min}, ${field.max}]${field.orZero ? ' or 0' : ''} ${field.refusal}`;
  }
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
