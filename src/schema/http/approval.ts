/**
 * What a second person agrees to with a passkey: a text of everything the request would do, whose SHA-256 is the passkey's
 * challenge. A page makes it from what it shows, the venue from its state, and whoever verifies a journal from what it folds, so
 * that an approval of one thing is none of another. Works in Node and in browsers.
 */

export interface ApprovalTerms {
  readonly venue: string;
  readonly requestId: number;
  /** Journal sequence at which it was asked for. */
  readonly sequence: number;
  readonly name: string;
  readonly target: string;
  /** null: what is set there is removed. */
  readonly value: number | null;
  /** Whether changes are to need a second person; null: it is about the value. */
  readonly changesApproval: boolean | null;
  /** SHA-256 of the command that waits, hex; empty where none does. */
  readonly actionDigest: string;
  readonly authorId: number;
  /** 0: when it is approved. */
  readonly effectiveMs: number;
  readonly approverId: number;
  readonly reason: string;
}

export function approvalText(terms: ApprovalTerms): string {
  const { changesApproval, actionDigest, value, effectiveMs } = terms;
  const what =
    actionDigest !== ''
      ? `command: ${actionDigest}`
      : changesApproval !== null
        ? `needs a second person: ${changesApproval ? 'yes' : 'no'}`
        : `value: ${value ?? 'removed'}`;
  return [
    'PATX approval',
    `venue: ${terms.venue}`,
    `request: ${terms.requestId} of ${terms.sequence}`,
    `name: ${terms.name}`,
    `target: ${terms.target}`,
    what,
    `effective: ${effectiveMs === 0 ? 'when approved' : effectiveMs}`,
    `asked by: ${terms.authorId}`,
    `approved by: ${terms.approverId}`,
    `reason: ${terms.reason}`,
  ].join('\n');
}
