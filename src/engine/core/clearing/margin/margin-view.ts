/**
 * The margin of an account as it stands in a core: equity, what its holdings ask for, where it is on the ladder, and at which
 * mark each holding alone would bring it to liquidation. Read only, between commands: the core itself acts on nothing of it, so
 * the mark of a liquidation may be rounded.
 */
import { MARK_STATE } from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { State } from '../../kernel/state.js';
import type { Margin } from './margin.js';
import { CASH as C, HOLDING as H, STAKE } from './margin-table.js';
import { isOption } from './option-terms.js';

export interface HoldingView {
  readonly seriesId: number;
  /** Below 0 is short. */
  readonly lots: number;
  readonly markMicroPat: number;
  /** One of MARK_QUALITY. */
  readonly markQuality: number;
  readonly unrealisedMicroPat: number;
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
  /** The mark at which equity is the maintenance margin, if no other mark moves; 0: none would. */
  readonly liquidationMarkMicroPat: number;
}

export interface MarginView {
  readonly equityMicroPat: number;
  readonly availableMicroPat: number;
  readonly marginMicroPat: number;
  readonly unrealisedMicroPat: number;
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
  /** One of LADDER. */
  readonly ladder: number;
  readonly fundShareMicroPat: number;
  readonly holdings: readonly HoldingView[];
}

export function marginView(
  { state, margin: parts }: { readonly state: State; readonly margin: Margin },
  accountId: number,
): MarginView {
  const { margin, series } = state;
  const { clearing, fund, desk } = parts;
  const equity = desk.lookAt(accountId);
  const { equityMicroPat, maintenanceMicroPat } = equity;
  const holdings: HoldingView[] = [];
  for (let h = margin.stake(accountId, STAKE.first); h !== 0; h = margin.get(h, H.accountNext)) {
    const seriesId = margin.seriesOf(h);
    const row = series.get(seriesId, S.cashInstrument);
    const lots = margin.get(h, H.lots);
    const markMicroPat = margin.cash(row, C.markMicroPat);
    const own = clearing.valuation.maintenance(row, lots);
    const rate = margin.cash(row, C.maintenancePpm) / 1_000_000;
    // equity + lots · (p − mark) = maintenance of the others + |lots| · rate · p
    const over = lots * markMicroPat - equityMicroPat + (maintenanceMicroPat - own);
    // An option is paid for or covered: no mark liquidates it.
    const hasNone = lots === 0 || isOption(margin, row);
    const at = hasNone ? 0 : over / (lots - Math.abs(lots) * rate);
    holdings.push({
      ...{ seriesId, lots, markMicroPat, markQuality: margin.cash(row, C.quality) },
      unrealisedMicroPat: clearing.valuation.unrealised(h, row),
      initialMicroPat: clearing.valuation.required(h, row),
      maintenanceMicroPat: own,
      liquidationMarkMicroPat: Math.max(0, Math.round(at)),
    });
  }
  return {
    ...{ equityMicroPat, maintenanceMicroPat, initialMicroPat: equity.initialMicroPat },
    availableMicroPat: equity.availableMicroPat,
    marginMicroPat: equity.marginMicroPat,
    unrealisedMicroPat: equity.unrealisedMicroPat,
    ladder: margin.stake(accountId, STAKE.state),
    fundShareMicroPat: fund.valueOf(accountId),
    holdings,
  };
}

/** What settles in cash, as everybody may know it. */
export interface CashView {
  readonly markMicroPat: number;
  /** One of MARK_STATE. */
  readonly markState: number;
  readonly expiryMs: number;
  /** One of SETTLEMENT_SOURCE, 0 before it settles. */
  readonly settlementSource: number;
  readonly settlementMicroPat: number;
  readonly openInterestLots: number;
  /** Whether the default fund covers the two largest losses under stress. */
  readonly fundCovers: boolean;
}

/** Of a series, if it settles in cash. */
export function cashView({ series, margin }: State, seriesId: number): CashView | undefined {
  const row = series.exists(seriesId) ? series.get(seriesId, S.cashInstrument) : 0;
  if (row === 0) return undefined;
  return {
    markMicroPat: margin.cash(row, C.markMicroPat),
    markState: margin.cash(row, C.quality) + MARK_STATE.NONE,
    expiryMs: margin.cash(row, C.expiryMs),
    settlementSource: margin.cash(row, C.settlement),
    settlementMicroPat: margin.cash(row, C.settlementMicroPat),
    openInterestLots: margin.cash(row, C.longLots),
    fundCovers: !margin.isFundShort,
  };
}
