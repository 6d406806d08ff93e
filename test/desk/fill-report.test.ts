/** Catches a store that nobody sees fill: every limit has a level, and one past four fifths is told of by name. */
import { expect, test } from 'vitest';
import { fillMetrics, fillStatus } from '../../src/desk/fill-report.js';
import { fillLevels } from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE } from '../../src/values/index.js';
import { SMALL_LIMITS, TestVenue } from '../support/venue.js';

test('every limit sizes a store whose level is told', () => {
  const { core } = new TestVenue();
  const limits = new Set(fillLevels(core.state).map(({ limit }) => limit));
  for (const name of Object.keys(SMALL_LIMITS)) expect(limits).toContain(name);
  for (const { used, capacity, leastMax } of fillLevels(core.state)) {
    expect(used).toBeLessThanOrEqual(capacity);
    expect(leastMax).toBeLessThanOrEqual(capacity);
  }
});

test('a store past four fifths is nearly full, and no ring ever is', () => {
  const venue = new TestVenue();
  expect(fillMetrics(venue.core.state).stores_nearly_full).toBe(0);
  while (venue.core.state.accounts.count < SMALL_LIMITS.maxAccounts * 0.8) {
    venue.send(2, 'openAccount', {
      ...{ role: ACCOUNT_ROLE.CONSUMER, accountClass: ACCOUNT_CLASS.RETAIL, firmGroup: 0 },
      ...{ name: 'one', publicKey: new Uint8Array(), scopes: [] },
    } as never);
  }
  const full = fillStatus(venue.core.state).filter(({ isNearlyFull }) => isNearlyFull);
  expect(full.map(({ store, limit }) => [store, limit])).toEqual([['accounts', 'maxAccounts']]);
  const metrics = fillMetrics(venue.core.state);
  expect(metrics).toMatchObject({ stores_nearly_full: 1, store_accounts_capacity: 64 });
  expect(metrics.store_accounts_fill_ppm).toBeGreaterThanOrEqual(800_000);
});
