/** What the registry keeps of a case of surveillance. Plain data, as everything there. */
export interface CaseRecord {
  readonly caseId: number;
  /** One of CASE_KIND. */
  readonly caseKind: number;
  readonly accountIds: readonly number[];
  /** 0: of no one series. */
  readonly seriesId: number;
  /** The time it is about. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** SHA-256, hex. */
  readonly evidenceHash: string;
  readonly openedBy: number;
  readonly openedAtMs: number;
  readonly reason: string;
  /** One of CASE_DECISION; 0: it is open. */
  decision: number;
  /** 0: it is open. */
  decidedBy: number;
  decidedAtMs: number;
  decisionReason: string;
}
