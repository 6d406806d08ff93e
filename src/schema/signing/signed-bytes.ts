/**
 * The exact bytes that are signed or hashed, built alike by both sides: logon, receipt, ticket id, ticket.
 *
 * Each begins with a label of its own (the ticket, with its message), so that a signature for one purpose is never
 * valid for another. Integers are little-endian. Pure; a value of the wrong size or range throws a RangeError, since
 * signing anything else than what was meant must not happen silently.
 */
import type { DeliveryTicket } from '../messages/reports.js';
import { ShapeWriter } from '../plain/shape-writer.js';
import { deliveryTicketShape } from '../shape/report-shapes.js';
import { HASH_BYTES } from '../shape/sizes.js';

export const NONCE_BYTES = 32;

const LOGON_LABEL = 'patx-logon-v1';
const RECEIPT_LABEL = 'patx-receipt-v1';
const TICKET_LABEL = 'patx-ticket-v1';
const NONE = new Uint8Array(0);

export interface LogonFields {
  /** The nonce of the challenge, 32 bytes. */
  readonly nonce: Uint8Array;
  readonly sessionId: number;
  readonly accountId: number;
  readonly keyId: number;
}

/** What a client signs to log on: "patx-logon-v1", the nonce, session, account and key id as u32. */
export function logonBytes({ nonce, sessionId, accountId, keyId }: LogonFields): Uint8Array {
  requireSize('nonce', nonce, NONCE_BYTES);
  return new ByteBuilder(LOGON_LABEL)
    .bytes(nonce)
    .uint32(sessionId)
    .uint32(accountId)
    .uint32(keyId)
    .result();
}

export interface ReceiptFields {
  readonly deliveryId: number;
  /** SHA-256 of what was handed over, as the provider noticed it. */
  readonly contentHash: Uint8Array;
}

/** What a consumer signs to accept a delivery: "patx-receipt-v1", the delivery id as u64, the content hash. */
export function receiptBytes({ deliveryId, contentHash }: ReceiptFields): Uint8Array {
  requireSize('contentHash', contentHash, HASH_BYTES);
  return new ByteBuilder(RECEIPT_LABEL).uint64(deliveryId).bytes(contentHash).result();
}

export interface TicketIdFields {
  readonly journalSequence: number;
  /** Which ticket of that command, from 0. */
  readonly index: number;
}

/** The bytes whose SHA-256 is a ticket id: "patx-ticket-v1", journal sequence and index as u64. */
export function ticketIdBytes({ journalSequence, index }: TicketIdFields): Uint8Array {
  return new ByteBuilder(TICKET_LABEL).uint64(journalSequence).uint64(index).result();
}

/** What the desk signs: the ticket's protobuf message without its signature, fields in the order of their numbers. */
export function ticketBytes(ticket: Omit<DeliveryTicket, 'signature'>): Uint8Array {
  const writer = new ShapeWriter();
  writer.write(deliveryTicketShape, { ...ticket, signature: NONE });
  const bytes = new Uint8Array(writer.length);
  writer.copyInto(bytes, 0);
  return bytes;
}

function requireSize(name: string, value: Uint8Array, size: number): void {
  if (value.length !== size) {
    throw new RangeError(`${name} has ${value.length} bytes; it must have ${size}`);
  }
}

/** Puts a label, bytes and integers one after the other. */
class ByteBuilder {
  private readonly out: number[];

  constructor(label: string) {
    this.out = [...new TextEncoder().encode(label)];
  }

  bytes(value: Uint8Array): this {
    this.out.push(...value);
    return this;
  }

  uint32(value: number): this {
    if (value >>> 0 !== value) throw new RangeError(`${value} is not an unsigned 32-bit integer`);
    for (let shift = 0; shift < 32; shift += 8) this.out.push((value >>> shift) & 0xff);
    return this;
  }

  uint64(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`${value} is not an unsigned integer below 2^53`);
    }
    const low = value >>> 0;
    return this.uint32(low).uint32((value - low) / 4_294_967_296);
  }

  result(): Uint8Array {
    return Uint8Array.from(this.out);
  }
}
