// Goal: catch a change of the bytes that are signed or hashed: every client, provider and archive depends on them.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { logonBytes, receiptBytes, ticketBytes, ticketIdBytes } from '../../src/schema/index.js';
import { hex } from './commands.js';
import { oracleEncode } from './oracle.js';

const ascii = (text: string): string => hex(Buffer.from(text, 'ascii'));

describe('signed bytes', () => {
  it('of a logon are label, nonce, session, account, key', () => {
    const nonce = new Uint8Array(32).fill(0xab);
    const bytes = logonBytes({ nonce, sessionId: 1, accountId: 0x01020304, keyId: 0xffffffff });
    expect(hex(bytes)).toBe(`${ascii('patx-logon-v1')}${'ab'.repeat(32)}0100000004030201ffffffff`);
  });

  it('of a receipt are label, delivery, content hash', () => {
    const bytes = receiptBytes({
      deliveryId: 2 ** 53 - 1,
      contentHash: new Uint8Array(32).fill(1),
    });
    expect(hex(bytes)).toBe(`${ascii('patx-receipt-v1')}ffffffffffff1f00${'01'.repeat(32)}`);
  });

  it('of a ticket id are label, sequence, index', () => {
    const bytes = ticketIdBytes({ journalSequence: 4_294_967_298, index: 3 });
    expect(hex(bytes)).toBe(`${ascii('patx-ticket-v1')}02000000010000000300000000000000`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      createHash('sha256')
        .update('patx-ticket-v1\x02\0\0\0\x01\0\0\0\x03\0\0\0\0\0\0\0', 'latin1')
        .digest('hex'),
    );
  });

  it('of a ticket are its message without the signature', () => {
    const ticket = {
      deliveryId: 7,
      ticketId: new Uint8Array(32).fill(2),
      seriesId: 12,
      series: 'AUTO_INTENT|7D|0.70-0.85@2026-11-16',
      consumerId: 1001,
      providerId: 1002,
      quantityLots: 3,
      quota: 30,
      deadlineTimeMs: 1_763_700_000_123,
      licenceHash: new Uint8Array(32).fill(9),
    };
    const bytes = ticketBytes(ticket);
    expect(hex(bytes)).toBe(hex(oracleEncode('DeliveryTicket', ticket)));
    const signed = { ...ticket, signature: new Uint8Array(64) };
    expect(hex(ticketBytes(signed))).toBe(hex(bytes));
  });

  it('are not built from values of the wrong size', () => {
    const nonce = new Uint8Array(31);
    expect(() => logonBytes({ nonce, sessionId: 1, accountId: 1, keyId: 1 })).toThrow(RangeError);
    const good = new Uint8Array(32);
    for (const sessionId of [-1, 1.5, 2 ** 32]) {
      expect(() => logonBytes({ nonce: good, sessionId, accountId: 1, keyId: 1 })).toThrow(
        RangeError,
      );
    }
    expect(() => receiptBytes({ deliveryId: 2 ** 53, contentHash: good })).toThrow(RangeError);
    expect(() => receiptBytes({ deliveryId: 1, contentHash: nonce })).toThrow(RangeError);
    expect(() => ticketIdBytes({ journalSequence: 1, index: -1 })).toThrow(RangeError);
  });
});
