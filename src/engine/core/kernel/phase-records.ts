/** What the registry keeps of phases: classes on evidence, attestations, suspensions. Plain data, as everything there. */

/** The class an account has on evidence, until a time. */
export interface QualificationRecord {
  readonly accountId: number;
  /** One of ACCOUNT_CLASS. */
  readonly accountClass: number;
  /** SHA-256, hex. */
  readonly evidenceHash: string;
  readonly untilMs: number;
  readonly authorId: number;
  readonly sequence: number;
  /** Fires when its time has come. */
  timer: number;
}

/** What an auditor attests of the history of a segment. */
export interface AttestationRecord {
  readonly auditorId: number;
  readonly segmentId: number;
  /** SHA-256 of the report, hex. */
  readonly evidenceHash: string;
  readonly sinceMs: number;
  readonly sequence: number;
}

/** A phase whose instruments are only reduced. */
export interface SuspensionRecord {
  readonly phase: number;
  readonly authorId: number;
  readonly reason: string;
  readonly sequence: number;
}
