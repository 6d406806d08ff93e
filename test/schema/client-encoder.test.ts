// Goal: catch a client that sends other bytes than protobufjs would, or lets a value go that the venue must refuse.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientEncoder, SchemaError, type SessionMessage } from '../../src/schema/index.js';
import { COMMAND_KIND, type ColdBodies, Command } from '../../src/values/index.js';
import { anyEnvelope, envelopeBytes, type SentEnvelope } from './client-envelopes.js';
import { commandOf, hex, oneofName } from './commands.js';

function write(encoder: ClientEncoder, { requestId, kind, name, body }: SentEnvelope): boolean {
  return kind === 0
    ? encoder.session(requestId, { type: name, body } as unknown as SessionMessage)
    : encoder.command(requestId, commandOf(kind, body));
}

describe('ClientEncoder', () => {
  it('writes every message as protobufjs does, several in one frame', () => {
    const encoder = new ClientEncoder({ initialBytes: 16 });
    fc.assert(
      fc.property(fc.array(anyEnvelope, { maxLength: 6 }), (envelopes) => {
        encoder.reset();
        for (const envelope of envelopes) expect(write(encoder, envelope)).toBe(true);
        expect(hex(encoder.bytes)).toBe(envelopes.map((one) => hex(envelopeBytes(one))).join(''));
      }),
      { numRuns: 800 },
    );
  });

  it('writes a command from its body alone', () => {
    const encoder = new ClientEncoder();
    const body: ColdBodies['setPhase'] = { phase: 2, reason: 'vote 7' };
    encoder.request(9, 'setPhase', body);
    const wanted = { requestId: 9, kind: 39, name: 'setPhase', body: { ...body } };
    expect(hex(encoder.bytes)).toBe(hex(envelopeBytes(wanted)));
  });

  it('refuses what the venue would refuse, by field, and appends nothing', () => {
    const encoder = new ClientEncoder();
    encoder.session(1, { type: 'logout', body: {} });
    const before = hex(encoder.bytes);
    const badRules = { deliverable: 'a', deliveryMethod: 5n };
    const badLogon = { accountId: 1, keyId: 1, signature: new Uint8Array(3) };
    const badOrder = {
      clientOrderId: 1,
      seriesId: 1,
      side: 1,
      orderType: 1,
      timeInForce: 1,
      priceTicks: 0.1,
    };
    const setPhase = (reason: string) => encoder.request(1, 'setPhase', { phase: 1, reason });
    const attempts: [string, () => unknown][] = [
      ['reason', () => setPhase('x'.repeat(257))],
      ['reason', () => setPhase('a\nb')],
      [
        'rules.delivery_method',
        () =>
          encoder.request(1, 'defineContract', {
            clientRequestId: 1,
            contract: 'A',
            rules: badRules,
          } as never),
      ],
      [
        'amount_micro_pat',
        () =>
          encoder.request(1, 'moveCollateral', { clientRequestId: 1, amountMicroPat: 5n } as never),
      ],
      ['signature', () => encoder.session(1, { type: 'logon', body: badLogon } as never)],
      ['price_ticks', () => encoder.command(1, commandOf(COMMAND_KIND.PLACE_ORDER, badOrder))],
    ];
    for (const [field, attempt] of attempts) {
      let thrown: unknown;
      try {
        attempt();
      } catch (error) {
        thrown = error;
      }
      expect(thrown, field).toBeInstanceOf(SchemaError);
      expect(hex(encoder.bytes)).toBe(before);
      expect((thrown as SchemaError).problem.field).toBe(field);
    }
  });

  it('does not send the commands of the venue itself, nor kinds that do not exist', () => {
    const encoder = new ClientEncoder();
    for (const kind of [
      0,
      1,
      2,
      11,
      59,
      COMMAND_KIND.ADVANCE_TIME,
      COMMAND_KIND.START_EPOCH,
      200,
    ]) {
      const command = new Command();
      command.kind = kind;
      command.body = {};
      expect(() => encoder.command(1, command), oneofName(kind)).toThrow(SchemaError);
    }
    expect(encoder.length).toBe(0);
  });

  it('answers false past its limit', () => {
    const encoder = new ClientEncoder({ maxBytes: 200 });
    const logout: SessionMessage = { type: 'logout', body: {} };
    let written = 0;
    while (encoder.session(1, logout)) written += 1;
    expect(written).toBeGreaterThan(10);
    expect(encoder.command(1, commandOf(4, { orderId: 1, clientOrderId: 0 }))).toBe(false);
    expect(encoder.length).toBeLessThanOrEqual(200);
  });
});
