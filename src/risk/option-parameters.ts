/** Options: part of the risk parameters. */
import type { ParameterDefinition } from '../values/index.js';

/** In the order of RISK, from `optionIssueFeeMicroPat` on. */
export const OPTION_PARAMETERS: readonly ParameterDefinition[] = [
  {
    name: 'option_issue_fee_micro_pat',
    unit: 'micro_pat',
    defaultValue: 100_000,
    minValue: 0,
    maxValue: 1_000_000_000,
    scope: 'series',
    description:
      'What whoever writes an option pays the venue a lot, beside the fee of the trade; closing what one holds costs none.',
    twoPerson: true,
  },
];
