/**
 * An example of a bundle, made of a seed and labelled synthetic: a model with a little skill, its sweep of a small grid, three
 * walk-forward folds. It passes every gate of the check, so that a creator can change one thing and see what is said of it.
 */
import { createHash, type KeyObject } from 'node:crypto';
import { Chance } from '../../values/index.js';
import { meanOf, varianceOf } from '../measures/index.js';
import { sweepHash } from './checks/sweep.js';
import { BUNDLE_FORMAT, type Bundle, type BundleParts } from './schema.js';
import { signStamp } from './stamp.js';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2024, 0, 1);
const TRAIN_DAYS = 200;
const TEST_DAYS = 240;
const FOLDS = 3;

export const EXAMPLE_FILE = 'pack/rules.txt';
export const EXAMPLE_FILE_TEXT = 'Synthetic example: buy what rose for a week, sell what fell.\n';

export interface ExampleOptions {
  readonly seed: number;
  readonly modelId?: string;
  /** Daily Sharpe ratio of the selected trial before fees. */
  readonly dailySharpe?: number;
  /** Trials of the sweep; the selected one is the first. */
  readonly trials?: number;
}

/** Parts without a stamp, for whoever wants to change some first. */
export function exampleParts(options: ExampleOptions): BundleParts {
  const { seed, modelId = 'example-momentum', dailySharpe = 0.16, trials: count = 6 } = options;
  const chance = new Chance(seed, modelId);
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const testFromMs = START_MS + (TRAIN_DAYS + fold * TEST_DAYS) * DAY_MS;
    return {
      train_from_ms: START_MS + fold * TEST_DAYS * DAY_MS,
      train_to_ms: testFromMs,
      test_from_ms: testFromMs,
      test_to_ms: testFromMs + TEST_DAYS * DAY_MS,
    };
  });
  const noise = standardised(Array.from({ length: FOLDS * TEST_DAYS }, () => chance.normal()));
  const observations = folds.flatMap(({ test_from_ms }, fold) =>
    Array.from({ length: TEST_DAYS }, (_, day) => {
      const turnover = 0.2 + 0.2 * chance.uniform();
      const gross = 0.01 * (dailySharpe + (noise[fold * TEST_DAYS + day] as number));
      const fees = 0.0002 * turnover;
      const atMs = test_from_ms + day * DAY_MS;
      return {
        at_ms: atMs,
        data_as_of_ms: atMs - 60_000,
        turnover,
        gross,
        fees,
        net: gross - fees,
      };
    }),
  );
  const windows = Array.from({ length: count }, (_, at) => at + 2);
  const trials = windows.map((window, at) => ({
    id: at + 1,
    params: { window },
    returns: observations.map(({ net }) => (at === 0 ? net : 0.8 * net + 0.006 * chance.normal())),
  }));
  const file = Buffer.from(EXAMPLE_FILE_TEXT, 'utf8');
  return {
    format: BUNDLE_FORMAT,
    model_id: modelId,
    model_card: {
      name: 'Example momentum (synthetic)',
      version: '1.0.0',
      summary: 'A made-up model over two made-up assets, to show what a bundle holds.',
      intended_use: 'Trying out the publishing flow; not for trading.',
      limitations: 'Everything in here is drawn from a seeded generator.',
      training_data: {
        description: 'Synthetic daily prices',
        from_ms: START_MS,
        to_ms: START_MS + TRAIN_DAYS * DAY_MS,
      },
      universe: ['SYN-A', 'SYN-B'],
      conflicts_of_interest: 'None; the example trades nothing.',
    },
    pack: {
      pack_id: `${modelId}-pack`,
      files: [
        {
          path: EXAMPLE_FILE,
          sha256: createHash('sha256').update(file).digest('hex'),
          bytes: file.length,
        },
      ],
    },
    indicator_set: {
      indicators: [{ name: 'momentum', version: '1', source: 'synthetic prices', lag_ms: 60_000 }],
    },
    model_config: { window: 2 },
    policy: {
      assets: ['SYN-A', 'SYN-B'],
      max_abs_weight: 1,
      horizon_ms: DAY_MS,
      signals_per_day_max: 24,
      capital_per_seat: 100_000,
    },
    sweep: {
      grid: { window: windows },
      selected: 1,
      trials,
      trials_sha: sweepHash(trials),
    },
    backtest: { period_ms: DAY_MS, folds, observations },
    thresholds: { max_drawdown: 0.2, min_weekly_return: -0.05 },
  };
}

/** Of mean 0 and variance 1, so that the example has the Sharpe ratio it was asked for, whatever the seed. */
function standardised(draws: readonly number[]): readonly number[] {
  const [mean, spread] = [meanOf(draws), Math.sqrt(varianceOf(draws))];
  return draws.map((value) => (value - mean) / spread);
}

export function exampleBundle(options: ExampleOptions, key: KeyObject): Bundle {
  const parts = exampleParts(options);
  return { ...parts, stamp: signStamp(parts, key) };
}
