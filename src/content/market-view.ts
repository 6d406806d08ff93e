/** What the store asks of the journal's fold. Answers are as of a sequence that is durable, and may lag behind the engine. */

export interface RevisionFacts {
  readonly ownerId: number;
  /** SHA-256, hex. */
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly isRevoked: boolean;
  /** SHA-256 of the signed result, hex; empty: not measured. */
  readonly resultHash: string;
}

/** Bytes [from, to). */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface MarketView {
  /** Newest sequence it has. */
  readonly sequence: number;
  /** Whether it has everything that is durable. */
  readonly isCaughtUp: boolean;
  readonly timeMs: number;
  /** undefined: there is no such revision. */
  revision(listingId: number, revision: number): RevisionFacts | undefined;
  /** Whether units of use are paid, one a MiB begun; else units are bytes and cost nothing. */
  isPaidByUse(listingId: number): boolean;
  /** Why an account may not read, as an error's name; undefined: it may. */
  denial(accountId: number, listingId: number, revision: number): DenialName | undefined;
  /** What an account has had of a revision, in order. */
  ranges(accountId: number, listingId: number, revision: number): readonly ByteRange[];
  /** Whether a revision that is not revoked has this content of an owner. */
  isNeeded(ownerId: number, contentHash: string): boolean;
}

export type DenialName =
  | 'ACCESS_DENIED'
  | 'ACCESS_ENDED'
  | 'ACCESS_SUSPENDED'
  | 'TAKEN_DOWN'
  | 'REVISION_REVOKED';
