/**
 * A number that explains itself: its value, the inputs it was made of, its formula and where the formula is from.
 *
 * A rated measure is always finite. Whatever cannot be rated is *unrated* with a typed reason, never a low number: bad or
 * missing input of a creator ends here as an answer, not as an exception.
 */
import assert from 'node:assert/strict';

/** Why a measure has no value. Codes stay; new ones are added. */
export const UNRATED_REASONS = {
  TOO_FEW_OBSERVATIONS: 'the series is shorter than the measure needs',
  TOO_MANY_OBSERVATIONS: 'the series is longer than the platform computes',
  NOT_FINITE: 'a value is NaN or infinite',
  CONSTANT_SERIES: 'the series does not vary, so its risk is unknown',
  NOT_PAIRED: 'the two series differ in length',
  OUT_OF_RANGE: 'an input lies outside its range',
  DEGENERATE: 'the formula divides by zero for these inputs',
  VOLUME_UNKNOWN: 'the traded volume of an asset is unknown',
  NO_TURNOVER: 'the model has not traded, so its costs are unknown',
  NOT_POSITIVE: 'the Sharpe ratio does not exceed its benchmark',
  PART_UNRATED: 'a measure this one is made of is unrated',
  GATE_FAILED: 'an integrity, burn-in or disclosure gate has failed',
} as const;

export type UnratedReason = keyof typeof UNRATED_REASONS;

export type MeasureInput = number | string | boolean | null;
export type MeasureInputs = Readonly<Record<string, MeasureInput>>;

/** What a measure is, apart from any value. */
export interface MeasureDefinition {
  readonly name: string;
  readonly formula: string;
  /** Literature, or the section of docs/sigma-market.md that defines it. */
  readonly source: string;
}

export interface RatedMeasure extends MeasureDefinition {
  readonly status: 'RATED';
  readonly value: number;
  readonly inputs: MeasureInputs;
}

export interface UnratedMeasure extends MeasureDefinition {
  readonly status: 'UNRATED';
  readonly reason: UnratedReason;
  readonly detail: string;
  readonly inputs: MeasureInputs;
}

export type Measure = RatedMeasure | UnratedMeasure;

export function rated(
  definition: MeasureDefinition,
  value: number,
  inputs: MeasureInputs,
): RatedMeasure {
  assert(Number.isFinite(value), `${definition.name} is ${value}`);
  // Adding 0 turns −0 into 0, so that equal results are equal bytes.
  return { ...definition, status: 'RATED', value: value + 0, inputs };
}

export function unrated(
  definition: MeasureDefinition,
  reason: UnratedReason,
  inputs: MeasureInputs = {},
): UnratedMeasure {
  return { ...definition, status: 'UNRATED', reason, detail: UNRATED_REASONS[reason], inputs };
}

/** Longest series any measure takes: a century of weekdays at four observations each. */
export const OBSERVATIONS_MAX = 110_000;

/** Largest return or ratio that is taken; powers of it still fit a double. */
const VALUE_MAX = 1e6;

/** Fewest observations of a measure that estimates a Sharpe ratio. */
export const OBSERVATIONS_MIN = 20;

/** The reason a series cannot be measured, if there is one. */
export function seriesProblem(
  series: readonly number[],
  observationsMin: number = OBSERVATIONS_MIN,
): UnratedReason | undefined {
  if (series.length > OBSERVATIONS_MAX) return 'TOO_MANY_OBSERVATIONS';
  if (!series.every(Number.isFinite)) return 'NOT_FINITE';
  if (series.some((value) => Math.abs(value) > VALUE_MAX)) return 'OUT_OF_RANGE';
  if (series.length < observationsMin) return 'TOO_FEW_OBSERVATIONS';
  return undefined;
}
