/**
 * What a listing's numbers stand on, and the statements of risk that follow from them. Chosen by rule from what was measured,
 * never by the creator; each statement has a version, so that a page shows which text was there when somebody bought.
 */
import type { RiskBand } from '../measures/index.js';

export const BADGES = ['BACKTEST', 'FORWARD', 'LIVE'] as const;
export type Badge = (typeof BADGES)[number];

export interface ListingFacts {
  readonly hasBacktest: boolean;
  /** The burn-in was passed. */
  readonly hasForward: boolean;
  /** Verified live returns exist. */
  readonly hasLive: boolean;
  readonly riskBand: RiskBand | undefined;
  readonly shortsAssets: boolean;
  readonly isCapacityKnown: boolean;
}

export function badgesOf({ hasBacktest, hasForward, hasLive }: ListingFacts): readonly Badge[] {
  const has: Record<Badge, boolean> = {
    BACKTEST: hasBacktest,
    FORWARD: hasForward,
    LIVE: hasLive,
  };
  return BADGES.filter((badge) => has[badge]);
}

export interface RiskStatement {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly applies: (facts: ListingFacts) => boolean;
}

const statement = (
  id: string,
  text: string,
  applies: (facts: ListingFacts) => boolean = () => true,
): RiskStatement => ({ id, version: 1, text, applies });

export const RISK_STATEMENTS: readonly RiskStatement[] = [
  statement(
    'LOSS',
    'You can lose some or all of what you invest. Past results do not say what comes.',
  ),
  statement(
    'NO_ADVICE',
    'Signals are information for all subscribers alike. They are no advice for you.',
  ),
  statement(
    'SIM_ONLY',
    'No returns of real money have been verified yet: what you see is simulated.',
    ({ hasLive }) => !hasLive,
  ),
  statement(
    'BACKTEST',
    'A backtest is made with hindsight, also where it is out of sample.',
    ({ hasBacktest }) => hasBacktest,
  ),
  statement(
    'HIGH_RISK',
    'This model is in the highest of three bands of risk.',
    ({ riskBand }) => riskBand === 'HIGH',
  ),
  statement(
    'RISK_UNRATED',
    'The risk of this model is not rated.',
    ({ riskBand }) => riskBand === undefined,
  ),
  statement(
    'SHORTS',
    'This model sells short: losses can exceed what a position was worth.',
    ({ shortsAssets }) => shortsAssets,
  ),
  statement(
    'CAPACITY_UNKNOWN',
    'How much capital this model carries is unknown.',
    ({ isCapacityKnown }) => !isCapacityKnown,
  ),
];

export function riskStatements(facts: ListingFacts): readonly RiskStatement[] {
  return RISK_STATEMENTS.filter(({ applies }) => applies(facts));
}
