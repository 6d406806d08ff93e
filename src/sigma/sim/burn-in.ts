/**
 * The burn-in gate: at least 30 days and 50 signals in Sigma Sim, volumes known, and a track record that is long enough for
 * the probability of skill to be 0.95, against what the best of all the owner's entries would reach by chance.
 */
import {
  CONFIDENCE,
  deflationThreshold,
  dsrOf,
  type Measure,
  minimumTrackRecord,
  sharpeEstimate,
  sweepSize,
} from '../measures/index.js';
import { BURN_IN_DAYS_MIN } from './entries.js';
import type { SimResult } from './paper-account.js';

export const BURN_IN_SIGNALS_MIN = 50;

export const BURN_IN_FINDINGS = {
  TOO_FEW_DAYS: `burn in for at least ${BURN_IN_DAYS_MIN} days`,
  TOO_FEW_SIGNALS: `send at least ${BURN_IN_SIGNALS_MIN} signals`,
  VOLUME_UNKNOWN: 'trade assets whose volume is known',
  NO_SKILL_SHOWN:
    'the track record is too short for what it earned, given all entries of its owner',
} as const;
export type BurnInCode = keyof typeof BURN_IN_FINDINGS;

export interface BurnInFinding {
  readonly code: BurnInCode;
  readonly evidence: string;
  readonly remedy: string;
}

export interface BurnInReport {
  readonly isPassed: boolean;
  readonly findings: readonly BurnInFinding[];
  /** Of daily returns. Undefined while there is no estimate. */
  readonly deflatedSharpe: Measure | undefined;
  readonly minimumTrackRecord: Measure | undefined;
}

/**
 * @param ownersSharpes daily ones of every other entry of the owner
 * @param trackRecord false leaves the test of skill out: for studies of what it is good for
 */
export function burnInReport(
  sim: SimResult,
  ownersSharpes: readonly number[],
  { trackRecord = true }: { readonly trackRecord?: boolean } = {},
): BurnInReport {
  const findings: BurnInFinding[] = [];
  const add = (code: BurnInCode, evidence: string): void => {
    findings.push({ code, evidence, remedy: BURN_IN_FINDINGS[code] });
  };
  const { days, signals, unknownVolume } = sim;
  if (days.length < BURN_IN_DAYS_MIN) add('TOO_FEW_DAYS', `${days.length} days`);
  if (signals < BURN_IN_SIGNALS_MIN) add('TOO_FEW_SIGNALS', `${signals} signals`);
  if (unknownVolume.length > 0) add('VOLUME_UNKNOWN', unknownVolume.join(', '));
  const estimate = sharpeEstimate(days.map((day) => day.return));
  if (typeof estimate === 'string') {
    if (trackRecord) add('NO_SKILL_SHOWN', estimate);
    const none = { deflatedSharpe: undefined, minimumTrackRecord: undefined };
    return { isPassed: findings.length === 0, findings, ...none };
  }
  const size = sweepSize([...ownersSharpes, estimate.sharpe], estimate.observations);
  const deflated = dsrOf(estimate, size);
  const threshold = deflationThreshold(size.trials, size.variance);
  const needed = minimumTrackRecord(estimate, threshold);
  // The two say the same: PSR(SR0) reaches 0.95 exactly when the record is as long as the minimum.
  const isLongEnough = deflated.status === 'RATED' && deflated.value >= CONFIDENCE;
  if (trackRecord && !isLongEnough) {
    const length = needed.status === 'RATED' ? `${Math.ceil(needed.value)} days` : 'no length';
    const shown = deflated.status === 'RATED' ? deflated.value.toFixed(4) : deflated.reason;
    add('NO_SKILL_SHOWN', `${shown} of ${size.trials} entries; ${length} would be enough`);
  }
  return {
    isPassed: findings.length === 0,
    findings,
    deflatedSharpe: deflated,
    minimumTrackRecord: needed,
  };
}
