/** Which field numbers of ClientEnvelope carry what, beside the commands of accounts. */
import type { SessionBodies, SessionMessage } from '../messages/session-messages.js';
import { type Problem, problemOf } from '../problem.js';
import type { AnyShape } from '../shape/field.js';
import { SESSION_SHAPES } from '../shape/session-shapes.js';

export interface SessionEntry {
  readonly type: keyof SessionBodies;
  readonly shape: AnyShape;
}

const sessionByNumber = new Map<number, SessionEntry>();
for (const [type, { number, shape }] of Object.entries(SESSION_SHAPES)) {
  sessionByNumber.set(number, { type: type as keyof SessionBodies, shape });
}

/** The message of a session with this field number. */
export const sessionEntry = (number: number): SessionEntry | undefined =>
  sessionByNumber.get(number);

/** Pairs a type with the body read by its shape. */
export const sessionMessage = (type: keyof SessionBodies, body: unknown): SessionMessage =>
  ({ type, body }) as SessionMessage;

/** An envelope without a message a client may send; `number` is the field that was there instead, or 0. */
export function noMessage(number: number): Problem {
  const detail =
    number === 0
      ? 'the envelope carries no message; set one of its fields'
      : `field ${number} is no message a client may send; send one of ClientEnvelope`;
  return problemOf('UNKNOWN_MESSAGE', '', detail);
}

/** An envelope with more than one message. */
export function severalMessages(): Problem {
  return problemOf('INVALID_FIELD', 'body', 'is set more than once; send one envelope for each');
}
