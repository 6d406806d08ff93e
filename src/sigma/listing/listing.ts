/**
 * A listing: its state, revision, terms, and what is open of its changes. State in, state out; time comes from the journal.
 *
 * A command names the revision it is based on; a stale one is refused. A risky change (a price rise, another tier, another
 * model) cools off: nothing new is sold until it takes effect, and whoever holds a seat keeps the old terms for 90 days. Every
 * change is in the log with its kind, time and author.
 */
import {
  type Actor,
  isOnSale,
  type ListingEvent,
  type ListingState,
  type TransitionRefusal,
  transition,
} from './transitions.js';

const DAY_MS = 86_400_000;
export const COOLING_OFF_MS = 7 * DAY_MS;
export const OLD_TERMS_MS = 90 * DAY_MS;
/** Revisions of terms that are kept: more are refused until the oldest have run out. */
const STANDING_OFFERS_MAX = 16;
const HOLDERS_MAX = 100_000;

export interface ListingTerms {
  readonly pricePerMonthMicroPat: number;
  readonly tiers: readonly string[];
  readonly stampSha: string;
}

export const CHANGE_KINDS = [
  'TEXT',
  'PRICE_CUT',
  'PRICE_RISE',
  'TIER_CHANGE',
  'MODEL_CHANGE',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface LoggedChange {
  readonly revision: number;
  readonly atMs: number;
  readonly actor: Actor;
  /** Event, or kinds of a change of terms. */
  readonly what: ListingEvent | ChangeKind;
  readonly effectiveAtMs: number;
  readonly evidence: string;
}

/** Terms a creator still owes to those who held a seat when they changed. */
export interface StandingOffer {
  readonly terms: ListingTerms;
  readonly holders: ReadonlySet<string>;
  readonly untilMs: number;
}

export interface Listing {
  readonly state: ListingState;
  readonly revision: number;
  readonly terms: ListingTerms;
  /** Nothing is sold before; 0 while nothing cools off. */
  readonly coolingUntilMs: number;
  /** Newest first. */
  readonly standingOffers: readonly StandingOffer[];
  readonly changes: readonly LoggedChange[];
}

export const LISTING_REFUSALS = {
  NOT_FROM_HERE: 'the state of the listing does not allow this',
  NOT_BY_YOU: 'somebody else does this',
  STALE_REVISION: 'read the listing again and base the change on its newest revision',
  NOT_PUBLIC: 'publish it first; a draft is revised',
  NO_CHANGE: 'the terms are the same',
  COOLING_OFF: 'wait until the last risky change has taken effect',
  TOO_MANY_CHANGES: 'wait until older terms have run out',
  GATES_NOT_PASSED: 'another model passes the gates before it is offered',
} as const;
export type ListingRefusal = keyof typeof LISTING_REFUSALS;

export type ListingResult =
  | { readonly listing: Listing }
  | { readonly refused: ListingRefusal | TransitionRefusal };

export function draftListing(terms: ListingTerms): Listing {
  return {
    state: 'DRAFT',
    revision: 1,
    terms,
    coolingUntilMs: 0,
    standingOffers: [],
    changes: [],
  };
}

export interface EventCommand {
  readonly event: ListingEvent;
  readonly actor: Actor;
  readonly nowMs: number;
  readonly basedOn: number;
  /** Hash or numbers that the event follows from. */
  readonly evidence: string;
}

export function applyEvent(listing: Listing, command: EventCommand): ListingResult {
  const { event, actor, nowMs, basedOn, evidence } = command;
  if (basedOn !== listing.revision) return { refused: 'STALE_REVISION' };
  const result = transition(listing.state, event, actor);
  if ('refused' in result) return result;
  const revision = listing.revision + 1;
  const change = { revision, atMs: nowMs, actor, what: event, effectiveAtMs: nowMs, evidence };
  return {
    listing: {
      ...listing,
      state: result.to,
      revision,
      changes: [...listing.changes, change],
    },
  };
}

export interface TermsCommand {
  readonly terms: ListingTerms;
  readonly nowMs: number;
  readonly basedOn: number;
  /** Owners with a seat now. */
  readonly holders: ReadonlySet<string>;
  /** The bundle of the new stamp passed every gate; only asked where the model changes. */
  readonly hasPassedGates: boolean;
}

/** A creator's change of a public listing's terms. */
export function changeTerms(listing: Listing, command: TermsCommand): ListingResult {
  const { terms, nowMs, basedOn, holders, hasPassedGates } = command;
  if (basedOn !== listing.revision) return { refused: 'STALE_REVISION' };
  if (!isOnSale(listing.state)) return { refused: 'NOT_PUBLIC' };
  const kinds = kindsOf(listing.terms, terms);
  if (kinds.length === 0) return { refused: 'NO_CHANGE' };
  if (kinds.includes('MODEL_CHANGE') && !hasPassedGates) return { refused: 'GATES_NOT_PASSED' };
  const isRisky = kinds.some(isRiskyChange);
  if (isRisky && nowMs < listing.coolingUntilMs) return { refused: 'COOLING_OFF' };
  const offers = listing.standingOffers.filter(({ untilMs }) => untilMs > nowMs);
  if (isRisky && (offers.length >= STANDING_OFFERS_MAX || holders.size > HOLDERS_MAX)) {
    return { refused: 'TOO_MANY_CHANGES' };
  }
  const effectiveAtMs = isRisky ? nowMs + COOLING_OFF_MS : nowMs;
  const revision = listing.revision + 1;
  const logged = kinds.map((what) => ({
    revision,
    atMs: nowMs,
    actor: 'CREATOR' as const,
    what,
    effectiveAtMs,
    evidence: terms.stampSha,
  }));
  const offer = { terms: listing.terms, holders: new Set(holders), untilMs: nowMs + OLD_TERMS_MS };
  return {
    listing: {
      ...listing,
      revision,
      terms,
      coolingUntilMs: isRisky ? effectiveAtMs : listing.coolingUntilMs,
      standingOffers: isRisky ? [offer, ...offers] : offers,
      changes: [...listing.changes, ...logged],
    },
  };
}

export function isRiskyChange(kind: ChangeKind): boolean {
  return kind === 'PRICE_RISE' || kind === 'TIER_CHANGE' || kind === 'MODEL_CHANGE';
}

function kindsOf(before: ListingTerms, after: ListingTerms): readonly ChangeKind[] {
  const kinds: ChangeKind[] = [];
  const [was, is] = [before.pricePerMonthMicroPat, after.pricePerMonthMicroPat];
  if (is < was) kinds.push('PRICE_CUT');
  if (is > was) kinds.push('PRICE_RISE');
  if (before.tiers.join('\n') !== after.tiers.join('\n')) kinds.push('TIER_CHANGE');
  if (before.stampSha !== after.stampSha) kinds.push('MODEL_CHANGE');
  return kinds;
}

/** Terms somebody buys or renews at: the best standing offer to a named holder, else what is offered to all. */
export function termsFor(listing: Listing, holder: string, nowMs: number): ListingTerms {
  let best = listing.terms;
  for (const { terms, holders, untilMs } of listing.standingOffers) {
    if (untilMs <= nowMs || !holders.has(holder)) continue;
    if (terms.pricePerMonthMicroPat < best.pricePerMonthMicroPat) best = terms;
  }
  return best;
}
