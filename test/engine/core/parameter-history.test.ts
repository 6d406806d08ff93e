/**
 * Catches a history of parameters that grows without bound, that drops a value in force or a request that waits, or after
 * which a change or a request is found under another number than it was told by; and a difference in it that the rolling check
 * does not see.
 */
import { expect, test } from 'vitest';
import { StateSlicer } from '../../../src/engine/core/index.js';
import {
  PARAMETER_CHANGES_KEPT,
  PARAMETER_REQUESTS_KEPT,
} from '../../../src/engine/core/kernel/registry.js';
import { RISK_PARAMETERS } from '../../../src/risk/index.js';
import { TestVenue } from '../../support/venue.js';

const [first, second] = RISK_PARAMETERS.filter(
  ({ scope, twoPerson, maxValue, minValue }) =>
    scope !== 'venue' && !twoPerson && maxValue - minValue > 100_000,
);
const nameOf = (definition: { readonly name: string } | undefined): string =>
  definition?.name ?? '';

function set(venue: TestVenue, name: string, value: number, effectiveTimeMs = 0): void {
  venue.send(2, 'setParameter', {
    ...{ name, target: '', value, expectedVersion: 0, unset: false, reason: 'history' },
    effectiveTimeMs,
  } as never);
}

test('changes that are over are dropped, those in force stay and are numbered as before', () => {
  const venue = new TestVenue();
  const { registry } = venue.core.state;
  set(venue, nameOf(second), second?.maxValue ?? 0);
  const before = registry.parameterChangeCount;
  for (let i = 0; i < PARAMETER_CHANGES_KEPT + 50; i += 1) {
    set(venue, nameOf(first), (first?.minValue ?? 0) + 1 + (i % 1_000));
  }
  const ever = before + PARAMETER_CHANGES_KEPT + 50;
  expect(registry.parameterChanges.length).toBe(PARAMETER_CHANGES_KEPT);
  expect(registry.parameterChangeCount).toBe(ever);
  expect(registry.parameterChange(ever)?.name).toBe(nameOf(first));
  expect(registry.parameterChange(ever)).toBe(registry.parameterChanges.at(-1));
  const kept = registry.parameterChanges.find(({ name }) => name === nameOf(second));
  expect(kept?.value).toBe(second?.maxValue);
});

test('requests that are over are dropped, those that wait stay and are found by their ids', () => {
  const venue = new TestVenue();
  const { registry, timeMs } = venue.core.state;
  set(venue, nameOf(second), second?.maxValue ?? 0, timeMs + 86_400_000);
  const waiting = registry.parameterRequests[0]?.requestId ?? 0;
  for (let i = 0; i < PARAMETER_REQUESTS_KEPT + 20; i += 1) {
    set(venue, nameOf(first), (first?.minValue ?? 0) + 1 + i, timeMs + 86_400_000);
    const { requestId = 0 } = registry.parameterRequests.at(-1) ?? {};
    venue.send(2, 'withdrawParameter', { parameterRequestId: requestId } as never);
  }
  expect(registry.parameterRequests.length).toBe(PARAMETER_REQUESTS_KEPT);
  expect(registry.parameterRequest(waiting)?.name).toBe(nameOf(second));
  const last = registry.parameterRequests.at(-1);
  expect(last?.requestId).toBe(PARAMETER_REQUESTS_KEPT + 21);
  expect(registry.parameterRequest(last?.requestId ?? 0)).toBe(last);
  expect(venue.core.changes.waiting().map(({ requestId }) => requestId)).toEqual([waiting]);
});

test('the rolling check sees every list of the registry', () => {
  const [one, other] = [new TestVenue(), new TestVenue()];
  for (const venue of [one, other]) set(venue, nameOf(first), (first?.minValue ?? 0) + 1);
  const [change] = other.core.state.registry.parameterChanges;
  Object.assign(change as object, { reason: 'another one' });
  const [left, right] = [one, other].map(({ core }) => new StateSlicer(core.state));
  let differ = 0;
  for (let i = 0; i < 20_000; i += 1) {
    if (Buffer.compare(left?.slice() ?? Buffer.of(), right?.slice() ?? Buffer.of()) !== 0)
      differ += 1;
    left?.next();
    right?.next();
    expect(left?.cursor).toBe(right?.cursor);
    if (left?.cursor === 0) break;
  }
  expect(left?.cursor).toBe(0);
  expect(differ).toBe(1);
});
