/**
 * Catches an agent that takes a seat beyond its budget, of a creator its owner did not name, or one that goes on paying when no
 * command of the agent is there to be counted: renewals and trials are its owner's.
 */
import { expect, test } from 'vitest';
import { CODE } from '../../../../../src/engine/core/index.js';
import { COMMAND_KIND, type ColdBodies, FIELD_ID } from '../../../../../src/values/index.js';
import { RETAIL_PRICE, TestFeeds } from '../../../../support/feeds.js';
import { DAY_MS } from '../../../../support/venue.js';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

function scene() {
  const market = new TestFeeds();
  const listing = market.feed();
  let keys = 0;
  const grant = (providerIds: readonly number[], budgetMicroPat: number): number => {
    const { registry } = market.core.state;
    const before = registry.keySessionsEver;
    const { code } = market.ask(market.buyer, 'grantAgent', {
      ...{ publicKey: bytes(before + 1), dailyBudgetMicroPat: budgetMicroPat },
      ...{ totalBudgetMicroPat: budgetMicroPat, expiresTimeMs: market.timeMs + 60 * DAY_MS },
      ...{ targets: providerIds.map((providerId) => ({ seriesId: 0, providerId })) },
      ...{ mayExercise: false, label: 'a program' },
    });
    expect(code).toBe(0);
    return 65_536 + before;
  };
  const announce = (agentKeyId: number, commandKind: number): void => {
    keys += 1;
    market.send(market.buyer, 'bindIdempotencyKey', {
      ...{ key: `k${keys}`, requestHash: bytes(5), commandKind, boundClientId: 0, agentKeyId },
    } as never);
  };
  const subscribe = (agentKeyId: number, more: Partial<ColdBodies['subscribeFeed']> = {}) => {
    announce(agentKeyId, COMMAND_KIND.SUBSCRIBE_FEED);
    return market.subscribe(market.buyer, listing, { renews: false, ...more });
  };
  const spent = (agentKeyId: number) => market.core.state.registry.agent(agentKeyId)?.spentMicroPat;
  return { market, listing, grant, subscribe, spent, announce };
}

test('an agent takes one month of a seat, of a creator its owner named, within its budget', () => {
  const { market, listing, grant, subscribe, spent, announce } = scene();
  const unnamed = grant([], 10 * RETAIL_PRICE);
  const poor = grant([market.creator], RETAIL_PRICE - 1);
  const rich = grant([market.creator], 2 * RETAIL_PRICE - 1);
  const start = market.available(market.buyer);
  expect(subscribe(unnamed)).toMatchObject({ code: CODE.AGENT_NOT_ALLOWED });
  expect(subscribe(poor)).toMatchObject({ code: CODE.AGENT_BUDGET });
  expect(subscribe(rich, { renews: true })).toMatchObject({
    ...{ code: CODE.AGENT_NOT_ALLOWED, field: FIELD_ID.renews },
  });
  expect(subscribe(rich, { trial: true })).toMatchObject({
    ...{ code: CODE.AGENT_NOT_ALLOWED, field: FIELD_ID.trial },
  });
  expect(subscribe(rich, { seats: 2 })).toMatchObject({ code: CODE.AGENT_BUDGET });
  expect([market.available(market.buyer), spent(rich)]).toEqual([start, 0]);
  const { code, id } = subscribe(rich);
  expect([code, spent(rich)]).toEqual([0, RETAIL_PRICE]);
  expect(start - market.available(market.buyer)).toBe(RETAIL_PRICE);
  // It cannot make it go on, and it does not by itself.
  announce(rich, COMMAND_KIND.RENEW_SUBSCRIPTION);
  expect(market.renew(market.buyer, id).code).toBe(CODE.AGENT_NOT_ALLOWED);
  market.advance(30 * DAY_MS);
  expect(market.may(market.buyer, listing)).toBe('REVOKED');
  expect(start - market.available(market.buyer)).toBe(RETAIL_PRICE);
});

test('beyond the budget the owner approves one seat once', () => {
  const { market, listing, grant, subscribe } = scene();
  const poor = grant([market.creator], 1);
  const approved = market.ask(market.buyer, 'approveAgentSpend', {
    ...{ agentKeyId: poor, amountMicroPat: RETAIL_PRICE, seriesId: 0, listingId: listing },
    expiresTimeMs: market.timeMs + 60_000,
  });
  expect(approved.code).toBe(0);
  const { id, code } = subscribe(poor);
  expect(code).toBe(0);
  expect(market.core.state.registry.agent(poor)?.approval).toBeNull();
  market.cancelSeats(market.buyer, id);
  market.advance(30 * DAY_MS);
  expect(subscribe(poor).code).toBe(CODE.AGENT_BUDGET);
});
