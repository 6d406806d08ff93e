// Catches a listing that goes public without gates and approval, a final state that ends, an actor who does another's part, sales while a
// change cools off or beyond capacity, holders who lose their old terms early or keep them for ever, and a stage that allows too much.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTORS,
  ALPHA_CREATORS_MAX,
  applyEvent,
  badgesOf,
  COOLING_OFF_MS,
  changeTerms,
  draftListing,
  isDelivered,
  isFinal,
  isOnSale,
  LISTING_EVENTS,
  LISTING_STATES,
  type Listing,
  type ListingEvent,
  type ListingState,
  OLD_TERMS_MS,
  ROLLOUT_ACTIONS,
  ROLLOUT_STAGES,
  riskStatements,
  rolloutRefusal,
  seatRefusal,
  termsFor,
  transition,
} from '../../../src/sigma/listing/index.js';

const terms = { pricePerMonthMicroPat: 50_000_000, tiers: ['RETAIL', 'PRO'], stampSha: 'a' };
const NONE: ReadonlySet<string> = new Set();

function listed(): Listing {
  let listing = draftListing(terms);
  const events = [
    ['GATES_PASSED', 'PLATFORM'],
    ['SUBMIT', 'CREATOR'],
    ['APPROVE', 'OPERATOR'],
    ['LIST', 'CREATOR'],
  ] as const;
  for (const [event, actor] of events) {
    const basedOn = listing.revision;
    const result = applyEvent(listing, { event, actor, nowMs: 0, basedOn, evidence: 'e' });
    if ('refused' in result) throw new Error(result.refused);
    listing = result.listing;
  }
  return listing;
}

const must = (result: ReturnType<typeof changeTerms>): Listing => {
  if ('refused' in result) throw new Error(result.refused);
  return result.listing;
};

/** The model knows no states: only what has happened since the last revision. */
interface Facts {
  readonly hasPassed: boolean;
  readonly isSubmitted: boolean;
  readonly isApproved: boolean;
}
const NOTHING: Facts = { hasPassed: false, isSubmitted: false, isApproved: false };
const UNDONE: readonly ListingEvent[] = ['REVISE', 'GATES_FAILED', 'REJECT', 'INTEGRITY_FAILED'];

function factsAfter(facts: Facts, event: ListingEvent, actor: (typeof ACTORS)[number]): Facts {
  if (UNDONE.includes(event)) return NOTHING;
  if (event === 'GATES_PASSED') return { ...facts, hasPassed: actor === 'PLATFORM' };
  if (event === 'SUBMIT') {
    return { ...facts, isSubmitted: facts.hasPassed && actor === 'CREATOR' };
  }
  if (event === 'APPROVE') {
    return { ...facts, isApproved: facts.isSubmitted && actor !== 'CREATOR' };
  }
  return facts;
}

describe('the table', () => {
  it('keeps its promises over every history', () => {
    const step = fc.record({
      event: fc.constantFrom(...LISTING_EVENTS),
      actor: fc.constantFrom(...ACTORS),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state: ListingState = 'DRAFT';
        let facts = NOTHING;
        for (const { event, actor } of steps) {
          const result = transition(state, event, actor);
          if ('refused' in result) continue;
          expect(isFinal(state)).toBe(false);
          state = result.to;
          facts = factsAfter(facts, event, actor);
          if (isDelivered(state)) expect(facts.isApproved).toBe(true);
          if (isOnSale(state)) expect(isDelivered(state)).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('lets a creator approve, restore or rate nothing', () => {
    const others: readonly ListingEvent[] = [
      'GATES_PASSED',
      'APPROVE',
      'REJECT',
      'DRIFT_NORMAL',
      'RESTORE',
      'UPHOLD',
      'TAKE_DOWN',
    ];
    for (const state of LISTING_STATES) {
      for (const event of others) {
        expect(transition(state, event, 'CREATOR')).toHaveProperty('refused');
      }
    }
  });

  it('reaches every state, and has two that are final', () => {
    const seen = new Set<ListingState>(['DRAFT']);
    for (let size = 0; size !== seen.size; ) {
      size = seen.size;
      for (const state of [...seen]) {
        for (const event of LISTING_EVENTS) {
          for (const actor of ACTORS) {
            const result = transition(state, event, actor);
            if ('to' in result) seen.add(result.to);
          }
        }
      }
    }
    expect([...seen].sort()).toEqual([...LISTING_STATES].sort());
    expect(LISTING_STATES.filter(isFinal)).toEqual(['DELISTED', 'WITHDRAWN']);
  });
});

describe('changes of terms', () => {
  const rise = { ...terms, pricePerMonthMicroPat: 60_000_000 };

  it('cool off when risky, and leave the old terms to named holders for 90 days', () => {
    const holders = new Set(['h1']);
    const before = listed();
    const after = must(
      changeTerms(before, {
        terms: rise,
        nowMs: 1_000,
        basedOn: before.revision,
        holders,
        hasPassedGates: false,
      }),
    );
    expect(after.coolingUntilMs).toBe(1_000 + COOLING_OFF_MS);
    expect(termsFor(after, 'h1', 1_000 + OLD_TERMS_MS - 1)).toEqual(terms);
    expect(termsFor(after, 'h1', 1_000 + OLD_TERMS_MS)).toEqual(rise);
    expect(termsFor(after, 'h2', 1_001)).toEqual(rise);
    expect(after.changes.at(-1)).toMatchObject({ what: 'PRICE_RISE', actor: 'CREATOR' });
    const book = { limit: 100, byOwner: new Map([['h1', 1]]), creatorOwner: 'c' };
    const sale = (owner: string, nowMs: number): unknown =>
      seatRefusal(after, book, { owner, seats: 1, nowMs, isRenewal: owner === 'h1' });
    expect(sale('h2', 1_000 + COOLING_OFF_MS - 1)).toBe('COOLING_OFF');
    expect(sale('h2', 1_000 + COOLING_OFF_MS)).toBeUndefined();
    expect(sale('h1', 1_001)).toBeUndefined();
    const more = { owner: 'h1', seats: 1, nowMs: 1_001, isRenewal: false };
    expect(seatRefusal(after, book, more)).toBe('COOLING_OFF');
    expect(seatRefusal(after, book, { ...more, seats: 2, isRenewal: true })).toBe('NOT_HELD');
  });

  it('give a holder the best price of the last 90 days, as a naive history says', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 })),
      {
        minLength: 1,
        maxLength: 15,
      },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let listing = listed();
        let nowMs = 0;
        let current = terms.pricePerMonthMicroPat;
        const risen: { atMs: number; before: number }[] = [];
        for (const [price, days] of list) {
          nowMs += days * 86_400_000;
          const result = changeTerms(listing, {
            terms: { ...terms, pricePerMonthMicroPat: price },
            nowMs,
            basedOn: listing.revision,
            holders: new Set(['h']),
            hasPassedGates: false,
          });
          if ('listing' in result) {
            ({ listing } = result);
            if (price > current) risen.push({ atMs: nowMs, before: current });
            current = price;
          }
          const kept = risen.filter(({ atMs }) => nowMs < atMs + OLD_TERMS_MS);
          const best = Math.min(current, ...kept.map(({ before }) => before));
          expect(termsFor(listing, 'h', nowMs).pricePerMonthMicroPat).toBe(best);
          expect(termsFor(listing, 'other', nowMs).pricePerMonthMicroPat).toBe(current);
        }
      }),
    );
  });

  it('are refused stale, empty, unlisted, too soon, or with a model that passed nothing', () => {
    const listing = listed();
    const command = {
      terms: rise,
      nowMs: 5,
      basedOn: listing.revision,
      holders: NONE,
      hasPassedGates: false,
    };
    const refused = (over: object, of: Listing = listing): unknown =>
      changeTerms(of, { ...command, ...over });
    expect(refused({ basedOn: 1 })).toEqual({ refused: 'STALE_REVISION' });
    expect(refused({ terms })).toEqual({ refused: 'NO_CHANGE' });
    expect(refused({ terms: { ...terms, stampSha: 'b' } })).toEqual({
      refused: 'GATES_NOT_PASSED',
    });
    const draft = draftListing(terms);
    expect(refused({ basedOn: 1 }, draft)).toEqual({ refused: 'NOT_PUBLIC' });
    const once = must(changeTerms(listing, command));
    const again = { ...rise, pricePerMonthMicroPat: 70_000_000 };
    expect(refused({ terms: again, basedOn: once.revision, nowMs: 6 }, once)).toEqual({
      refused: 'COOLING_OFF',
    });
    const stale = applyEvent(listing, {
      event: 'WITHDRAW',
      actor: 'CREATOR',
      nowMs: 0,
      basedOn: 1,
      evidence: '',
    });
    expect(stale).toEqual({ refused: 'STALE_REVISION' });
  });

  it('take effect at once when they are a cut', () => {
    const listing = listed();
    const cut = { ...terms, pricePerMonthMicroPat: 1 };
    const after = must(
      changeTerms(listing, {
        terms: cut,
        nowMs: 9,
        basedOn: listing.revision,
        holders: NONE,
        hasPassedGates: false,
      }),
    );
    expect(after.coolingUntilMs).toBe(0);
    expect(after.standingOffers).toEqual([]);
  });
});

describe('seats', () => {
  const listing = listed();
  const ask = (over: object, request: object = {}): unknown =>
    seatRefusal(
      listing,
      { limit: 30, byOwner: new Map([['a', 3]]), creatorOwner: 'c', ...over },
      { owner: 'b', seats: 1, nowMs: 0, isRenewal: false, ...request },
    );

  it('are bounded by capacity and by owner, and none are for the creator', () => {
    expect(ask({})).toBeUndefined();
    expect(ask({}, { owner: 'c' })).toBe('OWN_FEED');
    for (const seats of [0, -1, 1.5, Number.NaN]) expect(ask({}, { seats })).toBe('BAD_COUNT');
    expect(ask({}, { owner: 'a' })).toBe('OWNER_LIMIT');
    expect(ask({}, { seats: 4 })).toBe('OWNER_LIMIT');
    expect(ask({ limit: 3 })).toBe('SEATS_FULL');
    expect(ask({ limit: undefined })).toBe('CAPACITY_UNKNOWN');
    expect(ask({ limit: 5, byOwner: new Map() })).toBeUndefined();
    expect(ask({ limit: 0, byOwner: new Map() })).toBe('SEATS_FULL');
  });

  it('are not sold of what is not on sale', () => {
    const book = { limit: 30, byOwner: new Map(), creatorOwner: 'c' };
    const book2 = { ...book, byOwner: new Map([['h', 1]]) };
    for (const state of LISTING_STATES) {
      const one = { ...listing, state };
      const request = { owner: 'b', seats: 1, nowMs: 0, isRenewal: false };
      expect(seatRefusal(one, book, request) === undefined, state).toBe(isOnSale(state));
      const renewal = { owner: 'h', seats: 1, nowMs: 0, isRenewal: true };
      expect(seatRefusal(one, book2, renewal) === undefined, state).toBe(isDelivered(state));
    }
  });
});

describe('rollout', () => {
  const nobody = { isInvited: false, isAdmitted: false, isIdentified: true, isCreator: false };
  const publish = (stage: (typeof ROLLOUT_STAGES)[number], over: object, creators = 0): unknown =>
    rolloutRefusal(stage, 'PUBLISH', { party: { ...nobody, ...over }, creators });

  it('admits creators by stage', () => {
    expect(publish('ALPHA', {})).toBe('NOT_INVITED');
    expect(publish('ALPHA', { isAdmitted: true })).toBe('NOT_INVITED');
    expect(publish('ALPHA', { isInvited: true })).toBeUndefined();
    expect(publish('ALPHA', { isInvited: true }, ALPHA_CREATORS_MAX)).toBe('TOO_MANY_CREATORS');
    expect(publish('BETA', {})).toBe('NOT_ADMITTED');
    expect(publish('BETA', { isAdmitted: true }, 500)).toBeUndefined();
    expect(publish('GA', {}, 5_000)).toBeUndefined();
    for (const stage of ROLLOUT_STAGES) {
      expect(publish(stage, { isInvited: true, isIdentified: false })).toBe('IDENTITY_UNKNOWN');
    }
  });

  it('only ever allows more, and a performance fee never', () => {
    const context = { party: nobody, creators: 0 };
    const table = Object.fromEntries(
      ROLLOUT_ACTIONS.filter((action) => action !== 'PUBLISH').map((action) => [
        action,
        ROLLOUT_STAGES.map((stage) => rolloutRefusal(stage, action, context) === undefined),
      ]),
    );
    expect(table).toEqual({
      SELF_APPROVE: [false, true, true],
      SUBSCRIBE: [true, true, true],
      BUY_BUNDLE: [false, false, true],
      ORGANISATION_SEATS: [false, false, true],
      ROUTE_SIGNALS: [false, false, true],
      PERFORMANCE_FEE: [false, false, false],
    });
  });
});

describe('badges and statements (SL27, SD18, SD19)', () => {
  const facts = {
    hasBacktest: true,
    hasForward: true,
    hasLive: false,
    riskBand: 'HIGH',
    shortsAssets: true,
    isCapacityKnown: true,
  } as const;
  it('follow from facts', () => {
    expect(badgesOf(facts)).toEqual(['BACKTEST', 'FORWARD']);
    const ids = (over: object): string[] =>
      riskStatements({ ...facts, ...over }).map(({ id }) => id);
    expect(ids({})).toEqual(['LOSS', 'NO_ADVICE', 'SIM_ONLY', 'BACKTEST', 'HIGH_RISK', 'SHORTS']);
    expect(ids({ hasLive: true, riskBand: undefined, isCapacityKnown: false })).toEqual([
      'LOSS',
      'NO_ADVICE',
      'BACKTEST',
      'RISK_UNRATED',
      'SHORTS',
      'CAPACITY_UNKNOWN',
    ]);
  });
});
