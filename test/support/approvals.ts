/** A second operator who agrees to every change of a parameter that waits, for tests that are about something else. */
import { EVENT, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE } from '../../src/values/index.js';
import type { TestVenue } from './venue.js';

const OPERATOR_TERMS = {
  role: ACCOUNT_ROLE.OPERATOR,
  accountClass: ACCOUNT_CLASS.INSTITUTION,
  firmGroup: 0,
  publicKey: new Uint8Array(0),
  scopes: [],
  name: 'second operator',
};

/** Opens another operator's account. */
export function secondOperator(venue: TestVenue): number {
  const events = venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', OPERATOR_TERMS);
  const opened = events.find(([type]) => type === EVENT.ACCOUNT) ?? [];
  return opened[1] as number;
}

/** Approves what waits, each by somebody else than its author. */
export function approveWaiting(venue: TestVenue): void {
  const waiting = venue.core.changes.waiting();
  if (waiting.length === 0) return;
  const second = secondOperator(venue);
  for (const { requestId } of waiting) {
    venue.send(second, 'approveParameter', { parameterRequestId: requestId, reason: 'test' });
  }
}
