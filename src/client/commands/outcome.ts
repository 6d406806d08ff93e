/** What became of a client id, as `getOutcome` tells it. */
import { ERROR_CATALOG } from '../../values/index.js';
import { errorOf } from '../connection/session.js';
import type { PatxError } from '../errors.js';
import type { ToldMessage } from '../names.js';
import type { CommandAck } from './command-fields.js';
import { type CommandRequester, refusalOf } from './command-requests.js';

export type Outcome =
  /** Accepted: what it created, and where it is in the journal. */
  | { readonly kind: 'done'; readonly referenceId: number; readonly journalSequence: number }
  /** Refused when it arrived. */
  | { readonly kind: 'refused'; readonly error: PatxError; readonly journalSequence: number }
  /** Never arrived, and is refused from now on. */
  | { readonly kind: 'never-seen' }
  /** Older than what the venue remembers one by one; it will not be accepted again. */
  | { readonly kind: 'too-old' };

const { NEVER_SEEN, ID_REFUSED, ID_TOO_OLD } = ERROR_CATALOG;

/** Reads the result of GetOutcome. */
function outcomeOf(result: CommandAck): Outcome {
  const { errorCode, duplicate, referenceId, journalSequence } = result;
  if (errorCode === NEVER_SEEN.code || errorCode === ID_REFUSED.code) return { kind: 'never-seen' };
  if (errorCode === ID_TOO_OLD.code && !duplicate) return { kind: 'too-old' };
  const error = refusalOf(result);
  if (error !== undefined) return { kind: 'refused', error, journalSequence };
  return { kind: 'done', referenceId, journalSequence };
}

/** Settles a promise with an outcome; what the venue refuses is an outcome too. */
export class OutcomeRequest implements CommandRequester {
  private readonly resolve: (outcome: Outcome) => void;
  private readonly reject: (error: Error) => void;

  constructor(resolve: (outcome: Outcome) => void, reject: (error: Error) => void) {
    this.resolve = resolve;
    this.reject = reject;
  }

  onMessage(message: ToldMessage): boolean {
    if (message.type === 'errorReport') {
      this.reject(errorOf(message.body));
      return true;
    }
    if (message.type !== 'commandResult') return false;
    this.onOutcome(message.body);
    return true;
  }

  onOutcome(result: CommandAck): void {
    this.resolve(outcomeOf(result));
  }

  onFailure(error: Error): void {
    this.reject(error);
  }
}
