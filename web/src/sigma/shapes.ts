/** What the API answers about model feeds, as far as the pages use it. Shares in ppm, null: unrated; amounts micro-PAT as text. */
import type { Change as ListingChange } from '../marketplace/shapes.js';

/** A number with what it was made of. */
export interface Measure {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  readonly status: 'RATED' | 'UNRATED';
  readonly value?: number;
  readonly reason?: string;
  readonly detail?: string;
  readonly inputs: Readonly<Record<string, number | string | boolean | null>>;
}

type Point = readonly [atMs: number, equity: number];

/** The document of a week's score. */
export interface Score {
  readonly week: number;
  readonly trust: Measure;
  readonly deflatedSharpe: Measure;
  readonly stability: Measure;
  readonly headroom: Measure;
  readonly capacity: Measure;
  readonly seats: Measure;
  readonly regimeStability: Measure;
  readonly simVariance: Measure;
  readonly slippage: Measure;
  readonly isSlippageAlert: boolean;
  readonly parity: { readonly basis: string; readonly parity: Measure };
  readonly risk: { readonly band: string | null };
  readonly disclosures: { readonly completeness: Measure; readonly missing: readonly string[] };
  readonly badges: readonly string[];
  readonly statements: readonly { readonly id: string; readonly text: string }[];
  readonly gates: readonly { readonly gate: string; readonly state: string }[];
  readonly curve: readonly Point[];
  readonly sim: { readonly sha: string; readonly sourceSha: string; readonly signals: number };
}

export interface Plan {
  readonly tier: string;
  readonly priceMicroPat: string;
  readonly seatCap: number;
  readonly trialDays: number;
  readonly heldSeats: number;
}

export interface Feed {
  readonly modelId: string;
  readonly stamp: string;
  readonly phase: string;
  readonly drift: string;
  readonly reviewAtMs: number;
  readonly seatLimit: number;
  readonly heldSeats: number;
  readonly freeSeats: number;
  readonly coolingUntilMs: number;
  readonly trustPpm: number | null;
  readonly riskBand: string;
  readonly lastSequence: number;
  readonly lastSignalMs: number;
  readonly chainHash: string;
  readonly lineage: Readonly<Record<string, string>> | null;
  readonly plans: readonly Plan[];
  readonly score: Score | null;
  readonly legend: string;
}

export interface FeedListing {
  readonly listingId: number;
  readonly title: string;
  readonly status: string;
  readonly version: number;
  readonly ownerId: number;
  readonly licence: string;
  readonly licenceHash: string;
  readonly document: Readonly<Record<string, unknown>> | null;
  readonly changes: readonly ListingChange[];
  readonly feed: Feed | null;
}

export interface Report {
  readonly gates: readonly {
    readonly gate: string;
    readonly state: string;
    readonly findings: readonly {
      readonly code: string;
      readonly evidence: string;
      readonly remedy: string;
    }[];
  }[];
  readonly disclosures: {
    readonly modelCard: Readonly<Record<string, unknown>>;
    readonly sweep: { readonly trials: number; readonly selectedRank: number };
    readonly backtest: {
      readonly netPerYear: number;
      readonly feesPerYear: number;
      readonly maximumDrawdown: number;
      readonly outOfSampleShare: number;
      readonly curve: readonly Point[];
    };
  };
}

export interface FeedRecord {
  readonly sequence: number;
  readonly timeMs: number;
  readonly cause: string;
  readonly phase: string;
  readonly drift: string;
  readonly documentHash: string;
}

export interface Disclosures {
  readonly report: Report | null;
  readonly score: Score | null;
  readonly changes: readonly FeedRecord[];
  readonly legend: string;
}

export interface FeedScore {
  readonly listingId: number;
  readonly title: string;
  readonly modelId: string;
  readonly trustPpm: number | null;
  readonly seatLimit: number;
  readonly heldSeats: number;
  readonly riskBand: string;
  readonly regimePpm: number | null;
  readonly disclosurePpm: number | null;
  readonly drift: string;
  readonly status: string;
}

export interface Subscription {
  readonly purchaseId: number;
  readonly listingId: number;
  readonly title: string;
  readonly seats: number;
  readonly tier: string;
  readonly isTrial: boolean;
  readonly renews: boolean;
  readonly status: string;
  readonly cause: string;
  readonly priceMicroPat: string;
  readonly begunMs: number;
  readonly untilMs: number;
  readonly endedMs: number;
}

export interface Payout {
  readonly sequence: number;
  readonly timeMs: number;
  readonly cause: string;
  readonly reference: number;
  readonly cashMicroPat: string;
  readonly escrowMicroPat: string;
}

export interface Creator {
  readonly accountId: number;
  readonly standing: string;
  readonly payoutsHeld: boolean;
  readonly taxForm: string;
  readonly payableMicroPat: string;
  readonly entries: number;
  readonly reason: string;
  readonly appliedMs: number;
}

/** A name of the venue as people read it. */
export const words = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

/** Trust as it is shown: out of a hundred. */
export const trustText = (ppm: number | null): string =>
  ppm === null || ppm < 0 ? 'unrated' : (ppm / 1_000_000).toFixed(1);
