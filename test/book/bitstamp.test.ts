// Catches a book that ever shows a bid at or above an ask, loses an order or keeps one too many while
// five hours of recorded Bitstamp order events go through it.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { isCrossed } from '../../src/engine/core/book/index.js';
import { itWith } from '../support/data.js';
import { ORDER_FLOW_FOLDER, orderFlowIsMissing } from './order-flow-folder.js';
import { SingleBook } from './single-book.js';

const FILE = 'bitstamp-2015-05-01.csv.xz';
const CENTS = 100;

interface OrderEvent {
  readonly id: number;
  readonly price: number;
  readonly lots: number;
  readonly action: string;
  readonly side: 0 | 1;
}

function readEvents(): OrderEvent[] {
  const path = join(ORDER_FLOW_FOLDER, FILE);
  const text = execFileSync('xz', ['--decompress', '--stdout', path], { maxBuffer: 2 ** 26 });
  const lines = text.toString('utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [id, , , price, volume, action = '', direction] = line.split(',');
    return {
      id: Number(id),
      price: Math.round(Number(price) * CENTS),
      lots: Number(volume),
      action,
      side: direction === 'bid' ? 0 : 1,
    };
  });
}

/** Applies one event and returns the lots it traded. Orders that were there before it are unknown. */
function apply(single: SingleBook, { id, price, lots, action, side }: OrderEvent): number {
  if (action === 'created') {
    if (lots === 0 || price === 0) return 0;
    return single.enter(id, side, price, lots, true).reduce((sum, fill) => sum + fill.lots, 0);
  }
  if (!single.has(id)) return 0;
  const left = action === 'deleted' ? 0 : lots;
  const open = single.openLots(id);
  if (left < open) single.takeOff(id, open - left);
  return 0;
}

describe('the Bitstamp recording', () => {
  itWith(orderFlowIsMissing, 'replays with a book that is never crossed', () => {
    const single = new SingleBook(1);
    const events = readEvents();
    let traded = 0;
    let touched = 0;
    for (const [index, event] of events.entries()) {
      traded += apply(single, event);
      expect(isCrossed(single.book, 0), `event ${index}`).toBe(false);
      if (single.has(event.id)) touched += 1;
      if (index % 5000 === 0) expect(single.problems()).toEqual([]);
    }
    expect(single.problems()).toEqual([]);
    expect(events.length).toBe(50_414);
    expect(touched).toBeGreaterThan(20_000);
    expect(traded).toBeGreaterThan(0);
  });
});
