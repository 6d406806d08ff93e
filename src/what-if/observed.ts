/**
 * What a journal shows of its customers: who came when, to which quote, what they would have paid or taken at least or at most, and
 * how patient those were who did not get it. Plain data, so that threads can be given it.
 */
import type { Needed } from './room.js';

/** What a limit says of what its sender would have paid or taken: itself, or that it was no worse than that. */
export type Known = 'EXACT' | 'BEYOND';

/** The broker's quote and fair value at a moment, ticks; 0 where there is none. */
export interface Touch {
  readonly bidTicks: number;
  readonly askTicks: number;
  readonly markTicks: number;
}

/** Orders of an account on a side of a series within a second: one customer. Only orders that trade at once or not at all. */
export interface Visit extends Touch {
  readonly atMs: number;
  readonly accountId: number;
  readonly seriesId: number;
  readonly isBuy: boolean;
  limitTicks: number;
  lots: number;
  tradedLots: number;
  /** Whether everything asked for traded, so that more was not wanted. */
  isWhole: boolean;
  known: Known;
  /** Of a sale: place in `episodes`, −1 where no mint is known. */
  episode: number;
  /** Of a sale: whether everything was offered that was left of the mint. */
  offersAll: boolean;
  /** Of a sale: whether nothing more is known of its episode, and nothing was left. */
  isLast: boolean;
  /** Of a sale: whether an offer rested after it, and when its episode was seen next; 0: never. */
  rests: boolean;
  nextMs: number;
  /** Of a sale: how many there had been of its episode. */
  attempt: number;
}

/** A mint and what became of it. */
export interface Episode {
  readonly mintedMs: number;
  readonly accountId: number;
  readonly seriesId: number;
  readonly lots: number;
  leftLots: number;
  attempts: number;
  /** Limit by fair value of the last attempt; 0 before the first. */
  lastShare: number;
  lastAtMs: number;
  /** Whether it went to market at once: then all of it is for sale. */
  sellsAll: boolean;
  /** Whether it rested offers under the broker's ask: yes, it could have and did not, or nobody knows. */
  undercuts: 'YES' | 'NO' | 'UNKNOWN';
}

/** What somebody did whose lots were not all sold. */
export interface Patience {
  readonly attempt: number;
  readonly isRetry: boolean;
  readonly afterMs: number;
}

/** What a recorded command is to the model. */
export const ROLE = {
  /** Played as it was. */
  RECORDED: 0,
  /** First order of the visit. */
  VISIT: 1,
  /** A further order of something that is played as a whole. */
  PART: 2,
  /** First offer of those resting under the broker's ask; refers to `undercuts`. */
  UNDERCUT: 3,
  /** Takes back what is left; refers to the episode. */
  TAKE_BACK: 4,
  /** A mint; refers to the episode. */
  MINT: 5,
} as const;

/** What recorded commands of a kind are, by their number. */
export interface Roles {
  readonly role: Int32Array;
  readonly ref: Int32Array;
}

/** The broker's quote of a series over time: from each moment to the next. */
export interface QuotePath {
  readonly contractId: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly atMs: Float64Array;
  readonly bidTicks: Float64Array;
  readonly askTicks: Float64Array;
  readonly markTicks: Float64Array;
}

/** An offer of an episode that rested under the broker's ask. */
export interface Undercut {
  readonly episode: number;
  readonly untilMs: number;
  /** By what share of the ask. */
  readonly under: number;
  isLast: boolean;
}

/** How often that is done. */
export interface Undercutting {
  /** Times it was possible and done, and possible. */
  done: number;
  possible: number;
  /** Mean share of the ask that was asked less. */
  under: number;
}

export interface Observed {
  /** Most places its core took of each store. */
  readonly needed: Needed;
  readonly visits: readonly Visit[];
  readonly episodes: readonly Episode[];
  readonly patience: readonly Patience[];
  readonly undercuts: readonly Undercut[];
  readonly undercutting: Undercutting;
  /** Times buyers kept what they bought, ms. */
  readonly keptMs: readonly number[];
  readonly places: Roles;
  readonly mints: Roles;
  readonly withdrawals: Roles;
  /** By series number; 0 is nobody's. */
  readonly paths: readonly QuotePath[];
  /** By account: an id space it never used, −1 where it used all. */
  readonly ownSpaces: readonly number[];
  /** Fair value of a lot at the end, micro-PAT, by series number. */
  readonly endMarkMicroPat: readonly number[];
  readonly contractOf: readonly number[];
  /** Fair value of a lot in the mean over customers, micro-PAT. */
  readonly lotMicroPat: number;
  /** What was earned in the journal: money, and what was held at its fair value of the end. */
  readonly earnedMicroPat: number;
  readonly lastTimeMs: number;
  readonly firstTimeMs: number;
  readonly lastTradeMs: number;
  /** Orders that are played as they were recorded, whatever the quote: resting, stop, pegged, auction. */
  readonly unmodelledOrders: number;
}
