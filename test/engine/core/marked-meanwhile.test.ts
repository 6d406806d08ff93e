/** Catches a change of one person that takes effect although its parameter has come to need two. */
import { describe, expect, test } from 'vitest';
import { FIRST_OPERATOR_ACCOUNT } from '../../../src/engine/core/index.js';
import { tradingVenue } from '../../support/venue.js';

describe('a change set ahead by one person', () => {
  test('does not take effect once its parameter needs two', () => {
    const venue = tradingVenue();
    const name = 'max_open_orders';
    const index = venue.core.parameters.index(name);
    const before = venue.core.parameters.venue(index);
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', {
      name,
      target: '',
      value: 4_000_000,
      expectedVersion: 0,
      unset: false,
      reason: 'mine',
      effectiveTimeMs: venue.core.state.timeMs + 60_000,
    });
    venue.send(FIRST_OPERATOR_ACCOUNT, 'requireApproval', { name, required: true, reason: 'care' });
    expect(venue.core.changes.needsApproval(name)).toBe(true);
    venue.advance(120_000);
    expect(venue.core.parameters.venue(index)).toBe(before);
  });
});
