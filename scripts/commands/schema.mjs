/** What the schema's room knows of commands beside their bodies: shapes with bounds, and the texts for people. */
import { HEADER } from './header.mjs';

/** @typedef {import('./model.mjs').Field} Field */
/** @typedef {import('./model.mjs').Message} Message */
/** @typedef {import('./model.mjs').Model} Model */

/**
 * Shapes of all commands and of what they nest.
 * @param {Model} model
 */
export function shapesText({ commands, messages }) {
  const nested = messages.map((message) => shape(message, message.name));
  const own = commands.map(({ name, isOrder, message }) =>
    shape(message, isOrder ? `${message.name}Body` : `ColdBodies['${name}']`),
  );
  const text = [...nested, ...own].join('\n');
  const constructors = FIELD_KINDS.filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  const types = messages.map(({ name }) => name);
  const bodies = commands
    .filter(({ isOrder }) => isOrder)
    .map(({ message }) => `${message.name}Body`);
  const listed = (/** @type {boolean} */ isOrder) =>
    commands
      .filter((one) => one.isOrder === isOrder)
      .map(({ name, message }) => `  ${name}: ${constant(message)},`)
      .join('\n');
  return `${HEADER}
import type {
  ColdBodies,
  ColdKind,
${[...types, ...bodies].map((name) => `  ${name},`).join('\n')}
} from '../../values/index.js';
import { CHOICES } from '../shape/choices.js';
import { type Shape, shapeOf } from '../shape/field.js';
import {
${constructors.map((name) => `  ${name},`).join('\n')}
} from '../shape/fields.js';

${text}
/** Shapes of the commands that the number fields of a \`Command\` carry. */
export const ORDER_SHAPES = {
${listed(true)}
} as const;

/** Shapes of the others. */
export const COLD_SHAPES: { readonly [N in ColdKind]: Shape<ColdBodies[N]> } = {
${listed(false)}
};
`;
}

const FIELD_KINDS = [
  ...['bytesOf', 'bytesUpTo', 'choice', 'choiceOrZero', 'flag', 'listOf', 'nested', 'numbers'],
  ...[
    'optionalFlag',
    'optionalSint64',
    'optionalTime',
    'sint64',
    'text',
    'ticksOrLots',
    'uint32',
    'uint64',
    'wholeTime',
  ],
];

/** @param {Message} message */
const constant = ({ name }) => `${name[0]?.toLowerCase()}${name.slice(1)}Shape`;

/**
 * @param {Message} message
 * @param {string} type
 */
function shape(message, type) {
  const fields = message.fields.map((field) => `  ${field.plain}: ${fieldText(field)},\n`).join('');
  return `export const ${constant(message)} = shapeOf<${type}>('${message.name}', {\n${fields}});\n`;
}

/** @param {Field} field */
function fieldText(field) {
  const { type, bounds, repeated, message, unit } = field;
  const choices = `CHOICES.${field.enum}`;
  const child = message === undefined ? '' : `${message[0]?.toLowerCase()}${message.slice(1)}Shape`;
  if (repeated && message !== undefined) return `listOf(${child}, ${bounds.count_max})`;
  if (repeated) return `numbers(choice(${choices}), ${bounds.count_max})`;
  switch (type) {
    case 'message':
      return `nested(${child})`;
    case 'enum':
      return bounds.or_unspecified ? `choiceOrZero(${choices})` : `choice(${choices})`;
    case 'bool':
      return bounds.optional ? 'optionalFlag()' : 'flag()';
    case 'string':
      return `text(${bounds.bytes_min ?? 0}, ${bounds.bytes_max})`;
    case 'bytes':
      return bounds.sizes
        ? `bytesOf(${bounds.sizes.join(', ')})`
        : `bytesUpTo(${bounds.bytes_max})`;
    case 'fixed64':
      return bounds.optional ? 'optionalTime()' : 'wholeTime()';
    case 'sint64':
      if (bounds.optional) return 'optionalSint64()';
      return unit === 'ticks' || unit === 'lots' ? 'ticksOrLots()' : 'sint64()';
    case 'uint32':
    case 'uint64':
      return `${type}()`;
    default:
      throw new Error(`commands.proto: ${field.proto} has type ${type}, which no shape has`);
  }
}

/**
 * What people are told of the commands accounts send: in help, in documents, in routes.
 * @param {Model} model
 */
export function textsText({ commands, messages }) {
  const field = (/** @type {Field} */ { plain, unit, comment }) =>
    `      { plain: '${plain}', unit: '${unit}', text: ${JSON.stringify(comment)} },`;
  const rows = commands
    .filter(({ origin }) => origin === 'ACCOUNT')
    .map(({ name, http, cli, summary, message }) => {
      const fields = message.fields.map(field).join('\n');
      const [method, path] = http.split(' ');
      return `  {
    name: '${name}',
    cli: '${cli}',
    http: { method: '${method}', path: '${path}' },
    summary: ${JSON.stringify(summary)},
    text: ${JSON.stringify(message.comment)},
    fields: [
${fields}
    ],
  },`;
    });
  const nested = messages.map(
    ({ name, fields }) => `  ${name}: [\n${fields.map(field).join('\n')}\n  ],`,
  );
  return `${HEADER}
import type { AccountCommand } from '../../values/index.js';

export interface FieldText {
  /** Name in plain objects. */
  readonly plain: string;
  /** What the end of its name in the schema says; empty for none. */
  readonly unit: string;
  readonly text: string;
}

export interface CommandText {
  readonly name: AccountCommand;
  /** Its name in \`patx call\`. */
  readonly cli: string;
  readonly http: { readonly method: string; readonly path: string };
  readonly summary: string;
  readonly text: string;
  readonly fields: readonly FieldText[];
}

/** By ascending kind. */
export const COMMAND_TEXTS: readonly CommandText[] = [
${rows.join('\n')}
];

/** Fields of the messages that commands nest. */
export const NESTED_TEXTS: Readonly<Record<string, readonly FieldText[]>> = {
${nested.join('\n')}
};
`;
}
