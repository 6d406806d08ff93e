/**
 * ClientIdResults by client id: what makes a resubmitted command happen once.
 *
 * Bits 48 to 52 of a client id are its id space, bits 0 to 47 count up inside it. An account has up to 32 spaces, so
 * that concurrent sessions need not share one order of ids. A space keeps its highest id and the last N outcomes in a
 * ring; an id that is neither higher nor in the ring is never accepted.
 *
 * The store keeps a first space for every account there may be, so that nobody is shut out by the further spaces of
 * others. Fails by answering FULL.
 */

import type { Limits } from '../../../values/index.js';
import { ACCOUNT_FIELD, type Accounts } from './accounts.js';
import { check } from './check.js';
import type { ColumnAllocator } from './columns.js';
import { CODE } from './reject.js';

const SPACE_UNIT = 2 ** 48;

/** What is known of a client id. */
export const SEEN = { NEW: 0, RECORDED: 1, TOO_OLD: 2, NOT_ASCENDING: 3, FULL: 4 } as const;

const SPACES = 0;
const ACCOUNTS_WITH_SPACE = 1;
/** A cache line. */
const SPACE_WORDS = 8;
/** `forgotten`: how many of those recorded were not carried over by an upgrade, and are too old whatever the ring holds. */
const SPACE = { number: 0, next: 1, highest: 2, recorded: 3, account: 4, forgotten: 5 } as const;
const OUTCOME_WORDS = 4;
/**
 * Words between the rings of two spaces that belong to neither. Rings a power of two apart would have the places that
 * are written at the same time fall into the same few sets of the processor's cache.
 */
const RING_GAP_WORDS = 8;
const OUTCOME = { id: 0, code: 1, reference: 2, sequence: 3 } as const;

/** What is remembered in an id space. */
export interface IdSpace {
  readonly number: number;
  /** ClientIdResults ever recorded; of the last ones the four lists hold one entry each. */
  readonly recorded: number;
  readonly ids: readonly number[];
  readonly codes: readonly number[];
  readonly references: readonly number[];
  readonly sequences: readonly number[];
}

export class ClientIdResults {
  private readonly spaces: Float64Array;
  private readonly ring: Float64Array;
  private readonly meta: Int32Array;
  private readonly ringMask: number;
  /** Words from one space's ring to the next. */
  private readonly ringWords: number;
  private readonly capacity: number;
  private readonly maxAccounts: number;
  private readonly accounts: Accounts;
  /** Space and ring place of the last lookup, used by record(). */
  private space = 0;
  /** The recorded outcome the last lookup found. */
  foundCode = 0;
  foundReference = 0;
  foundSequence = 0;

  constructor(
    alloc: ColumnAllocator,
    accounts: Accounts,
    limits: Pick<Limits, 'maxAccounts' | 'maxIdSpaces' | 'outcomesPerIdSpace'>,
  ) {
    const { maxIdSpaces, outcomesPerIdSpace } = limits;
    this.accounts = accounts;
    this.capacity = maxIdSpaces;
    this.maxAccounts = limits.maxAccounts;
    this.ringMask = outcomesPerIdSpace - 1;
    const meta = alloc.i32('outcomes.meta', 2);
    this.meta = meta;
    const used = (words: number) => () => ((meta[SPACES] as number) + 1) * words;
    this.spaces = alloc.f64('outcomes.spaces', (maxIdSpaces + 1) * SPACE_WORDS, used(SPACE_WORDS));
    const ringWords = outcomesPerIdSpace * OUTCOME_WORDS + RING_GAP_WORDS;
    this.ringWords = ringWords;
    this.ring = alloc.f64('outcomes', (maxIdSpaces + 1) * ringWords, used(ringWords));
  }

  /** Looks a client id up; one of SEEN. After RECORDED the outcome is in the found fields. */
  lookup(accountId: number, clientId: number): number {
    const number = Math.floor(clientId / SPACE_UNIT);
    const space = this.findSpace(accountId, number);
    this.space = space;
    if (space === 0) return this.hasRoom(accountId) ? SEEN.NEW : SEEN.FULL;
    const { spaces, ring, ringMask } = this;
    const at = space * SPACE_WORDS;
    if (clientId > (spaces[at + SPACE.highest] as number)) return SEEN.NEW;
    // Ids ascend in the ring, so it can be searched by halving; newest first finds retries at once.
    const recorded = spaces[at + SPACE.recorded] as number;
    const known = recorded - (spaces[at + SPACE.forgotten] as number);
    const kept = known > ringMask ? ringMask + 1 : known;
    const base = space * this.ringWords;
    let low = recorded - kept;
    let high = recorded - 1;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const entry = base + (middle & ringMask) * OUTCOME_WORDS;
      const id = ring[entry + OUTCOME.id] as number;
      if (id === clientId) {
        this.foundCode = ring[entry + OUTCOME.code] as number;
        this.foundReference = ring[entry + OUTCOME.reference] as number;
        this.foundSequence = ring[entry + OUTCOME.sequence] as number;
        return SEEN.RECORDED;
      }
      if (id < clientId) low = middle + 1;
      else high = middle - 1;
    }
    const oldest = base + ((recorded - kept) & ringMask) * OUTCOME_WORDS;
    return clientId < (ring[oldest + OUTCOME.id] as number) && recorded > kept
      ? SEEN.TOO_OLD
      : SEEN.NOT_ASCENDING;
  }

  /** Records the outcome of a client id that the lookup just before found NEW. */
  record(
    accountId: number,
    clientId: number,
    code: number,
    reference: number,
    sequence: number,
  ): void {
    const space = this.space === 0 ? this.openSpace(accountId, clientId) : this.space;
    const at = space * SPACE_WORDS;
    const recorded = this.spaces[at + SPACE.recorded] as number;
    check(
      clientId > (this.spaces[at + SPACE.highest] as number),
      'I18: a client id was recorded while its command ran',
    );
    this.spaces[at + SPACE.highest] = clientId;
    this.spaces[at + SPACE.recorded] = recorded + 1;
    const entry = space * this.ringWords + (recorded & this.ringMask) * OUTCOME_WORDS;
    this.ring[entry + OUTCOME.id] = clientId;
    this.ring[entry + OUTCOME.code] = code;
    this.ring[entry + OUTCOME.reference] = reference;
    this.ring[entry + OUTCOME.sequence] = sequence;
  }

  /** What a remembered client id created, or 0. The lookup before stays the one `record` goes by. */
  referenceOf(accountId: number, clientId: number): number {
    const { space } = this;
    const seen = this.lookup(accountId, clientId);
    this.space = space;
    return seen === SEEN.RECORDED ? this.foundReference : 0;
  }

  /** Highest client id seen in each id space of an account that is in use. */
  highestIds(accountId: number): number[] {
    const highest: number[] = [];
    let space = this.accounts.get(accountId, ACCOUNT_FIELD.idSpace);
    while (space !== 0) {
      highest.push(this.spaces[space * SPACE_WORDS + SPACE.highest] as number);
      space = this.spaces[space * SPACE_WORDS + SPACE.next] as number;
    }
    return highest;
  }

  /** Id spaces in use. */
  get spaceCount(): number {
    return this.meta[SPACES] as number;
  }

  /** Most outcomes remembered in one space. */
  longestRing(): number {
    let longest = 0;
    for (let space = 1; space <= this.spaceCount; space += 1) {
      const at = space * SPACE_WORDS;
      const forgotten = this.spaces[at + SPACE.forgotten] as number;
      longest = Math.max(longest, (this.spaces[at + SPACE.recorded] as number) - forgotten);
    }
    return Math.min(longest, this.ringMask + 1);
  }

  /** What is remembered in every id space of an account, the oldest space first. */
  spacesOf(accountId: number): IdSpace[] {
    const found: IdSpace[] = [];
    let space = this.accounts.get(accountId, ACCOUNT_FIELD.idSpace);
    for (; space !== 0; space = this.spaces[space * SPACE_WORDS + SPACE.next] as number) {
      const at = space * SPACE_WORDS;
      const recorded = this.spaces[at + SPACE.recorded] as number;
      const known = recorded - (this.spaces[at + SPACE.forgotten] as number);
      const kept = Math.min(known, this.ringMask + 1);
      const read = (field: number): number[] =>
        Array.from({ length: kept }, (_, i) => this.entry(space, recorded - kept + i, field));
      found.push({
        number: this.spaces[at + SPACE.number] as number,
        recorded,
        ids: read(OUTCOME.id),
        codes: read(OUTCOME.code),
        references: read(OUTCOME.reference),
        sequences: read(OUTCOME.sequence),
      });
    }
    return found.reverse();
  }

  private entry(space: number, index: number, field: number): number {
    const at = space * this.ringWords + (index & this.ringMask) * OUTCOME_WORDS;
    return this.ring[at + field] as number;
  }

  private findSpace(accountId: number, number: number): number {
    let space = this.accounts.get(accountId, ACCOUNT_FIELD.idSpace);
    while (space !== 0 && this.spaces[space * SPACE_WORDS + SPACE.number] !== number) {
      space = this.spaces[space * SPACE_WORDS + SPACE.next] as number;
    }
    return space;
  }

  private hasRoom(accountId: number): boolean {
    const free = this.capacity - (this.meta[SPACES] as number);
    if (this.accounts.get(accountId, ACCOUNT_FIELD.idSpace) === 0) return free > 0;
    return free > this.maxAccounts - (this.meta[ACCOUNTS_WITH_SPACE] as number);
  }

  /** Takes in an id space of an account behind the ones it has. Answers whether there is room for it. */
  carryIn(accountId: number, known: IdSpace): boolean {
    const { ids, recorded } = known;
    if (ids.length > this.ringMask + 1 || (this.meta[SPACES] as number) >= this.capacity)
      return false;
    const space = this.openSpace(accountId, known.number * SPACE_UNIT);
    const at = space * SPACE_WORDS;
    this.spaces[at + SPACE.highest] = ids.at(-1) ?? 0;
    this.spaces[at + SPACE.recorded] = recorded;
    this.spaces[at + SPACE.forgotten] = recorded - ids.length;
    for (const [i, id] of ids.entries()) {
      const index = (recorded - ids.length + i) & this.ringMask;
      const entry = space * this.ringWords + index * OUTCOME_WORDS;
      this.ring[entry + OUTCOME.id] = id;
      this.ring[entry + OUTCOME.code] = known.codes[i] as number;
      this.ring[entry + OUTCOME.reference] = known.references[i] as number;
      this.ring[entry + OUTCOME.sequence] = known.sequences[i] as number;
    }
    return true;
  }

  private openSpace(accountId: number, clientId: number): number {
    const { accounts, meta } = this;
    const space = (meta[SPACES] as number) + 1;
    const isFirst = accounts.get(accountId, ACCOUNT_FIELD.idSpace) === 0;
    meta[SPACES] = space;
    if (isFirst) meta[ACCOUNTS_WITH_SPACE] = (meta[ACCOUNTS_WITH_SPACE] as number) + 1;
    const at = space * SPACE_WORDS;
    this.spaces[at + SPACE.number] = Math.floor(clientId / SPACE_UNIT);
    this.spaces[at + SPACE.account] = accountId;
    this.spaces[at + SPACE.next] = this.accounts.get(accountId, ACCOUNT_FIELD.idSpace);
    this.accounts.set(accountId, ACCOUNT_FIELD.idSpace, space);
    return space;
  }
}

/** Why an id that is not new is refused. */
export function seenCode(seen: number): number {
  if (seen === SEEN.TOO_OLD) return CODE.ID_TOO_OLD;
  return seen === SEEN.FULL ? CODE.CAPACITY_FULL : CODE.ID_NOT_ASCENDING;
}
