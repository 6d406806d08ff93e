/**
 * The schema as protobufjs reads it from the .proto files: the reference the codecs are compared with. It shares no
 * code and no table with them.
 */
import { fileURLToPath } from 'node:url';
import Long from 'long';
import protobuf from 'protobufjs';

const PROTO = fileURLToPath(new URL('../../proto/', import.meta.url));

const root = new protobuf.Root();
/** Where protobufjs keeps the schema of options. */
const DESCRIPTOR = fileURLToPath(new URL('../../node_modules/protobufjs/', import.meta.url));
root.resolvePath = (_origin, target) =>
  target.startsWith('/') ? target : (target.startsWith('google/') ? DESCRIPTOR : PROTO) + target;
root.loadSync(['patx/v1/gateway.proto', 'patx/v1/journal.proto']);
root.resolveAll();

export type Plain = Readonly<Record<string, unknown>>;

export const messageType = (name: string): protobuf.Type => root.lookupType(`patx.v1.${name}`);
export const enumType = (name: string): protobuf.Enum => root.lookupEnum(`patx.v1.${name}`);

/** Name of a field in plain objects. */
export const plainName = (field: protobuf.Field): string =>
  field.type === 'fixed64' ? field.name.replace(/Ns$/, 'Ms') : field.name;

/** Bytes of a plain object, as protobufjs writes them. */
export function oracleEncode(name: string, plain: unknown): Uint8Array {
  const type = messageType(name);
  return Uint8Array.from(type.encode(toMessage(type, plain as Plain)).finish());
}

/** Plain object of bytes, as protobufjs reads them; times to the nanosecond, then to the nearest double. */
export function oracleDecode(name: string, bytes: Uint8Array): Plain {
  const type = messageType(name);
  return toPlain(type, type.decode(bytes) as unknown as Plain);
}

function toMessage(type: protobuf.Type, plain: Plain): protobuf.Message {
  const values: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const value = plain[plainName(field)];
    if (value === undefined || value === null) continue;
    values[field.name] = field.repeated
      ? (value as unknown[]).map((item) => toWire(field, item))
      : toWire(field, value);
  }
  return type.create(values);
}

function toWire(field: protobuf.Field, value: unknown): unknown {
  if (field.resolvedType instanceof protobuf.Type)
    return toMessage(field.resolvedType, value as Plain);
  switch (field.type) {
    case 'uint64':
    case 'sint64':
      return Long.fromString(String(value), field.type === 'uint64');
    case 'fixed64':
      return Long.fromString(String(nanoseconds(value as number)), true);
    default:
      return value;
  }
}

function nanoseconds(timeMs: number): bigint {
  const ms = Math.floor(timeMs);
  return BigInt(ms) * 1_000_000n + BigInt(Math.round((timeMs - ms) * 1e6));
}

function toPlain(type: protobuf.Type, message: Plain): Plain {
  const result: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const value = message[field.name];
    result[plainName(field)] = field.repeated
      ? (value as unknown[]).map((item) => fromWire(field, item))
      : fromWire(field, value);
  }
  return result;
}

function fromWire(field: protobuf.Field, value: unknown): unknown {
  if (field.resolvedType instanceof protobuf.Type) {
    return value === null || value === undefined
      ? null
      : toPlain(field.resolvedType, value as Plain);
  }
  switch (field.type) {
    case 'uint64':
    case 'sint64':
      return Number(String(value));
    case 'fixed64': {
      const ns = BigInt(String(value));
      return Number(ns / 1_000_000n) + Number(ns % 1_000_000n) / 1e6;
    }
    case 'bytes':
      return Uint8Array.from(value as Uint8Array);
    default:
      return value;
  }
}

/** The JSON mapping of a plain object, as protobufjs writes it. */
export function oracleJson(name: string, plain: unknown): Plain {
  const type = messageType(name);
  const message = type.decode(oracleEncode(name, plain));
  return type.toObject(message, { longs: String, enums: String, bytes: String });
}

/** Bytes of a message in the JSON mapping, as protobufjs reads it. */
export function oracleFromJson(name: string, json: Plain): Uint8Array {
  const type = messageType(name);
  return Uint8Array.from(type.encode(type.fromObject(json)).finish());
}
