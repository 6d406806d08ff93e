/** What the registry keeps of agents: programs that act for an account within a budget. */

/** What an agent may spend, and has: the rest of its key is one of the sessions. */
export interface AgentRecord {
  readonly keyId: number;
  readonly dailyBudgetMicroPat: number;
  readonly totalBudgetMicroPat: number;
  /** Day it spent last, in days since 1970, and how much that day. */
  spentDay: number;
  spentDayMicroPat: number;
  spentMicroPat: number;
  /** Empty, both: every series and no listing. */
  readonly seriesIds: readonly number[];
  readonly providerIds: readonly number[];
  readonly mayExercise: boolean;
  /** What it may spend once beyond its budget; null is nothing. */
  approval: AgentApproval | null;
}

/** One spend the owner approved: of a series or of a listing. */
export interface AgentApproval {
  readonly amountMicroPat: number;
  readonly seriesId: number;
  readonly listingId: number;
  readonly untilMs: number;
}
