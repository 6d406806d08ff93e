/** The last step of a session's command: a row for its answer, the sequencer, and the counts of what is in flight. */
import type { Command } from '../../values/index.js';
import type { Context } from '../context.js';
import type { RequestTable } from '../requests.js';
import type { Session } from '../session/session.js';
import type { IdSpaceInFlight } from './in-flight-ids.js';

export class Submitter {
  private readonly context: Context;
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
  ): number {
    const { requests, context } = this;
    if (requests.isFull) return 0;
    command.accountId = session.accountId;
    command.sessionId = session.id;
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
}
