/** The error codes of the catalog as constants the core's modules can fold, and a refusal with the field it names. */
import { ERROR_CATALOG, type ErrorName } from '../../../values/index.js';

type Codes = { readonly [N in ErrorName]: number };

/** Error number by name. */
export const CODE: Codes = Object.fromEntries(
  Object.entries(ERROR_CATALOG).map(([name, entry]) => [name, entry.code]),
) as Codes;

/** What a command came to: 0 or an error code, the field it names, and what was created or affected. */
export class Result {
  code = 0;
  field = 0;
  reference = 0;
  affected = 0;
  /** Nothing changed, because it had been said before. */
  isRepeat = false;

  done(reference = 0, affected = 0): void {
    this.code = 0;
    this.field = 0;
    this.reference = reference;
    this.affected = affected;
    this.isRepeat = false;
  }

  /** Done, and it was done before. */
  repeat(reference: number): void {
    this.done(reference);
    this.isRepeat = true;
  }

  refuse(code: number, field = 0): void {
    this.code = code;
    this.field = field;
    this.reference = 0;
    this.affected = 0;
    this.isRepeat = false;
  }
}
