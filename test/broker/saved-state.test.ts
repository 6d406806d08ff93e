/** That the journaled state of the quoter comes back whole, and that bytes which are not one are refused whole. */
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSavedState, encodeSavedState } from '../../src/broker/saved-state.js';
import { SeriesSet } from '../../src/broker/series-set.js';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('saved state', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.nat(1e12),
        fc.array(fc.integer({ min: 1, max: 65_536 }), { maxLength: 50 }),
        fc.uint8Array({ maxLength: 500 }),
        (outageMs, openSeries, quoter) => {
          const bytes = encodeSavedState({ outageMs, openSeries, quoter });
          const back = decodeSavedState(hexOf(bytes));
          expect(back?.outageMs).toBe(outageMs);
          expect(back?.openSeries).toEqual(openSeries);
          expect(Array.from(back?.quoter ?? [])).toEqual(Array.from(quoter));
        },
      ),
    );
  });

  it('is refused when it is anything else, and never throws', () => {
    expect(decodeSavedState('')).toBeUndefined();
    expect(decodeSavedState('zz')).toBeUndefined();
    expect(decodeSavedState(hexOf(deflateRawSync(new Uint8Array(24))))).toBeUndefined();
    const good = encodeSavedState({ outageMs: 5, openSeries: [1, 2], quoter: new Uint8Array(40) });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bad = Uint8Array.from(good);
        bad[at] = (bad[at] as number) ^ flip;
        const back = decodeSavedState(hexOf(bad));
        expect(back === undefined || back.openSeries.length <= 1_000_000).toBe(true);
        expect(decodeSavedState(hexOf(good.subarray(0, at)))).toBeUndefined();
      }),
    );
  });

  it('does not inflate what claims to be huge', () => {
    const bomb = deflateRawSync(new Uint8Array(70 * 1_048_576));
    expect(decodeSavedState(hexOf(bomb))).toBeUndefined();
  });
});

describe('a set of series', () => {
  it('holds each once, in the order they came, as a plain Set would', () => {
    const op = fc.tuple(fc.constantFrom('add', 'dropOdd'), fc.integer({ min: -1, max: 21 }));
    fc.assert(
      fc.property(fc.array(op, { maxLength: 60 }), (ops) => {
        const set = new SeriesSet(20);
        let naive: number[] = [];
        for (const [kind, id] of ops) {
          if (kind === 'add') {
            set.add(id);
            naive = withId(naive, id);
          } else {
            set.retain((one) => one % 2 === 0);
            naive = naive.filter((one) => one % 2 === 0);
          }
          expect(set.size).toBe(naive.length);
        }
        const left: number[] = [];
        for (let id = 1; id <= 20; id += 1) expect(set.includes(id)).toBe(naive.includes(id));
        set.drain((id) => left.push(id));
        expect(left).toEqual(naive);
        expect(set.size).toBe(0);
      }),
    );
  });
});

function withId(ids: number[], id: number): number[] {
  return id < 1 || id > 20 || ids.includes(id) ? ids : [...ids, id];
}
