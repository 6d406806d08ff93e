/**
 * The settings of the baselines: of each family the one whose PAT at true value was most over all scenarios together, as an
 * operator who does not know the market to come would choose it. Found by
 *
 *   patx simulate --tune --seed 2 --days 5
 *
 * on a seed that no published table uses.
 */
import type { PlainKind } from './plain-rules.js';

export interface TunedRule {
  readonly kind: PlainKind;
  readonly settings: readonly number[];
}

export const TUNED: readonly TunedRule[] = [
  { kind: 'fixed', settings: [0.6] },
  { kind: 'asymmetric', settings: [0.01, 0.4] },
  { kind: 'AS', settings: [16, 1] },
  { kind: 'GLFT', settings: [0.1, 0.06] },
  { kind: 'carry', settings: [0.03, 2, 8] },
];
