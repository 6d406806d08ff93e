/**
 * Catches figures of the core that would be compared although the core did something else: a measurement that differs
 * from what is written down and passes, and a trade-heavy workload that changed or trades little.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { expect as expectMeasured } from '../../bench/core/expected.js';
import { CorePlayer, EXTENTS } from '../../bench/core/player.js';
import { Script } from '../../bench/core/script.js';
import { TRADE_HEAVY, tradeHeavyWorkload } from '../../bench/core/trade-heavy.js';
import { benchVenue } from '../../bench/core/venue.js';
import { IOC_BIT, NEW, SELL_BIT, TYPE_MASK } from '../../bench/yardstick/workload.js';
import { brokenInvariants } from '../../src/engine/core/index.js';

const table = JSON.parse(
  readFileSync(join(ROOT, 'bench', 'core', 'expected.json'), 'utf8'),
) as Record<string, { commands: number; refusals: number; trades: number; checksum: number }>;

describe('what a workload must have done', () => {
  test.each(Object.entries(table))('%s: as written down, and nothing else', (key, outcome) => {
    const [, name = '', series] = /^(.*), (\d+) series$/.exec(key) ?? [];
    const measured = {
      name,
      seriesCount: Number(series),
      extent: 'core',
      commandsPerSecond: 1,
      journalBytes: 1,
      endState: '',
      cpuMs: 1,
      medianCommandsPerSecond: 1,
      coldCommandsPerSecond: 1,
      ...outcome,
    };
    expect(() => expectMeasured(measured)).not.toThrow();
    for (const field of ['commands', 'refusals', 'trades', 'checksum'] as const) {
      const other = { ...measured, [field]: outcome[field] + 1 };
      expect(() => expectMeasured(other)).toThrow(`void: ${key}: expected`);
    }
    expect(() => expectMeasured({ ...measured, seriesCount: 7 })).toThrow('void');
  });
});

describe('the trade-heavy workload', () => {
  const workload = tradeHeavyWorkload();
  const { count, kind, id, priceTicks, lots } = workload;

  test('is the one whose results are written down', () => {
    const hash = createHash('sha256');
    for (const column of [kind, id, priceTicks, lots]) hash.update(new Uint8Array(column.buffer));
    expect(hash.digest('hex').slice(0, 16)).toBe('d4d4ffdba27bae4f');
    expect(table[`${TRADE_HEAVY}, 1 series`]?.commands).toBe(count);
  });

  test('three of four orders take, and makers bring what takers want', () => {
    let makers = 0;
    let sells = 0;
    let balance = 0;
    let odd = 0;
    for (let i = 0; i < count; i += 1) {
      const bits = kind[i] as number;
      if ((bits & TYPE_MASK) !== NEW) odd += 1;
      if ((bits & SELL_BIT) !== 0) sells += 1;
      const isMaker = (lots[i] as number) > 1;
      if (isMaker) makers += 1;
      if (isMaker && (bits & IOC_BIT) !== 0) odd += 1;
      balance += isMaker ? (lots[i] as number) : -1;
    }
    expect(odd).toBe(0);
    expect(makers / count).toBeCloseTo(0.25, 2);
    expect(sells / count).toBeCloseTo(0.5, 2);
    expect(Math.abs(balance) / count).toBeLessThan(0.01);
  });

  test('the core trades on it as meant, and its sums hold', () => {
    const core = benchVenue(1);
    const commands = 20_000;
    const script = new Script({ ...workload, count: commands }, 1);
    const result = new CorePlayer(core, script, EXTENTS[0]).play();
    expect(result.commands).toBe(commands);
    expect(result.trades).toBeGreaterThan(commands / 2);
    expect(brokenInvariants(core)).toEqual([]);
  });

  // Would catch plays that count as equal though they were not: only the first one's refusals and trades are counted.
  test('a play over a core that was put back ends in the same state, a shorter one does not', () => {
    const play = (commands: number) => {
      const script = new Script({ ...workload, count: commands }, 1);
      const player = new CorePlayer(benchVenue(1), script, EXTENTS[2]);
      const first = player.play();
      player.rewind();
      return [first, player.play()] as const;
    };
    const [first, second] = play(5_000);
    expect(second).toEqual({ ...first, commandsPerSecond: second.commandsPerSecond });
    expect(play(4_999)[0].endState).not.toBe(first.endState);
  });
});
