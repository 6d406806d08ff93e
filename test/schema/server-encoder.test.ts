// Goal: catch a writer of the venue's messages whose bytes differ from protobufjs, that damages what was written before,
// or that stamps the sent time into the wrong place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExecutionReport, ServerEncoder, stampSentTime } from '../../src/schema/index.js';
import { delimited } from './client-envelopes.js';
import { hex } from './commands.js';
import { oracleEncode } from './oracle.js';
import {
  ALL_TYPES,
  anyMessage,
  OWN_WRITERS,
  type SentMessage,
  write,
  writeGeneric,
} from './server-envelopes.js';

const oracleBytes = (
  { type, requestId, channelId, body }: SentMessage,
  sentTimeMs = 0,
): Uint8Array =>
  delimited(oracleEncode('ServerEnvelope', { requestId, channelId, sentTimeMs, [type]: body }));

const concatHex = (messages: readonly SentMessage[]): string =>
  messages.map((message) => hex(oracleBytes(message))).join('');

describe('ServerEncoder', () => {
  it('writes the frequent messages as protobufjs does, however they follow each other', () => {
    const encoder = new ServerEncoder({ initialBytes: 16 });
    fc.assert(
      fc.property(fc.array(anyMessage(OWN_WRITERS), { maxLength: 8 }), (messages) => {
        encoder.reset();
        for (const message of messages) expect(write(encoder, message)).toBe(true);
        expect(hex(encoder.bytes)).toBe(concatHex(messages));
        expect(encoder.length).toBe(encoder.bytes.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes every message through the generated code', () => {
    const encoder = new ServerEncoder();
    fc.assert(
      fc.property(fc.array(anyMessage(ALL_TYPES), { maxLength: 3 }), (messages) => {
        encoder.reset();
        for (const message of messages) expect(writeGeneric(encoder, message)).toBe(true);
        expect(hex(encoder.bytes)).toBe(concatHex(messages));
      }),
      { numRuns: 700 },
    );
  });

  it('reserves the sent time in the first envelope of a frame and stamps it to the nanosecond', () => {
    const encoder = new ServerEncoder();
    const time = fc.record({ ms: fc.integer({ min: 1, max: 4e12 }), ns: fc.nat(999_999) });
    fc.assert(
      fc.property(
        fc.array(anyMessage(ALL_TYPES), { minLength: 1, maxLength: 4 }),
        time,
        (messages, { ms, ns }) => {
          encoder.reset();
          encoder.startFrame();
          for (const message of messages) write(encoder, message);
          const copy = Uint8Array.from(encoder.bytes);
          encoder.stampSentTime(ms, ns);
          stampSentTime(copy, encoder.sentTimeAt, ms, ns);
          expect(hex(copy)).toBe(hex(encoder.bytes));
          const [first, ...rest] = messages as [SentMessage, ...SentMessage[]];
          const at = encoder.sentTimeAt;
          const stamped = BigInt(ms) * 1_000_000n + BigInt(ns);
          expect(new DataView(copy.buffer).getBigUint64(at, true)).toBe(stamped);
          copy.set(new Uint8Array(8).fill(0xff), at);
          const envelope = oracleEncode('ServerEnvelope', {
            requestId: first.requestId,
            channelId: first.channelId,
            sentTimeMs: 1,
            [first.type]: first.body,
          });
          const expected = delimited(envelope);
          expected.set(new Uint8Array(8).fill(0xff), at);
          expect(hex(copy)).toBe(hex(expected) + concatHex(rest));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses an envelope past its limit and keeps what it has', () => {
    const encoder = new ServerEncoder({ initialBytes: 64, maxBytes: 600 });
    let written = 0;
    while (encoder.credits(1, 5, 6)) written += 1;
    expect(written).toBeGreaterThan(30);
    const before = hex(encoder.bytes);
    expect(encoder.executionReport(1, 1, new ExecutionReport())).toBe(false);
    expect(encoder.appendEncoded(new Uint8Array(600))).toBe(false);
    expect(hex(encoder.bytes)).toBe(before);
    expect(encoder.length).toBeLessThanOrEqual(600);
  });

  it('writes nothing when a value cannot be carried', () => {
    const encoder = new ServerEncoder();
    encoder.credits(0, 1, 0);
    const before = hex(encoder.bytes);
    const bad: Partial<Record<keyof ExecutionReport, unknown>>[] = [
      { priceTicks: 0.5 },
      { orderId: 2 ** 53 },
      { orderId: -1 },
      { feeMicroPat: 7n },
      { orderId: 7n },
      { matchTimeMs: Number.NaN },
      { matchTimeMs: -1 },
      { accountId: 2 ** 32 },
    ];
    for (const fields of bad) {
      const report = Object.assign(new ExecutionReport(), fields);
      expect(() => encoder.executionReport(0, 0, report)).toThrow();
      expect(() => encoder.message(0, 0, 'executionReport', report)).toThrow();
      expect(hex(encoder.bytes)).toBe(before);
    }
  });

  it('keeps these bytes, which clients in the field read', () => {
    const encoder = new ServerEncoder();
    const report = new ExecutionReport();
    Object.assign(report, {
      executionType: 3,
      orderId: 300,
      clientOrderId: 7,
      seriesId: 12,
      side: 1,
      priceTicks: 1_500,
      openLots: 2,
      cumulativeLots: 3,
      lastPriceTicks: 1_499,
      lastLots: 3,
      feeMicroPat: -1,
      liquidity: 2,
      tradeId: 9,
      accountSequence: 77,
      journalSequence: 5_000_000,
      durability: 1,
      receivedTimeMs: 1_763_700_000_123.25,
      matchTimeMs: 1_763_700_000_124,
      accountId: 1001,
    });
    encoder.executionReport(4, 0, report);
    const order = '4508042241 0803 10ac02 1807 200c 2801 30b817 3804 4006';
    const trade = '48b617 5006 5801 6002 6809';
    const sequences = '88014d 9001c096b102 980101';
    const times = 'a90150e5b33dceeb7918 b1010057bf3dceeb7918 b801e907';
    const expected = [order, trade, sequences, times].join('').replace(/ /g, '');
    expect(hex(encoder.bytes)).toBe(expected);
  });
});
