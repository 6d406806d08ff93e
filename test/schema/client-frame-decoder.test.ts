// Goal: catch a decoder of client frames that reads other values than were sent, lets something invalid through, gives
// an untyped answer, or throws or runs away on hostile bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ClientFrameDecoder,
  CommandCodec,
  ENVELOPES_MAX,
  type Problem,
} from '../../src/schema/index.js';
import { COMMAND_KIND, Command, ERROR_CATALOG, isAccountCommand } from '../../src/values/index.js';
import {
  anyEnvelope,
  delimited,
  envelopeBytes,
  expected,
  frameBytes,
  onlyProblem,
  type ReadEnvelope,
  readAll,
} from './client-envelopes.js';
import { commandOf, unhex } from './commands.js';
import { oracleDecode } from './oracle.js';

const decoder = new ClientFrameDecoder();

function read(bytes: Uint8Array): ReadEnvelope[] {
  decoder.start(bytes);
  return readAll(decoder);
}

function problem(bytes: Uint8Array): Problem & { readonly requestId: number } {
  decoder.start(bytes);
  return onlyProblem(decoder);
}

const order = {
  clientOrderId: 1,
  seriesId: 2,
  side: 1,
  orderType: 1,
  timeInForce: 1,
  priceTicks: 3,
  quantityLots: 4,
};

const placed = (changes: Record<string, unknown>): Uint8Array =>
  envelopeBytes({ requestId: 5, kind: 3, name: 'placeOrder', body: { ...order, ...changes } });

describe('ClientFrameDecoder', () => {
  it('reads every message of a client, several in one frame, as they were sent', () => {
    fc.assert(
      fc.property(fc.array(anyEnvelope, { maxLength: 6 }), (envelopes) => {
        expect(read(frameBytes(envelopes))).toEqual(envelopes.map(expected));
      }),
      { numRuns: 700 },
    );
  });

  it('lets the last time 64 bits can say into the journal', () => {
    const bytes = placed({ expireTimeMs: 0 });
    const last = unhex('51 ffffffffffffffff');
    const body = Uint8Array.from([...bytes.subarray(1), ...last]);
    body[3] = (body[3] as number) + last.length;
    const [first] = read(delimited(body));
    expect(first?.result).toMatchObject({ expireTimeMs: 18_446_744_073_709 });
    checkJournaled(first?.result as Command);
  });

  it('keeps no view of the input in what it returns', () => {
    const signature = new Uint8Array(64).fill(7);
    const body = { accountId: 1, keyId: 1, signature };
    const bytes = envelopeBytes({ requestId: 1, kind: 0, name: 'logon', body });
    const [envelope] = read(bytes);
    bytes.fill(0);
    expect(envelope?.result).toMatchObject({ body: { signature } });
  });

  it('does not reach the commands of the venue itself', () => {
    for (const kind of Object.values(COMMAND_KIND).filter((one) => !isAccountCommand(one))) {
      const tag = [((kind << 3) & 0x7f) | 2 | 0x80, (kind << 3) >>> 7];
      const { code, fatal, requestId } = problem(delimited(Uint8Array.from([8, 5, ...tag, 0])));
      expect({ code, fatal, requestId }).toEqual({
        code: 'UNKNOWN_MESSAGE',
        fatal: false,
        requestId: 5,
      });
    }
  });

  it.each([
    ['a side that does not exist', placed({ side: 3 }), 'INVALID_FIELD', 'side'],
    ['no side', placed({ side: 0 }), 'INVALID_FIELD', 'side'],
    ['no order type', placed({ orderType: 0 }), 'INVALID_FIELD', 'order_type'],
    ['no time in force', placed({ timeInForce: 0 }), 'INVALID_FIELD', 'time_in_force'],
    ['a negative enum', placed({ side: -1 }), 'INVALID_FIELD', 'side'],
    ['a price of 2^53', placed({ priceTicks: 2 ** 53 }), 'TICK_LOT', 'price_ticks'],
    ['a price of -2^53', placed({ priceTicks: -(2 ** 53) }), 'TICK_LOT', 'price_ticks'],
    ['a quantity of 2^60', placed({ quantityLots: 2 ** 60 }), 'TICK_LOT', 'quantity_lots'],
    ['an id of 2^53', placed({ clientOrderId: 2 ** 53 }), 'INVALID_FIELD', 'client_order_id'],
    [
      'a series beyond 32 bits',
      delimited(unhex('0805 1a06 108080808010')),
      'INVALID_FIELD',
      'series_id',
    ],
    [
      'too many levels',
      envelopeBytes({
        requestId: 5,
        kind: 7,
        name: 'massQuote',
        body: { quotes: [{}, { bids: new Array(6).fill({}) }] },
      }),
      'INVALID_FIELD',
      'quotes[1].bids',
    ],
    [
      'a level out of range',
      envelopeBytes({
        requestId: 5,
        kind: 7,
        name: 'massQuote',
        body: { quotes: [{}, { asks: [{ priceTicks: 2 ** 53 }] }] },
      }),
      'TICK_LOT',
      'quotes[1].price_ticks',
    ],
    [
      'a reason that is missing',
      envelopeBytes({ requestId: 5, kind: 39, name: 'setPhase', body: { phase: 2 } }),
      'INVALID_FIELD',
      'reason',
    ],
    [
      'a reason that is too long',
      envelopeBytes({
        requestId: 5,
        kind: 39,
        name: 'setPhase',
        body: { reason: 'é'.repeat(129) },
      }),
      'INVALID_FIELD',
      'reason',
    ],
    [
      'a text with a control character',
      envelopeBytes({ requestId: 5, kind: 39, name: 'setPhase', body: { reason: 'a\u0000b' } }),
      'INVALID_FIELD',
      'reason',
    ],
    [
      'a key of the wrong size',
      envelopeBytes({
        requestId: 5,
        kind: 32,
        name: 'addKey',
        body: { publicKey: new Uint8Array(31), scopes: [1] },
      }),
      'INVALID_FIELD',
      'public_key',
    ],
    [
      'a scope that does not exist',
      envelopeBytes({
        requestId: 5,
        kind: 32,
        name: 'addKey',
        body: { publicKey: new Uint8Array(32), scopes: [1, 9] },
      }),
      'INVALID_FIELD',
      'scopes[1]',
    ],
    [
      'an amount of 2^60',
      envelopeBytes({ requestId: 5, kind: 34, name: 'deposit', body: { amountMicroPat: 2 ** 60 } }),
      'INVALID_FIELD',
      'amount_micro_pat',
    ],
    [
      'a heartbeat interval that is too short',
      envelopeBytes({
        requestId: 5,
        kind: 0,
        name: 'logon',
        body: { signature: new Uint8Array(64), heartbeatIntervalMs: 10 },
      }),
      'INVALID_FIELD',
      'heartbeat_interval_ms',
    ],
    [
      'a time in force that does not exist',
      placed({ timeInForce: 6 }),
      'INVALID_FIELD',
      'time_in_force',
    ],
    ['two messages in one envelope', delimited(unhex('0805 2200 2a00')), 'INVALID_FIELD', 'body'],
    ['no message', delimited(unhex('0805')), 'UNKNOWN_MESSAGE', ''],
    ['a message nobody knows', delimited(unhex('0805 fa1f00')), 'UNKNOWN_MESSAGE', ''],
  ])('says what is wrong with %s and goes on', (_what, bytes, code, field) => {
    const found = problem(bytes);
    expect(found).toMatchObject({ code, field, requestId: 5, fatal: false });
    expect(found.detail).not.toBe('');
    const next = placed({});
    expect(read(Uint8Array.from([...bytes, ...next]))).toHaveLength(2);
  });

  it('does not need the request id to come first', () => {
    const found = problem(delimited(unhex('1a00 0805')));
    expect(found).toMatchObject({ code: 'INVALID_FIELD', field: 'side', requestId: 5 });
  });

  it.each([
    ['a length past the end', '05 0801'],
    ['an unfinished length', '80'],
    ['an endless length', 'ffffffffffffffffffffffff'],
    ['an unfinished request id', '02 0880'],
    ['field number 0', '02 0001'],
    ['a group', '04 0801 1b1c'],
    ['an order cut short', '04 1a02 0880'],
    ['a cold message cut short', '05 f2010208 80'],
  ])('gives up on %s', (_what, text) => {
    expect(problem(unhex(text))).toMatchObject({ code: 'MALFORMED', fatal: true });
  });

  it('reads no more than the allowed number of envelopes', () => {
    const results = read(new Uint8Array(ENVELOPES_MAX + 10));
    expect(results).toHaveLength(ENVELOPES_MAX + 1);
    expect(results.at(-1)?.result).toMatchObject({ code: 'TOO_LARGE', fatal: true });
  });

  it('bounds a message that is not frequent before it is built', () => {
    const body = new Uint8Array(200_000);
    for (let at = 0; at < body.length; at += 2) body[at] = 0x0a;
    const tag = unhex('f201');
    const found = problem(delimited(Uint8Array.from([...tag, ...delimited(body)])));
    expect(found).toMatchObject({ code: 'TOO_LARGE', fatal: true });
  });

  it('survives any mutation of valid frames with typed answers', () => {
    const mutated = fc.record({
      frame: fc.array(anyEnvelope, { minLength: 1, maxLength: 4 }).map(frameBytes),
      edits: fc.array(fc.record({ at: fc.nat(2_000), byte: fc.nat(255), cut: fc.nat(40) }), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(mutated, ({ frame, edits }) => {
        let bytes = Uint8Array.from(frame);
        for (const { at, byte, cut } of edits) {
          const place = at % (bytes.length + 1);
          if (cut === 0) bytes = bytes.slice(0, place);
          else if (cut === 1)
            bytes = Uint8Array.from([...bytes.slice(0, place), byte, ...bytes.slice(place)]);
          else if (place < bytes.length) bytes[place] = byte;
        }
        checkAnswers(read(bytes));
      }),
      { numRuns: 700 },
    );
  });

  it('survives any bytes with typed answers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => checkAnswers(read(bytes))),
      { numRuns: 700 },
    );
  });

  it('never reads an order differently from protobufjs', () => {
    const mutation = fc.record({
      at: fc.nat(60),
      byte: fc.nat(255),
      priceTicks: fc.integer(),
      id: fc.maxSafeInteger().map(Math.abs),
    });
    fc.assert(
      fc.property(mutation, ({ at, byte, priceTicks, id }) => {
        const bytes = placed({ priceTicks, clientOrderId: id, expireTimeMs: 1_763_700_000_000 });
        bytes[1 + (at % (bytes.length - 1))] = byte;
        const [first] = read(bytes);
        if (!(first?.result instanceof Command) || first.result.kind !== 3) return;
        const { placeOrder } = oracleDecode('ClientEnvelope', bytes.subarray(1));
        const plain = placeOrder as Record<string, unknown>;
        plain.expireTimeMs = Math.floor(plain.expireTimeMs as number);
        expect(first.result).toEqual(commandOf(3, plain));
      }),
      { numRuns: 700 },
    );
  });

  it('reads this frame, written down by hand', () => {
    const frame = unhex('13 0807 1a0f 08c0843d 100c 1801 2001 2804 30b817');
    expect(read(frame)).toEqual([
      {
        requestId: 7,
        result: commandOf(3, {
          clientOrderId: 1_000_000,
          seriesId: 12,
          side: 1,
          orderType: 1,
          timeInForce: 4,
          priceTicks: 1_500,
          quantityLots: 0,
          selfTradePrevention: 0,
          postOnly: false,
          expireTimeMs: 0,
        }),
      },
    ]);
  });
});

function checkAnswers(results: readonly ReadEnvelope[]): void {
  expect(results.length).toBeLessThanOrEqual(ENVELOPES_MAX + 1);
  for (const [index, { result, requestId }] of results.entries()) {
    expect(Number.isSafeInteger(requestId)).toBe(true);
    if (result instanceof Command) checkJournaled(result);
    if (typeof result === 'object' && result !== null && 'detail' in result) {
      const { code, detail, fatal, field } = result as Problem;
      expect(ERROR_CATALOG[code]).toBeDefined();
      expect(detail.length).toBeGreaterThan(0);
      expect(detail.length + field.length).toBeLessThan(1_000);
      if (fatal) expect(index).toBe(results.length - 1);
    }
  }
}

const codec = new CommandCodec();

/** What is let in must also go into the journal, and come out again as it was. */
function checkJournaled(command: Command): void {
  const out = new Uint8Array(codec.bytesMax(command));
  const end = codec.encode(command, out, 0);
  const read = new Command();
  expect(codec.decode(out, 0, read)).toBe(end);
  expect(read).toEqual(command);
}
