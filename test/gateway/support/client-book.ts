/** A subscriber's book of a channel, built from the messages alone, and the venue's own to compare it with. */
import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import { DepthRows, readDepth } from '../../../src/engine/core/index.js';
import type { BookDelta, BookLevel, BookSnapshot } from '../../../src/schema/index.js';
import { SIDE } from '../../../src/values/index.js';
import type { TestClient } from './client.js';
import type { TestExchange } from './exchange.js';

const { BUY, SELL } = SIDE;

/** A client's book: what a subscriber can build from the channel alone. */
class ClientBook {
  private readonly sides = [new Map<number, number>(), new Map<number, number>()];
  sequence = 0;
  checksum = 0;

  restart(snapshot: BookSnapshot): void {
    for (const side of this.sides) side.clear();
    for (const level of [...snapshot.bids, ...snapshot.asks]) this.set(level);
    this.sequence = snapshot.asOfSequence;
    this.checksum = snapshot.checksum;
  }

  apply(delta: BookDelta): void {
    expect(delta.previousSequence).toBe(this.sequence);
    for (const level of delta.levels) this.set(level);
    this.sequence = delta.sequence;
    this.checksum = delta.checksum;
  }

  /** Price and quantity of one side, best first. */
  levels(side: number): [number, number][] {
    const rows = [...(this.sides[side - 1] as Map<number, number>)];
    return rows.sort(([a], [b]) => (side === BUY ? b - a : a - b));
  }

  /** The checksum as the schema describes it, computed naively. */
  computedChecksum(): number {
    const top = [...this.levels(BUY).slice(0, 10), ...this.levels(SELL).slice(0, 10)];
    const words = BigInt64Array.from(top.flat().map((n) => BigInt(n)));
    return crc32(new Uint8Array(words.buffer));
  }

  private set({ side, priceTicks, quantityLots }: BookLevel): void {
    const levels = this.sides[side - 1] as Map<number, number>;
    if (quantityLots === 0) levels.delete(priceTicks);
    else levels.set(priceTicks, quantityLots);
  }
}

/** Plays every book message of a channel into a book, checking each checksum. */
export function follow(client: TestClient, channelId: number): ClientBook {
  const book = new ClientBook();
  for (const message of client.messages) {
    if (message.channelId !== channelId) continue;
    if (message.type === 'bookSnapshot') book.restart(message.body);
    else if (message.type === 'bookDelta') book.apply(message.body);
    else continue;
    expect(book.computedChecksum()).toBe(book.checksum);
  }
  return book;
}

/** The venue's own book of series 1. */
export function venueLevels(exchange: TestExchange, side: number): [number, number][] {
  const rows = new DepthRows(1_000);
  readDepth(exchange.core.state.book, 1, side - 1, rows);
  return Array.from({ length: rows.count }, (_, i) => [
    rows.priceTicks[i] as number,
    rows.lots[i] as number,
  ]);
}
