/** Disclosure completeness: the share of required disclosures that are there, and which are not. */
import { type Measure, type MeasureDefinition, rated } from './measure.js';

const COMPLETENESS: MeasureDefinition = {
  name: 'disclosure_completeness',
  formula: 'disclosures present / disclosures required',
  source: 'docs/sigma-market.md, Disclosure completeness',
};

/** What a listing has to disclose; each is computed from the bundle or given by its creator. */
export const DISCLOSURES = [
  'model_card',
  'intended_use',
  'limitations',
  'training_data',
  'universe',
  'lineage',
  'sweep',
  'backtest_net_of_fees',
  'walk_forward_folds',
  'sim_variance',
  'risk_statements',
  'conflicts_of_interest',
  'change_log',
] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

export interface DisclosureReport {
  readonly completeness: Measure;
  readonly missing: readonly Disclosure[];
}

export function disclosureReport(present: ReadonlySet<Disclosure>): DisclosureReport {
  const missing = DISCLOSURES.filter((disclosure) => !present.has(disclosure));
  const value = 1 - missing.length / DISCLOSURES.length;
  const inputs = { required: DISCLOSURES.length, missing: missing.join(',') };
  return { completeness: rated(COMPLETENESS, value, inputs), missing };
}
