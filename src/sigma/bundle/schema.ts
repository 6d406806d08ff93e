/**
 * What a creator publishes: model card, pack, indicator set, model configuration, policy, the sweep with every trial, the
 * out-of-sample backtest with its fees, thresholds, and the stamp over all of it. Everything is bounded, nothing is trusted;
 * `patx sigma schema` prints this as JSON Schema. Times are milliseconds since 1970, UTC; returns are shares a period.
 */
import { z } from 'zod';

export const BUNDLE_FORMAT = 'patx-sigma-bundle/1';

const TIME_MS_MAX = 8_640_000_000_000_000;
const timeMs = z.int().min(0).max(TIME_MS_MAX);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');
/** No text has a lone surrogate: it has no canonical JSON. */
const loose = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^\P{Surrogate}*$/u, 'a lone surrogate');
const text = (max: number) => loose(max).min(1);
const rate = z.number().min(-1_000).max(1_000);

export const MODEL_ID = /^[a-z0-9][a-z0-9._-]{2,63}$/;
export const ASSET = /^[A-Z0-9][A-Z0-9._/-]{0,31}$/;

const modelId = z.string().regex(MODEL_ID, 'lower-case letters, digits, dots, dashes; 3 to 64');
const asset = z.string().regex(ASSET, 'capital letters, digits, dots, dashes, slashes; at most 32');
const assets = z.array(asset).min(1).max(100);
const scalar = z.union([loose(200), z.number(), z.boolean()]);

const FIELDS_MAX = 100;
const fields = <T extends z.ZodType>(value: T) =>
  z
    .record(loose(100), value)
    .refine((record) => Object.keys(record).length <= FIELDS_MAX, `at most ${FIELDS_MAX} fields`);

const modelCard = z
  .strictObject({
    name: text(100),
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers with dots'),
    summary: text(2_000),
    intended_use: text(2_000),
    limitations: text(4_000),
    training_data: z.strictObject({ description: text(2_000), from_ms: timeMs, to_ms: timeMs }),
    universe: assets,
    conflicts_of_interest: text(2_000),
  })
  .describe('What the model is for, what it was made of, and where it fails');

const pack = z
  .strictObject({
    pack_id: modelId,
    files: z
      .array(
        z.strictObject({
          path: text(200).describe('relative, below the bundle, with forward slashes'),
          sha256,
          bytes: z
            .int()
            .min(0)
            .max(2 ** 40),
        }),
      )
      .max(1_000),
  })
  .describe('The files that make the signals, by hash; the files themselves stay with the creator');

const indicatorSet = z.strictObject({
  indicators: z
    .array(
      z.strictObject({
        name: text(100),
        version: text(50),
        source: text(200),
        lag_ms: z.int().min(0).describe('age of the newest datum it may use'),
      }),
    )
    .min(1)
    .max(500),
});

const policy = z
  .strictObject({
    assets,
    max_abs_weight: z.number().gt(0).max(1),
    horizon_ms: z.int().min(1),
    signals_per_day_max: z.int().min(1).max(10_000),
    capital_per_seat: z.number().gt(0).max(1e12),
  })
  .describe(
    'What signals may say, how often, and how much capital one seat is meant to follow with',
  );

export const TRIALS_PER_SWEEP_MAX = 10_000;
const OBSERVATIONS_PER_BACKTEST_MAX = 50_000;

const trial = z.strictObject({
  id: z.int().min(1).max(TRIALS_PER_SWEEP_MAX),
  params: fields(scalar),
  returns: z.array(rate).max(OBSERVATIONS_PER_BACKTEST_MAX),
});

const sweep = z
  .strictObject({
    grid: fields(z.array(scalar).min(1).max(TRIALS_PER_SWEEP_MAX)).describe(
      'values of every parameter; a trial for each combination, losers included',
    ),
    selected: z.int().min(1),
    trials: z.array(trial).min(1).max(TRIALS_PER_SWEEP_MAX),
    trials_sha: sha256.describe('over all trials, as canonical JSON'),
  })
  .describe('Every trial that was run, with its out-of-sample net returns');

const backtest = z.strictObject({
  period_ms: z
    .int()
    .min(60_000)
    .max(31 * 86_400_000),
  folds: z
    .array(
      z.strictObject({
        train_from_ms: timeMs,
        train_to_ms: timeMs,
        test_from_ms: timeMs,
        test_to_ms: timeMs,
      }),
    )
    .min(1)
    .max(1_000)
    .describe('walk-forward; intervals are [from, to)'),
  observations: z
    .array(
      z.strictObject({
        at_ms: timeMs.describe('time of the signal the return follows from'),
        data_as_of_ms: timeMs.describe('newest datum the signal used'),
        turnover: z.number().min(0).max(100),
        gross: rate,
        fees: z.number().min(0).max(1_000),
        net: rate,
      }),
    )
    .max(OBSERVATIONS_PER_BACKTEST_MAX),
});

const thresholds = z
  .strictObject({
    max_drawdown: z.number().gt(0).max(1),
    min_weekly_return: rate.describe('the creator expects more than this of a week'),
  })
  .describe('Where the creator itself would stop the model');

export const lineageSchema = z.strictObject({
  pack_sha: sha256,
  indicator_set_sha: sha256,
  model_config_sha: sha256,
  policy_sha: sha256,
});

const stamp = z.strictObject({
  lineage: lineageSchema,
  model_card_sha: sha256,
  sweep_sha: sha256,
  backtest_sha: sha256,
  thresholds_sha: sha256,
  stamp_sha: sha256.describe('over model id, lineage and the other hashes, as canonical JSON'),
  public_key: z.string().regex(/^[0-9a-f]{64}$/, 'raw Ed25519 public key in hex'),
  signature: z.string().regex(/^[0-9a-f]{128}$/, 'Ed25519 signature in hex'),
});

export const bundleSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  model_id: modelId,
  model_card: modelCard,
  pack,
  indicator_set: indicatorSet,
  model_config: fields(scalar).describe('what the selected trial ran with'),
  policy,
  sweep,
  backtest,
  thresholds,
  stamp,
});

export type Bundle = z.infer<typeof bundleSchema>;
export type BundleParts = Omit<Bundle, 'stamp'>;
export type Lineage = z.infer<typeof lineageSchema>;
export type Stamp = Bundle['stamp'];
export type Backtest = Bundle['backtest'];
export type Sweep = Bundle['sweep'];

/** JSON Schema (draft 2020-12) of a bundle. */
export function bundleJsonSchema(): unknown {
  return z.toJSONSchema(bundleSchema);
}
