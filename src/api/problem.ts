/**
 * What is wrong with a request, as an RFC 9457 problem document: an entry of the catalog of errors, with the field, the value's
 * trouble and the remedy. A request is refused with one of these and nothing else.
 */
import { ERROR_CATALOG, type ErrorEntry, type ErrorName } from '../values/index.js';

/** HTTP status of the catalog's errors that a reading request can meet. */
const STATUS = {
  INVALID_FIELD: 400,
  MALFORMED: 400,
  NOT_LOGGED_ON: 401,
  BAD_SIGNATURE: 401,
  ROLE: 403,
  SCOPE: 403,
  UNKNOWN_MESSAGE: 404,
  PHASE: 404,
  UNKNOWN_ACCOUNT: 404,
  UNKNOWN_CONTRACT: 404,
  UNKNOWN_SERIES: 404,
  TOO_LARGE: 413,
  RATE: 429,
  SESSION_LIMIT: 503,
  NOT_READY: 503,
} as const satisfies Partial<Record<ErrorName, number>>;

export type ProblemName = keyof typeof STATUS;

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly error: ProblemName;
  readonly status: (typeof STATUS)[ProblemName];
  readonly field: string;
  readonly detail: string;
  /** Seconds after which trying again makes sense; 0 says nothing. */
  readonly retryAfterSeconds: number;

  constructor(error: ProblemName, detail = '', field = '', retryAfterSeconds = 0) {
    super(`${error}: ${detail}`);
    this.error = error;
    this.status = STATUS[error];
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
