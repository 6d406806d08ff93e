/** What an option among the cash instruments is and pays. */
import type { OptionTerms } from '../../../../risk/index.js';
import { INSTRUMENT_KIND } from '../../../../values/index.js';
import { CASH as C, type MarginTable } from './margin-table.js';

/** Whether a row of cash instruments is an option. */
export function isOption(table: MarginTable, row: number): boolean {
  const kind = table.cash(row, C.kind);
  return kind === INSTRUMENT_KIND.CALL || kind === INSTRUMENT_KIND.PUT;
}

/** What an option pays. */
export function termsOf(table: MarginTable, row: number): OptionTerms {
  return {
    isCall: table.cash(row, C.kind) === INSTRUMENT_KIND.CALL,
    strikeMicroPat: table.cash(row, C.strikeMicroPat),
    capMicroPat: table.cash(row, C.capMicroPat),
  };
}
