/**
 * Catches providers, alone or twenty together, whose slow places, or notices that name the host of somebody else, keep an honest
 * provider's notices from being fetched until their time is over; and more fetches at a time than the way out lets through.
 */
import { expect, test } from 'vitest';
import { Turns } from '../../src/prover/turns.js';
import type { NoticeRow } from '../../src/reader/index.js';

const HOUR_MS = 3_600_000;
const SLOW_MS = 120_000;
const QUICK_MS = 50;
const HONEST = 5;

let lastId = 0;
const notice = (providerId: number, location: string, deadlineMs = 24 * HOUR_MS): NoticeRow => {
  lastId += 1;
  const contentHash = new Uint8Array(32);
  const whose = { deliveryId: lastId, consumerId: 1, providerId, isProved: false };
  return { ...whose, location, contentHash, deadlineMs };
};

/** Fetches in virtual time: an honest provider's take moments, others' as long as they may. */
class Play {
  nowMs = 0;
  readonly turns = new Turns(() => this.nowMs);
  readonly waiting = new Set<NoticeRow>();
  readonly running: { readonly row: NoticeRow; readonly endMs: number }[] = [];
  mostOfHost = 0;

  /** Until no honest notice is left, or a day has passed. */
  run(): number {
    let offeredMs = Number.NEGATIVE_INFINITY;
    const honest = () => [...this.waiting].filter(({ providerId }) => providerId === HONEST).length;
    const under = () => this.running.filter(({ row }) => row.providerId === HONEST).length;
    while (honest() + under() > 0 && this.nowMs < 24 * HOUR_MS) {
      if (this.nowMs - offeredMs >= 1_000) {
        this.turns.offer(this.waiting);
        offeredMs = this.nowMs;
      }
      this.begin();
      this.running.sort((a, b) => b.endMs - a.endMs);
      const next = this.running.at(-1)?.endMs ?? Number.POSITIVE_INFINITY;
      this.nowMs = Math.min(next, offeredMs + 1_000);
      while ((this.running.at(-1)?.endMs ?? Number.POSITIVE_INFINITY) <= this.nowMs) this.end();
    }
    return this.nowMs;
  }

  private begin(): void {
    for (let row = this.turns.take(); row !== undefined; row = this.turns.take()) {
      this.waiting.delete(row);
      const takesMs = row.providerId === HONEST ? QUICK_MS : SLOW_MS;
      this.running.push({ row, endMs: this.nowMs + takesMs });
      const hosts = this.running.map((one) => new URL(one.row.location).host);
      const own = hosts.filter((host) => host === hosts.at(-1)).length;
      this.mostOfHost = Math.max(this.mostOfHost, own);
      expect(this.running.length).toBeLessThanOrEqual(16);
    }
  }

  private end(): void {
    const { row } = this.running.pop() as { row: NoticeRow };
    this.turns.end(row);
    // Whoever is slow gives notice of something else at once, as urgent as can be.
    if (row.providerId !== HONEST) this.waiting.add(notice(row.providerId, row.location, 0));
  }
}

const hostile = (count: number, location: (i: number) => string): Play => {
  const play = new Play();
  for (let i = 0; i < count; i += 1) {
    for (let n = 0; n < 64; n += 1) play.waiting.add(notice(100 + i, location(i), 0));
  }
  // They were there first.
  play.turns.offer(play.waiting);
  for (let row = play.turns.take(); row !== undefined; row = play.turns.take()) {
    play.waiting.delete(row);
    play.running.push({ row, endMs: SLOW_MS });
  }
  return play;
};

test.each([1, 20])(
  '%i providers with slow places hold up 256 notices of another for minutes, not hours',
  (count) => {
    const play = hostile(count, (i) => `https://slow-${i}.example/`);
    for (let n = 0; n < 256; n += 1)
      play.waiting.add(notice(HONEST, `https://honest-${n % 8}.example/`));
    expect(play.run()).toBeLessThanOrEqual(2 * SLOW_MS);
  },
);

test.each([1, 20])(
  '%i providers that name the host of another do not keep its notices from it',
  (count) => {
    const play = hostile(count, () => 'https://shared.example/slow');
    for (let n = 0; n < 256; n += 1)
      play.waiting.add(notice(HONEST, 'https://shared.example/good'));
    // Once for each of them, four at a time, and for those that were there first.
    expect(play.run()).toBeLessThanOrEqual((2 + count / 4) * SLOW_MS);
    expect(play.mostOfHost).toBe(4);
  },
);

test('who used much has less of the slots for a while, and is even with everybody after it', () => {
  let nowMs = 0;
  const turns = new Turns(() => nowMs);
  const [slow, quick] = [1, 2].map((id) => () => notice(id, `https://${id}.example/`));
  const first = slow?.() as NoticeRow;
  turns.offer([first]);
  expect(turns.take()).toBe(first);
  nowMs = SLOW_MS;
  turns.end(first);
  const offer = () => {
    const rows = [slow?.(), quick?.()] as NoticeRow[];
    turns.offer(rows);
    return turns.take()?.providerId;
  };
  expect(offer()).toBe(2);
  // What it used is forgotten after hours, also while it has nothing to fetch; the other had the last turn.
  nowMs += 6 * HOUR_MS;
  turns.offer([]);
  expect(offer()).toBe(1);
});
