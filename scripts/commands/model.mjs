/**
 * The commands as proto/patx/v1/commands.proto declares them, read by protobufjs with their options. Everything that is
 * generated is made of this model and of nothing else. A declaration that is not complete, or contradicts another, throws
 * and says which message and what is missing.
 */
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { ROOT } from '../run.mjs';

/**
 * @typedef {{
 *   bytes_min?: number, bytes_max?: number, sizes?: number[], count_max?: number,
 *   or_unspecified?: boolean, optional?: boolean,
 * }} Bounds
 * @typedef {{
 *   proto: string, wire: string, plain: string, type: string, enum?: string, message?: string,
 *   repeated: boolean, bounds: Bounds, comment: string, unit: string,
 * }} Field
 * @typedef {{ name: string, comment: string, fields: Field[] }} Message
 * @typedef {{
 *   name: string, constant: string, kind: number, origin: 'ACCOUNT' | 'VENUE' | 'CHAIN', isOrder: boolean,
 *   roles: string[], scopes: string[], clientId: boolean, twoPersons: boolean,
 *   http: string, cli: string, summary: string, message: Message,
 * }} Command
 * @typedef {{
 *   commands: Command[], messages: Message[],
 *   enums: Record<string, Record<string, number>>,
 * }} Model
 */

const PROTO = join(ROOT, 'proto');
const DESCRIPTOR = join(ROOT, 'node_modules', 'protobufjs');
/** Commands the number fields of a `Command` carry; the others have a body. */
const ORDERS = ['PlaceOrder', 'CancelOrder', 'AmendOrder'];
/** A tag of a kind has at most two bytes. */
const KIND_MAX = 2_047;
/** The ends of names that are units, the longest first. */
const UNITS = ['ppm_ticks', 'micro_pat', 'ticks', 'lots', 'ppm', 'ms', 'ns'];
/** Routes lie below /v1; those of the data market have the names its requirements give them. */
const ROUTE = /^\/(?:v1|market|purchases)(\/[a-z-]+|\/\{[a-z_]+\})*$/;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * @param {string} proto folder of the .proto files
 * @returns {Model}
 */
export function readModel(proto = PROTO) {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    join(target.startsWith('google/') ? DESCRIPTOR : proto, target);
  root.loadSync(['patx/v1/commands.proto', 'patx/v1/gateway.proto'], {
    alternateCommentMode: true,
    keepCase: true,
  });
  root.resolveAll();
  const namespace = root.lookup('patx.v1');
  if (!(namespace instanceof protobuf.Namespace)) throw new Error('no package patx.v1');
  const types = namespace.nestedArray.filter((one) => one instanceof protobuf.Type);
  /** @type {Message[]} */
  const messages = [];
  /** @type {Command[]} */
  const commands = [];
  for (const type of types) {
    const options = optionOf(type, 'command');
    if (options === undefined) continue;
    const message = messageOf(type, messages);
    commands.push(commandOf(message, options));
  }
  commands.sort((one, other) => one.kind - other.kind);
  checkTogether(commands, sessionNumbers(root));
  return { commands, messages, enums: enumsOf(namespace) };
}

/**
 * @param {protobuf.ReflectionObject} object
 * @param {string} name
 * @returns {any}
 */
function optionOf(object, name) {
  const all = /** @type {Record<string, unknown>[]} */ (object.parsedOptions ?? []);
  return all.map((one) => one[`(patx.v1.${name})`]).find((one) => one !== undefined);
}

/**
 * @param {protobuf.Type} type
 * @param {Message[]} messages those that are nested in others, each after what it nests
 * @returns {Message}
 */
function messageOf(type, messages) {
  const fields = type.fieldsArray.map((field, index) => {
    field.resolve();
    if (field.id !== index + 1) throw problem(type.name, `${field.name} is not field ${index + 1}`);
    return fieldOf(type, field, messages);
  });
  if (!type.comment) throw problem(type.name, 'has no comment');
  return { name: type.name, comment: flat(type.comment), fields };
}

/**
 * @param {protobuf.Type} type
 * @param {protobuf.Field} field
 * @param {Message[]} messages
 * @returns {Field}
 */
function fieldOf(type, field, messages) {
  const { name: proto, repeated, resolvedType } = field;
  /** @type {Bounds} */
  const bounds = optionOf(field, 'bounds') ?? {};
  const wire = camel(proto);
  const isTime = field.type === 'fixed64';
  const fault = (/** @type {string} */ text) => problem(type.name, `${proto} ${text}`);
  if (isTime !== proto.endsWith('_ns')) throw fault('is a time only if its name ends in _ns');
  if (field.type === 'string' && !bounds.bytes_max) throw fault('needs bytes_max');
  if (field.type === 'bytes' && !bounds.bytes_max && !bounds.sizes)
    throw fault('needs sizes or bytes_max');
  if (repeated && !bounds.count_max) throw fault('needs count_max');
  if (repeated && resolvedType === null) throw fault('is a list of neither messages nor enums');
  const isMessage = resolvedType instanceof protobuf.Type;
  if (isMessage && !messages.some(({ name }) => name === resolvedType.name)) {
    messages.push(messageOf(resolvedType, messages));
  }
  return {
    proto,
    wire,
    plain: isTime ? wire.replace(/Ns$/, 'Ms') : wire,
    type: resolvedType === null ? field.type : isMessage ? 'message' : 'enum',
    ...(resolvedType === null
      ? {}
      : isMessage
        ? { message: resolvedType.name }
        : { enum: resolvedType.name }),
    repeated,
    bounds,
    comment: flat(field.comment ?? ''),
    unit: UNITS.find((unit) => proto.endsWith(`_${unit}`)) ?? '',
  };
}

/**
 * @param {Message} message
 * @param {any} options
 * @returns {Command}
 */
function commandOf(message, options) {
  const { name } = message;
  const { kind, origin = '', roles = [], scopes = [], http = '', cli = '' } = options;
  if (!Number.isInteger(kind) || kind < 3 || kind > KIND_MAX) {
    throw problem(name, `kind ${kind} is not from 3 to ${KIND_MAX}`);
  }
  const isAccounts = origin === 'COMMAND_ORIGIN_ACCOUNT';
  if (!isAccounts && origin !== 'COMMAND_ORIGIN_VENUE' && origin !== 'COMMAND_ORIGIN_CHAIN') {
    throw problem(name, 'says no origin');
  }
  const isDeclared = roles.length > 0 && scopes.length > 0 && http !== '' && cli !== '';
  const isBare = roles.length === 0 && scopes.length === 0 && http === '' && cli === '';
  if (isAccounts && !isDeclared) throw problem(name, 'needs roles, scopes, http and cli');
  if (!isAccounts && !isBare) throw problem(name, "is the venue's: no role, scope or way in");
  if (isAccounts) checkRoute(message, http);
  const clientId = options.client_id === true;
  const hasId = message.fields.some(({ proto }) => /^client_(request|order)_id$/.test(proto));
  if (clientId && !hasId) throw problem(name, 'has no client id to need');
  return {
    name: name[0]?.toLowerCase() + name.slice(1),
    constant: snake(name).toUpperCase(),
    kind,
    origin: origin.slice('COMMAND_ORIGIN_'.length),
    isOrder: ORDERS.includes(name),
    roles: roles.map((/** @type {string} */ one) => one.slice('ACCOUNT_ROLE_'.length)),
    scopes: scopes.map((/** @type {string} */ one) => one.slice('KEY_SCOPE_'.length)),
    clientId,
    twoPersons: options.two_persons === true,
    http,
    cli,
    summary: /^.*?[^.]\.(?=\s|$)/.exec(message.comment)?.[0].slice(0, -1) ?? message.comment,
    message,
  };
}

/**
 * @param {Message} message
 * @param {string} http
 */
function checkRoute({ name, fields }, http) {
  const [method = '', path = ''] = http.split(' ');
  if (!METHODS.includes(method) || !ROUTE.test(path)) {
    throw problem(
      name,
      `http "${http}" is not a method and a path below /v1, /market or /purchases`,
    );
  }
  for (const [, parameter] of path.matchAll(/\{(\w+)\}/g)) {
    if (!fields.some(({ proto }) => proto === parameter)) {
      throw problem(name, `http takes ${parameter} from the path, which is not a field`);
    }
  }
}

/**
 * @param {Command[]} commands
 * @param {Set<number>} taken numbers of the messages that run a session
 */
function checkTogether(commands, taken) {
  const seen = new Map();
  for (const { kind, http, cli, message } of commands) {
    for (const key of [kind, http, cli].filter((one) => one !== '')) {
      const other = seen.get(key);
      if (other !== undefined) throw problem(message.name, `and ${other} both have ${key}`);
      seen.set(key, message.name);
    }
    if (taken.has(kind)) throw problem(message.name, `kind ${kind} is a session's message`);
  }
}

/**
 * Numbers of ClientEnvelope that are no commands.
 * @param {protobuf.Root} root
 */
function sessionNumbers(root) {
  const { body } = root.lookupType('patx.v1.ClientEnvelope').oneofs;
  const fields = body?.fieldsArray ?? [];
  const others = fields.filter(({ resolvedType }) => {
    return resolvedType !== null && optionOf(resolvedType, 'command') === undefined;
  });
  return new Set(others.map(({ id }) => id));
}

/**
 * Values of the enums by their names in the code.
 * @param {protobuf.Namespace} namespace
 */
function enumsOf(namespace) {
  const enums = namespace.nestedArray.filter((one) => one instanceof protobuf.Enum);
  return Object.fromEntries(
    enums.map(({ name, values }) => {
      const prefix = `${snake(name).toUpperCase()}_`;
      const entries = Object.entries(values).filter(([, value]) => value !== 0);
      return [
        name,
        Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value])),
      ];
    }),
  );
}

const problem = (/** @type {string} */ name, /** @type {string} */ text) =>
  new Error(`commands.proto: ${name} ${text}`);
const flat = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();

/** @param {string} name */
export const snake = (name) => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** @param {string} name */
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
