/**
 * Catches a history that depends on where it was interrupted: rows lost or written twice around a restart, a cursor that
 * disagrees with its rows, anything kept in memory alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { playScenario } from '../engine/log/golden/scenario.js';
import { digestOf, followed, newPath, openReader } from './histories.js';
import { journalOf, ListSource } from './journals.js';
import { playMarket } from './market.js';

describe.each([
  ['the golden scenario', playScenario],
  ['a market over days', () => void playMarket()],
])('%s', (_, play) => {
  const frames = journalOf(play);

  test('followed in pieces equals rebuilt in one', async () => {
    const whole = await digestOf(new ListSource(frames));
    expect(whole.size).toBeGreaterThan(15);
    for (const pieces of [2, 7, 23]) {
      const path = newPath();
      for (let piece = 1; piece < pieces; piece += 1) {
        const durable = Math.ceil((frames.length * piece) / pieces);
        await digestOf(new ListSource(frames, durable), path);
      }
      expect(await digestOf(new ListSource(frames), path)).toEqual(whole);
    }
  });

  test('no movement of money is without its cause', async () => {
    const reader = await followed(new ListSource(frames));
    expect(reader.status().unexplainedMovements).toBe(0);
    reader.close();
  });
});

test('a history of another journal is made anew, and so is one that is ahead', async () => {
  const frames = journalOf(playScenario);
  const others = journalOf(() => void playMarket());
  const path = newPath();
  await digestOf(new ListSource(others), path);
  const whole = await digestOf(new ListSource(frames));
  expect(await digestOf(new ListSource(frames), path)).toEqual(whole);
  const half = Math.ceil(frames.length / 2);
  const reader = await openReader(new ListSource(frames, half), path);
  expect(reader.sequence).toBe(0);
  reader.close();
}, 20_000);

test('a file that is no history is made anew', async () => {
  const frames = journalOf(playScenario);
  const whole = await digestOf(new ListSource(frames));
  const path = newPath();
  await digestOf(new ListSource(frames), path);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(7, 0, 4_096));
  expect(await digestOf(new ListSource(frames), path)).toEqual(whole);
});
