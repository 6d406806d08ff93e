/**
 * Who entered what into Sigma Sim, and the deposit each entry costs. An entry names its review beforehand and is judged there
 * once: whoever looks every day until it looks good has looked too often. All entries of an owner count for good, abandoned
 * and delisted ones too. Deposits are whole micro-PAT; what came in is held, given back or kept, to the last one.
 */
import assert from 'node:assert/strict';

export type EntryStatus = 'BURNING_IN' | 'PASSED' | 'FAILED' | 'ABANDONED' | 'DELISTED';

export interface SimEntry {
  readonly owner: string;
  readonly modelId: string;
  readonly enteredAtMs: number;
  readonly reviewAtMs: number;
  readonly depositMicroPat: number;
  readonly status: EntryStatus;
  /** Per day, in Sigma Sim; 0 until it can be computed. */
  readonly sharpe: number;
}

export interface EntryBook {
  readonly entries: readonly SimEntry[];
  readonly heldMicroPat: number;
  readonly returnedMicroPat: number;
  readonly keptMicroPat: number;
}

export const EMPTY_ENTRIES: EntryBook = {
  entries: [],
  heldMicroPat: 0,
  returnedMicroPat: 0,
  keptMicroPat: 0,
};

export const BURN_IN_DAYS_MIN = 30;
export const BURN_IN_DAYS_MAX = 730;
export const ENTRIES_PER_OWNER_MAX = 1_000;
const DAY_MS = 86_400_000;

export const ENTRY_REFUSALS = {
  REVIEW_TOO_EARLY: `a review is at least ${BURN_IN_DAYS_MIN} days after the entry`,
  REVIEW_TOO_LATE: `a review is at most ${BURN_IN_DAYS_MAX} days after the entry`,
  DEPOSIT_TOO_SMALL: 'pay at least the deposit the venue asks for',
  ALREADY_ENTERED: 'the model is in Sigma Sim or was claimed by another owner',
  TOO_MANY_ENTRIES: `an owner enters at most ${ENTRIES_PER_OWNER_MAX} models`,
  NO_SUCH_ENTRY: 'name a model that is burning in',
  NOT_DUE: 'wait for the review that the entry named',
  NOT_PASSED: 'only a model that passed is delisted',
} as const;
export type EntryRefusal = keyof typeof ENTRY_REFUSALS;

export type EntryResult = { readonly book: EntryBook } | { readonly refused: EntryRefusal };

export interface EntryRequest {
  readonly owner: string;
  readonly modelId: string;
  readonly nowMs: number;
  readonly reviewAtMs: number;
  readonly depositMicroPat: number;
}

/** @param depositMinMicroPat what the venue asks for */
export function enterModel(
  book: EntryBook,
  request: EntryRequest,
  depositMinMicroPat: number,
): EntryResult {
  const { owner, modelId, nowMs, reviewAtMs, depositMicroPat } = request;
  assert(Number.isSafeInteger(depositMicroPat), 'a deposit is whole micro-PAT');
  if (reviewAtMs - nowMs < BURN_IN_DAYS_MIN * DAY_MS) return { refused: 'REVIEW_TOO_EARLY' };
  if (reviewAtMs - nowMs > BURN_IN_DAYS_MAX * DAY_MS) return { refused: 'REVIEW_TOO_LATE' };
  if (depositMicroPat < depositMinMicroPat) return { refused: 'DEPOSIT_TOO_SMALL' };
  const before = book.entries.filter((entry) => entry.modelId === modelId);
  // A model belongs to the owner who entered it first, for good.
  const isOthers = before.some((entry) => entry.owner !== owner);
  const isLive = before.some(({ status }) => status === 'BURNING_IN' || status === 'PASSED');
  if (isOthers || isLive) return { refused: 'ALREADY_ENTERED' };
  const own = book.entries.filter((entry) => entry.owner === owner);
  if (own.length >= ENTRIES_PER_OWNER_MAX) return { refused: 'TOO_MANY_ENTRIES' };
  const entry: SimEntry = {
    owner,
    modelId,
    enteredAtMs: nowMs,
    reviewAtMs,
    depositMicroPat,
    status: 'BURNING_IN',
    sharpe: 0,
  };
  const heldMicroPat = book.heldMicroPat + depositMicroPat;
  return { book: { ...book, entries: [...book.entries, entry], heldMicroPat } };
}

export interface ReviewOutcome {
  readonly modelId: string;
  readonly nowMs: number;
  readonly isPassed: boolean;
  /** Per day, in Sigma Sim. */
  readonly sharpe: number;
}

/** The one review of an entry. A deposit comes back when it is passed and is kept when it is not. */
export function reviewEntry(book: EntryBook, outcome: ReviewOutcome): EntryResult {
  const entry = burningIn(book, outcome.modelId);
  if (entry === undefined) return { refused: 'NO_SUCH_ENTRY' };
  if (outcome.nowMs < entry.reviewAtMs) return { refused: 'NOT_DUE' };
  const status = outcome.isPassed ? 'PASSED' : 'FAILED';
  return { book: ended(book, entry, { status, sharpe: outcome.sharpe }) };
}

/** The creator gives up before the review; the entry still counts, with what it earned until then. */
export function abandonEntry(
  book: EntryBook,
  { modelId, sharpe }: Pick<ReviewOutcome, 'modelId' | 'sharpe'>,
): EntryResult {
  const entry = burningIn(book, modelId);
  if (entry === undefined) return { refused: 'NO_SUCH_ENTRY' };
  return { book: ended(book, entry, { status: 'ABANDONED', sharpe }) };
}

export function delistEntry(book: EntryBook, modelId: string): EntryResult {
  const entry = book.entries.find((one) => one.modelId === modelId && one.status === 'PASSED');
  if (entry === undefined) return { refused: 'NOT_PASSED' };
  return { book: { ...book, entries: replaced(book, entry, { ...entry, status: 'DELISTED' }) } };
}

/** Sharpe ratios a day of every entry of an owner, in the order of entry: what N and V are made of. */
export function ownersSharpes(book: EntryBook, owner: string): readonly number[] {
  return book.entries.filter((entry) => entry.owner === owner).map(({ sharpe }) => sharpe);
}

function burningIn({ entries }: EntryBook, modelId: string): SimEntry | undefined {
  return entries.find((one) => one.modelId === modelId && one.status === 'BURNING_IN');
}

function ended(
  book: EntryBook,
  entry: SimEntry,
  end: Pick<SimEntry, 'status' | 'sharpe'>,
): EntryBook {
  const isReturned = end.status === 'PASSED';
  const { depositMicroPat } = entry;
  return {
    entries: replaced(book, entry, { ...entry, ...end }),
    heldMicroPat: book.heldMicroPat - depositMicroPat,
    returnedMicroPat: book.returnedMicroPat + (isReturned ? depositMicroPat : 0),
    keptMicroPat: book.keptMicroPat + (isReturned ? 0 : depositMicroPat),
  };
}

function replaced(book: EntryBook, before: SimEntry, after: SimEntry): readonly SimEntry[] {
  return book.entries.map((one) => (one === before ? after : one));
}
