/**
 * Whether somebody may trade or quote in a series now, as far as kill switches, protections and the life of the series say:
 * the one home of these questions. What an order is and needs is asked elsewhere.
 */
import { QUOTER_STATE, SERIES_STATE } from '../../../values/index.js';
import { BROKER_ACCOUNT } from '../kernel/accounts.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { CLEARING, SERIES_FIELD } from './series-table.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const S = SERIES_FIELD;
const { OPEN, AUCTION, FORWARD } = SERIES_STATE;

/** Whether a kill switch has stopped a series for everybody. */
export function isSeriesStopped({ registry, series }: State, seriesId: number): boolean {
  return registry.globalKilled || series.get(seriesId, S.killed) !== 0;
}

/** The phase that each clearing belongs to. */
const PHASE_BY_CLEARING: readonly number[] = [1, 2, 3, 4];

/** Whether what is traded in a series belongs to a phase that is suspended. */
export function isSuspended({ registry, series }: State, seriesId: number): boolean {
  const clearing = series.get(seriesId, S.clearing);
  if (clearing === CLEARING.SPOT) return false;
  return registry.isSuspended(PHASE_BY_CLEARING[clearing] ?? 0);
}

/** Whether a kill switch stops an account in everything: the venue's or the account's own. */
export function isAccountStopped({ registry, accounts }: State, account: number): boolean {
  return registry.globalKilled || accounts.isKilled(account);
}

/** Whether a kill switch stops an account in a series: the venue's, the account's own or the series'. */
export function isStopped(state: State, account: number, seriesId: number): boolean {
  return isSeriesStopped(state, seriesId) || state.accounts.isKilled(account);
}

/** Code of what stops the broker's quotes in a series, or 0: kill switches, its quoter's state, its protection. */
export function quoterStop(state: State, seriesId: number): number {
  const isKilled =
    isStopped(state, BROKER_ACCOUNT, seriesId) ||
    state.registry.quoterKilled ||
    state.series.get(seriesId, S.quoterState) === QUOTER_STATE.HALT;
  if (isKilled) return CODE.KILLED;
  return state.accounts.isTripped(BROKER_ACCOUNT) ? CODE.PROTECTED : 0;
}

/** Whether a series in this state takes orders, to trade at once or to gather them. */
export function takesOrders(seriesState: number): boolean {
  return seriesState === OPEN || seriesState === AUCTION || seriesState === FORWARD;
}

/** Whether orders of a series in this state trade at once. */
export function tradesAtOnce(seriesState: number): boolean {
  return seriesState === OPEN || seriesState === FORWARD;
}
