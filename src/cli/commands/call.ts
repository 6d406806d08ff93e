/**
 * `patx call`: sends any command an account may send, as its declaration has it: a name, a flag for every field, help with
 * units and names. Prints what it created when it is on disk, or JSON for programs.
 *
 * Fails with what is wrong with a flag before anything is sent, or with the venue's refusal: its name, the field, and what
 * to do. A refusal for role or scope says which the command takes.
 */
import type { Command } from 'commander';
import { ACCOUNT_ROLE, KEY_SCOPE, type PatxClient } from '../../client/index.js';
import {
  type AnyShape,
  COLD_SHAPES,
  COMMAND_TEXTS,
  type CommandText,
  ORDER_SHAPES,
} from '../../schema/index.js';
import { COMMANDS } from '../../values/index.js';
import { asAccount, type SessionOptions, withSession } from '../account-session.js';
import { deliver } from '../call/deliver.js';
import { type Flag, flagsOf, namesOf, placeholderOf } from '../call/flags.js';
import { entriesOf, flagValue, withDefaults } from '../call/values.js';

type Values = Readonly<Record<string, unknown>>;

interface CallOptions extends SessionOptions {
  readonly json?: boolean;
}

const SHAPES: Readonly<Record<string, AnyShape>> = { ...ORDER_SHAPES, ...COLD_SHAPES };

export function addCall(program: Command): void {
  const call = program
    .command('call')
    .description('send any command an account may send, and wait until it is on disk');
  for (const text of COMMAND_TEXTS) addOne(call, text);
}

function addOne(call: Command, text: CommandText): void {
  const shape = SHAPES[text.name] as AnyShape;
  const flags = flagsOf(shape, text.fields).map((flag) => forPeople(text, flag));
  const command = withSession(call.command(text.cli))
    .summary(text.summary)
    .description(`${text.text}\n\n${whoMay(text)}`)
    .option('--json', 'print JSON');
  for (const flag of flags) addFlag(command, flag);
  if (text.name === 'acceptDelivery') {
    command.option('--content-hash <hex>', 'of what was handed over, which this key then signs');
  }
  command.action(async (options: CallOptions & Values) => {
    const body = bodyOf(shape, flags, options);
    const said = await asAccount(options, (client) => send(client, text, body, options));
    process.stdout.write(
      `${options.json === true ? JSON.stringify(said.ack, plain) : said.line}\n`,
    );
  });
}

/** A receipt is signed here, unless somebody signed it elsewhere. */
function forPeople({ name }: CommandText, flag: Flag): Flag {
  return name === 'acceptDelivery' ? { ...flag, isRequired: false } : flag;
}

function addFlag(command: Command, flag: Flag): void {
  const { name, field, isRequired } = flag;
  const help = helpOf(flag);
  const flags = `--${name} ${placeholderOf(flag)}`.trimEnd();
  if (field.type === 'list' || field.type === 'flag') command.option(flags, help);
  else if (isRequired) command.requiredOption(flags, help, (value) => flagValue(flag, value));
  else command.option(flags, help, (value) => flagValue(flag, value));
}

/** Most names of an enum that the help lists. */
const NAMES_MAX = 12;

function helpOf(flag: Flag): string {
  const { text, field, unit, isRequired } = flag;
  const names = namesOf(field);
  const parts = [
    text,
    names.length <= NAMES_MAX ? names.join(', ') : '',
    unit === 'micro_pat' ? 'In PAT.' : '',
    isRequired ? '(required)' : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The plain body of what was given. */
function bodyOf(shape: AnyShape, flags: readonly Flag[], options: Values): Values {
  const given: Record<string, unknown> = {};
  for (const flag of flags) {
    const { name, parent, plain, field } = flag;
    const value = options[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined) continue;
    const read = field.type === 'list' ? entriesOf(field, value as readonly string[]) : value;
    if (parent === undefined) given[plain] = read;
    else given[parent] = { ...(given[parent] as object | undefined), [plain]: read };
  }
  for (const { plain, field } of shape.fields) {
    if (field.type !== 'nested' || given[plain] === undefined) continue;
    given[plain] = withDefaults(field.shape, given[plain] as Values);
  }
  return withDefaults(shape, given);
}

async function send(client: PatxClient, text: CommandText, body: Values, options: Values) {
  try {
    return await deliver(client, text.name, body, options);
  } catch (error) {
    const { name } = error as Error;
    if (name !== 'ROLE' && name !== 'SCOPE') throw error;
    (error as Error).message += ` ${whoMay(text)}`;
    throw error;
  }
}

function whoMay({ name }: CommandText): string {
  const { roles = [], scopes = [] } = COMMANDS.find((one) => one.name === name) ?? {};
  const listed = (values: Readonly<Record<string, number>>, wanted: readonly number[]): string =>
    Object.entries(values)
      .filter(([, number]) => wanted.includes(number))
      .map(([key]) => key)
      .join(', ');
  return `Roles: ${listed(ACCOUNT_ROLE, roles)}. Scopes of the key: ${listed(KEY_SCOPE, scopes)}.`;
}

/** Bytes as hex. */
const plain = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
