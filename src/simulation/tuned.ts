/**
 * The settings of the baselines: of each family the one whose PAT at true value was most over all scenarios together, as an
 * operator who does not know the market to come would choose it. Found by
 *
 *   patx simulate --tune --seed 1,2 --days 6
 *
 * on seeds that no published table uses.
 */
import type { PlainKind } from './plain-rules.js';

export interface TunedRule {
  readonly kind: PlainKind;
  readonly settings: readonly number[];
}

export const TUNED: readonly TunedRule[] = [
  { kind: 'fixed', settings: [0.25] },
  { kind: 'asymmetric', settings: [0.12, 0.3] },
  { kind: 'AS', settings: [2, 6] },
  { kind: 'GLFT', settings: [0.14, 0.02] },
  { kind: 'carry', settings: [0.12, 2, 10] },
];
