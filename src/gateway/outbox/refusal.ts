/** Refusals before the sequencer, in the words of the error catalog. */
import type { ErrorReport } from '../../schema/index.js';
import { ERROR_CATALOG, type ErrorEntry, type ErrorName, errorName } from '../../values/index.js';

/** The report of a refusal; without a detail, the catalog's remedy. */
export function errorReport(
  name: ErrorName,
  closing: boolean,
  field = '',
  detail = '',
): ErrorReport {
  const entry: ErrorEntry = ERROR_CATALOG[name];
  return {
    errorCode: entry.code,
    errorField: field,
    detail: detail === '' ? entry.remedy : detail,
    retriable: entry.retriable,
    closing,
  };
}

/** First of the WebSocket close codes that carry a number of the error catalog. */
export const CLOSE_CODE_BASE = 4_000;
const NORMAL_CLOSURE = 1_000;

/** WebSocket close code and reason for an ending: a number of the error catalog, or less than 1 for a clean one. */
export function closeFrame(endCode: number): { readonly code: number; readonly reason: string } {
  const name = errorName(endCode);
  if (name === undefined) return { code: NORMAL_CLOSURE, reason: 'logged out' };
  return { code: CLOSE_CODE_BASE + endCode, reason: name };
}
