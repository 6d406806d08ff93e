/**
 * Questions about the state: answered only where the state is the end of a turn, so that the answer can carry the
 * sequence it saw and wait until that is durable, with the frames of the turn or at once.
 *
 * First asked, first answered; bounded per session, and in bytes of answers per turn, so that listings do not hold up
 * orders. Fails by answering false: the session has as many questions as it may.
 */
import type { SessionMessage } from '../../schema/index.js';
import type { Context } from '../context.js';
import { answerUnits, type WorkCredits } from '../intake/work-credits.js';
import { SESSION_STATE, type Session } from '../session/session.js';

/** Who logged out is answered what it asked before. */
const ANSWERED: ReadonlySet<number> = new Set([
  SESSION_STATE.ACTIVE,
  SESSION_STATE.VERIFYING,
  SESSION_STATE.LEAVING,
]);

interface Question {
  readonly session: Session;
  readonly requestId: number;
  readonly message: SessionMessage;
}

/** Answers one question on the state at the end of a turn; returns what it cost in bytes. */
export type Answer = (session: Session, requestId: number, message: SessionMessage) => number;

export class Questions {
  private readonly context: Context;
  private readonly answer: Answer;
  private readonly work: WorkCredits;
  private readonly wake: () => void;
  private waiting: Question[] = [];

  /** `wake` asks for a turn in which `run` is called. */
  constructor(
    context: Context,
    parts: { readonly answer: Answer; readonly work: WorkCredits; readonly wake: () => void },
  ) {
    this.context = context;
    this.answer = parts.answer;
    this.work = parts.work;
    this.wake = parts.wake;
  }

  /** Questions that wait. */
  get count(): number {
    return this.waiting.length;
  }

  /** Takes a question; false when the session has too many. */
  ask(session: Session, requestId: number, message: SessionMessage): boolean {
    if (session.questions >= this.context.limits.questionsMax) return false;
    session.questions += 1;
    this.waiting.push({ session, requestId, message });
    this.wake();
    return true;
  }

  /** Answers what fits in a turn. The state is at a turn's end. */
  run(): void {
    let bytes = 0;
    let taken = 0;
    for (const { session, requestId, message } of this.waiting) {
      if (bytes >= this.context.limits.answerBytesPerTurn) break;
      taken += 1;
      session.questions -= 1;
      if (ANSWERED.has(session.state)) {
        const cost = this.answer(session, requestId, message);
        bytes += cost;
        this.work.charge(session.work, answerUnits(cost));
      }
    }
    if (taken > 0) this.waiting.splice(0, taken);
    if (this.waiting.length > 0) this.wake();
  }
}
