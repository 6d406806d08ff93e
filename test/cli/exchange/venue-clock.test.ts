/**
 * Catches a venue whose time jumps with the clock of its machine, runs back, drifts away from it for good, loses the time the
 * machine slept, or says nothing of any of it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requireClock, VenueClock } from '../../../src/cli/exchange/venue-clock.js';

const START_MS = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SLEW = 500e-6;

/** Clocks that a test moves, and what the venue's said. */
function machine(journalMs = 0) {
  const at = { wallMs: START_MS, monotonicMs: 5_000, uptimeMs: 90_000 };
  const said: string[] = [];
  const clock = new VenueClock(
    journalMs,
    {
      stepped: (ms) => said.push(`stepped ${ms}`),
      rejoined: () => said.push('rejoined'),
      slept: (ms) => said.push(`slept ${ms}`),
    },
    {
      wallMs: () => at.wallMs,
      monotonicMs: () => at.monotonicMs,
      uptimeMs: () => at.uptimeMs,
    },
  );
  /** @param wallMs how far the wall clock gets meanwhile, where that is not the same */
  const pass = (ms: number, wallMs = ms): void => {
    at.monotonicMs += ms;
    at.uptimeMs += ms;
    at.wallMs += wallMs;
    clock.look();
  };
  return { at, clock, said, pass };
}

test('a step of the wall clock is said once, not taken, and neared by 1.8 s an hour', () => {
  const { at, clock, said, pass } = machine();
  pass(1_000);
  at.wallMs += HOUR_MS;
  pass(1_000);
  expect(clock.nowMs()).toBe(START_MS + 2_000);
  for (let second = 0; second < 3_600; second += 1) pass(1_000);
  expect(clock.nowMs() - (START_MS + 2_000 + HOUR_MS)).toBe(1_800);
  expect(said).toEqual([`stepped ${HOUR_MS}`]);
  at.wallMs -= HOUR_MS;
  for (let second = 0; second < 3_600; second += 1) pass(1_000);
  expect(said).toEqual([`stepped ${HOUR_MS}`, 'rejoined']);
  expect(clock.stepCount).toBe(1);
  expect(Math.abs(clock.wallAheadMs)).toBeLessThan(1_000);
});

test('a clock that is a little fast or slow is followed without a word', () => {
  const { clock, said, pass } = machine();
  for (let second = 0; second < 36_000; second += 1) pass(1_000, 1_000.1);
  expect(said).toEqual([]);
  expect(Math.abs(clock.wallAheadMs)).toBeLessThan(1);
});

test('what the machine slept has passed', () => {
  const { at, clock, said, pass } = machine();
  at.wallMs += HOUR_MS;
  at.uptimeMs += HOUR_MS;
  pass(1_000);
  expect(clock.nowMs()).toBe(START_MS + HOUR_MS + 1_000);
  expect(said).toEqual([`slept ${HOUR_MS}`]);
});

test('begins where the journal is, when that is ahead, and is told so', () => {
  const { clock, said, pass } = machine(START_MS + 9_000);
  expect(clock.nowMs()).toBe(START_MS + 9_000);
  pass(1_000);
  expect(clock.nowMs()).toBe(START_MS + 9_999);
  expect(said).toEqual(['stepped -9000']);
});

test('whatever the wall clock does, time goes on by what passed and the slew alone', () => {
  const looks = fc.array(
    fc.record({
      passMs: fc.integer({ min: 0, max: 10_000 }),
      stepMs: fc.oneof(fc.constant(0), fc.integer({ min: -400 * DAY_MS, max: 400 * DAY_MS })),
    }),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(looks, (moves) => {
      const { at, clock, pass } = machine();
      for (const { passMs, stepMs } of moves) {
        const beforeMs = clock.nowMs();
        at.wallMs += stepMs;
        pass(passMs);
        const passedMs = clock.nowMs() - beforeMs;
        expect(passedMs).toBeGreaterThanOrEqual(0);
        expect(Math.abs(passedMs - passMs)).toBeLessThanOrEqual(passMs * SLEW + 1);
      }
    }),
  );
});

test.each([
  ['a new venue', 0, START_MS, ''],
  ['a little behind', START_MS + 9_000, START_MS, ''],
  ['behind', START_MS + 11_000, START_MS, 'clock-behind-journal'],
  ['a month after', START_MS - 31 * DAY_MS, START_MS, ''],
  ['more than a month after', START_MS - 31 * DAY_MS - 1, START_MS, 'clock-far-ahead'],
])('at the start: %s', (_, lastMs, wallMs, code) => {
  const check = (): void => requireClock(lastMs, wallMs);
  if (code === '') check();
  else expect(check).toThrow(expect.objectContaining({ code }));
});
