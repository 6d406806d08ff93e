// Goal: catch a copy of a quoter that shares numbers with it, or whose views of one record have come apart.
import { describe, expect, it } from 'vitest';
import { deepCopy } from '../../src/quoting/copy.js';
import { ContractEntry } from '../../src/quoting/series/contract-entry.js';
import { Market, MINUTE } from './market.js';

describe('a copy', () => {
  it('keeps the views of one array views of one array', () => {
    const contract = new ContractEntry('A|7D|0.5-0.6');
    contract.levelDays[2] = 5;
    const copy = deepCopy(contract);
    contract.levelDays[2] = 6;
    contract.exercised.perDay = 7;
    expect([copy.levelDays[2], copy.exercisedPerDay]).toEqual([5, 0]);
    copy.exercised.perDay = 8;
    copy.markout = 9;
    expect(copy.exercisedPerDay).toBe(8);
    expect([...copy.numbers].filter((value) => value !== 0)).toEqual([8, 9, 5]);
    expect(contract.markout).toBe(0);
  });

  it('of a quoter goes its own way: what it decides leaves the original as it stands', () => {
    const market = new Market();
    market.open(1);
    market.hold(1, 20);
    market.mint(1, 300);
    market.pass(10 * MINUTE);
    const before = market.decision(1);
    const saved = market.quoter.checkpoint();
    const copy = market.quoter.copy();
    expect(copy.checkpoint()).toEqual(saved);
    copy.onMint({ seriesId: 1, quantityLots: 5_000, affiliated: false, atMs: market.nowMs });
    copy.run(market.nowMs + 30 * MINUTE, 10);
    expect(copy.decisionFor(1)?.bids).not.toEqual(before.bids);
    expect(market.decision(1)).toEqual(before);
    expect(market.quoter.checkpoint()).toEqual(saved);
  });
});
