/**
 * The generated protobuf code behind one small interface: a message by name, encoded into a reused writer and decoded
 * from a range of bytes. For messages that are not frequent; the frequent ones have codecs of their own.
 *
 * Encoding appends canonical bytes: fields in the order of their numbers, defaults left out. Decoding throws what
 * protobufjs throws on malformed bytes; byte fields of the result may be views into the input.
 */
import protobuf from 'protobufjs/minimal.js';
import { patx } from './generated/patx.js';

const types = patx.v1;

type Codec = {
  encode(message: object, writer: protobuf.Writer): protobuf.Writer;
  decode(reader: protobuf.Reader, length?: number): object;
};

/** Names of the schema's messages. */
export type WireName = {
  [K in keyof typeof types]: (typeof types)[K] extends { encodeDelimited: unknown } ? K : never;
}[keyof typeof types];

/** A message as protobufjs has it. */
export type WireObject = Record<string, unknown>;

// Without Long, protobufjs reads 64-bit integers as doubles and gets times wrong.
if (!protobuf.util.Long) throw new Error('protobufjs has not found the package "long"');

/** Encodes a message at the start of the writer, which then holds nothing else. */
export function encodeMessage(name: WireName, message: WireObject, writer: protobuf.Writer): void {
  writer.states = null;
  writer.reset();
  const codec: Codec = types[name];
  codec.encode(message, writer);
}

/** Decodes the message that fills [start, end) of the bytes. Unknown fields are dropped. */
export function decodeMessage(
  name: WireName,
  bytes: Uint8Array,
  start: number,
  end: number,
): WireObject {
  const reader = protobuf.Reader.create(bytes);
  reader.discardUnknown = true;
  reader.pos = start;
  reader.len = end;
  const codec: Codec = types[name];
  return codec.decode(reader) as WireObject;
}

export const newWriter = (): protobuf.Writer => protobuf.Writer.create();
