/** Model feeds, their creators, claims and rules: which word of their records is which field of a row. */
import type { CarriedRow, CarryRow } from '../../../values/index.js';
import type { State } from '../kernel/state.js';
import {
  CLAIM_FIELD,
  CREATOR_FIELD,
  FEED_FIELD,
  FEED_RULE,
  PLAN_FIELD,
  planWord,
} from '../resources/feeds/feeds.js';
import type { StorePlan } from './market-part.js';
import { type WordPlan, wordPairs } from './part.js';

export type FeedStore = 'creator' | 'claim' | 'feed';

const CREATOR_FIELDS: WordPlan<typeof CREATOR_FIELD, CarryRow<'creator'>> = {
  key: 'key',
  keyNext: null,
  account: 'account',
  standing: 'standing',
  payoutsHeld: 'payoutsHeld',
  taxForm: 'taxForm',
  taxUntilMs: 'taxUntilMs',
  payableMicroPat: 'payableMicroPat',
  entries: 'entries',
  taxHash: null,
};
const CLAIM_FIELDS: WordPlan<typeof CLAIM_FIELD, CarryRow<'claim'>> = {
  key: 'key',
  keyNext: null,
  account: 'account',
  claimed: null,
};
const FEED_FIELDS: WordPlan<typeof FEED_FIELD, CarryRow<'feed'>> = {
  key: 'key',
  keyNext: null,
  listing: 'listing',
  phase: 'phase',
  drift: 'drift',
  reviewAtMs: 'reviewAtMs',
  depositMicroPat: 'depositMicroPat',
  gatesMask: 'gatesMask',
  seatLimit: 'seatLimit',
  signalsPerDayMax: 'signalsPerDayMax',
  lastSequence: 'lastSequence',
  lastDataAsOfMs: 'lastDataAsOfMs',
  day: 'day',
  signalsOfDay: 'signalsOfDay',
  coolingUntilMs: 'coolingUntilMs',
  week: 'week',
  trustPpm: 'trustPpm',
  heldSeats: 'heldSeats',
  driftWeek: 'driftWeek',
  plans: null,
  modelHash: null,
  packHash: null,
  stamp: null,
  listingHash: null,
  chainHash: null,
  sealedHash: null,
};

/** Words of the plans, tier by tier. */
const PLANS = ['retail', 'pro', 'enterprise'].flatMap((tier, i) =>
  (Object.keys(PLAN_FIELD) as (keyof typeof PLAN_FIELD)[]).map((field) => {
    const name = `${tier}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    return [name, planWord(i + 1, PLAN_FIELD[field])] as const;
  }),
);

export const FEED_STORES: readonly StorePlan[] = [
  {
    store: 'creator',
    table: ({ feeds }) => feeds.creators,
    id: 'id',
    fields: wordPairs(CREATOR_FIELD, CREATOR_FIELDS),
    hashes: [['taxHash', CREATOR_FIELD.taxHash]],
    taken: ({ feeds }, slot) => feeds.carryInCreator(slot),
  },
  {
    store: 'claim',
    table: ({ feeds }) => feeds.claims,
    id: 'id',
    fields: wordPairs(CLAIM_FIELD, CLAIM_FIELDS),
    hashes: [['claimed', CLAIM_FIELD.claimed]],
    taken: ({ feeds }, slot) => feeds.carryInClaim(slot),
  },
  {
    store: 'feed',
    table: ({ feeds }) => feeds,
    id: 'id',
    fields: [...wordPairs(FEED_FIELD, FEED_FIELDS), ...PLANS],
    hashes: [
      ['modelHash', FEED_FIELD.modelHash],
      ['packHash', FEED_FIELD.packHash],
      ['stamp', FEED_FIELD.stamp],
      ['listingHash', FEED_FIELD.listingHash],
      ['chainHash', FEED_FIELD.chainHash],
      ['sealedHash', FEED_FIELD.sealedHash],
    ],
    taken: ({ feeds }, slot) => feeds.carryInFeed(slot),
  },
];

export const FEED_TABLES = ['creators', 'claims', 'feeds'];
export const FEED_INDEXES = ['creators.index', 'claims.index', 'feeds.index'];

/** The rules; of a venue that never had any, nothing. */
export function* feedRuleRows({ feeds }: State): Generator<CarriedRow> {
  const [stage, entryDepositMicroPat] = [FEED_RULE.stage, FEED_RULE.entryDepositMicroPat].map(
    (rule) => feeds.rules[rule] as number,
  ) as [number, number];
  if (stage !== 0) yield { table: 'feedRules', row: { stage, entryDepositMicroPat } };
}

export function takeFeedRules({ feeds }: State, row: CarryRow<'feedRules'>): void {
  feeds.rules[FEED_RULE.stage] = row.stage;
  feeds.rules[FEED_RULE.entryDepositMicroPat] = row.entryDepositMicroPat;
}
