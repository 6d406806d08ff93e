/** Why a signal is refused. Codes stay; every refusal names the field, what was found and what to do. */

export const SIGNAL_REFUSALS = {
  MALFORMED: 'correct the field',
  WRONG_MODEL: 'send it to the feed of its own model',
  WRONG_STAMP: 'sign signals with the stamp of the listed revision, or publish a new revision',
  EDITED: 'a journaled signal never changes; send a correction that revises it',
  OUT_OF_ORDER: 'send the next sequence number',
  UNKNOWN_ASSET: 'use an asset of the approved price source',
  OUTSIDE_POLICY: 'stay within the policy of the bundle, or publish a new one',
  LATE: 'send a signal before it expires',
  BACK_DATED: 'data of later signals is never older than that of earlier ones',
  FROM_THE_FUTURE: 'use only data that is there',
  RATE_EXCEEDED: 'send no more signals a day than the policy says',
  REVISES_NOTHING: 'revise an earlier signal of the same asset',
} as const;

export type SignalRefusalCode = keyof typeof SIGNAL_REFUSALS;

export interface SignalRefusal {
  readonly code: SignalRefusalCode;
  readonly field: string;
  readonly evidence: string;
  readonly remedy: string;
}

export function refusal(code: SignalRefusalCode, field: string, evidence: string): SignalRefusal {
  return { code, field, evidence, remedy: SIGNAL_REFUSALS[code] };
}
