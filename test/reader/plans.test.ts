/** Catches a page that costs more the longer the history is: one that reads a whole table, or sorts before it cuts. */
import { expect, test } from 'vitest';
import { Database, LISTINGS, type Listing, readPage } from '../../src/reader/index.js';
import { newPath } from './histories.js';

const database = Database.open(newPath());

/** Filters that may look at rows they do not answer with: on what is few. */
const FEW: ReadonlySet<string> = new Set(['phases', 'batches', 'delivery-performance']);

function plansOf(listing: Listing, isAscending: boolean): string[] {
  const seen: string[] = [];
  const spy = {
    prepare: (sql: string) => {
      seen.push(sql);
      return database.prepare(sql);
    },
  } as unknown as Database;
  const fixed = Array((listing.fixed.match(/\?/g) ?? []).length).fill(1);
  const after = listing.key.map((key) => (key === 'liquidity' ? 'MAKER' : 1));
  const times = listing.time === null ? {} : { fromMs: 1, toMs: 2 };
  readPage(spy, listing, { fixed, filters: {}, isAscending, after, limit: 10, ...times });
  return seen.flatMap((sql) => {
    const values = Array((sql.match(/\?/g) ?? []).length).fill(1);
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).rows(values);
    return plan.map((row) => String(row[3]));
  });
}

test.each(Object.entries(LISTINGS))('%s is read by its key', (_, listing) => {
  for (const isAscending of [true, false]) {
    const plan = plansOf(listing, isAscending);
    expect(plan.length).toBeGreaterThan(0);
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
    const scans = plan.filter(
      (step) => /^SCAN (?!CONSTANT)/.test(step) && !/USING .*INDEX/.test(step),
    );
    if (!FEW.has(listing.name) && listing.fixed !== '1 = 1') expect(scans).toEqual([]);
  }
});
