/** What a segment has to show before phases 3 and 4: thresholds of its gates, part of the risk parameters. */
import type { ParameterDefinition } from '../values/index.js';

const PPM = 1_000_000;
const MICRO_PAT_MAX = 9_000_000_000_000_000;

/** In the order of RISK, from `gateDays` on. */
export const GATE_PARAMETERS: readonly ParameterDefinition[] = [
  {
    name: 'gate_days',
    unit: 'count',
    defaultValue: 90,
    minValue: 1,
    maxValue: 90,
    scope: 'series',
    description:
      'Days over which a segment is measured before phases 3 and 4, and the least age of an audit of it.',
    twoPerson: true,
  },
  {
    name: 'gate_share_ppm',
    unit: 'ppm',
    defaultValue: 900_000,
    minValue: PPM / 2,
    maxValue: PPM,
    scope: 'series',
    description: 'Least share of the hours of those days with enough depth, and with calm prices.',
    twoPerson: true,
  },
  {
    name: 'gate_depth_micro_pat',
    unit: 'micro_pat',
    defaultValue: 1_000_000_000,
    minValue: 1,
    maxValue: MICRO_PAT_MAX,
    scope: 'series',
    description:
      'Enough depth: what others than the broker bid and offer within gate_band_ppm of the mark, the lesser of both sides; one owner counts for a quarter at most.',
    twoPerson: true,
  },
  {
    name: 'gate_band_ppm',
    unit: 'ppm',
    defaultValue: 50_000,
    minValue: 1_000,
    maxValue: PPM / 2,
    scope: 'series',
    description: 'How far from the mark an order counts as depth.',
    twoPerson: true,
  },
  {
    name: 'gate_move_ppm',
    unit: 'ppm',
    defaultValue: 50_000,
    minValue: 1_000,
    maxValue: PPM,
    scope: 'series',
    description: 'An hour is calm when no mark of the segment moved further.',
    twoPerson: true,
  },
  {
    name: 'gate_others_ppm',
    unit: 'ppm',
    defaultValue: 300_000,
    minValue: 1,
    maxValue: PPM,
    scope: 'series',
    description: "Least share of what was exercised that had met others' orders than the broker's.",
    twoPerson: true,
  },
  {
    name: 'gate_fund_micro_pat',
    unit: 'micro_pat',
    defaultValue: 100_000_000_000,
    minValue: 1,
    maxValue: MICRO_PAT_MAX,
    scope: 'series',
    description: 'Least size of the insurance fund.',
    twoPerson: true,
  },
];
