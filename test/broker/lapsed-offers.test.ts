/** Catches a firm that holds lots by offers it never takes, and a wait that comes too early, never ends or grows without bound. */
import { expect, it } from 'vitest';
import { LapsedOffers } from '../../src/broker/lapsed-offers.js';

it('lets three offers in a row go, then waits twice as long each time, up to ten minutes', () => {
  const lapses = new LapsedOffers();
  const waits: number[] = [];
  for (let i = 1; i <= 12; i += 1) {
    lapses.lapsed(7, i * 1_000);
    waits.push(Math.max(0, lapses.nextAtMs(7, i * 1_000) - i * 1_000));
  }
  expect(waits).toEqual([0, 0, 0, 20, 40, 80, 160, 320, 600, 600, 600, 600].map((s) => s * 1_000));
  expect(lapses.nextAtMs(8, 12_000)).toBe(0);
});

it('forgets after an hour, and when one is taken', () => {
  const lapses = new LapsedOffers();
  for (let i = 0; i < 5; i += 1) lapses.lapsed(7, 0);
  expect(lapses.nextAtMs(7, 3_600_000)).toBeGreaterThan(0);
  expect(lapses.nextAtMs(7, 3_600_001)).toBe(0);
  lapses.taken(7);
  expect(lapses.nextAtMs(7, 1)).toBe(0);
});

it('remembers a bounded number of firms, and forgets the longest unheard of first', () => {
  const lapses = new LapsedOffers();
  for (let firm = 1; firm <= 65_537; firm += 1) {
    for (let i = 0; i < 4; i += 1) lapses.lapsed(firm, firm);
  }
  expect(lapses.nextAtMs(1, 65_537)).toBe(0);
  expect(lapses.nextAtMs(2, 65_537)).toBeGreaterThan(0);
});
