/** The risk parameters: limits and collars, tunable live by a journaled command. */
import type { ParameterDefinition } from '../values/index.js';

const PPM = 1_000_000;
const MICRO_PAT_MAX = 9_000_000_000_000_000;

/** In the order of RISK, which indexes the resolved values. */
export const RISK_PARAMETERS: readonly ParameterDefinition[] = [
  {
    name: 'max_order_share_ppm',
    unit: 'ppm',
    defaultValue: 50_000,
    minValue: 1,
    maxValue: 1_000_000_000_000,
    scope: 'series',
    description:
      'Share of unsold escrow, broker inventory included, that one order may take; at least one lot.',
  },
  {
    name: 'max_notional_micro_pat',
    unit: 'micro_pat',
    defaultValue: 1_000_000_000_000,
    minValue: 1,
    maxValue: MICRO_PAT_MAX,
    scope: 'series',
    description: 'Largest notional of one order.',
  },
  {
    name: 'collar_buy_ppm',
    unit: 'ppm',
    defaultValue: 1_200_000,
    minValue: PPM,
    maxValue: 1_000 * PPM,
    scope: 'series',
    description:
      "A buy may not pay more than this times the higher of the broker's best ask and fair value.",
  },
  {
    name: 'collar_sell_ppm',
    unit: 'ppm',
    defaultValue: 800_000,
    minValue: 0,
    maxValue: PPM,
    scope: 'series',
    description:
      "A sell may not ask less than this times the lower of the broker's best bid and fair value.",
  },
  {
    name: 'collar_floor_ppm',
    unit: 'ppm',
    defaultValue: 50_000,
    minValue: 0,
    maxValue: PPM,
    scope: 'series',
    description: 'No order below this times fair value.',
  },
  {
    name: 'collar_cap_ppm',
    unit: 'ppm',
    defaultValue: 5_000_000,
    minValue: PPM,
    maxValue: 1_000 * PPM,
    scope: 'series',
    description: 'No order above this times fair value.',
  },
  {
    name: 'broker_series_exposure_ppm',
    unit: 'ppm',
    defaultValue: 100_000,
    minValue: 0,
    maxValue: 1_000_000 * PPM,
    scope: 'series',
    description: "The broker's filled and open worst case in one series, of its collateral.",
  },
  {
    name: 'broker_window_exposure_ppm',
    unit: 'ppm',
    defaultValue: 250_000,
    minValue: 0,
    maxValue: 1_000_000 * PPM,
    scope: 'series',
    description: 'The same over all series of one window length.',
  },
  {
    name: 'broker_segment_exposure_ppm',
    unit: 'ppm',
    defaultValue: 350_000,
    minValue: 0,
    maxValue: 1_000_000 * PPM,
    scope: 'series',
    description: 'The same over all series of one segment.',
  },
  {
    name: 'max_open_orders',
    unit: 'count',
    defaultValue: 200,
    minValue: 0,
    maxValue: 4_000_000,
    scope: 'venue',
    description: 'Live orders one account may have.',
  },
  {
    name: 'order_rate_per_second',
    unit: 'count',
    defaultValue: 1_000,
    minValue: 1,
    maxValue: 1_000_000_000,
    scope: 'venue',
    description: 'Order credits an account earns per second; cancels are free.',
  },
  {
    name: 'order_burst_count',
    unit: 'count',
    defaultValue: 2_000,
    minValue: 1,
    maxValue: 1_000_000_000,
    scope: 'venue',
    description: 'Order credits an account may save up.',
  },
  {
    name: 'exposure_limit_micro_pat',
    unit: 'micro_pat',
    defaultValue: MICRO_PAT_MAX,
    minValue: 0,
    maxValue: MICRO_PAT_MAX,
    scope: 'venue',
    description:
      "An account's open orders and undelivered rights, unless it has a limit of its own.",
  },
  {
    name: 'daily_credit_micro_pat',
    unit: 'micro_pat',
    defaultValue: MICRO_PAT_MAX,
    minValue: 0,
    maxValue: MICRO_PAT_MAX,
    scope: 'venue',
    description:
      'Worst case of the buys an account may enter in one UTC day, unless it has a credit of its own.',
  },
];

/** Index of each risk parameter among the resolved values. */
export const RISK = {
  maxOrderSharePpm: 0,
  maxNotionalMicroPat: 1,
  collarBuyPpm: 2,
  collarSellPpm: 3,
  collarFloorPpm: 4,
  collarCapPpm: 5,
  brokerSeriesExposurePpm: 6,
  brokerWindowExposurePpm: 7,
  brokerSegmentExposurePpm: 8,
  maxOpenOrders: 9,
  orderRatePerSecond: 10,
  orderBurstCount: 11,
  exposureLimitMicroPat: 12,
  dailyCreditMicroPat: 13,
} as const;
