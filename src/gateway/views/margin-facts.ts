/** What people are told of margin and of what settles in cash, from the state. */
import {
  ACCOUNT_FIELD as A,
  type Core,
  cashView,
  liquidationFact,
  marginView,
  SERIES_FIELD as S,
  STAKE,
} from '../../engine/core/index.js';
import type { CashInfo, LiquidationPrint, MarginInfo } from '../../schema/index.js';
import { MARGIN_STANDING, MARK_STATE } from '../../values/index.js';

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

/** The mark of a series and what it settled at, if it settles in cash. */
export function cashInfo(
  { state }: Core,
  seriesId: number,
  sequence: number,
): CashInfo | undefined {
  const view = cashView(state, seriesId);
  if (view === undefined) return undefined;
  const { expiryMs, ...rest } = view;
  return { ...rest, seriesId, expiryTimeMs: expiryMs, asOfSequence: sequence };
}

/** What everybody is told of lots the venue closed; undefined for the event that says nothing more. */
export function liquidationPrint(
  words: Float64Array,
  at: number,
  moment: { readonly journalSequence: number; readonly timeMs: number },
): LiquidationPrint | undefined {
  const fact = liquidationFact((field) => words[at + field] as number);
  if (fact === undefined) return undefined;
  return { ...fact, journalSequence: moment.journalSequence, matchTimeMs: moment.timeMs };
}
