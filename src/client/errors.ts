/**
 * What a call can fail with: a refusal of the venue, or the want of an answer.
 *
 * `PatxError` is the venue's word, from the error catalog. `PatxConnectionError` is ours: nothing was said. Whoever wants to
 * know then what became of a command asks `getOutcome` for its client id.
 */
import type { Problem } from '../schema/index.js';
import { ERROR_CATALOG, type ErrorName, errorName } from '../values/index.js';

/** The venue refused. */
export class PatxError extends Error {
  /** Stable number in the error catalog. */
  readonly code: number;
  /** Name in the error catalog, such as `COLLAR`; `UNKNOWN` for a number of a newer venue. */
  override readonly name: ErrorName | 'UNKNOWN';
  /** The field that is wrong, in the schema's spelling; empty if none is. */
  readonly field: string;
  /** What the venue adds; may be empty. */
  readonly detail: string;
  /** What would help. */
  readonly remedy: string;
  /** Whether sending the same again, later, can succeed. */
  readonly retriable: boolean;
  /** The client id of the refused command; 0 if it had none. */
  readonly clientId: number;
  /** Symbol of the series an order was for; empty where the refusal is about none, or it is not known any more. */
  readonly series: string;
  /** True when this is the recorded outcome of an earlier command with this client id. */
  readonly duplicate: boolean;

  constructor(refusal: {
    readonly code: number;
    readonly field?: string;
    readonly detail?: string;
    readonly clientId?: number;
    readonly duplicate?: boolean;
    readonly series?: string;
  }) {
    const { code, field = '', detail = '', clientId = 0, duplicate = false } = refusal;
    const { series = '' } = refusal;
    const name = errorName(code);
    const entry = name === undefined ? undefined : ERROR_CATALOG[name];
    const meaning = entry?.meaning ?? `Refused with the unknown code ${code}.`;
    const about = series === '' ? '' : `${series}: `;
    const where = field === '' ? about : `${about}${field}: `;
    super(detail === '' ? where + meaning : `${where}${meaning} ${detail}`);
    this.code = code;
    this.name = name ?? 'UNKNOWN';
    this.field = field;
    this.detail = detail;
    this.remedy = entry?.remedy ?? 'Upgrade this client.';
    this.retriable = entry?.retriable ?? false;
    this.clientId = clientId;
    this.series = series;
    this.duplicate = duplicate;
  }
}

/** The refusal that a message could not even be encoded for. */
export function errorOfProblem(problem: Problem, clientId = 0): PatxError {
  const { errorCode, field, detail } = problem;
  return new PatxError({ code: errorCode, field, detail, clientId });
}

/**
 * Why there is no answer: OFFLINE, it was not sent; LOST, the connection broke before the answer; TIMEOUT, none came in
 * time; QUEUE_FULL, too many commands wait here; CLOSED, this client was closed; PROTOCOL, what came was not of the
 * schema; HANDSHAKE, no session came about.
 */
export type ConnectionErrorReason =
  | 'OFFLINE'
  | 'LOST'
  | 'TIMEOUT'
  | 'QUEUE_FULL'
  | 'CLOSED'
  | 'PROTOCOL'
  | 'HANDSHAKE';

/** There is no answer. */
export class PatxConnectionError extends Error {
  override readonly name = 'PatxConnectionError';
  readonly reason: ConnectionErrorReason;
  /** Client id to ask `getOutcome` about; 0 when nothing was sent or the command had none. */
  readonly clientId: number;

  constructor(
    reason: ConnectionErrorReason,
    message: string,
    options: { readonly clientId?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.clientId = options.clientId ?? 0;
  }

  /** Whether the command certainly did not reach the venue. */
  get wasNotSent(): boolean {
    return this.reason === 'OFFLINE' || this.reason === 'QUEUE_FULL';
  }
}

/** Why a stream ended: OVERFLOW, it was not read fast enough; GAP, the venue no longer has what was missed. */
export type StreamErrorReason = 'OVERFLOW' | 'GAP';

/** A stream could not go on without leaving something out. */
export class PatxStreamError extends Error {
  override readonly name = 'PatxStreamError';
  readonly reason: StreamErrorReason;

  constructor(reason: StreamErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
