/** Margin, marks, open interest and liquidation of what settles in cash: part of the risk parameters. */
import type { ParameterDefinition } from '../values/index.js';

const PPM = 1_000_000;
const MICRO_PAT_MAX = 9_000_000_000_000_000;

/** In the order of RISK, from `syntheticMarginPpm` on. */
export const SYNTHETIC_PARAMETERS: readonly ParameterDefinition[] = [
  {
    name: 'synthetic_margin_ppm',
    unit: 'ppm',
    defaultValue: 100_000,
    minValue: 100_000,
    maxValue: PPM,
    scope: 'series',
    description: 'Least initial margin of a synthetic, of its notional at the mark.',
    twoPerson: true,
  },
  {
    name: 'mark_step_ppm',
    unit: 'ppm',
    defaultValue: 25_000,
    minValue: 1_000,
    maxValue: 25_000,
    scope: 'series',
    description:
      'The most a mark of a synthetic moves a minute; below half of the least maintenance margin, so that closing at the mark leaves nobody below zero.',
    twoPerson: true,
  },
  {
    name: 'mark_band_ppm',
    unit: 'ppm',
    defaultValue: 20_000,
    minValue: 1_000,
    maxValue: PPM / 10,
    scope: 'series',
    description: "How far the mark of a synthetic may be from its book's impact mid.",
    twoPerson: true,
  },
  {
    name: 'mark_impact_lots',
    unit: 'lots',
    defaultValue: 10,
    minValue: 1,
    maxValue: 1_000_000,
    scope: 'series',
    description:
      'Lots of each side of the book that the impact mid of a synthetic is the price of; of two owners at least, and standing for a minute.',
    twoPerson: true,
  },
  {
    name: 'open_interest_ppm',
    unit: 'ppm',
    defaultValue: 200_000,
    minValue: 0,
    maxValue: 500_000,
    scope: 'series',
    description:
      'Most open interest in the synthetics of a contract, of what was exercised of its segment in seven days; from half of it on margin grows.',
    twoPerson: true,
  },
  {
    name: 'open_interest_floor_micro_pat',
    unit: 'micro_pat',
    defaultValue: 10_000_000_000,
    minValue: 0,
    maxValue: MICRO_PAT_MAX / 1_000,
    scope: 'series',
    description: 'Open interest in the synthetics of a contract that is allowed in any case.',
    twoPerson: true,
  },
  {
    name: 'owner_interest_ppm',
    unit: 'ppm',
    defaultValue: 250_000,
    minValue: 1,
    maxValue: PPM,
    scope: 'series',
    description:
      "Most that one owner holds and bids for in the synthetics of a contract, of the contract's most open interest.",
    twoPerson: true,
  },
  {
    name: 'liquidity_floor_micro_pat',
    unit: 'micro_pat',
    defaultValue: 10_000_000_000,
    minValue: 1,
    maxValue: MICRO_PAT_MAX,
    scope: 'series',
    description:
      'What a day trades at least, for the margin of large positions: one above a quarter of it asks for more.',
    twoPerson: true,
  },
  {
    name: 'liquidation_fee_ppm',
    unit: 'ppm',
    defaultValue: 5_000,
    minValue: 0,
    maxValue: 5_000,
    scope: 'series',
    description:
      'Fee on what is liquidated, of its notional, to the default fund; never more than the account has left.',
    twoPerson: true,
  },
  {
    name: 'liquidation_slice_ppm',
    unit: 'ppm',
    defaultValue: 100_000,
    minValue: 1_000,
    maxValue: 100_000,
    scope: 'series',
    description:
      "The most one slice of a liquidation is, of the last hour's volume; at least one lot.",
    twoPerson: true,
  },
];
