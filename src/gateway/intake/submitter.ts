/**
 * The last step of a session's command: a row for its answer, the sequencer, and the counts of what is in flight. A command
 * that came with an idempotency key goes right behind the one that binds its key, in the same frame, or both do not happen.
 */
import { COMMAND_KIND, type ColdBodies, Command, type ErrorName } from '../../values/index.js';
import type { Context } from '../context.js';
import type { RequestTable } from '../requests.js';
import type { Session } from '../session/session.js';
import type { IdSpaceInFlight } from './in-flight-ids.js';

/** Why a command is not taken. */
export interface Refusal {
  readonly name: ErrorName;
  readonly field?: string;
  readonly detail?: string;
  readonly waitMs?: number;
}

/** The binding of an idempotency key to the command that follows. */
export type Bind = ColdBodies['bindIdempotencyKey'];

export class Submitter {
  private readonly context: Context;
  private readonly binding = new Command();
  private readonly requests: RequestTable;

  constructor(context: Context, requests: RequestTable) {
    this.context = context;
    this.requests = requests;
  }

  /** Hands a session's command to the sequencer. Returns its origin, or 0 when there is no room: then it did not happen. */
  submit(
    command: Command,
    session: Session,
    requestId: number,
    receivedMs: number,
    idSpace?: IdSpaceInFlight,
    bind?: Bind,
  ): number {
    const { requests, context } = this;
    if (requests.isFull) return 0;
    command.accountId = session.accountId;
    command.sessionId = session.id;
    if (bind !== undefined && !this.bind(session.accountId, bind, command)) return 0;
    const origin = requests.take(session, requestId, receivedMs, command.kind);
    if (!context.sequencer.submit(command, origin)) {
      requests.untake();
      return 0;
    }
    session.inFlight += 1;
    if (idSpace !== undefined) {
      idSpace.commands += 1;
      requests.idSpaces[origin - 1] = idSpace;
    }
    context.metrics.commandsIn += 1;
    return origin;
  }

  /** Binds a key to the command that is submitted next; false when there is no room for both, or for the key. */
  private bind(accountId: number, body: Bind, command: Command): boolean {
    const { binding } = this;
    const { sequencer, state } = this.context;
    binding.kind = COMMAND_KIND.BIND_IDEMPOTENCY_KEY;
    binding.accountId = accountId;
    binding.body = body;
    if (!sequencer.takesBoth(binding, command)) return false;
    sequencer.submit(binding, 0);
    // The account may have as many keys as it may: then the key is not there.
    return state.idempotency.isArmed(accountId, command.kind);
  }
}
