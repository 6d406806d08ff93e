/**
 * What a tunable parameter is: the rooms that use parameters list theirs in this form, the core journals changes of
 * them and resolves which value is in force where.
 */

export type ParameterUnit =
  | 'ppm'
  | 'ms'
  | 'lots'
  | 'micro_pat'
  | 'count'
  | 'ticks'
  | 'choice'
  | 'switch';

export interface ParameterDefinition {
  /** Lower-case name with its unit last, such as `collar_buy_ppm`. Forever. */
  readonly name: string;
  readonly unit: ParameterUnit;
  readonly defaultValue: number;
  readonly minValue: number;
  readonly maxValue: number;
  /** Whether it may differ per segment, contract and series, or only for the whole venue. */
  readonly scope: 'venue' | 'series';
  readonly description: string;
  /** Whether a change waits for a second operator, unless the operators say otherwise. */
  readonly twoPerson?: true;
  /** The `quote_policy` under which alone prices rest on it; left out: any. */
  readonly quotePolicy?: number;
  /** Names of parameters it may not exceed wherever both apply. */
  readonly notAbove?: readonly string[];
}
