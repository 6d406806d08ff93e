/** What the code of every room knows of commands: kinds, who may send which, and the bodies. */
import { HEADER } from './header.mjs';

/** @typedef {import('./model.mjs').Command} Command */
/** @typedef {import('./model.mjs').Field} Field */
/** @typedef {import('./model.mjs').Message} Message */
/** @typedef {import('./model.mjs').Model} Model */

/**
 * Kinds and what they declare.
 * @param {Model} model
 */
export function kindsText({ commands, enums }) {
  const named = (/** @type {Command[]} */ some) =>
    some.map(({ name }) => `\n  | '${name}'`).join('') || ' never';
  const from = (/** @type {string} */ origin) => commands.filter((one) => one.origin === origin);
  const numbers = (/** @type {string} */ name, /** @type {string[]} */ keys) =>
    `[${keys.map((key) => enums[name]?.[key]).join(', ')}]`;
  const rows = commands.map(
    (one) =>
      `  { name: '${one.name}', kind: ${one.kind}, origin: ORIGIN.${one.origin}, ` +
      `roles: ${numbers('AccountRole', one.roles)}, scopes: ${numbers('KeyScope', one.scopes)}, ` +
      `clientId: ${one.clientId}, twoPersons: ${one.twoPersons} },`,
  );
  return `${HEADER}
/** Kind of a command: its field number in \`Command\` and, where it is an account's, in \`ClientEnvelope\`. */
export const COMMAND_KIND = {
${commands.map(({ constant, kind }) => `  ${constant}: ${kind},`).join('\n')}
} as const;

/** Whose a command is; 0 is no command. */
export const ORIGIN = { ACCOUNT: 1, VENUE: 2, CHAIN: 3 } as const;

/** What a command declares: numbers of roles and of scopes that may send it. */
export interface CommandDeclaration {
  readonly name: CommandName;
  readonly kind: number;
  readonly origin: number;
  readonly roles: readonly number[];
  readonly scopes: readonly number[];
  /** Happens once per client id and is refused without one. */
  readonly clientId: boolean;
  /** Waits for a second operator where the venue asks for two. */
  readonly twoPersons: boolean;
}

/** By ascending kind. */
export const COMMANDS: readonly CommandDeclaration[] = [
${rows.join('\n')}
];

/** Commands of accounts that the number fields of a \`Command\` carry. */
export type OrderCommand =${named(commands.filter(({ isOrder }) => isOrder))};

/** Commands of accounts. */
export type AccountCommand =${named(from('ACCOUNT'))};

/** The venue's own. */
export type VenueCommand =${named(from('VENUE'))};

/** The venue's, about what is final on chain. */
export type ChainCommand =${named(from('CHAIN'))};

export type CommandName = AccountCommand | VenueCommand | ChainCommand;
`;
}

/**
 * Plain bodies.
 * @param {Model} model
 */
export function bodiesText({ commands, messages }) {
  const nested = messages.map(
    ({ name, comment, fields }) =>
      `/** ${comment} */\nexport interface ${name} {\n${fields.map(property).join('')}}\n`,
  );
  const orders = commands
    .filter(({ isOrder }) => isOrder)
    .map(
      ({ message }) =>
        `/** ${message.name} under the schema's names; in a \`Command\` its values are the number fields. */\n` +
        `export interface ${message.name}Body {\n${message.fields.map(property).join('')}}\n`,
    );
  const cold = commands
    .filter(({ isOrder }) => !isOrder)
    .map(({ name, message }) => {
      const { fields } = message;
      const type =
        fields.length === 0 ? 'Record<never, never>' : `{\n${fields.map(property).join('')}  }`;
      return `  /** ${message.comment} */\n  ${name}: ${type};\n`;
    });
  return `${HEADER}
${nested.join('\n')}
${orders.join('\n')}
/** Bodies of the commands that are not order entry, by their names. */
export interface ColdBodies {
${cold.join('')}}

export type ColdKind = keyof ColdBodies;
`;
}

/** @param {Field} field */
function property(field) {
  const { plain, comment, bounds } = field;
  return `    /** ${comment} */\n    readonly ${plain}${bounds.optional ? '?' : ''}: ${typeOf(field)};\n`;
}

/** @param {Field} field */
function typeOf({ type, message, repeated }) {
  if (repeated) return `readonly ${message ?? 'number'}[]`;
  switch (type) {
    case 'message':
      return `${message} | null`;
    case 'bool':
      return 'boolean';
    case 'string':
      return 'string';
    case 'bytes':
      return 'Uint8Array';
    default:
      return 'number';
  }
}
