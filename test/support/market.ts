/** A market for tests: a venue with rules of the market, verified providers and buyers, and commands with their defaults. */
import { createHash } from 'node:crypto';
import {
  ACCOUNT_FIELD,
  BUCKET,
  COMMAND_RESULT,
  canonical,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ColdBodies,
  type ColdKind,
  LISTING_KIND,
  LISTING_VISIBILITY,
  PRICE_KIND,
} from '../../src/values/index.js';
import { DAY_MS, SMALL_LIMITS, START_MS, TestVenue } from './venue.js';

export const OPERATOR = FIRST_OPERATOR_ACCOUNT;
export const PAT = 1_000_000;
export const LICENCE = new Uint8Array(32).fill(7);
export const NO_HASH = new Uint8Array(0);
export const EVIDENCE = new Uint8Array(32).fill(9);

export const sha = (text: string): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(text).digest());

/** A document as commands take it. */
export function documentOf(json: unknown): { document: string; documentHash: Uint8Array } {
  const document = canonical(json);
  return { document, documentHash: sha(document) };
}

/** What a data set's document must have. */
export const COMPLETE = {
  title: 'Cars and their fuel',
  description: 'Fuel use of cars by model',
  licence: 'CC-BY-4.0',
  provenance: {
    source: 'own survey',
    collectionMethod: 'measured',
    legalBasis: 'no-personal-data',
    personalData: [],
    retention: 'P5Y',
    lineage: [],
  },
};

/** The same with personal data. */
export const PERSONAL = {
  ...COMPLETE,
  provenance: {
    ...COMPLETE.provenance,
    personalData: ['e-mail'],
    legalBasis: 'consent',
    consent: 'double opt-in',
    subjectsRegion: ['EU'],
  },
};

export const RULES_OF_MARKET = {
  operator: { name: 'Example Data DAO LLC', jurisdiction: 'US-WY' },
};
export const RULES_HASH = documentOf(RULES_OF_MARKET).documentHash;
export const FEE_PPM = 50_000;

type Terms = NonNullable<ColdBodies['publishListing']['terms']>;

export const ONE_TIME: Terms = {
  priceKind: PRICE_KIND.ONE_TIME,
  priceMicroPat: 100 * PAT,
  freeQuotaUnits: 0,
  refundWindowMs: 14 * DAY_MS,
  visibility: LISTING_VISIBILITY.PUBLIC,
  licenceHash: LICENCE,
  contractId: 0,
  verifiedBuyersOnly: false,
  royalties: [],
};

export interface Answer {
  readonly code: number;
  readonly field: number;
  /** What was made: of a listing its id, of a purchase its own. */
  readonly id: number;
  /** Of a listing its version. */
  readonly version: number;
  readonly events: readonly number[][];
}

/** Registers the store of a venue; its account. */
export function registerStore(venue: TestVenue, key = 8): number {
  venue.send(0, 'registerStore', { publicKey: new Uint8Array(32).fill(key) });
  return accountWith(venue, ACCOUNT_ROLE.STORE);
}

/** Registers the scorer of a venue; its account. */
export function registerScorer(venue: TestVenue, key = 7): number {
  venue.send(0, 'registerScorer', { publicKey: new Uint8Array(32).fill(key) });
  return accountWith(venue, ACCOUNT_ROLE.SCORER);
}

/** The newest account of a role. */
function accountWith(venue: TestVenue, role: number): number {
  const { accounts } = venue.core.state;
  for (let id = accounts.count; id > 0; id -= 1) {
    if (accounts.get(id, ACCOUNT_FIELD.role) === role) return id;
  }
  throw new Error(`no account has the role ${role}`);
}

export class TestMarket extends TestVenue {
  readonly second: number;
  readonly provider: number;
  readonly creator: number;
  readonly buyer: number;
  readonly other: number;
  /** The venue's own store. */
  readonly store: number;

  constructor(limits = SMALL_LIMITS) {
    super(limits);
    this.second = this.open(ACCOUNT_ROLE.OPERATOR, 'second');
    this.provider = this.open(ACCOUNT_ROLE.PROVIDER, 'provider');
    this.creator = this.open(ACCOUNT_ROLE.CREATOR, 'creator');
    this.buyer = this.open(ACCOUNT_ROLE.CONSUMER, 'buyer');
    this.other = this.open(ACCOUNT_ROLE.CONSUMER, 'other');
    for (const id of [this.provider, this.creator, this.buyer, this.other]) this.fund(id);
    this.ask(OPERATOR, 'setMarketTerms', {
      feePpm: FEE_PPM,
      disputeWindowMs: 7 * DAY_MS,
      bondPpm: 50_000,
      reason: 'opens',
      ...documentOf(RULES_OF_MARKET),
    });
    this.verify(this.provider);
    this.verify(this.creator);
    this.store = registerStore(this);
  }

  open(role: number, name: string, firmGroup = 0, publicKey = new Uint8Array(0)): number {
    this.send(OPERATOR, 'openAccount', {
      ...{ role, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup, publicKey, name },
      scopes: publicKey.length === 0 ? [] : [1],
    });
    return this.core.state.accounts.count;
  }

  fund(account: number, amountMicroPat = 10_000 * PAT): void {
    this.send(OPERATOR, 'deposit', { targetAccountId: account, amountMicroPat });
  }

  verify(account: number, validToMs = START_MS + 10_000 * DAY_MS): Answer {
    const body = { targetAccountId: account, validToMs, evidenceHash: EVIDENCE, reason: 'seen' };
    return this.ask(OPERATOR, 'verifyAccount', body);
  }

  /** Sends a command and answers with its result. */
  ask<K extends ColdKind>(
    account: number,
    name: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): Answer {
    const events = this.send(account, name, body as ColdBodies[K]);
    const result = events.findLast(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
    return {
      code: result[COMMAND_RESULT.code] ?? -1,
      field: result[COMMAND_RESULT.field] ?? -1,
      id: result[COMMAND_RESULT.reference] ?? -1,
      version: result[COMMAND_RESULT.affected] ?? -1,
      events,
    };
  }

  version(listingId: number): number {
    return this.core.state.listings.get(listingId, 5);
  }

  publish(
    terms: Partial<Terms> = {},
    document: unknown = COMPLETE,
    listing: { listingId: number; account?: number; listingKind?: number } = { listingId: 0 },
  ): Answer {
    const { listingId, account = this.provider, listingKind = LISTING_KIND.DATASET } = listing;
    return this.ask(account, 'publishListing', {
      ...{ listingId, listingKind, ...documentOf(document) },
      basedOnVersion: listingId === 0 ? 0 : this.version(listingId),
      terms: { ...ONE_TIME, ...terms },
    });
  }

  addRevision(listingId: number, content = 'content', sizeBytes = 1_000): Answer {
    const account = this.core.state.listings.get(listingId, 2);
    const basedOnVersion = this.version(listingId);
    const body = { listingId, basedOnVersion, contentHash: sha(content), sizeBytes };
    return this.ask(account, 'addRevision', body);
  }

  addRevisionAs(account: number, listingId: number): Answer {
    const body = { listingId, basedOnVersion: 1, contentHash: sha('content'), sizeBytes: 1 };
    return this.ask(account, 'addRevision', body);
  }

  measure(
    listingId: number,
    revision: number,
    more: Partial<ColdBodies['recordQuality']> = {},
    content = 'content',
  ): Answer {
    return this.ask(this.store, 'recordQuality', {
      ...{ listingId, revision, contentHash: sha(content), resultHash: sha('result') },
      ...{ ruleSetVersion: 1, completenessPpm: 900_000, timelinessPpm: -1, accuracyPpm: -1 },
      ...{ consistencyPpm: 950_000, reliabilityPpm: -1, compositePpm: 920_000 },
      ...{ coveragePpm: 950_000, rowCount: 100, hasPersonalData: false },
      ...more,
    });
  }

  submit(listingId: number): Answer {
    const account = this.core.state.listings.get(listingId, 2);
    return this.ask(account, 'submitListing', {
      ...{ listingId, basedOnVersion: this.version(listingId) },
    });
  }

  review(listingId: number, approved = true, operator = OPERATOR): Answer {
    const basedOnVersion = this.version(listingId);
    const body = { listingId, basedOnVersion, approved, evidenceHash: NO_HASH, reason: 'read' };
    return this.ask(operator, 'reviewListing', body);
  }

  /** A listing that is listed, with one measured revision. */
  listed(
    terms: Partial<Terms> = {},
    document: unknown = COMPLETE,
    account = this.provider,
  ): number {
    const { id } = this.publish(terms, document, { listingId: 0, account });
    this.addRevision(id);
    this.measure(id, 1);
    this.submit(id);
    this.review(id);
    return id;
  }

  buy(
    account: number,
    listingId: number,
    more: Partial<ColdBodies['purchaseListing']> = {},
  ): Answer {
    return this.ask(account, 'purchaseListing', {
      ...{ listingId, basedOnVersion: this.version(listingId), dossierId: 0 },
      ...{ licenceHash: LICENCE, rulesHash: RULES_HASH, capMicroPat: 0, renews: false },
      ...more,
    });
  }

  refund(account: number, purchaseId: number): Answer {
    return this.ask(account, 'refundPurchase', { purchaseId, reason: 'not needed' });
  }

  available(account: number): number {
    const { ledger } = this.core.state;
    return ledger.balance(ledger.bucket(account, BUCKET.AVAILABLE));
  }

  may(account: number, listing: number, action = 'read', revision = 0) {
    const resource = revision === 0 ? `listing:${listing}` : `listing:${listing}/${revision}`;
    const decision = this.core.entitlements.decide(account, action, resource, this.timeMs);
    return decision.allow ? 'yes' : decision.code;
  }
}
