/** Catches a display name that does not change, that a restart forgets, or that changes for an account that has none to choose. */
import { expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FEES_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  importState,
} from '../../../src/engine/core/index.js';
import { SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';

function rename(venue: TradingVenue, targetAccountId: number, name: string) {
  const events = venue.send(FIRST_OPERATOR_ACCOUNT, 'renameAccount', { targetAccountId, name });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  const told = events.filter(([type]) => type === EVENT.ACCOUNT).map(([, account]) => account);
  return { code: result[COMMAND_RESULT.code], told };
}

test('an operator renames an account, and the name outlives a snapshot', () => {
  const venue = tradingVenue();
  const account = venue.consumers[0] as number;
  expect(rename(venue, account, 'Another Name')).toEqual({ code: 0, told: [account] });
  expect(venue.core.state.registry.account(account)?.name).toBe('Another Name');
  const copy = new Core({ limits: SMALL_LIMITS });
  expect(importState(copy, exportState(venue.core))).toBeUndefined();
  expect(copy.state.registry.account(account)?.name).toBe('Another Name');
});

test("the venue's own accounts keep their names, and there must be an account", () => {
  const venue = tradingVenue();
  expect(rename(venue, FEES_ACCOUNT, 'mine')).toEqual({ code: CODE.ROLE, told: [] });
  expect(rename(venue, 999, 'nobody')).toEqual({ code: CODE.UNKNOWN_ACCOUNT, told: [] });
  expect(venue.core.state.registry.account(FEES_ACCOUNT)?.name).toBe('fees');
});
