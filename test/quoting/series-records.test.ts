// Goal: catch a number of a checkpoint that has moved, so that those of before are read as something else, and a series that
// begins with the numbers of the one whose place it took.
import { describe, expect, it } from 'vitest';
import { ContractEntry } from '../../src/quoting/series/contract-entry.js';
import { placeOf, SAVED_FLOATS } from '../../src/quoting/series/series-numbers.js';
import { DAY, HOUR, Market, MINUTE, START_MS } from './market.js';

/** Numbers of a series in the order of checkpoints since version 3, the unsold lots before them left out. For ever. */
const SAVED = (
  'supplied sellableLots escrowedLots limitUsePpm variance jumpVariance bucket profileAtMs sampleKind sampleLog ' +
  'sampledAtMs excludedPool excludedTotal baseMicroPat baseAtMs logDemand logScarcity slewAtMs decayU freshness ' +
  'nextDecayAtMs clearing fairTicks sigma thinness wideUntilMs reduceUntilMs spreadPnl inventoryPnl decayPnl ' +
  'lapsePnl adversePnl boughtLots soldLots consumedPerDay consumedAtMs burntPerDay burntAtMs mintedPerDay mintedAtMs ' +
  'haltCleanSinceMs'
).split(' ') as Parameters<typeof placeOf>[0][];

describe('records', () => {
  it('of series keep every number where checkpoints have it', () => {
    expect(SAVED.map(placeOf)).toEqual([...SAVED.keys()]);
    expect(SAVED_FLOATS).toBe(SAVED.length);
  });

  it('of contracts keep every number where checkpoints have it', () => {
    const contract = new ContractEntry('A|7D|0.5-0.6');
    contract.exercised.perDay = 1;
    contract.exercised.atMs = 2;
    contract.fills = 3;
    contract.markout = 4;
    contract.levelsAtMs = 5;
    contract.levelFills[0] = 6;
    contract.levelDays[0] = 7;
    contract.levelDistance[0] = 8;
    contract.profile.addFlow(0, 'consumed', 9);
    const places = [...contract.numbers.keys()].filter((at) => contract.numbers[at] !== 0);
    expect(places).toEqual([0, 1, 2, 3, 4, 5, 10, 15, 21]);
    expect(places.map((at) => contract.numbers[at])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('of a place that is used again begin afresh', () => {
    const used = new Market({ maxSeries: 1 });
    used.open(1, { segment: 'TRAVEL', windowMs: DAY });
    used.mint(1, 500);
    used.hold(1, 90);
    used.pass(6 * HOUR, 10 * MINUTE);
    used.sell(1, 5, used.decision(1).asks[0]?.priceTicks ?? 0);
    used.settle();
    expect(used.quoter.attributionFor(1)?.soldLots).toBe(5);
    used.quoter.onLifecycle({ seriesId: 1, phase: 'CLOSED', atMs: used.nowMs });
    const fresh = new Market({ maxSeries: 1 });
    fresh.nowMs = used.nowMs;
    for (const market of [used, fresh]) {
      market.open(2, { startMs: START_MS + 6 * HOUR });
      market.mint(2, 40);
      market.hold(2, 20);
      market.settle();
    }
    expect(used.decision(2)).toEqual(fresh.decision(2));
    expect(used.quoter.attributionFor(2)).toEqual(fresh.quoter.attributionFor(2));
  });
});
