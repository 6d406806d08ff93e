/**
 * What lots of a cash instrument are worth and ask for, by its kind. Micro-PAT, whole numbers; margins are rounded up.
 *
 * A synthetic is worth its mark: what it gained since it was settled last is lots · mark − value. Margin: docs/synthetics.md.
 */
import { initialMarginMicroPat } from '../../../../risk/index.js';
import { mulDivUp } from '../../../../values/index.js';
import { check } from '../../kernel/check.js';
import type { State } from '../../kernel/state.js';
import { CASH as C, HOLDING as H, type MarginTable } from './margin-table.js';
import { isOption } from './option-terms.js';

const PPM = 1_000_000;

export class Valuation {
  private readonly table: MarginTable;

  constructor(state: State) {
    this.table = state.margin;
  }

  /** What a holding has gained since it was settled last and has not been paid, at the mark. */
  unrealised(holding: number, row: number): number {
    const { table } = this;
    // An option is paid for: until it settles it has gained nothing that is owed.
    if (isOption(table, row)) return table.get(holding, H.accruedMicroPat);
    const worth = table.get(holding, H.lots) * table.cash(row, C.markMicroPat);
    check(Number.isSafeInteger(worth), 'I61: a holding is worth more than there can be');
    // A run that has begun but not come here settles the same sum in two steps.
    return worth - table.get(holding, H.valueMicroPat) + table.get(holding, H.accruedMicroPat);
  }

  /** Initial margin of lots, signed. A long position loses at most what it is worth. */
  initial(row: number, lots: number): number {
    const { table } = this;
    const notional = Math.abs(lots) * table.cash(row, C.markMicroPat);
    const lossMax = lots > 0 ? notional : Number.MAX_SAFE_INTEGER;
    const ratePpm = table.cash(row, C.initialPpm);
    return initialMarginMicroPat(notional, ratePpm, table.cash(row, C.liquidityMicroPat), lossMax);
  }

  /** Maintenance margin of lots, signed. */
  maintenance(row: number, lots: number): number {
    const notional = Math.abs(lots) * this.table.cash(row, C.markMicroPat);
    return mulDivUp(notional, this.table.cash(row, C.maintenancePpm), PPM);
  }

  /**
   * Initial margin a holding asks for: of its lots, or of what it would come to if those of its orders filled that reserve
   * nothing, whichever is more.
   */
  required(holding: number, row: number): number {
    const { table } = this;
    const lots = table.get(holding, H.lots);
    const most = lots + table.get(holding, H.freeBidLots);
    const least = lots - table.get(holding, H.freeAskLots);
    const of = (some: number): number => (some === 0 ? 0 : this.initial(row, some));
    const now = of(lots);
    return Math.max(now, most === lots ? 0 : of(most), least === lots ? 0 : of(least));
  }
}
