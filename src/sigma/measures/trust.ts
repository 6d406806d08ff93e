/**
 * The trust score, in [0, 100]. A failed gate or an unrated part makes it *unrated*, never low: a low number says that the
 * platform has looked and found little; unrated says that there is nothing to look at.
 */
import { type Measure, type MeasureDefinition, rated, unrated } from './measure.js';

const TRUST: MeasureDefinition = {
  name: 'trust',
  formula: '100·(0.40·DSR + 0.20·stability + 0.15·headroom + 0.25·parity)',
  source: 'docs/sigma-market.md, Trust',
};

const WEIGHTS = { deflatedSharpe: 0.4, stability: 0.2, headroom: 0.15, parity: 0.25 } as const;

export interface TrustParts {
  /** Out of sample, net of fees, over the owner's whole history. */
  readonly deflatedSharpe: Measure;
  readonly stability: Measure;
  readonly headroom: Measure;
  readonly parity: Measure;
}

/** @param failedGate the first gate that failed, if one did */
export function trustScore(parts: TrustParts, failedGate?: string): Measure {
  if (failedGate !== undefined) return unrated(TRUST, 'GATE_FAILED', { gate: failedGate });
  const inputs: Record<string, number> = {};
  let sum = 0;
  for (const part of Object.keys(WEIGHTS) as (keyof TrustParts)[]) {
    const measure = parts[part];
    if (measure.status === 'UNRATED') {
      return unrated(TRUST, 'PART_UNRATED', { part, reason: measure.reason });
    }
    if (measure.value < 0 || measure.value > 1) {
      return unrated(TRUST, 'OUT_OF_RANGE', { part, value: measure.value });
    }
    inputs[part] = measure.value;
    sum += WEIGHTS[part] * measure.value;
  }
  return rated(TRUST, 100 * sum, inputs);
}
