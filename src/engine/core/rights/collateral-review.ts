/**
 * The review of collateral, every ten minutes of service time while rights are outstanding: the marks that collateral
 * follows move, at most as far as their rate lets them; every entry of rights, those of deliveries too, is assessed at them; then
 * each provider's collateral is brought to its need; then lots fail whose call fell due.
 *
 * Bounded: a stretch of about `STEPS_MAX` steps a command. The phases need no still world between them, since every entry
 * that is made or ends counts itself (collateral-needs.ts). An outage moves nothing: it runs on the service clock.
 */
import { RISK } from '../../../risk/index.js';
import { ACCOUNT_ROLE, INEXACT, mulDivUp } from '../../../values/index.js';
import type { ForwardCalls } from '../clearing/forward-calls.js';
import { isForward, isOpening } from '../clearing/unpaid.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { CollateralCalls } from './collateral-calls.js';
import type { CollateralDefaults } from './collateral-defaults.js';
import {
  REVIEW_PERIOD_MS as PERIOD_MS,
  REVIEW_PHASE as PHASE,
  REVIEW_FIELD as R,
} from './collateral-needs.js';

const HOUR_MS = 3_600_000;
const PPM = 1_000_000;
const STEPS_MAX = 4_096;
/**
 * What replacing all the lots of a series may cost, in micro-PAT, so that sums of needs stay exact: entries that are assessed
 * at two marks together stay below 2^53. No mint goes beyond it.
 */
const LEVEL_MAX = 2 ** 51;

export class CollateralReview {
  private readonly state: State;
  private readonly parameters: ParameterValues;
  private readonly calls: CollateralCalls;
  private readonly defaults: CollateralDefaults;
  private readonly forwards: ForwardCalls;

  constructor(parts: {
    state: State;
    parameters: ParameterValues;
    calls: CollateralCalls;
    defaults: CollateralDefaults;
    forwards: ForwardCalls;
  }) {
    this.state = parts.state;
    this.parameters = parts.parameters;
    this.calls = parts.calls;
    this.defaults = parts.defaults;
    this.forwards = parts.forwards;
  }

  /** Whether one has begun and is not done. */
  get isRunning(): boolean {
    return this.get(R.phase) !== PHASE.IDLE;
  }

  /** Nothing is outstanding in a series: collateral begins with its mark. */
  restart(seriesId: number): void {
    const { series } = this.state;
    this.setMark(
      seriesId,
      series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat),
    );
  }

  /** Rights are outstanding: from now on there are reviews. */
  arm(): void {
    // The running one may have passed them.
    if (this.isRunning) this.set(R.isNeeded, 1);
    if (this.get(R.armed) !== 0 || this.isRunning) return;
    const { serviceTimers, serviceTimeMs } = this.state;
    const timer = serviceTimers.set(serviceTimeMs + PERIOD_MS, TIMER.COLLATERAL_REVIEW, 0);
    check(timer !== 0, 'I14: more deadlines than deliveries');
    this.set(R.armed, 1);
    // Marks move by the time there were reviews.
    if (this.get(R.isNeeded) === 0) this.set(R.beganServiceMs, serviceTimeMs);
  }

  /** Its timer fired. */
  begin(): void {
    const { serviceTimeMs } = this.state;
    this.set(R.armed, 0);
    this.set(R.elapsedMs, Math.min(HOUR_MS, serviceTimeMs - this.get(R.beganServiceMs)));
    this.set(R.beganServiceMs, serviceTimeMs);
    this.set(R.isNeeded, 0);
    this.set(R.hasDefaults, 0);
    this.enter(PHASE.MARKS);
  }

  /** Goes on, a bounded amount. */
  stretch(): void {
    for (let left = STEPS_MAX; left > 0 && this.isRunning; ) left -= this.step(left);
  }

  /** The next thing to look at; returns the steps it took. */
  private step(stepsMax: number): number {
    const { series, sources, accounts } = this.state;
    const cursor = this.get(R.cursor) + 1;
    this.set(R.cursor, cursor);
    switch (this.get(R.phase)) {
      case PHASE.MARKS:
        if (cursor > series.count) this.enter(PHASE.ENTRIES);
        else this.moveMark(cursor);
        return 1;
      case PHASE.ENTRIES:
        if (cursor > sources.highWater) this.enter(PHASE.ACCOUNTS);
        else if (sources.lots(cursor) > 0) sources.reassess(cursor);
        return 1;
      case PHASE.ACCOUNTS:
        if (cursor <= accounts.count) return this.settle(cursor);
        if (this.get(R.hasDefaults) !== 0) this.enter(PHASE.DEFAULTS);
        else this.finish();
        return 1;
      default:
        return this.default(cursor, stepsMax);
    }
  }

  /** Everything a provider has out; its positions are at most as many as there are series. */
  private settle(account: number): number {
    const { positions, accounts } = this.state;
    let steps = 1;
    const role = accounts.get(account, A.role);
    if (role === ACCOUNT_ROLE.CONSUMER) {
      const owes =
        accounts.get(account, A.unpaidMicroPat) > 0 || accounts.get(account, A.calls) > 0;
      return owes ? this.settleForwards(account) : steps;
    }
    if (role !== ACCOUNT_ROLE.PROVIDER) return steps;
    let position = accounts.get(account, A.firstPosition);
    for (; position !== 0; position = positions.get(position, P.accountNext)) {
      steps += 1;
      if (positions.get(position, P.outstandingLots) === 0) continue;
      this.set(R.isNeeded, 1);
      this.calls.settle(position);
      if (this.defaults.has(position)) this.set(R.hasDefaults, 1);
    }
    return steps;
  }

  /** Every position that owes for forwards. */
  private settleForwards(account: number): number {
    const { positions, accounts } = this.state;
    let steps = 1;
    let position = accounts.get(account, A.firstPosition);
    for (; position !== 0; position = positions.get(position, P.accountNext)) {
      steps += 1;
      const seriesId = positions.seriesOf(position);
      // Once the window opens all of it is due, and the opening asks for it.
      const isAsked = isForward(this.state, seriesId) && !isOpening(this.state, seriesId);
      if (isAsked) steps += this.forwards.settle(position);
    }
    return steps;
  }

  /** Lots of one provider that fail, as far as the steps go. */
  private default(account: number, stepsMax: number): number {
    if (account > this.state.accounts.count) {
      this.finish();
      return 1;
    }
    const steps = this.defaults.stretch(account, stepsMax);
    if (!this.defaults.isDone) this.set(R.cursor, account - 1);
    return steps;
  }

  private finish(): void {
    this.enter(PHASE.IDLE);
    if (this.get(R.isNeeded) !== 0) this.arm();
  }

  private enter(phase: number): void {
    this.set(R.phase, phase);
    this.set(R.cursor, 0);
    this.set(R.holder, 0);
    this.set(R.position, 0);
    this.set(R.entry, 0);
  }

  /** Towards the mark the broker journaled, and no further than its rate: whoever moves that cannot hurry this. */
  private moveMark(seriesId: number): void {
    const { series } = this.state;
    const target = series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
    const now = series.get(seriesId, S.collateralMarkMicroPat);
    const ratePpm = this.parameters.get(seriesId, RISK.collateralMarkRatePpm);
    // Rounded up: a mark of a few micro-PAT moves too.
    const most = mulDivUp(mulDivUp(now, ratePpm, PPM), this.get(R.elapsedMs), HOUR_MS);
    this.setMark(seriesId, Math.max(now - most, Math.min(target, now + most)));
  }

  private setMark(seriesId: number, markMicroPat: number): void {
    const { series } = this.state;
    // By what there is of the series: a bound by what there may be would leave needs out wherever the cap on mints is high.
    const most = Math.floor(LEVEL_MAX / Math.max(1, series.get(seriesId, S.mintedLots)));
    const level = this.levelOf(seriesId, markMicroPat);
    series.set(seriesId, S.collateralMarkMicroPat, markMicroPat);
    series.set(
      seriesId,
      S.collateralLevelMicroPat,
      level === INEXACT ? most : Math.min(level, most),
    );
  }

  /** What replacing a lot may cost at a mark, or INEXACT. */
  private levelOf(seriesId: number, markMicroPat: number): number {
    return mulDivUp(markMicroPat, this.parameters.get(seriesId, RISK.buyInLimitPpm), PPM);
  }

  /** Whether what replacing its lots may cost, at the mark and at the one collateral follows, leaves room for so many more. */
  canTake(seriesId: number, lots: number): boolean {
    const { series } = this.state;
    const mark = series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
    const highest = Math.max(mark, series.get(seriesId, S.collateralMarkMicroPat));
    const level = this.levelOf(seriesId, highest);
    return level !== INEXACT && (series.get(seriesId, S.mintedLots) + lots) * level <= LEVEL_MAX;
  }

  private get(field: number): number {
    return this.state.needs.review[field] as number;
  }

  private set(field: number, value: number): void {
    this.state.needs.review[field] = value;
  }
}
