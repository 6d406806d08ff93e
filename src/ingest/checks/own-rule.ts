/** A rule of a provider, run over every row and shown apart from the scores. */
import type { OwnRuleResult } from '../../quality/index.js';

export interface OwnRule {
  add(row: readonly unknown[], columns: readonly string[]): void;
  result(): OwnRuleResult;
}
