/**
 * The market: its rules and escrow, listings with their revisions and admissions, purchases with what comes before and after them,
 * and what it knows of accounts. Records keep their slots, which their ids name; free ones are carried in the order they are used.
 */
import type { CarriedRow, CarryRow } from '../../../values/index.js';
import type { State } from '../kernel/state.js';
import {
  LISTING_FIELD,
  MEMBER_FIELD,
  REVISION_FIELD,
  ROYALTIES_MAX,
} from '../resources/listings.js';
import { MARKET_ESCROW } from '../resources/market-money.js';
import { MEMBER } from '../resources/members.js';
import {
  DEALING_FIELD,
  DOSSIER_FIELD,
  PURCHASE_FIELD,
  REQUEST_FIELD,
} from '../resources/purchases.js';
import { type RecordTable, SLOTS } from '../resources/record-table.js';
import { hexOf } from '../rights/entitlement-desk.js';
import {
  FEED_INDEXES,
  FEED_STORES,
  FEED_TABLES,
  type FeedStore,
  feedRuleRows,
  takeFeedRules,
} from './feeds-plan.js';
import { bytesOf, type CarryPart, need, type WordPlan, wordPairs } from './part.js';

const LISTING_FIELDS: WordPlan<typeof LISTING_FIELD, CarryRow<'listing'>> = {
  owner: 'owner',
  kind: 'kind',
  status: 'status',
  version: 'version',
  visibility: 'visibility',
  priceKind: 'priceKind',
  priceMicroPat: 'priceMicroPat',
  freeQuotaUnits: 'freeQuotaUnits',
  refundWindowMs: 'refundWindowMs',
  contract: 'contract',
  verifiedOnly: 'verifiedOnly',
  missingField: 'missingField',
  personalData: 'personalData',
  approver: 'approver',
  salesPaused: 'salesPaused',
  newestRevision: 'newestRevision',
  revisions: 'revisions',
  liveRevision: 'liveRevision',
  statusBefore: 'statusBefore',
  takenDownBy: 'takenDownBy',
  appealed: 'appealed',
  timer: null,
  firstPurchase: 'firstPurchase',
  sweep: 'sweep',
  sweepRevision: 'sweepRevision',
  sweepCursor: 'sweepCursor',
  sweepFundMicroPat: 'sweepFundMicroPat',
  sweepPayer: 'sweepPayer',
  sweepNext: 'sweepNext',
  protectedUntilMs: 'protectedUntilMs',
  documentHash: null,
  licenceHash: null,
  royalties: null,
  updateEveryMs: 'updateEveryMs',
  promisedCompositePpm: 'promisedCompositePpm',
  refundsWhenBroken: 'refundsWhenBroken',
  periodsMissed: 'periodsMissed',
  belowPromise: 'belowPromise',
  isUpdated: 'isUpdated',
  periods: 'periods',
  periodsKept: 'periodsKept',
  promiseTimer: null,
  periodEndMs: 'periodEndMs',
};
const REVISION_FIELDS: WordPlan<typeof REVISION_FIELD, CarryRow<'revision'>> = {
  listing: 'listing',
  number: 'number',
  status: 'status',
  sizeBytes: 'sizeBytes',
  rowCount: 'rowCount',
  compositePpm: 'compositePpm',
  coveragePpm: 'coveragePpm',
  before: 'before',
  createdAtMs: 'createdAtMs',
  paidMicroPat: 'paidMicroPat',
  ruleSetVersion: 'ruleSetVersion',
  contentHash: null,
  resultHash: null,
};
const MEMBER_FIELDS: WordPlan<typeof MEMBER_FIELD, CarryRow<'admission'>> = {
  key: 'key',
  keyNext: null,
  state: 'state',
  payer: 'payer',
};
const PURCHASE_FIELDS: WordPlan<typeof PURCHASE_FIELD, CarryRow<'purchase'>> = {
  key: null,
  keyNext: null,
  buyer: 'buyer',
  listing: 'listing',
  status: 'status',
  revision: 'revision',
  priceMicroPat: 'priceMicroPat',
  heldMicroPat: 'heldMicroPat',
  reservedMicroPat: 'reservedMicroPat',
  bondMicroPat: 'bondMicroPat',
  capMicroPat: 'capMicroPat',
  renews: 'renews',
  boughtServiceMs: 'boughtServiceMs',
  refundUntilMs: 'refundUntilMs',
  heldUntilMs: 'heldUntilMs',
  usedUnits: 'usedUnits',
  drawnUnits: 'drawnUnits',
  chargedUnits: 'chargedUnits',
  sizeBytes: 'sizeBytes',
  entitlement: 'entitlement',
  timer: null,
  listingNext: 'listingNext',
  listingPrevious: 'listingPrevious',
  stepsMask: 'stepsMask',
  stars: 'stars',
  answered: 'answered',
  feePpm: 'feePpm',
  paidMicroPat: 'paidMicroPat',
  freeUnits: 'freeUnits',
  isBounty: 'isBounty',
  statusBefore: 'statusBefore',
  policyHash: null,
  licenceHash: null,
  rulesHash: null,
  royalties: null,
  tier: 'tier',
  seats: 'seats',
  seatOwner: 'seatOwner',
  attempts: 'attempts',
  isTrial: 'isTrial',
  periodMs: 'periodMs',
};
const DEALING_FIELDS: WordPlan<typeof DEALING_FIELD, CarryRow<'dealing'>> = {
  key: 'key',
  keyNext: null,
  month: 'month',
  freeUnits: 'freeUnits',
  refunds: 'refunds',
  rated: 'rated',
  seats: 'seats',
  trials: 'trials',
};
const DOSSIER_FIELDS: WordPlan<typeof DOSSIER_FIELD, CarryRow<'dossier'>> = {
  key: 'key',
  keyNext: null,
  stepsMask: 'stepsMask',
  version: 'version',
  deletionDueMs: 'deletionDueMs',
  policyHash: null,
};
const REQUEST_FIELDS: WordPlan<typeof REQUEST_FIELD, CarryRow<'dataRequest'>> = {
  asker: 'asker',
  status: 'status',
  bountyMicroPat: 'bountyMicroPat',
  deadlineMs: 'deadlineMs',
  minRowCount: 'minRowCount',
  minCompositePpm: 'minCompositePpm',
  listing: 'listing',
  revision: 'revision',
  timer: null,
  schemaHash: null,
};
const MEMBERS: WordPlan<typeof MEMBER, CarryRow<'marketMember'>> = {
  parent: null,
  verifiedUntilMs: 'verifiedUntilMs',
  policySteps: 'policySteps',
  policyCompositePpm: 'policyCompositePpm',
  policyBy: 'policyBy',
  listings: 'listings',
  purchases: 'purchases',
  requests: 'requests',
  dossiers: 'dossiers',
  refundMonth: 'refundMonth',
  refunds: 'refunds',
  revisions: 'revisions',
  dealings: 'dealings',
  admissions: 'admissions',
  policyHash: null,
  evidenceHash: null,
};
type Store =
  | FeedStore
  | 'listing'
  | 'revision'
  | 'admission'
  | 'purchase'
  | 'dealing'
  | 'dossier'
  | 'dataRequest';
export type Fields = readonly (readonly [field: string, word: number])[];

/** How the records of a table are carried. */
export interface StorePlan {
  readonly store: Store;
  readonly table: (state: State) => RecordTable;
  /** Field of the id. */
  readonly id: string;
  readonly fields: Fields;
  readonly hashes: Fields;
  /** Where its shares are. */
  readonly royalties?: number;
  /** After a record was written. */
  readonly taken?: (state: State, slot: number) => void;
}

const STORES: readonly StorePlan[] = [
  {
    store: 'listing',
    royalties: LISTING_FIELD.royalties,
    table: ({ listings }) => listings,
    id: 'listingId',
    fields: wordPairs(LISTING_FIELD, LISTING_FIELDS),
    hashes: [
      ['documentHash', LISTING_FIELD.documentHash],
      ['licenceHash', LISTING_FIELD.licenceHash],
    ],
  },
  {
    store: 'revision',
    table: ({ listings }) => listings.revisions,
    id: 'slot',
    fields: wordPairs(REVISION_FIELD, REVISION_FIELDS),
    hashes: [
      ['contentHash', REVISION_FIELD.contentHash],
      ['resultHash', REVISION_FIELD.resultHash],
    ],
  },
  {
    store: 'admission',
    table: ({ listings }) => listings.members,
    id: 'id',
    fields: wordPairs(MEMBER_FIELD, MEMBER_FIELDS),
    hashes: [],
    taken: ({ listings }, slot) => listings.carryInMember(slot),
  },
  {
    store: 'purchase',
    royalties: PURCHASE_FIELD.royalties,
    table: ({ purchases }) => purchases,
    id: 'purchaseId',
    fields: wordPairs(PURCHASE_FIELD, PURCHASE_FIELDS),
    hashes: [
      ['policyHash', PURCHASE_FIELD.policyHash],
      ['licenceHash', PURCHASE_FIELD.licenceHash],
      ['rulesHash', PURCHASE_FIELD.rulesHash],
    ],
    taken: ({ purchases }, slot) => purchases.enter(slot),
  },
  {
    store: 'dealing',
    table: ({ purchases }) => purchases.dealings,
    id: 'id',
    fields: wordPairs(DEALING_FIELD, DEALING_FIELDS),
    hashes: [],
    taken: ({ purchases }, slot) => purchases.carryInDealing(slot),
  },
  {
    store: 'dossier',
    table: ({ purchases }) => purchases.dossiers,
    id: 'dossierId',
    fields: wordPairs(DOSSIER_FIELD, DOSSIER_FIELDS),
    hashes: [['policyHash', DOSSIER_FIELD.policyHash]],
    taken: ({ purchases }, slot) => purchases.carryInDossier(slot),
  },
  {
    store: 'dataRequest',
    table: ({ purchases }) => purchases.requests,
    id: 'requestId',
    fields: wordPairs(REQUEST_FIELD, REQUEST_FIELDS),
    hashes: [['schemaHash', REQUEST_FIELD.schemaHash]],
  },
  ...FEED_STORES,
];
const MEMBER_PAIRS = wordPairs<typeof MEMBER, CarryRow<'marketMember'>>(MEMBER, MEMBERS);

const TABLES = [
  'listings',
  'revisions',
  'members',
  'purchases',
  'dealings',
  'dossiers',
  'requests',
  ...FEED_TABLES,
];
const INDEXES = [
  'members.index',
  'purchases.index',
  'dealings.index',
  'dossiers.index',
  ...FEED_INDEXES,
];

export const marketPart: CarryPart = {
  columns: [...TABLES, 'listings.sweeps', 'market.members', 'feeds.rules'],
  derived: [...TABLES.map((name) => `${name}.meta`), ...INDEXES],
  registry: ['marketTerms'],

  *rows({ state }) {
    const { listings, registry, ledger } = state;
    const { feePpm, disputeWindowMs, bondPpm, minCompositePpm, rulesHash } =
      registry.marketTerms ?? NO_TERMS;
    const [sweepFirst = 0, sweepLast = 0] = listings.sweeps;
    const escrowMicroPat = ledger.balance(ledger.escrow(MARKET_ESCROW));
    const rules = { feePpm, disputeWindowMs, bondPpm, minCompositePpm };
    const market = { ...rules, sweepFirst, sweepLast, escrowMicroPat };
    // A venue that never opened a market has nothing of it, nor has one of a core that knew none.
    if (registry.marketTerms !== null || Object.values(market).some((value) => value !== 0)) {
      yield { table: 'market', row: { ...market, rulesHash: bytesOf(rulesHash) } };
    }
    yield* feedRuleRows(state);
    for (const [number, plan] of STORES.entries()) {
      yield* recordRows(state, plan);
      for (const slot of plan.table(state).free()) {
        const generation = Math.floor(plan.table(state).idOf(slot) / SLOTS);
        yield { table: 'freePlace', row: { store: number, slot, generation } };
      }
    }
    yield* memberRows(state);
  },

  intake({ state }) {
    const { registry, ledger, listings, members, accounts } = state;
    const take: Record<string, (row: never) => void> = {
      market: (row: CarryRow<'market'>) => {
        const { feePpm, disputeWindowMs, bondPpm, minCompositePpm } = row;
        const rulesHash = hexOf(row.rulesHash);
        const terms = { feePpm, disputeWindowMs, bondPpm, minCompositePpm, rulesHash };
        registry.marketTerms = rulesHash === '' ? null : terms;
        listings.sweeps.set([row.sweepFirst, row.sweepLast]);
        need(row.escrowMicroPat >= 0, 'market', `its escrow is ${row.escrowMicroPat}`);
        ledger.deposit(ledger.escrow(MARKET_ESCROW), row.escrowMicroPat);
      },
      marketMember: (row: CarryRow<'marketMember'>) => {
        const { accountId } = row;
        need(accounts.exists(accountId), 'marketMember', `account ${accountId} is not there`);
        for (const [field, word] of MEMBER_PAIRS)
          members.set(accountId, word, row[field] as number);
        members.setHash(accountId, MEMBER.policyHash, row.policyHash);
        members.setHash(accountId, MEMBER.evidenceHash, row.evidenceHash);
      },
      freePlace: ({ store, slot, generation }: CarryRow<'freePlace'>) => {
        const table = STORES[store]?.table(state);
        need(table !== undefined && slot <= table.capacity, 'freePlace', `no place ${slot}`);
        table.carryInFree(slot, generation);
      },
    };
    take.feedRules = (row: CarryRow<'feedRules'>) => takeFeedRules(state, row);
    for (const plan of STORES) take[plan.store] = (row: Values) => takeRecord(state, plan, row);
    return {
      take,
      end: () => {
        members.rebuild();
        // Owners follow from the groups and keys of the accounts, which are carried.
        members.relink();
      },
    };
  },
};

const NO_TERMS = { feePpm: 0, disputeWindowMs: 0, bondPpm: 0, minCompositePpm: 0, rulesHash: '' };

type Values = Readonly<Record<string, number | Uint8Array | readonly number[]>>;

function* recordRows(state: State, plan: StorePlan): Generator<CarriedRow> {
  const table = plan.table(state);
  for (let slot = 1; slot <= table.highWater; slot += 1) {
    if (!table.isLive(slot)) continue;
    const row: Record<string, unknown> = { [plan.id]: table.idOf(slot) };
    for (const [field, word] of plan.fields) row[field] = table.get(slot, word);
    for (const [field, word] of plan.hashes) row[field] = table.hash(slot, word);
    if (plan.royalties !== undefined) row.royalties = royaltyWords(table, slot, plan.royalties);
    yield { table: plan.store, row } as unknown as CarriedRow;
  }
}

function takeRecord(state: State, plan: StorePlan, row: Values): void {
  const table = plan.table(state);
  const id = row[plan.id] as number;
  const slot = id % SLOTS;
  const isPlace = slot >= 1 && slot <= table.capacity && !table.isLive(slot);
  need(isPlace, plan.store, `there is no place for ${id}`);
  table.carryIn(slot, Math.floor(id / SLOTS));
  for (const [field, word] of plan.fields) table.set(slot, word, row[field] as number);
  for (const [field, word] of plan.hashes) table.setHash(slot, word, row[field] as Uint8Array);
  if (plan.royalties !== undefined) {
    const words = row.royalties as readonly number[];
    for (const [i, word] of words.entries()) table.set(slot, plan.royalties + i, word);
  }
  plan.taken?.(state, slot);
}

/** Accounts and shares, as far as there are some. */
function royaltyWords(table: RecordTable, slot: number, field: number): number[] {
  const words = Array.from({ length: 2 * ROYALTIES_MAX }, (_, i) => table.get(slot, field + i));
  return words.slice(0, words.findLastIndex((word) => word !== 0) + 1);
}

/** What the market knows of accounts; of one that it knows nothing of, or that was there before the market, nothing. */
function* memberRows({ members, accounts }: State): Generator<CarriedRow> {
  for (let accountId = 1; accountId <= accounts.count; accountId += 1) {
    if (!members.isKnown(accountId)) continue;
    const row: Record<string, unknown> = {
      accountId,
      policyHash: members.hash(accountId, MEMBER.policyHash),
      evidenceHash: members.hash(accountId, MEMBER.evidenceHash),
    };
    for (const [field, word] of MEMBER_PAIRS) row[field] = members.get(accountId, word);
    yield { table: 'marketMember', row } as unknown as CarriedRow;
  }
}
