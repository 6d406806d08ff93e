/**
 * What can be wrong with a bundle. A code stays once it is there; each belongs to a gate, and says what to do. A finding adds
 * the evidence: field and values it was found at.
 */

export const BUNDLE_GATES = [
  'SCHEMA',
  'STAMP',
  'WALK_FORWARD',
  'POINT_IN_TIME',
  'OUT_OF_SAMPLE',
  'NET_OF_FEES',
  'SWEEP',
  'STATISTICS',
  'CLAIMS',
] as const;
export type BundleGate = (typeof BUNDLE_GATES)[number];

interface FindingKind {
  readonly gate: BundleGate;
  readonly meaning: string;
  readonly remedy: string;
}

const kind = (gate: BundleGate, meaning: string, remedy: string): FindingKind => ({
  gate,
  meaning,
  remedy,
});

export const FINDINGS = {
  MALFORMED: kind(
    'SCHEMA',
    'a field is missing, unknown or out of range',
    'correct the field; patx sigma schema prints what is expected',
  ),
  STAMP_MISMATCH: kind(
    'STAMP',
    'a part is not what the stamp says',
    'stamp the bundle again after the last change',
  ),
  SIGNATURE_INVALID: kind(
    'STAMP',
    'the signature is not one of the key over the stamp',
    'sign the stamp with the key whose public half it names',
  ),
  FILE_MISSING: kind(
    'STAMP',
    'a file of the pack is not there',
    'add the file, or leave it out of the pack and stamp again',
  ),
  FILE_MISMATCH: kind(
    'STAMP',
    'a file of the pack has another hash or size',
    'restore the file, or enter its hash and stamp again',
  ),
  PATH_UNSAFE: kind(
    'STAMP',
    'a path of the pack leaves the bundle',
    'use relative paths below the bundle',
  ),
  FOLD_BACKWARDS: kind(
    'WALK_FORWARD',
    'a fold ends before it begins',
    'enter from and to in the order of time',
  ),
  FOLD_TRAINS_ON_TEST: kind(
    'WALK_FORWARD',
    'a fold trains on data of its own test or later',
    'end training before testing begins',
  ),
  FOLDS_OVERLAP: kind(
    'WALK_FORWARD',
    'two folds test the same time',
    'let each test begin where the one before ended, or later',
  ),
  OUTSIDE_FOLDS: kind(
    'WALK_FORWARD',
    'a return lies in no test of a fold',
    'report returns of tests only',
  ),
  LOOK_AHEAD: kind(
    'POINT_IN_TIME',
    'a signal used data from after its own time',
    'use only data that was there',
  ),
  NOT_ASCENDING: kind(
    'POINT_IN_TIME',
    'observations are not in the order of time',
    'sort them; each time occurs once',
  ),
  LAG_VIOLATED: kind(
    'POINT_IN_TIME',
    'a signal used data younger than any of its indicators may use',
    'add the lag of the indicators to their data',
  ),
  TOO_LITTLE_OUT_OF_SAMPLE: kind(
    'OUT_OF_SAMPLE',
    'less than a fifth of the time is tested out of sample',
    'test longer, or train on less',
  ),
  TOO_FEW_OBSERVATIONS: kind(
    'OUT_OF_SAMPLE',
    'there are too few returns out of sample to judge',
    'test longer or more often',
  ),
  NET_IS_NOT_GROSS_LESS_FEES: kind(
    'NET_OF_FEES',
    'a net return is not the gross one less fees',
    'subtract the fees of each period',
  ),
  FEES_MISSING: kind(
    'NET_OF_FEES',
    'a period trades and pays no fees',
    'charge every trade fees and spread',
  ),
  SWEEP_HASH_MISMATCH: kind(
    'SWEEP',
    'the hash is not one over all trials',
    'enter all trials and hash them again',
  ),
  SWEEP_INCOMPLETE: kind(
    'SWEEP',
    'a combination of the grid has no trial',
    'enter every trial that was run, losers too',
  ),
  SWEEP_UNPLANNED: kind(
    'SWEEP',
    'a trial is none of the grid, or is there twice',
    'state the whole grid; enter each trial once',
  ),
  SELECTED_DIFFERS: kind(
    'SWEEP',
    'the selected trial is not the backtest',
    'report the backtest of the trial that was selected',
  ),
  CONSTANT_RETURNS: kind(
    'STATISTICS',
    'the returns do not vary, so their risk is unknown',
    'report returns as they were',
  ),
  DEFLATED_SHARPE_LOW: kind(
    'STATISTICS',
    'the deflated Sharpe ratio over the whole sweep is below 0.95',
    'a longer test, or a model that needs fewer trials',
  ),
  CLAIM_FORBIDDEN: kind('CLAIMS', 'a text promises what nobody can', 'take the claim out'),
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly gate: BundleGate;
  readonly meaning: string;
  readonly remedy: string;
  /** Where it was found. */
  readonly field: string;
  /** What was found, in a few words. */
  readonly evidence: string;
}

export function finding(code: FindingCode, field: string, evidence: string): Finding {
  return { code, ...FINDINGS[code], field, evidence };
}
