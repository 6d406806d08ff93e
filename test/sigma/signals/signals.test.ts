// Catches a signal that is taken although it is late, edited, back-dated, from the future, of another model or stamp, of an unknown asset or
// beyond its policy; a chain that hides a change; a tier that sees too early; an order of release that favours somebody; a shared seat.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Admission,
  admitReader,
  admitSignal,
  brokenLink,
  canaryOf,
  EMPTY_FEED,
  type FeedState,
  type FeedTerms,
  fullAllowance,
  REMEMBERED,
  releaseOrder,
  revisionChain,
  SIGNAL_REFUSALS,
  type Signal,
  type SignalEntry,
  type SignalRefusalCode,
  seatOfCanary,
  signalPage,
  TIER_TERMS,
  TIERS,
  takeAllowance,
} from '../../../src/sigma/signals/index.js';

const stampSha = 'a'.repeat(64);
const terms: FeedTerms = {
  modelId: 'model-a',
  stampSha,
  assets: new Set(['AAA', 'BBB']),
  maxAbsWeight: 0.5,
  signalsPerDayMax: 5,
  clockSkewMs: 0,
};
const NOW = 1_000_000_000;
const signal = (over: object = {}): Signal => ({
  model_id: 'model-a',
  sequence: 1,
  asset: 'AAA',
  target_weight: 0.25,
  horizon: 3_600_000,
  valid_until: NOW + 60_000,
  data_as_of: NOW - 1_000,
  stamp: stampSha,
  ...over,
});
const admit = (state: FeedState, json: unknown, nowMs = NOW, over: object = {}): Admission =>
  admitSignal(state, json, { terms: { ...terms, ...over }, nowMs });
const codeOf = (admission: Admission): SignalRefusalCode | undefined =>
  'refused' in admission ? admission.refused.code : undefined;
const first = admit(EMPTY_FEED, signal()).state;

/** A feed of so many signals, a minute apart. */
function feedOf(count: number, assets = ['AAA', 'BBB']): SignalEntry[] {
  const entries: SignalEntry[] = [];
  let state = EMPTY_FEED;
  for (let at = 0; at < count; at += 1) {
    const nowMs = NOW + at * 60_000;
    const json = signal({
      sequence: at + 1,
      asset: assets[at % assets.length],
      valid_until: nowMs + 1,
      data_as_of: nowMs,
    });
    const admission = admit(state, json, nowMs, { signalsPerDayMax: 1e6 });
    if ('refused' in admission) throw new Error(admission.refused.code);
    entries.push(admission.entry);
    ({ state } = admission);
  }
  return entries;
}

const PROVOKED: Record<SignalRefusalCode, () => Admission> = {
  MALFORMED: () => admit(EMPTY_FEED, signal({ target_weight: Number.NaN })),
  WRONG_MODEL: () => admit(EMPTY_FEED, signal({ model_id: 'model-b' })),
  WRONG_STAMP: () => admit(EMPTY_FEED, signal({ stamp: 'b'.repeat(64) })),
  EDITED: () => admit(first, signal({ target_weight: 0.26 })),
  OUT_OF_ORDER: () => admit(first, signal({ sequence: 3 })),
  UNKNOWN_ASSET: () => admit(EMPTY_FEED, signal({ asset: 'CCC' })),
  OUTSIDE_POLICY: () => admit(EMPTY_FEED, signal({ target_weight: -0.500001 })),
  LATE: () => admit(EMPTY_FEED, signal({ valid_until: NOW })),
  BACK_DATED: () => admit(first, signal({ sequence: 2, data_as_of: NOW - 1_001 })),
  FROM_THE_FUTURE: () => admit(EMPTY_FEED, signal({ data_as_of: NOW + 1 })),
  RATE_EXCEEDED: () => admit(first, signal({ sequence: 2 }), NOW, { signalsPerDayMax: 1 }),
  REVISES_NOTHING: () => admit(first, signal({ sequence: 2, asset: 'BBB', revises: 1 })),
};

describe('a feed', () => {
  it.each(Object.keys(SIGNAL_REFUSALS) as SignalRefusalCode[])('refuses %s', (code) => {
    const admission = PROVOKED[code]();
    expect(codeOf(admission)).toBe(code);
    if ('refused' in admission) {
      expect(admission.refused.field).not.toBe('');
      expect(admission.refused.remedy).toBe(SIGNAL_REFUSALS[code]);
    }
  });

  it('answers a repeat with its entry and changes nothing', () => {
    const once = admit(EMPTY_FEED, signal());
    const twice = admit(once.state, signal(), NOW + 1e9);
    expect(twice.state).toBe(once.state);
    expect(twice).toMatchObject({ isRepeat: true, entry: { journalAtMs: NOW } });
  });

  it('a refusal leaves the state as it was, whatever was sent', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(admit(first, json)).toMatchObject({ state: first, refused: { code: 'MALFORMED' } });
      }),
    );
    const changes = fc.record(
      {
        sequence: fc.integer({ min: 0, max: 4 }),
        asset: fc.constantFrom('AAA', 'BBB', 'CCC'),
        target_weight: fc.constantFrom(0, 0.1, 0.6, 0.1234567),
        valid_until: fc.constantFrom(NOW - 1, NOW + 1),
        data_as_of: fc.constantFrom(0, NOW, NOW + 1),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changes, (over) => {
        const admission = admit(first, signal(over));
        const isTaken = 'entry' in admission && !admission.isRepeat;
        expect(admission.state === first).toBe(!isTaken);
        if (isTaken) expect(admission.state.lastSequence).toBe(2);
      }),
    );
  });

  it('counts a day at a time, and forgets what is old without letting it be edited', () => {
    const two = admit(first, signal({ sequence: 2, valid_until: NOW * 2 }), NOW, {
      signalsPerDayMax: 2,
    });
    const third = signal({ sequence: 3, valid_until: NOW * 2 });
    expect(codeOf(admit(two.state, third, NOW, { signalsPerDayMax: 2 }))).toBe('RATE_EXCEEDED');
    const nextDay = admit(two.state, third, NOW + 86_400_000, { signalsPerDayMax: 2 });
    expect(codeOf(nextDay)).toBeUndefined();
    let state = EMPTY_FEED;
    for (let sequence = 1; sequence <= REMEMBERED + 5; sequence += 1) {
      ({ state } = admit(state, signal({ sequence }), NOW, { signalsPerDayMax: 1e6 }));
    }
    expect(state.recent.size).toBe(REMEMBERED);
    expect(codeOf(admit(state, signal({ sequence: 1 })))).toBe('EDITED');
  });
});

describe('the chain', () => {
  const entries = feedOf(20);
  it('holds, and breaks where anything is changed, taken out or moved', () => {
    expect(brokenLink(entries)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat({ max: 18 }), fc.nat({ max: 3 }), (at, kind) => {
        const entry = entries[at] as SignalEntry;
        const changed = [...entries];
        if (kind === 0) changed[at] = { ...entry, journalAtMs: entry.journalAtMs + 1 };
        if (kind === 1) changed[at] = { ...entry, signal: { ...entry.signal, target_weight: 0.3 } };
        if (kind === 2) changed.splice(at, 1);
        if (kind === 3) changed.splice(at, 2, entries[at + 1] as SignalEntry, entry);
        expect(brokenLink(changed)).toBeDefined();
      }),
    );
  });
  it('shows revisions newest first', () => {
    const revised = admit(first, signal({ sequence: 2, target_weight: 0.1, revises: 1 }));
    const all = [admit(EMPTY_FEED, signal()), revised].map((admission) => {
      if ('refused' in admission) throw new Error(admission.refused.code);
      return admission.entry;
    });
    expect(revisionChain(all, 2).map((entry) => entry.signal.sequence)).toEqual([2, 1]);
    expect(revisionChain(all, 9)).toEqual([]);
  });
});

describe('releases', () => {
  it('put every reader at every place once in as many entries as there are readers', () => {
    const readers = fc.uniqueArray(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(readers, fc.nat(), (list, from) => {
        const places = new Map(list.map((reader) => [reader, new Set<number>()]));
        for (let at = 0; at < list.length; at += 1) {
          const order = releaseOrder(list.toReversed(), from + at);
          expect([...order].sort()).toEqual([...list].sort());
          for (const [place, reader] of order.entries()) places.get(reader)?.add(place);
        }
        for (const seen of places.values()) expect(seen.size).toBe(list.length);
      }),
    );
    expect(releaseOrder([], 5)).toEqual([]);
  });

  it('show a tier nothing before its delay, and the free one the first asset only', () => {
    const entries = feedOf(40);
    const last = entries.at(-1)?.journalAtMs as number;
    const page = (tier: (typeof TIERS)[number], nowMs: number): readonly SignalEntry[] =>
      signalPage(entries, { tier, nowMs, cursor: 0, limit: 500, assets: ['AAA', 'BBB'] }).entries;
    for (const tier of TIERS) {
      fc.assert(
        fc.property(fc.integer({ min: NOW - 1e6, max: last + 2e8 }), (nowMs) => {
          for (const { journalAtMs } of page(tier, nowMs)) {
            expect(journalAtMs + TIER_TERMS[tier].delayMs).toBeLessThanOrEqual(nowMs);
          }
        }),
      );
    }
    expect(page('PRO', last)).toHaveLength(40);
    expect(page('FREE', last)).toHaveLength(0);
    expect(page('FREE', last + 86_400_000).every((one) => one.signal.asset === 'AAA')).toBe(true);
  });

  it('page through everything once, with an ETag that changes with the page', () => {
    const entries = feedOf(37);
    const query = { tier: 'PRO', nowMs: NOW * 2, limit: 10, assets: ['AAA', 'BBB'] } as const;
    const seen: number[] = [];
    const etags = new Set<string>();
    for (let cursor = 0, hasMore = true; hasMore; ) {
      const page = signalPage(entries, { ...query, cursor });
      seen.push(...page.entries.map((entry) => entry.signal.sequence));
      etags.add(page.etag);
      ({ cursor, hasMore } = page);
    }
    expect(seen).toEqual(entries.map((entry) => entry.signal.sequence));
    expect(etags.size).toBe(4);
    const odd = signalPage(entries, { ...query, cursor: Number.NaN, limit: -3 });
    expect(odd.entries).toHaveLength(1);
  });
});

describe('rates and seats', () => {
  it('allow no more than a minute at once and the rate in the long run', () => {
    const steps = fc.array(fc.nat({ max: 5_000 }), { maxLength: 300 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 60 }), (gaps, perMinute) => {
        let allowance = fullAllowance(perMinute, 0);
        let [nowMs, taken] = [0, 0];
        for (const gap of gaps) {
          nowMs += gap;
          const result = takeAllowance(allowance, perMinute, nowMs);
          ({ allowance } = result);
          if (result.retryAfterMs === undefined) taken += 1;
          else {
            expect(
              takeAllowance(allowance, perMinute, nowMs + result.retryAfterMs).retryAfterMs,
            ).toBeUndefined();
          }
        }
        expect(taken).toBeLessThanOrEqual(perMinute + (nowMs * perMinute) / 60_000);
      }),
      // With fractions of a read this wait was a hair too short.
      { examples: [[[0, 2601, 1678, 4560, 4725], 2]] },
    );
    expect(takeAllowance(fullAllowance(0, 0), 0, 9).retryAfterMs).toBe(60_000);
  });

  it('a shared key ends its oldest reader, and its copies name the seat', () => {
    const one = admitReader({ readers: [] }, 'r1', 1);
    expect(admitReader(one.seat, 'r2', 1)).toEqual({ seat: { readers: ['r2'] }, ended: ['r1'] });
    expect(admitReader(one.seat, 'r1', 1).ended).toEqual([]);
    const secret = Buffer.alloc(32, 7);
    const sha = 'c'.repeat(64);
    const canary = canaryOf(secret, 'seat-2', sha);
    const seats = ['seat-1', 'seat-2', 'seat-3'];
    expect(seatOfCanary(canary, { secret, seats, signalSha: sha })).toBe('seat-2');
    expect(
      seatOfCanary(canary, { secret: Buffer.alloc(32, 8), seats, signalSha: sha }),
    ).toBeUndefined();
  });
});
