/** Catches a stop that a restart forgets or a quoter that fights it: kill switches at every level, and a protection that tripped. */
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  PROTECTION_FIELD,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, KILL_SCOPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { type BrokerVenue, lotsOf, MINUTE_MS, stockedMarket } from './broker-venue.js';

const { GLOBAL, ACCOUNT, SERIES, QUOTER } = KILL_SCOPE;
const quoted = (venue: BrokerVenue): number =>
  lotsOf(venue.quote().bids) + lotsOf(venue.quote().asks);

describe.each([
  ['everything', GLOBAL, 0],
  ["the broker's account", ACCOUNT, BROKER_ACCOUNT],
  ['the series', SERIES, 1],
  ['the quoter', QUOTER, 0],
] as const)('a kill of %s', (_name, killScope, targetId) => {
  it('stands over a restart without a quote, and the second person brings the quotes back', async () => {
    const { venue } = await stockedMarket();
    expect(quoted(venue)).toBeGreaterThan(0);
    const kill = { killScope, targetId, reason: 'test' };
    venue.operator('kill', kill);
    await venue.pass(2_000);
    expect(quoted(venue)).toBe(0);
    const again = await venue.restart(MINUTE_MS);
    await again.pass(10_000);
    expect(again.core.state.registry.kills).toMatchObject([{ killScope, targetId }]);
    expect(again.core.kills.liveOrders(killScope, targetId)).toBe(0);
    expect(quoted(again)).toBe(0);
    // The desk knows and does not knock.
    expect(again.desk.status().quotesRefused).toBe(0);
    again.submit(FIRST_OPERATOR_ACCOUNT, 'releaseKill', kill);
    await again.pass(2_000);
    expect(quoted(again)).toBe(0);
    again.submit(again.open(ACCOUNT_ROLE.OPERATOR), 'releaseKill', kill);
    await again.pass(2_000);
    expect(again.core.state.registry.kills).toEqual([]);
    expect(quoted(again)).toBeGreaterThan(0);
  });
});

describe("the broker's protection", () => {
  it('pulls its quotes, stays over a restart, and a reset brings them back', async () => {
    const { venue, provider } = await stockedMarket();
    const limits = { windowMs: MINUTE_MS, maxFills: 0, maxQuantityLots: 5, maxDeltaMicroPat: 0 };
    venue.operator('setProtection', { targetAccountId: BROKER_ACCOUNT, ...limits });
    const priceTicks = venue.quote().bids[0]?.priceTicks ?? 0;
    const order = { side: SIDE.SELL, lots: 6, timeInForce: TIME_IN_FORCE.IOC };
    venue.order(provider, { ...order, priceTicks });
    await venue.pass(10_000);
    const { accounts, protections } = venue.core.state;
    expect(accounts.isTripped(BROKER_ACCOUNT)).toBe(true);
    expect(protections.get(1, PROTECTION_FIELD.limit)).toBeGreaterThan(0);
    expect(quoted(venue)).toBe(0);
    // At most one quote was on its way when it tripped.
    expect(venue.desk.status().quotesRefused).toBeLessThanOrEqual(1);
    const again = await venue.restart(MINUTE_MS);
    await again.pass(10_000);
    expect(again.core.state.accounts.isTripped(BROKER_ACCOUNT)).toBe(true);
    expect(quoted(again)).toBe(0);
    expect(again.desk.status().quotesRefused).toBe(0);
    again.submit(BROKER_ACCOUNT, 'resetProtection', { targetAccountId: 0 });
    await again.pass(2_000);
    expect(quoted(again)).toBeGreaterThan(0);
  });
});
