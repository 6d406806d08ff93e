/** What an error of the catalog is. */

export interface ErrorEntry {
  /** Stable number on the wire and in the journal. */
  readonly code: number;
  /** Whether sending the same thing again, later, can succeed. */
  readonly retriable: boolean;
  /** Whether the session is closed after the answer. */
  readonly closesSession?: true;
  readonly meaning: string;
  readonly remedy: string;
}

/** A refusal of one message. */
export const entry = (
  code: number,
  retriable: boolean,
  meaning: string,
  remedy: string,
): ErrorEntry => ({
  code,
  retriable,
  meaning,
  remedy,
});

/** A refusal that ends the session. */
export const closing = (
  code: number,
  retriable: boolean,
  meaning: string,
  remedy: string,
): ErrorEntry => ({ code, retriable, closesSession: true, meaning, remedy });
