/**
 * What the reader cannot know from the journal: numbers of the engine's own process, told several times a second. A reader that
 * is a process of its own has none, and says that these things are not watched from there.
 */
export interface SettlementFacts {
  readonly state: string;
  readonly trouble?: { readonly code: string; readonly detail: string; readonly sinceMs: number };
  readonly batchesInFlight: number;
  readonly lastBatchAtMs: number;
}

export interface EngineFacts {
  /** When they were told. */
  readonly atMs: number;
  readonly isAccepting: boolean;
  readonly durableSequence: number;
  readonly lastCommitMs: number;
  readonly clockAheadMs: number;
  readonly disk: {
    readonly freeBytes: number;
    readonly reserveBytes: number;
    readonly isLow: boolean;
  };
  readonly gateway: { readonly sessions: number; readonly sessionsMax: number };
  /** Until when the certificate counts; undefined: there is no TLS. */
  readonly certificateEndsMs?: number;
  /** undefined: the broker does not quote. */
  readonly quoter?: {
    readonly halt: string;
    readonly troubledSeries: number;
    readonly tradingTodayMicroPat: number;
    readonly decayTodayMicroPat: number;
  };
  /** undefined until the desk follows. */
  readonly desk?: {
    readonly followerSequence: number;
    readonly lastSnapshotSequence: number;
    readonly snapshotsFailed: number;
  };
  /** undefined: the venue settles on no chain. */
  readonly settlement?: SettlementFacts;
}
