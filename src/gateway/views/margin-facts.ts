/** What people are told of margin and of what settles in cash, from the state. */
import {
  ACCOUNT_FIELD as A,
  CASH as C,
  type Core,
  LIQUIDATION as LI,
  marginView,
  SERIES_FIELD as S,
  STAKE,
} from '../../engine/core/index.js';
import type { CashInfo, LiquidationPrint, MarginInfo } from '../../schema/index.js';
import { LIQUIDATION_BY, MARGIN_STANDING, MARK_STATE } from '../../values/index.js';

/** Whether an account holds anything that settles in cash. */
export const holdsCash = ({ state }: Core, accountId: number): boolean =>
  state.margin.isTouched && state.margin.stake(accountId, STAKE.holdings) > 0;

/** What is behind the holdings of an account. */
export function marginInfo(core: Core, accountId: number, sequence: number): MarginInfo {
  const { holdings, ladder, ...sums } = marginView(core, accountId);
  return {
    ...sums,
    marginStanding: ladder + MARGIN_STANDING.SOUND,
    holdings: holdings.map(({ lots, markQuality, ...rest }) => ({
      ...rest,
      quantityLots: lots,
      markState: markQuality + MARK_STATE.NONE,
    })),
    asOfAccountSequence: core.state.accounts.get(accountId, A.sequence),
    asOfSequence: sequence,
  };
}

/** Whether a series settles in cash. */
export const isOfCash = ({ state }: Core, seriesId: number): boolean =>
  state.series.exists(seriesId) && state.series.get(seriesId, S.cashInstrument) !== 0;

/** The mark of a series that settles in cash, and what it settled at. */
export function cashInfo({ state }: Core, seriesId: number, sequence: number): CashInfo {
  const { margin, series } = state;
  const row = series.get(seriesId, S.cashInstrument);
  return {
    seriesId,
    markMicroPat: margin.cash(row, C.markMicroPat),
    markState: margin.cash(row, C.quality) + MARK_STATE.NONE,
    expiryTimeMs: margin.cash(row, C.expiryMs),
    settlementSource: margin.cash(row, C.settlement),
    settlementMicroPat: margin.cash(row, C.settlementMicroPat),
    openInterestLots: margin.cash(row, C.longLots),
    fundCovers: !margin.isFundShort,
    asOfSequence: sequence,
  };
}

/**
 * What everybody is told of lots the venue closed, once for both sides: the side that is closed, and where winners are closed the
 * evidence of their rank, which is in the event of the other side. undefined for the event that says nothing more.
 */
export function liquidationPrint(
  words: Float64Array,
  at: number,
  moment: { readonly journalSequence: number; readonly timeMs: number },
): LiquidationPrint | undefined {
  const read = (field: number): number => words[at + field] as number;
  const by = read(LI.by);
  const isRanked = by === LIQUIDATION_BY.OWNER || by === LIQUIDATION_BY.DELEVERAGED;
  const isTaken = read(LI.isTaken) === 1;
  if (isRanked === isTaken) return undefined;
  return {
    seriesId: read(LI.series),
    liquidationBy: by,
    quantityLots: isTaken ? read(LI.lots) : 0 - read(LI.lots),
    priceMicroPat: read(LI.priceMicroPat),
    gainMicroPat: read(LI.gainMicroPat),
    initialMicroPat: read(LI.initialMicroPat),
    journalSequence: moment.journalSequence,
    matchTimeMs: moment.timeMs,
  };
}
