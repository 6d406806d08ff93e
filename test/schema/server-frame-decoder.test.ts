// Goal: catch a client that reads other values than the venue sent, or that hides damage or numbers it cannot hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SchemaError,
  ServerEncoder,
  ServerFrameDecoder,
  type ServerMessage,
} from '../../src/schema/index.js';
import { delimited } from './client-envelopes.js';
import { unhex } from './commands.js';
import { oracleEncode } from './oracle.js';
import { ALL_TYPES, anyMessage, type SentMessage, write } from './server-envelopes.js';

function read(bytes: Uint8Array): ServerMessage[] {
  const decoder = new ServerFrameDecoder();
  decoder.start(bytes);
  const messages: ServerMessage[] = [];
  for (let next = decoder.next(); next !== undefined; next = decoder.next()) messages.push(next);
  return messages;
}

function thrownBy(bytes: Uint8Array): SchemaError {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof SchemaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const envelope = (message: SentMessage, sentTimeMs: number): Uint8Array =>
  delimited(
    oracleEncode('ServerEnvelope', {
      requestId: message.requestId,
      channelId: message.channelId,
      sentTimeMs,
      [message.type]: message.body,
    }),
  );

describe('ServerFrameDecoder', () => {
  it('reads every message as protobufjs writes it', () => {
    const sent = fc.array(
      fc.record({ message: anyMessage(ALL_TYPES), sentTimeMs: fc.integer({ min: 0, max: 4e12 }) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(sent, (messages) => {
        const bytes = Buffer.concat(
          messages.map(({ message, sentTimeMs }) => envelope(message, sentTimeMs)),
        );
        expect(read(bytes)).toEqual(
          messages.map(({ message, sentTimeMs }) => ({ ...message, sentTimeMs })),
        );
      }),
      { numRuns: 800 },
    );
  });

  it('reads what the encoder writes, fractions of times included', () => {
    const encoder = new ServerEncoder();
    fc.assert(
      fc.property(fc.array(anyMessage(ALL_TYPES), { maxLength: 4 }), (messages) => {
        encoder.reset();
        for (const message of messages) write(encoder, message);
        const bytes = Uint8Array.from(encoder.bytes);
        const found = read(bytes);
        bytes.fill(0);
        expect(found).toEqual(messages.map((message) => ({ ...message, sentTimeMs: 0 })));
      }),
      { numRuns: 1000 },
    );
  });

  it('steps over messages of a newer venue and passes on its enum numbers', () => {
    const newer = delimited(unhex('0805 c23e03616263'));
    const result = delimited(unhex('2a03 10e807'));
    const decoder = new ServerFrameDecoder();
    decoder.start(Buffer.concat([newer, result]));
    expect(decoder.next()).toMatchObject({ type: 'commandResult', body: { errorCode: 1000 } });
    expect(decoder.next()).toBeUndefined();
    expect(decoder.unknownCount).toBe(1);
  });

  it('says which number it cannot hold', () => {
    const order = delimited(unhex('2209 10 ffffffffffffff7f'));
    expect(thrownBy(order).problem).toMatchObject({ code: 'INVALID_FIELD', field: 'order_id' });
    const balance = delimited(unhex('5209 10 ffffffffffffff7f'));
    expect(thrownBy(balance).problem.field).toBe('available_micro_pat');
  });

  it('throws a SchemaError and nothing else on damaged bytes, and can be used again', () => {
    const decoder = new ServerFrameDecoder();
    const good = delimited(unhex('2a02 0801'));
    const frames = fc.record({
      frame: anyMessage(ALL_TYPES).map((message) => envelope(message, 1)),
      at: fc.nat(500),
      byte: fc.nat(255),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(frames, ({ frame, at, byte, cut }) => {
        const place = at % frame.length;
        const bytes = cut ? frame.slice(0, place) : Uint8Array.from(frame);
        if (!cut) bytes[place] = byte;
        try {
          decoder.start(bytes);
          while (decoder.next() !== undefined);
        } catch (error) {
          expect(error).toBeInstanceOf(SchemaError);
        }
        decoder.start(good);
        expect(decoder.next()).toMatchObject({ body: { clientRequestId: 1 } });
      }),
      { numRuns: 1000 },
    );
  });
});
