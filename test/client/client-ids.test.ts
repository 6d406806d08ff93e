// Catches client ids that repeat, go down, leave their id space, or start below what the venue has seen.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientIds, splitClientId } from '../../src/client/commands/client-ids.js';

const UNIT = 2 ** 48;

describe('client ids', () => {
  it('ascend in their space, above everything seeded or taken', () => {
    const step = fc.oneof(
      fc.constant('next' as const),
      fc.integer({ min: 1, max: 5_000 }).map((counter) => ({ take: counter })),
      fc.record({
        space: fc.integer({ min: 0, max: 31 }),
        counter: fc.integer({ min: 1, max: 5_000 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31 }), fc.array(step), (idSpace, steps) => {
        const ids = new ClientIds(idSpace);
        let last = 0;
        for (const what of steps) {
          if (what === 'next') {
            const id = ids.next();
            expect(splitClientId(id)).toEqual({ idSpace, counter: last + 1 });
            last += 1;
          } else if ('take' in what) {
            const id = idSpace * UNIT + what.take;
            expect(ids.take(id)).toBe(id);
            last = Math.max(last, what.take);
          } else {
            ids.seed([what.space * UNIT + what.counter]);
            if (what.space === idSpace) last = Math.max(last, what.counter);
          }
          expect(ids.last).toBe(last === 0 ? 0 : idSpace * UNIT + last);
        }
      }),
    );
  });

  it('refuse what is no id, and let ids of other spaces through', () => {
    expect(() => new ClientIds(32)).toThrow(RangeError);
    expect(() => new ClientIds(1.5)).toThrow(RangeError);
    const ids = new ClientIds(3);
    expect(() => ids.take(0)).toThrow(RangeError);
    expect(ids.take(5)).toBe(5);
    expect(ids.last).toBe(0);
    expect(() => ids.take(Number.NaN)).toThrow(RangeError);
    expect(() => ids.at(0)).toThrow(RangeError);
    expect(ids.take(ids.at(9))).toBe(3 * UNIT + 9);
  });

  it('end with the space instead of running into the next', () => {
    const ids = new ClientIds(31);
    ids.take(31 * UNIT + UNIT - 1);
    expect(() => ids.next()).toThrow('used up');
    expect(ids.last).toBe(Number.MAX_SAFE_INTEGER);
  });
});
