/**
 * The venue's messages for the JSON subprotocol: a binary message of `ServerEnvelope`s becomes one text message, an
 * envelope in the protobuf JSON mapping, or an array when there are several.
 *
 * JSON sessions are for first steps, so they are served by translating what binary sessions are sent.
 */
import { SERVER_SHAPES, type ServerMessage } from '../frames/server-bodies.js';
import { ServerFrameDecoder } from '../frames/server-frame-decoder.js';
import { type JsonObject, nanosecondText, toJson } from './to-json.js';

/** One envelope in the JSON mapping. */
function serverMessageToJson(message: ServerMessage): JsonObject {
  const { type, requestId, channelId, sentTimeMs, body } = message;
  const json: JsonObject = {};
  if (requestId !== 0) json.requestId = String(requestId);
  if (channelId !== 0) json.channelId = channelId;
  if (sentTimeMs !== 0) json.sentTimeNs = nanosecondText(sentTimeMs);
  json[type] = toJson(SERVER_SHAPES[type].shape, body);
  return json;
}

/** The text message of what an encoder wrote; throws a SchemaError when the bytes are not an encoder's. */
export function serverFrameToJson(bytes: Uint8Array): string {
  const decoder = new ServerFrameDecoder();
  const envelopes: JsonObject[] = [];
  decoder.start(bytes);
  for (let next = decoder.next(); next !== undefined; next = decoder.next()) {
    envelopes.push(serverMessageToJson(next));
  }
  return JSON.stringify(envelopes.length === 1 ? envelopes[0] : envelopes);
}
