/** The invariants of what settles in cash (I60–I62 of INVARIANTS.md), counted afresh. Slow; never changes anything. */
import { SERIES_STATE, SIDE } from '../../../../values/index.js';
import type { Core } from '../../core.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import { TIMER } from '../../kernel/timers.js';
import { RUN } from './margin-run.js';
import { CASH as C, FUND, HOLDING as H, STAKE } from './margin-table.js';

/** Everything that is broken, a line each. */
export function brokenMargin(core: Core): string[] {
  const { state } = core;
  const { margin } = state;
  if (!margin.isTouched) return [];
  const broken: string[] = [];
  const same = (code: string, what: string, found: number, counted: number): void => {
    if (found !== counted) broken.push(`${code}: ${what} ${found}, counted ${counted}`);
  };
  const sums = Array.from({ length: margin.count + 1 }, () => ({
    ...{ lots: 0, long: 0, value: 0, accrued: 0, due: 0, owed: 0, holders: 0 },
  }));
  const interests = new Map<string, number>();
  const longs = new Map<number, number>();
  const ordered = openLots(core);
  const holdingsOf = new Map<number, number>();
  for (let h = 1; h <= margin.high; h += 1) {
    if (!margin.exists(h)) continue;
    const account = margin.accountOf(h);
    const seriesId = margin.seriesOf(h);
    const row = state.series.get(seriesId, S.cashInstrument);
    const sum = sums[row];
    if (row === 0 || sum === undefined) {
      broken.push(`I61: holding ${h} is of series ${seriesId}, which is no cash instrument`);
      continue;
    }
    const read = (field: number): number => margin.get(h, field);
    const name = `holding of ${account} in series ${seriesId}`;
    same('I61', `${name} is found at`, margin.find(account, seriesId), h);
    const lots = read(H.lots);
    sum.lots += lots;
    sum.long += Math.max(0, lots);
    sum.value += read(H.valueMicroPat);
    sum.accrued += read(H.accruedMicroPat);
    sum.due += Math.max(0, read(H.accruedMicroPat));
    sum.owed += Math.max(0, -read(H.accruedMicroPat));
    sum.holders += 1;
    holdingsOf.set(account, (holdingsOf.get(account) ?? 0) + 1);
    for (const [what, field] of [
      ['bid', H.bidLots],
      ['ask', H.askLots],
      ['freeBid', H.freeBidLots],
      ['freeAsk', H.freeAskLots],
    ] as const) {
      const key = `${account} ${seriesId} ${what}`;
      same('I61', `${name} ${what} lots`, read(field), ordered.get(key) ?? 0);
      ordered.delete(key);
    }
    const contract = state.series.get(seriesId, S.contract);
    const owner = `${state.accounts.ownerOf(account)} ${contract}`;
    const gross = Math.abs(lots) + read(H.bidLots) + read(H.askLots);
    interests.set(owner, (interests.get(owner) ?? 0) + gross);
    longs.set(contract, (longs.get(contract) ?? 0) + Math.max(0, lots));
  }
  for (const [key, lots] of sorted(ordered))
    broken.push(`I61: orders of ${key}: ${lots} lots in no holding`);
  for (let row = 1; row <= margin.count; row += 1) {
    const seriesId = margin.cash(row, C.series);
    const sum = sums[row] as (typeof sums)[number];
    const name = `series ${seriesId}`;
    const pool = state.ledger.balance(state.ledger.escrow(seriesId));
    const lost = margin.cash(row, C.lostMicroPat);
    same('I60', `${name} lots of both sides`, sum.lots, 0);
    same('I60', `${name} pool`, pool, sum.accrued - sum.value - lost);
    same('I60', `${name} due`, margin.cash(row, C.dueMicroPat), sum.due);
    same('I60', `${name} owed`, margin.cash(row, C.owedMicroPat), sum.owed);
    same('I60', `${name} long lots`, margin.cash(row, C.longLots), sum.long);
    same('I60', `${name} holders`, margin.cash(row, C.holders), sum.holders);
    const isClosed = state.series.get(seriesId, S.state) === SERIES_STATE.CLOSED;
    if (isClosed && (pool !== 0 || sum.holders !== 0 || lost !== 0)) {
      broken.push(`I60: ${name} has settled and is not even`);
    }
  }
  for (const [key, lots] of sorted(interests)) {
    const [owner = 0, contract = 0] = key.split(' ').map(Number);
    same('I61', `interest of ${key}`, margin.interestOf(owner, contract), lots);
  }
  for (const [contract, lots] of sorted(longs)) {
    same('I61', `long lots of contract ${contract}`, margin.longLotsOf(contract), lots);
  }
  checkAccounts(core, holdingsOf, broken, same);
  return broken;
}

/** What was counted, in an order that says nothing of how. */
const sorted = <Key extends string | number>(counted: ReadonlyMap<Key, number>): [Key, number][] =>
  [...counted].sort(([one], [other]) => (one < other ? -1 : 1));

type Same = (code: string, what: string, found: number, counted: number) => void;

/** Chains of holdings, shares of the fund, and the run. */
function checkAccounts(
  core: Core,
  holdingsOf: ReadonlyMap<number, number>,
  broken: string[],
  same: Same,
): void {
  const { state } = core;
  const { margin } = state;
  let shares = 0;
  for (let id = 1; id <= state.accounts.count; id += 1) {
    same('I61', `holdings of ${id}`, margin.stake(id, STAKE.holdings), holdingsOf.get(id) ?? 0);
    let chained = 0;
    for (let h = margin.stake(id, STAKE.first); h !== 0; h = margin.get(h, H.accountNext)) {
      chained += 1;
    }
    same('I61', `chain of ${id}`, chained, holdingsOf.get(id) ?? 0);
    const isOf = margin.stake(id, STAKE.fundEpoch) === margin.fundWord(FUND.epoch);
    if (isOf) shares += margin.stake(id, STAKE.fundShares);
  }
  same('I62', 'shares of the fund', margin.fundWord(FUND.shares), shares);
  const { fund } = core.margin;
  const isCovered =
    margin.fundWord(FUND.commonMicroPat) >= 0 &&
    fund.sharedMicroPat >= 0 &&
    (shares > 0 || fund.sharedMicroPat === 0);
  if (!isCovered)
    broken.push(`I62: the fund has ${fund.balanceMicroPat}, shared ${fund.sharedMicroPat}`);
  const armed = state.timers.list().filter(({ kind }) => kind === TIMER.MARGIN_MINUTE).length;
  same('I61', 'timers of the run', armed, margin.isArmed ? 1 : 0);
  if (margin.isArmed && margin.phase !== RUN.IDLE) broken.push('I61: a run that runs is armed');
}

/** Lots of open orders by account, series and side; of those that reserve nothing once more. */
function openLots(core: Core): Map<string, number> {
  const { state, live } = core;
  const found = new Map<string, number>();
  const add = (key: string, lots: number): void => {
    found.set(key, (found.get(key) ?? 0) + lots);
  };
  for (let id = 1; id <= state.accounts.count; id += 1) {
    for (let slot = state.accounts.get(id, A.oldestOrder); slot !== 0; ) {
      const seriesId = live.series(slot);
      if (state.series.get(seriesId, S.cashInstrument) !== 0) {
        const isBid = live.side(slot) === SIDE.BUY;
        const lots = live.totalLots(slot);
        add(`${id} ${seriesId} ${isBid ? 'bid' : 'ask'}`, lots);
        const free = isBid ? 'freeBid' : 'freeAsk';
        if (live.unitReserve(slot) === 0) add(`${id} ${seriesId} ${free}`, lots);
      }
      slot = live.nextOfAccount(slot);
    }
  }
  return found;
}
