// Catches a book that does not trade exactly as the public benchmark's correct engines do.
import { describe, expect, it } from 'vitest';
import { Player } from '../../bench/yardstick/player.js';
import { Reports } from '../../bench/yardstick/reports.js';
import { expectedHashes, readWorkload, WORKLOAD_NAMES } from '../../bench/yardstick/workload.js';

describe('the report stream of the yardstick', () => {
  for (const name of WORKLOAD_NAMES) {
    it(`has the published hash on ${name}`, () => {
      const workload = readWorkload(name, 1000, 1);
      const reports = new Reports(workload.count * 5);
      const limits = { ordersMax: 100_000, pagesMax: 8192, seriesMax: 1 };
      new Player(limits, workload.idMax).play(workload, reports, 0, workload.count);
      expect(reports.hash()).toBe(expectedHashes().get(name));
    });
  }
});
