/** What the store of files refuses: an entry of the catalog of errors, with the trouble and the field. Nothing else is thrown on purpose. */
import type { ErrorName } from '../values/index.js';

export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly error: ErrorName;
  readonly detail: string;
  readonly field: string;
  /** After so many seconds it can be tried again; 0 says nothing. */
  readonly retryAfterSeconds: number;

  constructor(error: ErrorName, detail = '', field = '', retryAfterSeconds = 0) {
    super(`${error}: ${detail}`);
    this.error = error;
    this.detail = detail;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
