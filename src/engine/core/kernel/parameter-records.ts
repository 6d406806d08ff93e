/** What the registry keeps of parameters: changes that took effect, and those that wait. Plain data, as everything there. */

/** One change of a parameter: who, why, what it was, what it is. */
export interface ParameterChange {
  readonly name: string;
  readonly target: string;
  readonly oldValue: number;
  /** null: the value at this target was removed. */
  readonly value: number | null;
  readonly version: number;
  readonly authorId: number;
  readonly reason: string;
  readonly sequence: number;
  readonly effectiveTimeMs: number;
  /** Who approved it; 0 where nobody had to. */
  readonly approverId: number;
  /** The version of the same target it undoes; 0 is none. */
  readonly undoesVersion: number;
}

/** A command of an operator that waits for a second person. */
export interface OperatorAction {
  readonly kind: number;
  /** Its body: JSON with bytes as hex. */
  readonly body: string;
}

/** A change that did not take effect at once: it waits for a second person, for its time, or for both. */
export interface ParameterRequest {
  readonly requestId: number;
  readonly name: string;
  readonly target: string;
  /** null: the value at this target is removed. */
  readonly value: number | null;
  /** Whether changes are to need a second person; null where it is about the value. */
  readonly approval: boolean | null;
  /** Version of the target when it was asked for. */
  readonly baseVersion: number;
  /** Version the author named; 0: whatever it is by then. */
  readonly expectedVersion: number;
  readonly undoesVersion: number;
  readonly authorId: number;
  readonly reason: string;
  readonly sequence: number;
  /** 0: when it is approved. */
  readonly effectiveTimeMs: number;
  /** When it lapses unless it is approved; 0 where it needs no approval. */
  readonly lapseTimeMs: number;
  approverId: number;
  /** What is to be done with somebody else's consent, where it is no change of a parameter. */
  readonly action: OperatorAction | null;
  /** One of PARAMETER_REQUEST_STATE. */
  state: number;
  /** While it waits, its timer. */
  timer: number;
}
