/** What the API answers about data sets, as far as the pages use it. Shares in ppm, null: not measured; amounts micro-PAT as text. */

export const DIMENSIONS = [
  'completeness',
  'timeliness',
  'consistency',
  'accuracy',
  'reliability',
] as const;
type Dimension = (typeof DIMENSIONS)[number];

export type Measured = Readonly<Record<`${Dimension}Ppm`, number | null>>;

export interface ListingSummary extends Measured {
  readonly listingId: number;
  readonly title: string;
  readonly kind: string;
  readonly ownerId: number;
  readonly status: string;
  readonly version: number;
  readonly licence: string;
  readonly priceKind: string;
  readonly priceMicroPat: string;
  readonly salesPaused: boolean;
  readonly liveRevision: number;
  readonly compositePpm: number;
  readonly coveragePpm: number;
  readonly measuredMs: number;
  readonly sales: number;
}

export interface Listing extends ListingSummary {
  readonly freeQuotaUnits: number;
  readonly refundWindowMs: number;
  readonly updateEveryMs: number;
  readonly promisedCompositePpm: number;
  readonly refundsWhenBroken: boolean;
  /** KEPT, LATE or BROKEN. */
  readonly promise: string;
  readonly periods: number;
  readonly periodsKept: number;
  readonly contractId: number;
  readonly personalData: boolean;
  readonly licenceHash: string;
  readonly document: Readonly<Record<string, unknown>> | null;
  readonly refunds: number;
  readonly disputes: number;
  readonly upheld: number;
  readonly rating: { readonly hundredths: number; readonly count: number };
  readonly reviews: readonly Review[];
  readonly changes: readonly Change[];
}

export interface Review {
  readonly stars: number;
  readonly rating: Readonly<Record<string, unknown>> | null;
  readonly answer: Readonly<Record<string, unknown>> | null;
  readonly boughtMs: number;
}

export interface Change {
  readonly sequence: number;
  readonly timeMs: number;
  readonly cause: string;
  readonly reason: string;
}

export interface Revision extends Measured {
  readonly revision: number;
  readonly status: string;
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly rowCount: number;
  readonly resultHash: string;
  readonly compositePpm: number;
  readonly coveragePpm: number;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number | null;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly histogram: {
    readonly from: number;
    readonly width: number;
    readonly counts: readonly number[];
  } | null;
  readonly isPrivate: boolean;
}

export interface SignedResult {
  readonly resultHash: string;
  readonly result: {
    readonly rows: number;
    readonly format: string;
    readonly duplicateRows: number;
    readonly profile: readonly Column[];
    readonly sample: {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | number | boolean | null)[])[];
    };
  };
}

export interface Purchase {
  readonly purchaseId: number;
  readonly listingId: number;
  readonly title: string;
  readonly revision: number;
  readonly status: string;
  readonly cause: string;
  readonly priceMicroPat: string;
  readonly heldMicroPat: string;
  readonly usedUnits: number;
  readonly refundUntilMs: number;
  readonly heldUntilMs: number;
  readonly boughtMs: number;
  readonly endedMs: number;
  readonly stars: number;
  readonly promise: string;
  readonly refundsWhenBroken: boolean;
}

export interface MarketTerms {
  readonly feePpm: number;
  readonly disputeWindowMs: number;
  readonly rulesHash: string;
  readonly document: Readonly<Record<string, unknown>> | null;
}

export interface Read {
  readonly accountId: number;
  readonly revision: number;
  readonly bytes: number;
  readonly units: number;
  readonly lastMs: number;
}
