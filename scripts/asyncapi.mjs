/**
 * `docs/asyncapi.yaml`: the gateway's protocol as an AsyncAPI 3.0 document, made of the .proto files and of nothing else.
 * `generate` writes it, `check` fails when it is not what they say. What clients know stays because the schema's own check against
 * its baseline lets nothing go.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import protobuf from 'protobufjs';
import { ROOT } from './run.mjs';

const FILE = join(ROOT, 'docs', 'asyncapi.yaml');
const PROTO = join(ROOT, 'proto');
const DESCRIPTOR = join(ROOT, 'node_modules', 'protobufjs');

/** @typedef {{ [key: string]: unknown }} Json */

const root = new protobuf.Root();
root.resolvePath = (/** @type {string} */ _origin, /** @type {string} */ target) =>
  join(target.startsWith('google/') ? DESCRIPTOR : PROTO, target);
root.loadSync('patx/v1/gateway.proto', { alternateCommentMode: true, keepCase: true });
root.resolveAll();

const flat = (/** @type {string | null} */ text) => (text ?? '').replace(/\s+/g, ' ').trim();
const camel = (/** @type {string} */ name) =>
  name.replace(/_(\w)/g, (_, /** @type {string} */ letter) => letter.toUpperCase());

/** Schemas by the message's name, of all that are reached. @type {Record<string, Json>} */
const schemas = {};

/** @param {protobuf.Field} field @returns {Json} */
function typeOf({ type, resolvedType }) {
  if (resolvedType instanceof protobuf.Enum) {
    return { type: 'string', enum: Object.keys(resolvedType.values) };
  }
  if (resolvedType instanceof protobuf.Type) return { $ref: addSchema(resolvedType) };
  if (type === 'bool') return { type: 'boolean' };
  if (type === 'bytes') return { type: 'string', contentEncoding: 'base64' };
  if (type === 'string') return { type: 'string' };
  // The protobuf JSON mapping writes 64-bit integers as texts.
  return /64$/.test(type) ? { type: 'string', pattern: '^-?[0-9]+$' } : { type: 'integer' };
}

/** @param {protobuf.Type} message @returns {string} */
function addSchema(message) {
  const reference = `#/components/schemas/${message.name}`;
  if (schemas[message.name] !== undefined) return reference;
  /** @type {Json} */
  const schema = { type: 'object', description: flat(message.comment) };
  schemas[message.name] = schema;
  const properties = message.fieldsArray.map((field) => {
    field.resolve();
    const one = typeOf(field);
    const value = field.repeated ? { type: 'array', items: one } : one;
    const described = '$ref' in value ? value : { description: flat(field.comment), ...value };
    return [camel(field.name), described];
  });
  schema.properties = Object.fromEntries(properties);
  return reference;
}

/** @param {string} envelope @param {Json} messages @returns {Json[]} */
function messagesOf(envelope, messages) {
  const { body } = root.lookupType(`patx.v1.${envelope}`).oneofs;
  return (body?.fieldsArray ?? []).map((field) => {
    const type = /** @type {protobuf.Type} */ (field.resolve().resolvedType);
    const name = type.name;
    messages[name] ??= {
      ...{ name, summary: flat(type.comment).split('. ')[0], payload: { $ref: addSchema(type) } },
    };
    return { $ref: `#/channels/gateway/messages/${name}` };
  });
}

function documentNow() {
  /** @type {Json} */
  const messages = {};
  const sent = messagesOf('ClientEnvelope', messages);
  const received = messagesOf('ServerEnvelope', messages);
  const kinds = root.lookupEnum('patx.v1.ChannelKind');
  const names = Object.keys(messages).sort();
  const channelKinds = Object.entries(kinds.values).filter(([, value]) => value !== 0);
  return {
    asyncapi: '3.0.0',
    info: {
      ...{ title: 'PATX gateway', version: '1' },
      description:
        'Trading and market data over a WebSocket: length-delimited protobuf envelopes (patx.v1.proto), or the same in the protobuf JSON mapping (patx.v1.json). Each message is in an envelope with request_id or channel_id; see protocol.md.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { local: { host: '127.0.0.1:9460', protocol: 'ws' } },
    channels: {
      gateway: {
        address: '/',
        description: 'One connection, one session.',
        messages: Object.fromEntries(names.map((name) => [name, messages[name]])),
        'x-subscriptions': Object.fromEntries(
          channelKinds.map(([name]) => [name, flat(kinds.comments[name] ?? '')]),
        ),
      },
    },
    operations: {
      send: { action: 'send', channel: { $ref: '#/channels/gateway' }, messages: sent },
      receive: { action: 'receive', channel: { $ref: '#/channels/gateway' }, messages: received },
    },
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

/** YAML of JSON's values: maps and lists by indentation, texts in JSON's quotes. @param {unknown} value @returns {string} */
function yaml(value, indent = '') {
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((one) => `${indent}-${yaml(one, `${indent}  `).replace(/^\n\s*/, ' ')}`).join('')}`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return ' {}\n';
    return `\n${entries.map(([key, one]) => `${indent}${/^[\w$-]+$/.test(key) ? key : JSON.stringify(key)}:${yaml(one, `${indent}  `)}`).join('')}`;
  }
  return ` ${JSON.stringify(value)}\n`;
}

const command = process.argv[2];
const text = yaml(documentNow()).slice(1);
const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
if (command === 'generate') {
  writeFileSync(FILE, text);
  console.log(`wrote ${relative(ROOT, FILE)}`);
} else if (committed !== text) {
  console.error(
    'docs/asyncapi.yaml is not what the .proto files say: run npm run asyncapi:generate',
  );
  process.exitCode = 1;
} else console.log('asyncapi.yaml: what the .proto files say');
