/**
 * Catches a command that happens twice, or never, because looking up the client id it names got in the way of recording
 * its own: a cancel by client id, whose target may live in another id space of the account.
 */
import { expect, test } from 'vitest';
import { CODE, COMMAND_RESULT, EVENT } from '../../../src/engine/core/index.js';
import { COMMAND_KIND, Command, SIDE } from '../../../src/values/index.js';
import { tradingVenue } from '../../support/venue.js';

const SPACE = 2 ** 48;

const cancelOf = (accountId: number, clientId: number, targetClientId: number): Command => {
  const c = new Command();
  c.kind = COMMAND_KIND.CANCEL_ORDER;
  c.accountId = accountId;
  c.clientId = clientId;
  c.targetClientId = targetClientId;
  return c;
};

/** A consumer with one resting order under a client id, and perhaps other ids used before. */
function scene(orderId: number, usedIds: readonly number[]) {
  const venue = tradingVenue();
  const [account = 0] = venue.consumers;
  for (const clientId of usedIds) {
    venue.order(account, { side: SIDE.BUY, priceTicks: 50, lots: 1, clientId });
  }
  venue.order(account, { side: SIDE.BUY, priceTicks: 60, lots: 2, clientId: orderId });
  return { venue, account, outcomes: venue.core.state.outcomes };
}

test.each([
  ['a lower space that is in use', { own: 7, target: 2 * SPACE + 5, used: [6] }],
  ['a higher space that is in use', { own: 2 * SPACE + 7, target: 5, used: [2 * SPACE + 6] }],
  ['a lower space that is new', { own: 7, target: 2 * SPACE + 5, used: [] }],
  ['a higher space that is new', { own: 2 * SPACE + 7, target: 5, used: [] }],
  ['the same space', { own: 7, target: 5, used: [] }],
])('a cancel in %s than its target is recorded as its own', (_name, { own, target, used }) => {
  const { venue, account, outcomes } = scene(target, used);
  const canceled = venue.apply(cancelOf(account, own, target));
  expect(canceled.map(([type]) => type)).toEqual([EVENT.ORDER_CANCELED]);
  // Each space knows its own highest id and no other.
  const isSame = Math.floor(own / SPACE) === Math.floor(target / SPACE);
  expect(new Set(outcomes.highestIds(account))).toEqual(new Set(isSame ? [own] : [own, target]));
  // The repeat is told what happened and does not happen again.
  const repeated = venue.apply(cancelOf(account, own, target));
  expect(repeated).toHaveLength(1);
  const [result = []] = repeated;
  expect(result[0]).toBe(EVENT.COMMAND_RESULT);
  expect(result[COMMAND_RESULT.code]).toBe(0);
  expect(result[COMMAND_RESULT.duplicate]).toBe(1);
  // Every space goes on from where it was.
  for (const last of isSame ? [own] : [own, target]) {
    const order = { side: SIDE.BUY, priceTicks: 55, lots: 1, clientId: last + 1 };
    expect(venue.order(account, order).map(([type]) => type)).toEqual([EVENT.ORDER_ACCEPTED]);
  }
});

test('a cancel of a client id in a space nobody used is recorded, and opens no other space', () => {
  const { venue, account, outcomes } = scene(5, []);
  const [result = []] = venue.apply(cancelOf(account, 7, 3 * SPACE + 1));
  expect(result[COMMAND_RESULT.code]).toBe(CODE.UNKNOWN_ORDER);
  expect(outcomes.highestIds(account)).toEqual([7]);
  const [again = []] = venue.apply(cancelOf(account, 7, 3 * SPACE + 1));
  expect(again[COMMAND_RESULT.code]).toBe(CODE.UNKNOWN_ORDER);
  expect(again[COMMAND_RESULT.duplicate]).toBe(1);
});
