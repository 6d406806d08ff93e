/**
 * From weekly returns to WATCH, DOWNGRADE and DELIST, each with its evidence.
 *
 * A sum above h/2 is a watch; it ends when the sum is back at 0. An alarm is a downgrade. A second alarm in a row, that is
 * without recovery between the two, is a delisting, which is final. Recovery takes `RECOVERY_WEEKS` in which the model earned
 * on average at least what is expected of it. A week without a return (nothing was simulated) changes nothing.
 */
import { CUSUM_ALLOWANCE, CUSUM_LIMIT, cusumStep } from './cusum.js';

export const DRIFT_LEVELS = ['NORMAL', 'WATCH', 'DOWNGRADED', 'DELISTED'] as const;
export type DriftLevel = (typeof DRIFT_LEVELS)[number];

export const WATCH_LIMIT = CUSUM_LIMIT / 2;
export const RECOVERY_WEEKS = 13;

export interface DriftState {
  readonly level: DriftLevel;
  readonly week: number;
  /** S of the CUSUM. */
  readonly sum: number;
  /** In a row. */
  readonly alarms: number;
  /** Since the last alarm. */
  readonly weeksSinceAlarm: number;
  readonly scoreSinceAlarm: number;
}

/** Why a level changed; it goes into the journal with the change. */
export interface DriftEvidence {
  readonly week: number;
  readonly from: DriftLevel;
  readonly to: DriftLevel;
  readonly z: number;
  /** S before an alarm set it back. */
  readonly sum: number;
  readonly limit: number;
  readonly alarms: number;
}

export const DRIFT_START: DriftState = {
  level: 'NORMAL',
  week: 0,
  sum: 0,
  alarms: 0,
  weeksSinceAlarm: 0,
  scoreSinceAlarm: 0,
};

/** @param z standardised return of the week, finite */
export function driftStep(
  state: DriftState,
  z: number,
): { readonly state: DriftState; readonly evidence: DriftEvidence | undefined } {
  if (state.level === 'DELISTED') return { state, evidence: undefined };
  const week = state.week + 1;
  const { sum, isAlarm } = cusumStep(state.sum, z);
  const next = isAlarm
    ? { week, sum, alarms: state.alarms + 1, weeksSinceAlarm: 0, scoreSinceAlarm: 0 }
    : recovered({
        week,
        sum,
        alarms: state.alarms,
        weeksSinceAlarm: state.weeksSinceAlarm + 1,
        scoreSinceAlarm: state.scoreSinceAlarm + z,
      });
  const level = levelOf(next, state.level);
  const evidence =
    level === state.level
      ? undefined
      : {
          week,
          from: state.level,
          to: level,
          z,
          sum: isAlarm ? state.sum - z - CUSUM_ALLOWANCE : sum,
          limit: isAlarm ? CUSUM_LIMIT : WATCH_LIMIT,
          alarms: next.alarms,
        };
  return { state: { ...next, level }, evidence };
}

type Counted = Omit<DriftState, 'level'>;

function recovered(counted: Counted): Counted {
  const { alarms, weeksSinceAlarm, scoreSinceAlarm } = counted;
  const isDue = alarms > 0 && weeksSinceAlarm >= RECOVERY_WEEKS && scoreSinceAlarm >= 0;
  return isDue ? { ...counted, alarms: 0 } : counted;
}

function levelOf({ alarms, sum }: Counted, before: DriftLevel): DriftLevel {
  if (alarms >= 2) return 'DELISTED';
  if (alarms === 1) return 'DOWNGRADED';
  if (sum > WATCH_LIMIT) return 'WATCH';
  return before === 'WATCH' && sum > 0 ? 'WATCH' : 'NORMAL';
}
