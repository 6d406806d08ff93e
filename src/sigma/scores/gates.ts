/**
 * Every gate of a listing in one list: those of the bundle, the burn-in, the disclosures, the capacity. A listing is public
 * only while all of them pass; the first that does not makes its trust unrated and is named there.
 */
import { BUNDLE_GATES, type BundleReport } from '../bundle/index.js';
import type { DisclosureReport, Measure } from '../measures/index.js';
import type { BurnInReport } from '../sim/index.js';

export const LISTING_GATES = [...BUNDLE_GATES, 'BURN_IN', 'DISCLOSURES', 'CAPACITY'] as const;
export type ListingGateName = (typeof LISTING_GATES)[number];

export interface ListingGate {
  readonly gate: ListingGateName;
  readonly state: 'PASSED' | 'FAILED' | 'NOT_TRIED';
  readonly findings: readonly {
    readonly code: string;
    readonly evidence: string;
    readonly remedy: string;
  }[];
}

export interface GateInputs {
  readonly report: BundleReport;
  /** Undefined before anything was simulated. */
  readonly burnIn: BurnInReport | undefined;
  readonly disclosures: DisclosureReport;
  readonly capacity: Measure;
}

export function listingGates({
  report,
  burnIn,
  disclosures,
  capacity,
}: GateInputs): readonly ListingGate[] {
  const bundle = report.gates.map(
    ({ gate, state, findings }): ListingGate => ({
      gate,
      state,
      findings: findings.map(({ code, field, evidence, remedy }) => ({
        code,
        evidence: `${field}: ${evidence}`,
        remedy,
      })),
    }),
  );
  const missing = disclosures.missing.map((disclosure) => ({
    code: 'DISCLOSURE_MISSING',
    evidence: disclosure,
    remedy: 'disclose it in the model card, or wait for the platform to compute it',
  }));
  const unknown =
    capacity.status === 'RATED'
      ? []
      : [
          {
            code: capacity.reason,
            evidence: capacity.detail,
            remedy: 'trade assets of known volume in Sigma Sim until capacity can be estimated',
          },
        ];
  return [
    ...bundle,
    {
      gate: 'BURN_IN',
      state: burnIn === undefined ? 'NOT_TRIED' : burnIn.isPassed ? 'PASSED' : 'FAILED',
      findings: burnIn?.findings ?? [],
    },
    gateOf('DISCLOSURES', missing),
    gateOf('CAPACITY', unknown),
  ];
}

function gateOf(gate: ListingGateName, findings: ListingGate['findings']): ListingGate {
  return { gate, state: findings.length === 0 ? 'PASSED' : 'FAILED', findings };
}

/** Undefined where every gate passed. */
export function failedGate(gates: readonly ListingGate[]): ListingGateName | undefined {
  return gates.find(({ state }) => state !== 'PASSED')?.gate;
}
