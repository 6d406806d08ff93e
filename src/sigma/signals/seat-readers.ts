/**
 * A seat is for its holder: it has a bounded number of concurrent readers, and one more ends the oldest. Every reader's copy
 * carries a canary, by which a copy that turns up elsewhere names the seat it was read from.
 */
import { createHmac } from 'node:crypto';

export interface SeatReaders {
  /** Oldest first. */
  readonly readers: readonly string[];
}

export interface ReaderAdmission {
  readonly seat: SeatReaders;
  /** Readers that are ended by this one. */
  readonly ended: readonly string[];
}

export function admitReader(
  { readers }: SeatReaders,
  reader: string,
  readersMax: number,
): ReaderAdmission {
  const next = [...readers.filter((one) => one !== reader), reader];
  const over = Math.max(0, next.length - readersMax);
  return { seat: { readers: next.slice(over) }, ended: next.slice(0, over) };
}

/** In the copy of one seat of one signal, 16 hex digits; only the holder of the secret can tell whose it is. */
export function canaryOf(secret: Uint8Array, seat: string, signalSha: string): string {
  const text = JSON.stringify(['patx-sigma-canary/1', seat, signalSha]);
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, 16);
}

/** The seat a canary is of; undefined where it is none of these. */
export function seatOfCanary(
  canary: string,
  {
    secret,
    seats,
    signalSha,
  }: {
    readonly secret: Uint8Array;
    readonly seats: readonly string[];
    readonly signalSha: string;
  },
): string | undefined {
  return seats.find((seat) => canaryOf(secret, seat, signalSha) === canary);
}
