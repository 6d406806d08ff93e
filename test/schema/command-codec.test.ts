// Goal: catch a journal codec that writes other bytes than the schema says, loses or changes a value, or is not canonical.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandCodec, NO_PLACE, SchemaError } from '../../src/schema/index.js';
import { COMMAND_KIND, Command } from '../../src/values/index.js';
import { ALL_KINDS, anyCommand, bodyOf, commandOf, hex, oneofName, unhex } from './commands.js';
import { oracleEncode } from './oracle.js';

const codec = new CommandCodec();

function encode(command: Command): Uint8Array {
  const out = new Uint8Array(codec.bytesMax(command) + 3).fill(0xee);
  const end = codec.encode(command, out, 3);
  expect(end).toBeGreaterThan(3);
  expect(hex(out.subarray(0, 3))).toBe('eeeeee');
  return out.slice(3, end);
}

function decode(bytes: Uint8Array): Command {
  const command = new Command();
  // What an earlier command left behind must not show.
  Object.assign(command, {
    side: 9,
    clientId: 9,
    orderId: 9,
    targetClientId: 9,
    body: {},
    expireTimeMs: 9,
    isSpecial: true,
    displayLots: 9,
    allOrNone: true,
    pegOffsetTicks: 9,
  });
  expect(codec.decode(bytes, 0, command)).toBe(bytes.length);
  return command;
}

describe('CommandCodec', () => {
  it('writes the bytes protobufjs writes and reads its own bytes back, for every kind', () => {
    fc.assert(
      fc.property(anyCommand, ({ kind, body, actor }) => {
        const command = commandOf(kind, body, actor);
        const bytes = encode(command);
        const expected = oracleEncode('Command', { ...actor, [oneofName(kind)]: body });
        const bare = new Uint8Array(codec.bytesMax(command));
        const bareEnd = codec.encodeBare(command, bare, 0);
        expect(hex(bare.subarray(0, bareEnd))).toBe(hex(expected));
        expect(hex(bytes.subarray(bytes.length - bareEnd))).toBe(hex(expected));
        expect(decode(bytes)).toEqual(command);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(ALL_KINDS.map((kind) => [oneofName(kind), kind]))(
    'round trips %s, its biggest and smallest bodies included',
    (_name, kind) => {
      fc.assert(
        fc.property(bodyOf(kind as number), (body) => {
          const command = commandOf(kind as number, body);
          expect(decode(encode(command))).toEqual(command);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('reads what protobufjs writes in any order, with unknown fields in between', () => {
    const body = {
      clientOrderId: 7,
      seriesId: 3,
      side: 1,
      orderType: 1,
      timeInForce: 1,
      priceTicks: -5,
    };
    const placed = Buffer.from(oracleEncode('PlaceOrder', body));
    const unknown = unhex(
      'fa0103616263 f80181808080808080808001 f1010203040506070809 f50101020304',
    );
    const inner = Buffer.concat([unhex('3806'), placed, unknown, unhex('3808')]);
    const outer = Buffer.concat([unhex('1a'), Uint8Array.of(inner.length), inner, unhex('0805')]);
    const command = decode(Buffer.concat([Uint8Array.of(outer.length), outer]));
    expect(command).toMatchObject({
      clientId: 7,
      seriesId: 3,
      priceTicks: -5,
      lots: 4,
      accountId: 5,
    });
  });

  it('keeps these bytes, which journals on disk hold', () => {
    const place = commandOf(
      COMMAND_KIND.PLACE_ORDER,
      {
        clientOrderId: 281_474_976_710_657,
        seriesId: 12,
        side: 2,
        orderType: 1,
        timeInForce: 3,
        priceTicks: 1_500,
        quantityLots: 40,
        selfTradePrevention: 4,
        postOnly: true,
        expireTimeMs: 1_763_700_000_123,
      },
      { accountId: 1001, sessionId: 9 },
    );
    expect(hex(encode(place))).toBe(
      '2908e90710091a220881808080808040100c18022001280330b81738504004480151c014b03dceeb7918',
    );
    const special = commandOf(COMMAND_KIND.PLACE_ORDER, {
      clientOrderId: 1,
      seriesId: 2,
      side: 1,
      orderType: 4,
      timeInForce: 1,
      priceTicks: 100,
      quantityLots: 40,
      selfTradePrevention: 0,
      postOnly: false,
      expireTimeMs: 0,
      displayLots: 5,
      allOrNone: true,
      triggerPriceTicks: 99,
      ocoClientOrderId: 7,
      pegOffsetTicks: -3,
    });
    expect(hex(encode(special))).toBe(
      '1e1a1c0801100218012004280130c8013850580a600170c601800107880105',
    );
    const cancel = commandOf(COMMAND_KIND.CANCEL_ORDER, { orderId: 300, clientOrderId: 0 });
    expect(hex(encode(cancel))).toBe('05220308ac02');
    const advance = commandOf(COMMAND_KIND.ADVANCE_TIME, {});
    expect(hex(encode(advance))).toBe('03e20300');
  });

  it('answers NO_PLACE when the array has too little room, and writes nothing outside it', () => {
    const command = commandOf(COMMAND_KIND.CANCEL_ORDER, { orderId: 1, clientOrderId: 0 });
    const out = new Uint8Array(codec.bytesMax(command) - 1);
    expect(codec.encode(command, out, 0)).toBe(NO_PLACE);
    expect(codec.encodeBare(command, out, 0)).toBe(NO_PLACE);
    expect(out.every((byte) => byte === 0)).toBe(true);
  });

  it('names the field it cannot carry instead of writing something else', () => {
    const good = {
      clientOrderId: 1,
      seriesId: 1,
      side: 1,
      orderType: 1,
      timeInForce: 1,
      priceTicks: 1,
      quantityLots: 1,
      selfTradePrevention: 0,
      postOnly: false,
      expireTimeMs: 0,
      displayLots: 1,
    };
    const bad: [string, unknown][] = [
      ['priceTicks', 5n],
      ['priceTicks', 0.5],
      ['priceTicks', 2 ** 53],
      ['quantityLots', Number.NaN],
      ['clientOrderId', -1],
      ['clientOrderId', 9n],
      ['seriesId', 2 ** 32],
      ['seriesId', 1.5],
      ['side', 3],
      ['side', 0],
      ['expireTimeMs', 1.5],
      ['expireTimeMs', 2e13],
      ['selfTradePrevention', 5],
      ['orderType', 7],
      ['displayLots', 0.5],
      ['triggerPriceTicks', 2 ** 53],
      ['ocoClientOrderId', -1],
      ['pegOffsetTicks', 9n],
    ];
    for (const [field, value] of bad) {
      const command = commandOf(COMMAND_KIND.PLACE_ORDER, { ...good, [field]: value });
      let thrown: unknown;
      try {
        encode(command);
      } catch (error) {
        thrown = error;
      }
      expect(thrown, `${field} = ${String(value)}`).toBeInstanceOf(SchemaError);
      const name = field
        .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
        .replace(/_ms$/, '_ns');
      expect((thrown as SchemaError).problem.field).toBe(name);
    }
  });

  it.each([
    ['a length past the end', '05 0801', 'MALFORMED'],
    ['a body cut short', '04 22020880', 'MALFORMED'],
    ['two bodies', '04 22002200', 'MALFORMED'],
    ['no body', '02 0801', 'UNKNOWN_MESSAGE'],
    ['a kind nobody knows', '03 8a0600', 'UNKNOWN_MESSAGE'],
    ['an enum nobody knows', '04 1a021809', 'INVALID_FIELD'],
    ['an account beyond 32 bits', '08 088080808010 2200', 'INVALID_FIELD'],
    ['an empty reason', '03 ba0200', 'INVALID_FIELD'],
  ])('says what is wrong with %s', (_what, text, code) => {
    const command = new Command();
    expect(codec.decode(unhex(text), 0, command)).toBe(NO_PLACE);
    expect(codec.problem?.code).toBe(code);
    expect(codec.decode(unhex('0408052200'), 0, command)).toBe(5);
    expect(codec.problem).toBeUndefined();
  });
});
