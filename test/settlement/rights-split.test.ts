/**
 * Would catch: batches of rights the contract would refuse half-way, that are larger than they may be, or that together are
 * not what changed; a series that is named before it is brought, brought twice or never; batches that differ for one input,
 * are not chained, or speak of a new cut before the last of them.
 *
 * The contract's rules are written down a second time here, slowly; the changes are between any two views that can follow
 * each other.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, type NewSeries, type RightsRow, SUPPLY } from '../../src/settlement/index.js';
import {
  FIRST_RIGHTS_HEAD,
  freezeRights,
  type Holdings,
  rightsBetween,
  seriesAdded,
  splitRights,
} from '../../src/settlement/rights/index.js';

const NEW_SERIES_ROWS = 6;
const DOMAIN = domainOf('AccessRights', { chainId: 1, contract: `0x${'11'.repeat(20)}` });

/** What one series can be: who holds how much, and how much of what was minted has ended. */
interface SeriesView {
  readonly held: ReadonlyMap<number, number>;
  readonly lapsed: number;
  readonly exercised: number;
}

const holders = fc.dictionary(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.integer({ min: 0, max: 50 }),
  { maxKeys: 30 },
);
const ends = fc.integer({ min: 0, max: 60 });
const series = fc.record({ held: holders, lapsed: ends, exercised: ends });
const viewOf = (one: { held: Record<string, number>; lapsed: number; exercised: number }) => ({
  ...one,
  held: new Map(Object.entries(one.held).map(([id, lots]) => [Number(id), lots])),
});

/** A later view: nothing that has ended comes back, nothing minted is forgotten. */
function later(before: SeriesView, after: SeriesView): SeriesView {
  const lapsed = before.lapsed + after.lapsed;
  const exercised = before.exercised + after.exercised;
  const sumOf = ({ held }: SeriesView) => [...held.values()].reduce((sum, lots) => sum + lots, 0);
  const missing = sumOf(before) + before.lapsed + before.exercised - sumOf(after);
  const held = new Map(after.held);
  const short = missing - lapsed - exercised;
  if (short > 0) held.set(41, (held.get(41) ?? 0) + short);
  return { held, lapsed, exercised };
}

function holdingsOf(views: readonly (readonly [number, SeriesView])[]): Holdings {
  const words: number[] = [];
  for (const [seriesId, { held, lapsed, exercised }] of views) {
    const some = [...held].filter(([, lots]) => lots > 0).sort(([a], [b]) => a - b);
    const minted = some.reduce((sum, [, lots]) => sum + lots, lapsed + exercised);
    if (minted === 0) continue;
    words.push(seriesId, SUPPLY.MINTED, -minted);
    for (const [account, lots] of some) words.push(seriesId, account, lots);
    if (lapsed > 0) words.push(seriesId, SUPPLY.LAPSED, lapsed);
    if (exercised > 0) words.push(seriesId, SUPPLY.EXERCISED, exercised);
  }
  return Float64Array.from(words);
}

/** AccessRights, as far as rows are concerned. Throws with the name of the contract's error. */
class RightsModel {
  private readonly places = new Map<number, number>();
  private readonly known = new Set<number>();

  settle(newSeries: readonly number[], rows: readonly RightsRow[], rowsMax: number): void {
    for (const id of newSeries) {
      if (this.known.has(id)) throw new Error('SeriesExists');
      this.known.add(id);
    }
    if (rows.length + newSeries.length * NEW_SERIES_ROWS > rowsMax) throw new Error('too large');
    let previous = 0;
    const sums = new Map<number, number>();
    for (const { seriesId, accountId, deltaLots } of rows) {
      const key = seriesId * 2 ** 32 + accountId;
      if (key <= previous) throw new Error('Unsorted');
      previous = key;
      if (!this.known.has(seriesId)) throw new Error('UnknownSeries');
      sums.set(seriesId, (sums.get(seriesId) ?? 0) + deltaLots);
      const after = (this.places.get(key) ?? 0) + deltaLots;
      const isMint = accountId === SUPPLY.MINTED;
      if (isMint ? deltaLots > 0 : accountId >= SUPPLY.LAPSED && deltaLots < 0) {
        throw new Error('WrongWay');
      }
      if (!isMint && after < 0) throw new Error('RightsOverdraft');
      this.places.set(key, after);
    }
    for (const sum of sums.values()) if (sum !== 0) throw new Error('Unbalanced');
  }

  get holdings(): Holdings {
    const keys = [...this.places.keys()].sort((a, b) => a - b);
    return Float64Array.from(
      keys.flatMap((key) => {
        const lots = this.places.get(key) ?? 0;
        return lots === 0 ? [] : [Math.floor(key / 2 ** 32), key % 2 ** 32, lots];
      }),
    );
  }
}

const termsOf = (number: number): NewSeries => ({
  number,
  key: { segment: `0x${'22'.repeat(32)}`, windowSeconds: 60, band: 1, start: number },
  licenceHash: `0x${'33'.repeat(32)}`,
  mintCapLots: 1_000,
});

describe('batches of rights', () => {
  it('are taken one after the other, and together are what changed', () => {
    const seen = { batches: 0, split: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(series, series), { maxLength: 6 }),
        fc.integer({ min: 8, max: 40 }),
        (list, rowsMax) => {
          const pairs = list.map(([a, b], index) => [index + 1, viewOf(a), viewOf(b)] as const);
          const first = holdingsOf(pairs.map(([id, a]) => [id, a] as const));
          const second = holdingsOf(pairs.map(([id, a, b]) => [id, later(a, b)] as const));
          const chain = new RightsModel();
          let settled: Holdings = new Float64Array(0);
          let head = FIRST_RIGHTS_HEAD;
          for (const [cut, target] of [first, second].entries()) {
            const rows = rightsBetween(target, settled);
            const added = seriesAdded(target, settled);
            const batches = splitRights(rows, added, rowsMax);
            expect(splitRights(rows, added, rowsMax)).toEqual(batches);
            for (const { newSeries, rows: some } of batches) {
              chain.settle(newSeries, some, rowsMax);
            }
            expect(chain.holdings).toEqual(target);
            seen.batches += batches.length;
            seen.split += batches.length > 1 ? 1 : 0;
            settled = target;

            const ledgerSequence = (cut + 1) * 100;
            const frozen = freezeRights(batches, { ledgerSequence, termsOf }, head, DOMAIN);
            for (const [index, { header, batchHash }] of frozen.entries()) {
              expect(header).toMatchObject({ id: head.batchId + 1, prevHash: head.batchHash });
              const isLast = index === frozen.length - 1;
              expect(header.ledgerSeq).toBe(isLast ? ledgerSequence : head.ledgerSequence);
              head = { ...head, batchId: header.id, batchHash };
            }
            if (frozen.length > 0) head = { ...head, ledgerSequence };
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(seen.batches).toBeGreaterThan(500);
    expect(seen.split).toBeGreaterThan(50);
  });

  it('refuse what does not add up, a size nothing fits into, and a ledger that goes back', () => {
    const rows = [{ seriesId: 1, accountId: 2, deltaLots: 1 }];
    expect(() => splitRights(rows, [], 100)).toThrow(
      expect.objectContaining({ code: 'UNBALANCED' }),
    );
    expect(() => splitRights([], [], 7)).toThrow(expect.objectContaining({ code: 'BAD_LIMITS' }));
    const head = { ...FIRST_RIGHTS_HEAD, ledgerSequence: 5 };
    expect(() => freezeRights([], { ledgerSequence: 4, termsOf }, head, DOMAIN)).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE' }),
    );
  });
});
