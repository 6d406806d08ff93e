/** Where in the journal a fact was said: every row names it. */
export interface Moment {
  /** Sequence of the command being read. */
  readonly sequence: number;
  /** Its sequenced time. */
  readonly timeMs: number;
  /** Facts of this command before this one, for rows that one command writes several of. */
  readonly ordinal: number;
}
