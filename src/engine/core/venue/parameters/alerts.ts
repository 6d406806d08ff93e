/**
 * Parameters of alerts: from where on something is worth waking somebody. Whoever watches reads them; the fold keeps them, so that
 * each change has its author and reason.
 */
import type { ParameterDefinition } from '../../../../values/index.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const venue = { scope: 'venue' } as const;

export const ALERT_PARAMETERS: readonly ParameterDefinition[] = [
  {
    ...{ ...venue, name: 'alert_limit_ppm', unit: 'ppm' },
    ...{ defaultValue: 900_000, minValue: 100_000, maxValue: 1_000_000 },
    description:
      'Share of a limit of the broker, its exposures and its loss of the day, that is worth an alert.',
  },
  {
    ...{ ...venue, name: 'alert_lag_commands', unit: 'count' },
    ...{ defaultValue: 100_000, minValue: 1_000, maxValue: 100_000_000 },
    description: 'Commands the second copy of the core may be behind before it is worth an alert.',
  },
  {
    ...{ ...venue, name: 'alert_batch_ms', unit: 'ms' },
    ...{ defaultValue: 15 * MINUTE, minValue: MINUTE, maxValue: 7 * DAY },
    description: 'Time a batch may wait to be final on chain before it is worth an alert.',
  },
  {
    ...{ ...venue, name: 'alert_hold_ms', unit: 'ms' },
    ...{ defaultValue: 5_000, minValue: 0, maxValue: 60 * MINUTE },
    description: 'Time something has to be wrong before it is told, and well before that is told.',
  },
  {
    ...{ ...venue, name: 'alert_repeat_ms', unit: 'ms' },
    ...{ defaultValue: 240 * MINUTE, minValue: MINUTE, maxValue: 7 * DAY },
    description: 'Time after which an alert that nobody acknowledged is told again.',
  },
];
