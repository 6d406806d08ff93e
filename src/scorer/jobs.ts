/** What the scorer asks its thread, and what it is answered. Plain data, structured-cloned. */
import type { DriftLevel, PairedReturns } from '../sigma/index.js';
import type { BundleProblem } from './bundle-store.js';

/** A signal as the journal has it. */
export interface SealedRow {
  readonly sequence: number;
  readonly journalAtMs: number;
  readonly dataAsOfMs: number;
  readonly validUntilMs: number;
  /** Hex. */
  readonly stamp: string;
  /** Base64. */
  readonly sealed: string;
  readonly chainSha: string;
}

/** Whose signals, from when on. */
interface OfFeed {
  readonly listingId: number;
  /** SHA-256 of the model's id, hex. */
  readonly modelHash: string;
  readonly enteredMs: number;
  readonly signals: readonly SealedRow[];
}

/** An entry whose bundle is there, with everything its numbers are made of. */
interface OfBundle extends OfFeed {
  readonly bundle: string;
  /** Canonical JSON of the listing. */
  readonly listingDocument: string;
  readonly reviewMs: number;
  readonly ownersSharpes: readonly number[];
  readonly heldSeats: number;
  readonly unaffiliatedPaidSeats: number;
  readonly verified: PairedReturns;
  readonly reported: PairedReturns;
}

export type ScoringJob =
  /** Whether a bundle that came is one, and of this stamp. */
  | { readonly kind: 'BUNDLE'; readonly text: string; readonly stamp: string }
  | ({ readonly kind: 'SHARPE'; readonly untilMs: number } & OfFeed)
  | {
      readonly kind: 'GATES';
      readonly bundle: string;
      readonly listingDocument: string;
      readonly ownersSharpes: readonly number[];
    }
  | ({ readonly kind: 'JUDGE' } & OfBundle)
  | ({ readonly kind: 'SCORE'; readonly week: number } & OfBundle)
  | ({
      readonly kind: 'DRIFT';
      readonly fromWeek: number;
      readonly toWeek: number;
      readonly level: DriftLevel;
    } & OfBundle);

export type ScoringResult =
  | { readonly kind: 'BUNDLE'; readonly text: string }
  | { readonly kind: 'BAD_BUNDLE'; readonly problem: BundleProblem; readonly detail: string }
  /** The price source ends before what was asked does. */
  | { readonly kind: 'PRICES_BEHIND'; readonly lastMs: number; readonly neededMs: number }
  /** Of what prices are known for. */
  | { readonly kind: 'SHARPE'; readonly sharpe: number; readonly isWhole: boolean }
  | { readonly kind: 'GATES'; readonly mask: number; readonly document: string }
  | {
      readonly kind: 'JUDGE';
      readonly isPassed: boolean;
      readonly seatLimit: number;
      readonly document: string;
    }
  | {
      readonly kind: 'SCORE';
      readonly week: number;
      readonly trustPpm: number;
      readonly seatLimit: number;
      readonly document: string;
    }
  | { readonly kind: 'DRIFT_SAME' }
  | {
      readonly kind: 'DRIFT';
      readonly week: number;
      readonly level: DriftLevel;
      readonly document: string;
    };

/** Where the thread finds what no job carries. */
export interface ComputerFiles {
  readonly feedKeyFile: string;
  readonly pricesFile: string;
}
