/**
 * The audit trail: every command that is not trading itself, with its author, its reason, what it asked for and how it ended;
 * the changes of parameters and the requests for them; batches that became final on chain.
 */
import { type Command, COMMAND_KIND as K, PARAMETER_REQUEST_STATE } from '../../values/index.js';
import type { Database } from '../store/database.js';
import type { VenueView } from '../views/index.js';
import type { Moment } from './moment.js';

/** Trading, and what the venue does by itself all the time. */
const NOT_AUDITED: ReadonlySet<number> = new Set([
  K.PLACE_ORDER,
  K.CANCEL_ORDER,
  K.AMEND_ORDER,
  K.MASS_QUOTE,
  K.MARK_UPDATE,
  K.GET_OUTCOME,
  K.PLACE_BUNDLE,
  K.REQUEST_QUOTE,
  K.OFFER_QUOTE,
  K.ACCEPT_QUOTE,
  K.ADVANCE_TIME,
  K.QUOTER_CHECKPOINT,
]);

const COMMAND = 'INSERT INTO commands VALUES (?,?,?,?,?,?,?,?,?,?)';
const CHANGE = `INSERT INTO parameter_changes VALUES (${Array(13).fill('?').join(',')})`;
const REQUEST = `INSERT INTO parameter_requests VALUES (${Array(12).fill('?').join(',')})`;
const BATCH = 'INSERT OR IGNORE INTO batches VALUES (?,?,?,?,?,?,?,?)';

export class AuditHistory {
  private readonly database: Database;
  private readonly venue: VenueView;
  private code = 0;
  private reference = 0;

  constructor(database: Database, venue: VenueView) {
    this.database = database;
    this.venue = venue;
  }

  /** How the command ended. */
  ended(code: number, reference: number): void {
    this.code = code;
    this.reference = reference;
  }

  /** The command is over. */
  commandDone(command: Command, { sequence, timeMs }: Moment): void {
    const { code, reference } = this;
    this.code = 0;
    this.reference = 0;
    const { kind, accountId, sessionId, clientId } = command;
    if (NOT_AUDITED.has(kind)) return;
    const { reason, text } = bodyOf(command);
    this.database
      .prepare(COMMAND)
      .run([
        ...[sequence, timeMs, kind, accountId, sessionId, clientId, reason, text],
        ...[code, reference],
      ]);
    if (kind === K.CONFIRM_BATCH && code === 0) this.batch(sequence, timeMs);
  }

  parameterChanged(number: number, { sequence, timeMs }: Moment): void {
    const change = this.venue.parameterChange(number);
    if (change === undefined) return;
    this.database
      .prepare(CHANGE)
      .run([
        ...[number, sequence, timeMs, change.name, change.target, change.oldValue, change.value],
        ...[change.version, change.authorId, change.approverId, change.reason],
        ...[change.effectiveTimeMs, change.undoesVersion],
      ]);
  }

  parameterRequest(requestId: number, state: number, moment: Moment): void {
    const request = this.venue.parameterRequest(requestId);
    if (request === undefined) return;
    const { sequence, timeMs, ordinal } = moment;
    this.database
      .prepare(REQUEST)
      .run([
        ...[requestId, sequence, ordinal, timeMs, request.name, request.target, request.value],
        ...[request.authorId, request.approverId, request.reason, request.effectiveTimeMs, state],
      ]);
  }

  /** Account whose money or rights an approved request is about; 0 is none. */
  targetOf(requestId: number, state: number): number {
    const action = this.venue.parameterRequest(requestId)?.action;
    if (!action || state !== PARAMETER_REQUEST_STATE.EFFECTIVE) return 0;
    const body = JSON.parse(action.body) as { readonly targetAccountId?: number };
    return body.targetAccountId ?? 0;
  }

  private batch(sequence: number, timeMs: number): void {
    const { batch } = this.venue;
    if (batch === null) return;
    this.database
      .prepare(BATCH)
      .run([
        ...[batch.batchId, sequence, timeMs, batch.batchHash, batch.ledgerSequence],
        ...[batch.requestSequence, batch.liabilitiesRoot, batch.liabilitiesSumMicroPat],
      ]);
  }
}

/** What a command asked for, as JSON with bytes in hex; its reason and client id have columns of their own. */
function bodyOf({ body }: Command): { readonly reason: string; readonly text: string } {
  const { reason = '', clientRequestId: _, ...rest } = (body ?? {}) as Record<string, unknown>;
  const text = JSON.stringify(rest, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
  return { reason: String(reason), text };
}
