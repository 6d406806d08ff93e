// Goal: catch a restart that quotes differently from no restart, and a checkpoint that is damaged, foreign or half
// applied.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, listing, Market, MINUTE, PAT } from './market.js';

/** A market with a day of history in two series of one contract and one of another. */
function lived(): Market {
  const market = new Market({ collateralPat: 10_000_000 });
  market.open(1);
  market.open(2, { startMs: market.nowMs - DAY });
  market.open(3, { segment: 'TRAVEL', windowMs: DAY });
  for (const id of [1, 2, 3]) {
    market.mint(id, 150);
    market.hold(id, 100);
  }
  for (let hour = 0; hour < 12; hour += 1) {
    market.pass(HOUR, 5 * MINUTE);
    for (const id of [1, 2, 3]) {
      const ask = market.decision(id).asks[0];
      if (ask !== undefined) market.sell(id, 1 + (hour % 3), ask.priceTicks);
      market.hold(id, 100);
      market.quoter.onExercise({
        seriesId: id,
        quantityLots: 2,
        notionalMicroPat: 200 * PAT,
        affiliated: false,
        automatic: false,
        atMs: market.nowMs,
      });
    }
  }
  market.pass(6 * MINUTE);
  return market;
}

/** A new quoter with the same series listed, as a recovery lists them. */
function reborn(nowMs: number): Market {
  const market = new Market({ collateralPat: 10_000_000 });
  market.nowMs = nowMs;
  market.open(1);
  market.open(2, { startMs: listing(2).startMs - DAY });
  market.open(3, { segment: 'TRAVEL', windowMs: DAY });
  return market;
}

function feedTops(from: Market, to: Market): void {
  for (const id of [1, 2, 3]) {
    const { bids, asks } = from.decision(id);
    to.quoter.onBookTop({
      seriesId: id,
      bidTicks: bids[0]?.priceTicks ?? 0,
      askTicks: asks[0]?.priceTicks ?? 0,
      bidLots: bids[0]?.quantityLots ?? 0,
      askLots: asks[0]?.quantityLots ?? 0,
      atMs: to.nowMs,
    });
  }
}

describe('a checkpoint', () => {
  it('taken over at once gives the quotes of a quoter that never stopped', () => {
    const market = lived();
    const other = reborn(market.nowMs);
    expect(other.quoter.restore(market.quoter.checkpoint())).toMatchObject({
      ok: true,
      restored: 3,
      skipped: 0,
      savedAtMs: market.nowMs,
      halt: 'NONE',
    });
    feedTops(market, other);
    other.settle();
    for (const id of [1, 2, 3]) {
      expect(other.decision(id).factors).toEqual(market.decision(id).factors);
      expect(other.decision(id).asks).toEqual(market.decision(id).asks);
      expect(other.decision(id).bids).toEqual(market.decision(id).bids);
    }
    // And still does an hour of trading later.
    for (let step = 0; step < 12; step += 1) {
      for (const one of [market, other]) {
        one.pass(5 * MINUTE);
        one.mint(1, 3);
        one.sell(2, 1, 11_000);
        one.hold(2, 100);
        one.settle();
      }
      // To some millionths: the two were priced at different moments in between.
      for (const id of [1, 2, 3]) {
        const expected = new Map(Object.entries(market.decision(id).factors ?? {}));
        for (const [name, value] of Object.entries(other.decision(id).factors ?? {})) {
          expect(Math.abs(value - expected.get(name)!)).toBeLessThanOrEqual(20);
        }
      }
    }
  });

  it('keeps halts, the day and the attribution', () => {
    const market = lived();
    market.quoter.onState({ seriesId: 2, state: 'HALT', reason: 'OPERATOR', atMs: market.nowMs });
    market.quoter.onState({ seriesId: 0, state: 'HALT', reason: 'NONE', atMs: market.nowMs });
    market.settle();
    const other = reborn(market.nowMs);
    expect(other.quoter.restore(market.quoter.checkpoint())).toMatchObject({ halt: 'OPERATOR' });
    expect(other.quoter.attributionFor(1)).toEqual(market.quoter.attributionFor(1));
    const { tradingTodayMicroPat, decayTodayMicroPat } = market.quoter.status();
    expect(other.quoter.status()).toMatchObject({ tradingTodayMicroPat, decayTodayMicroPat });
    other.settle();
    expect(other.decision(1).haltReason).toBe('OPERATOR');
  });

  it('skips series that ended meanwhile and keeps what their contract learnt', () => {
    const market = lived();
    const other = new Market();
    other.nowMs = market.nowMs;
    other.open(1);
    expect(other.quoter.restore(market.quoter.checkpoint())).toMatchObject({
      restored: 1,
      skipped: 2,
    });
  });

  it('is compact', () => {
    expect(lived().quoter.checkpoint().length).toBeLessThan(3 * 400 + 2 * 800);
  });

  it('that is damaged is refused and changes nothing, or is taken over whole', () => {
    const bytes = lived().quoter.checkpoint();
    const damage = fc.record({
      at: fc.integer({ min: 0, max: bytes.length - 1 }),
      to: fc.integer({ min: 0, max: 255 }),
      length: fc.integer({ min: 0, max: bytes.length + 20 }),
    });
    fc.assert(
      fc.property(damage, ({ at, to, length }) => {
        const copy = new Uint8Array(length);
        copy.set(bytes.subarray(0, length));
        if (at < length) copy[at] = to;
        const other = reborn(0);
        other.settle();
        const before = other.quoter.checkpoint();
        const outcome = other.quoter.restore(copy);
        if (!outcome.ok) expect(other.quoter.checkpoint()).toEqual(before);
        else expect(length).toBe(bytes.length);
        other.settle();
      }),
      { numRuns: 100 },
    );
  });

  it('names what is wrong with bytes that are none', () => {
    const { quoter } = reborn(0);
    const good = quoter.checkpoint();
    expect(quoter.restore(new Uint8Array(0))).toEqual({ ok: false, reason: 'LENGTH' });
    expect(quoter.restore(new Uint8Array(200))).toEqual({ ok: false, reason: 'MAGIC' });
    const version = good.slice();
    version[4] = 99;
    expect(quoter.restore(version)).toEqual({ ok: false, reason: 'VERSION' });
    const longer = new Uint8Array(good.length + 1);
    longer.set(good);
    expect(quoter.restore(longer)).toEqual({ ok: false, reason: 'LENGTH' });
    const notFinite = good.slice();
    new DataView(notFinite.buffer).setFloat64(16, Number.NaN, true);
    expect(quoter.restore(notFinite)).toEqual({ ok: false, reason: 'VALUE' });
    expect(quoter.restore(good).ok).toBe(true);
  });
});
