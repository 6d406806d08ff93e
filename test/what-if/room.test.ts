// Goal: catch a draw whose core cannot be made on a venue of real limits, one that is refused room the journal's own core had, and one
// that ran out of room and answers all the same.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Core, DEFAULT_LIMITS, LIMIT_MAX, limitsProblem } from '../../src/engine/core/index.js';
import { checkRoom, type Needed, RoomWatch, roomFor } from '../../src/what-if/room.js';

const NOTHING: Needed = new RoomWatch(new Core({ limits: DEFAULT_LIMITS })).result();

it('makes a core for a venue whose stores are as large as they may be', () => {
  const venues = [
    DEFAULT_LIMITS,
    { ...DEFAULT_LIMITS, maxOrders: 4_000_000 },
    { ...DEFAULT_LIMITS, maxOrders: LIMIT_MAX.maxOrders, maxDeliveries: LIMIT_MAX.maxDeliveries },
    { ...DEFAULT_LIMITS, maxEntitlements: LIMIT_MAX.maxEntitlements },
  ];
  for (const recorded of venues) {
    const limits = roomFor(recorded, { ...NOTHING, maxAccounts: 1_000 }, 10_000);
    expect(limitsProblem(limits)).toBeUndefined();
    expect(() => new Core({ limits })).not.toThrow();
  }
});

it('has several times what was needed, within what a core may have, and every account its space', () => {
  const most = fc.record(
    Object.fromEntries(
      Object.keys(NOTHING).map((name) => [name, fc.nat(LIMIT_MAX[name as keyof Needed])]),
    ) as Record<keyof Needed, fc.Arbitrary<number>>,
  );
  fc.assert(
    fc.property(most, fc.nat(1_000_000), (needed, more) => {
      const limits = roomFor(DEFAULT_LIMITS, needed, more);
      expect(limitsProblem(limits)).toBeUndefined();
      for (const name of [
        'maxOrders',
        'maxPositions',
        'maxObligations',
        'maxPricePages',
      ] as const) {
        expect(limits[name]).toBeGreaterThanOrEqual(
          Math.min(LIMIT_MAX[name], 2 * (needed[name] + more)),
        );
      }
      expect(limits.maxIdSpaces).toBeGreaterThan(limits.maxAccounts);
      expect(limits.outcomesPerIdSpace).toBe(DEFAULT_LIMITS.outcomesPerIdSpace);
      expect(limits.maxBustableTrades).toBe(DEFAULT_LIMITS.maxBustableTrades);
    }),
  );
});

it('refuses to answer of a draw that used up a store, and names it', () => {
  const core = new Core({ limits: { ...DEFAULT_LIMITS, maxPositions: 16 } });
  expect(() => checkRoom(core)).not.toThrow();
  const crowded = { state: { ...core.state, positions: { liveCount: 16 } } } as unknown as Core;
  Object.setPrototypeOf(crowded.state, core.state);
  expect(() => checkRoom(crowded)).toThrow('"positions" of 16');
});
