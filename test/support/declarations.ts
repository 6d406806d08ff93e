/**
 * What the commands declare in the .proto files, read by protobufjs: shares no code and no table with what is generated of
 * them. Also a body for every command that gets as far as the rules.
 */
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { ACCOUNT_ROLE } from '../../src/values/index.js';

const PROTO = fileURLToPath(new URL('../../proto/', import.meta.url));
const DESCRIPTOR = fileURLToPath(new URL('../../node_modules/protobufjs/', import.meta.url));

const root = new protobuf.Root();
root.resolvePath = (_origin, target) =>
  (target.startsWith('google/') ? DESCRIPTOR : PROTO) + target;
root.loadSync('patx/v1/commands.proto', { keepCase: true });
root.resolveAll();

export interface Declared {
  /** Name of its message. */
  readonly message: string;
  /** Name of its body in plain objects. */
  readonly name: string;
  readonly kind: number;
  readonly origin: 'ACCOUNT' | 'VENUE' | 'CHAIN';
  readonly roles: readonly number[];
  readonly scopes: readonly number[];
  readonly clientId: boolean;
  readonly type: protobuf.Type;
}

interface Options {
  readonly kind: number;
  readonly origin: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly client_id?: boolean;
}

const numbersOf = (name: string, keys: readonly string[] = []): number[] => {
  const { values } = root.lookupEnum(`patx.v1.${name}`);
  return keys.map((key) => values[key] as number);
};

/** Every command, by ascending kind. */
export const DECLARED: readonly Declared[] = (
  root.lookup('patx.v1') as protobuf.Namespace
).nestedArray
  .filter((one) => one instanceof protobuf.Type)
  .flatMap((type): Declared[] => {
    const all = (type.parsedOptions ?? []) as Readonly<Record<string, Options>>[];
    const options = all.map((one) => one['(patx.v1.command)']).find((one) => one !== undefined);
    if (options === undefined) return [];
    const { kind, origin, roles, scopes } = options;
    return [
      {
        ...{ message: type.name, name: type.name[0]?.toLowerCase() + type.name.slice(1), kind },
        origin: origin.slice('COMMAND_ORIGIN_'.length) as Declared['origin'],
        ...{ roles: numbersOf('AccountRole', roles), scopes: numbersOf('KeyScope', scopes) },
        ...{ clientId: options.client_id === true, type },
      },
    ];
  })
  .sort((one, other) => one.kind - other.kind);

const byKind = new Map(DECLARED.map((one) => [one.kind, one]));
export const declared = (kind: number): Declared | undefined => byKind.get(kind);

/** Numbers that are no command, some of them where the venue's, the chain's and sessions' numbers are. */
export const UNDECLARED: readonly number[] = Array.from({ length: 300 }, (_, index) => index)
  .concat(1_000, 2_047)
  .filter((kind) => !byKind.has(kind));

export interface Sender {
  readonly accountId: number;
  readonly role: number;
  readonly providerId: number;
  readonly clientId: number;
}

/**
 * A body whose sender is not refused for its role by the rules of the command itself; otherwise it names things there are
 * not. In plain form: numbers, and null for what is nested.
 */
export function bodyOf({ name, type }: Declared, sender: Sender): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    body[plainName(field.name)] = valueIn(field, sender);
  }
  const isOperator = sender.role === ACCOUNT_ROLE.OPERATOR;
  if ('providerId' in body) body.providerId = sender.providerId;
  if (name === 'kill') Object.assign(body, { killScope: 2, targetId: sender.accountId });
  // What the sender may do for itself, and an operator for it.
  if (name.endsWith('Protection') || name === 'cancelWalletLink') {
    body.targetAccountId = isOperator ? sender.providerId : 0;
  }
  return body;
}

/** Values that exist in no venue, in the bounds of the field. */
function valueIn(field: protobuf.Field, { clientId }: Sender): unknown {
  if (field.repeated) return [];
  if (field.name === 'client_request_id' || field.name === 'client_order_id') return clientId;
  if (field.resolvedType instanceof protobuf.Enum) return 1;
  if (field.resolvedType !== null) return null;
  const options = (field.parsedOptions ?? []) as Readonly<Record<string, { sizes?: number[] }>>[];
  switch (field.type) {
    case 'bool':
      return false;
    case 'string':
      return 'NONE';
    case 'bytes': {
      const sizes = options.flatMap((one) => one['(patx.v1.bounds)']?.sizes ?? [0]);
      return new Uint8Array(Math.max(0, ...sizes)).fill(7);
    }
    case 'fixed64':
      return 0;
    default:
      return 999;
  }
}

/** The bytes of a body, as protobufjs writes them. */
export function bodyBytes({ type }: Declared, body: Readonly<Record<string, unknown>>): Uint8Array {
  const message: Record<string, unknown> = {};
  for (const { name } of type.fieldsArray) {
    const value = body[plainName(name)];
    if (value !== null) message[name] = value;
  }
  return Uint8Array.from(type.encode(message).finish());
}

const plainName = (name: string): string =>
  name.replace(/_ns$/, '_ms').replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** An envelope of a session with its length: a request id, and a message under any number. */
export function envelope(requestId: number, number: number, body: Uint8Array): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.fork().uint32(0x08).uint32(requestId);
  return Uint8Array.from(
    writer
      .uint32((number << 3) | 2)
      .bytes(body)
      .ldelim()
      .finish(),
  );
}
