/**
 * What is wrong with a request, as an RFC 9457 problem document: an entry of the catalog of errors, with the field, the value's
 * trouble and the remedy. A request is refused with one of these and nothing else.
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ERROR_CATALOG, type ErrorEntry, type ErrorName } from '../values/index.js';

/** HTTP status of the catalog's errors; what is not named here is a refusal by the state of the venue: 409. */
const STATUS: Partial<Record<ErrorName, number>> = {
  INVALID_FIELD: 400,
  MALFORMED: 400,
  TICK_LOT: 400,
  NOT_LOGGED_ON: 401,
  BAD_SIGNATURE: 401,
  SIGN_IN: 401,
  SEAT_NEEDED: 402,
  ROLE: 403,
  SCOPE: 403,
  CROSS_SITE: 403,
  AGENT_NOT_ALLOWED: 403,
  AGENT_BUDGET: 403,
  INSECURE: 403,
  UNKNOWN_MESSAGE: 404,
  PHASE: 404,
  UNKNOWN_ACCOUNT: 404,
  UNKNOWN_CONTRACT: 404,
  UNKNOWN_SERIES: 404,
  UNKNOWN_ORDER: 404,
  UNKNOWN_DELIVERY: 404,
  UNKNOWN_TRADE: 404,
  UNKNOWN_ENTITLEMENT: 404,
  UNKNOWN_PARAMETER: 404,
  UNKNOWN_PARAMETER_REQUEST: 404,
  UNKNOWN_CASE: 404,
  UNKNOWN_LISTING: 404,
  UNKNOWN_PURCHASE: 404,
  UNKNOWN_DOSSIER: 404,
  UNKNOWN_REVISION: 404,
  UNKNOWN_FILE: 404,
  NOT_MEASURED: 404,
  ACCESS_DENIED: 403,
  ACCESS_ENDED: 403,
  ACCESS_SUSPENDED: 403,
  REVISION_REVOKED: 403,
  TAKEN_DOWN: 403,
  BAD_LINK: 403,
  FILE_REFUSED: 400,
  BAD_RANGE: 416,
  STORE_FULL: 429,
  TOO_LARGE: 413,
  IDEMPOTENCY_MISMATCH: 422,
  RATE: 429,
  SESSION_LIMIT: 503,
  NOT_READY: 503,
  IN_FLIGHT_LIMIT: 503,
  STORAGE_LOW: 503,
  SHUTTING_DOWN: 503,
};
const BY_STATE = 409;

export type ProblemName = ErrorName;

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly error: ProblemName;
  readonly status: ContentfulStatusCode;
  readonly field: string;
  readonly detail: string;
  /** Seconds after which trying again makes sense; 0 says nothing. */
  readonly retryAfterSeconds: number;

  constructor(error: ProblemName, detail = '', field = '', retryAfterSeconds = 0) {
    super(`${error}: ${detail}`);
    this.error = error;
    this.status = (STATUS[error] ?? BY_STATE) as ContentfulStatusCode;
    this.field = field;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  body(): ProblemBody {
    const { code, meaning, remedy, retriable }: ErrorEntry = ERROR_CATALOG[this.error];
    return {
      type: `/docs#error-${this.error}`,
      title: meaning,
      status: this.status,
      detail: this.detail,
      code,
      name: this.error,
      field: this.field,
      remedy,
      retriable,
    };
  }
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: number;
  readonly name: string;
  readonly field: string;
  readonly remedy: string;
  readonly retriable: boolean;
}
