/** What the history cannot do, with what to do about it. */

export type HistoryErrorCode = 'history-version' | 'history-incomplete' | 'history-locked';

export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly code: HistoryErrorCode;
  readonly remedy: string;

  constructor(code: HistoryErrorCode, reason: string, remedy: string) {
    super(`${code}: ${reason}. Remedy: ${remedy}`);
    this.code = code;
    this.remedy = remedy;
  }
}
