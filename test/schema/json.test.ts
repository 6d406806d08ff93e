// Goal: catch a JSON subprotocol that says something else than the binary one, or is laxer, or throws on any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ENVELOPES_MAX,
  JsonFrameDecoder,
  type Problem,
  ServerEncoder,
  serverFrameToJson,
} from '../../src/schema/index.js';
import { COMMAND_KIND, ERROR_CATALOG, isAccountCommand } from '../../src/values/index.js';
import {
  anyEnvelope,
  delimited,
  expected,
  onlyProblem,
  type ReadEnvelope,
  readAll,
  type SentEnvelope,
} from './client-envelopes.js';
import { commandOf, hex, oneofName } from './commands.js';
import { oracleEncode, oracleFromJson, oracleJson, type Plain } from './oracle.js';
import { ALL_TYPES, anyMessage, write } from './server-envelopes.js';

const decoder = new JsonFrameDecoder();

function read(text: string): ReadEnvelope[] {
  decoder.start(text);
  return readAll(decoder);
}

function problem(json: unknown): Problem & { readonly requestId: number } {
  decoder.start(JSON.stringify(json));
  return onlyProblem(decoder);
}

const toJson = ({ requestId, name, body }: SentEnvelope): Plain => {
  const json = { ...oracleJson('ClientEnvelope', { requestId, [name]: body }) };
  // protobufjs leaves out an empty message it was given as one.
  return { [name]: {}, ...json };
};

const order = {
  clientOrderId: '1',
  seriesId: 2,
  side: 'SIDE_BUY',
  orderType: 'ORDER_TYPE_LIMIT',
  timeInForce: 'TIME_IN_FORCE_GTC',
  priceTicks: '3',
  quantityLots: '4',
};

const placed = (changes: Record<string, unknown>) => ({
  requestId: '5',
  placeOrder: { ...order, ...changes },
});

describe('JsonFrameDecoder', () => {
  it('reads every message of a client from the JSON mapping', () => {
    fc.assert(
      fc.property(fc.array(anyEnvelope, { maxLength: 4 }), (envelopes) => {
        expect(read(JSON.stringify(envelopes.map(toJson)))).toEqual(envelopes.map(expected));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes one envelope without an array, and every spelling the mapping allows', () => {
    const text = JSON.stringify({
      request_id: 5,
      place_order: {
        ...order,
        clientOrderId: undefined,
        client_order_id: 1,
        side: 1,
        series_id: '2',
        seriesId: undefined,
        postOnly: null,
        expire_time_ns: '1763700000123999999',
      },
    });
    const body = {
      clientOrderId: 1,
      seriesId: 2,
      side: 1,
      orderType: 1,
      timeInForce: 1,
      priceTicks: 3,
      quantityLots: 4,
      selfTradePrevention: 0,
      postOnly: false,
      expireTimeMs: 1_763_700_000_123,
    };
    expect(read(text)).toEqual([{ requestId: 5, result: commandOf(3, body) }]);
    const hash = Buffer.alloc(32, 0xfb);
    const notice = { requestId: 1, noticeDelivery: { contentHash: hash.toString('base64url') } };
    expect(read(JSON.stringify(notice))[0]?.result).toMatchObject({
      body: { contentHash: Uint8Array.from(hash) },
    });
  });

  it('does not reach the commands of the venue itself', () => {
    for (const kind of Object.values(COMMAND_KIND).filter((one) => !isAccountCommand(one))) {
      const found = problem({ requestId: 5, [oneofName(kind)]: {} });
      expect(found).toMatchObject({ code: 'UNKNOWN_MESSAGE', fatal: false, requestId: 5 });
    }
  });

  it.each([
    ['a side nobody knows', placed({ side: 'SIDE_BOTH' }), 'INVALID_FIELD', 'side'],
    ['an unspecified side', placed({ side: 'SIDE_UNSPECIFIED' }), 'INVALID_FIELD', 'side'],
    ['no side', placed({ side: null }), 'INVALID_FIELD', 'side'],
    ['a side of 3', placed({ side: 3 }), 'INVALID_FIELD', 'side'],
    ['a price of 2^53', placed({ priceTicks: 2 ** 53 }), 'TICK_LOT', 'price_ticks'],
    [
      'a price of 2^53 as text',
      placed({ priceTicks: '-9007199254740992' }),
      'TICK_LOT',
      'price_ticks',
    ],
    ['a broken price', placed({ priceTicks: 1.5 }), 'TICK_LOT', 'price_ticks'],
    ['a price in words', placed({ priceTicks: 'ten' }), 'INVALID_FIELD', 'price_ticks'],
    ['a price with an exponent', placed({ priceTicks: '1e3' }), 'INVALID_FIELD', 'price_ticks'],
    ['an object for a price', placed({ priceTicks: {} }), 'TICK_LOT', 'price_ticks'],
    ['a negative id', placed({ clientOrderId: -1 }), 'INVALID_FIELD', 'client_order_id'],
    ['a series beyond 32 bits', placed({ seriesId: 2 ** 32 }), 'INVALID_FIELD', 'series_id'],
    ['a time as a number', placed({ expireTimeNs: 1.7e18 }), 'INVALID_FIELD', 'expire_time_ns'],
    [
      'a time beyond 64 bits',
      placed({ expireTimeNs: '18446744073709551616' }),
      'INVALID_FIELD',
      'expire_time_ns',
    ],
    ['a flag of 1', placed({ postOnly: 1 }), 'INVALID_FIELD', 'post_only'],
    ['a field nobody knows', placed({ price: 5 }), 'INVALID_FIELD', 'price'],
    ['a field under both names', placed({ series_id: 2 }), 'INVALID_FIELD', 'series_id'],
    ['a list for a message', { requestId: 5, placeOrder: [] }, 'INVALID_FIELD', ''],
    ['two messages', { requestId: 5, logout: {}, listParameters: {} }, 'INVALID_FIELD', 'body'],
    ['no message', { requestId: 5 }, 'UNKNOWN_MESSAGE', ''],
    ['a message nobody knows', { requestId: 5, buy: {} }, 'UNKNOWN_MESSAGE', 'buy'],
    [
      'an object for a list',
      { requestId: 5, massQuote: { quotes: {} } },
      'INVALID_FIELD',
      'quotes',
    ],
    [
      'too many levels',
      { requestId: 5, massQuote: { quotes: [{}, { bids: new Array(6).fill({}) }] } },
      'INVALID_FIELD',
      'quotes[1].bids',
    ],
    [
      'a level that is none',
      { requestId: 5, massQuote: { quotes: [{ bids: [7] }] } },
      'INVALID_FIELD',
      'quotes[0].bids[0]',
    ],
    [
      'bytes that are no base64',
      { requestId: 5, addKey: { publicKey: '?' } },
      'INVALID_FIELD',
      'public_key',
    ],
    [
      'a key of the wrong size',
      { requestId: 5, addKey: { publicKey: 'AAAA' } },
      'INVALID_FIELD',
      'public_key',
    ],
    [
      'a reason that is missing',
      { requestId: 5, setPhase: { phase: 2 } },
      'INVALID_FIELD',
      'reason',
    ],
  ])('says what is wrong with %s', (_what, json, code, field) => {
    expect(problem(json)).toMatchObject({ code, field, requestId: 5, fatal: false });
  });

  it('gives up on text that is no envelope', () => {
    for (const text of ['', '{', 'null', '7', '[[]]', '"{}"', '{}x']) {
      const [first, ...more] = read(text);
      expect(first?.result, text).toMatchObject({ code: 'MALFORMED', fatal: true });
      expect(more).toEqual([]);
    }
    expect(problem({ requestId: -1, logout: {} })).toMatchObject({ field: 'request_id' });
  });

  it('reads no more than the allowed number of envelopes', () => {
    const results = read(JSON.stringify(new Array(ENVELOPES_MAX + 10).fill({ logout: {} })));
    expect(results).toHaveLength(ENVELOPES_MAX + 1);
    expect(results.at(-1)?.result).toMatchObject({ code: 'TOO_LARGE', fatal: true });
  });

  it('survives any JSON and any damage to good JSON', () => {
    const good = fc
      .tuple(anyEnvelope, fc.nat(600), fc.string({ maxLength: 3 }))
      .map(([envelope, at, splice]) => {
        const text = JSON.stringify([toJson(envelope)]);
        return text.slice(0, at) + splice + text.slice(at + 1);
      });
    const values = fc
      .jsonValue()
      .chain((value) =>
        fc
          .constantFrom('placeOrder', 'massQuote', 'logon', 'requestId', 'defineContract')
          .map((key) => JSON.stringify({ [key]: value })),
      );
    fc.assert(
      fc.property(fc.oneof(good, values, fc.json(), fc.string()), (text) => {
        for (const { result } of read(text)) {
          if (typeof result === 'object' && result !== null && 'detail' in result) {
            expect(ERROR_CATALOG[(result as Problem).code]).toBeDefined();
          }
        }
      }),
      { numRuns: 700 },
    );
    expect(read('{"__proto__": {"placeOrder": {}}}')[0]?.result).toMatchObject({
      code: 'UNKNOWN_MESSAGE',
    });
  });
});

describe('serverFrameToJson', () => {
  it('writes what protobufjs reads as the same messages', () => {
    const encoder = new ServerEncoder();
    fc.assert(
      fc.property(fc.array(anyMessage(ALL_TYPES), { minLength: 1, maxLength: 3 }), (messages) => {
        encoder.reset();
        for (const message of messages) write(encoder, message);
        const json: unknown = JSON.parse(serverFrameToJson(encoder.bytes));
        const envelopes = Array.isArray(json) ? json : [json];
        const bytes = envelopes.map((envelope) => {
          return delimited(oracleFromJson('ServerEnvelope', envelope as Plain));
        });
        expect(hex(Buffer.concat(bytes))).toBe(hex(encoder.bytes));
      }),
      { numRuns: 700 },
    );
  });

  it('writes one envelope alone and several as an array', () => {
    const credits = delimited(
      oracleEncode('ServerEnvelope', { sentTimeMs: 1.5, channelId: 3, credits: { remaining: -2 } }),
    );
    const one = '{"channelId":3,"sentTimeNs":"1500000","credits":{"remaining":"-2"}}';
    expect(serverFrameToJson(credits)).toBe(one);
    expect(serverFrameToJson(Buffer.concat([credits, credits]))).toBe(`[${one},${one}]`);
  });
});
