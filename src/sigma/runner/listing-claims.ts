/**
 * Claims of the listing itself: every text a creator wrote beside the bundle is held to the same rules as its model card, and fails the
 * same gate.
 */
import { type BundleReport, checkClaims, type Finding } from '../bundle/index.js';

const FINDINGS_MAX = 100;
const DEPTH_MAX = 16;

/** A report with what the texts of the listing claim. @param document of the listing, as JSON that may be anything */
export function withListingClaims(report: BundleReport, document: unknown): BundleReport {
  const found = [...textsIn('listing', document, 0)]
    .flatMap(([field, text]) => checkClaims(field, text))
    .slice(0, FINDINGS_MAX);
  if (found.length === 0) return report;
  const gates = report.gates.map((one) =>
    one.gate === 'CLAIMS' ? { ...one, state: 'FAILED' as const, findings: both(one, found) } : one,
  );
  return { ...report, gates, isPassed: false };
}

const both = (of: { readonly findings: readonly Finding[] }, more: readonly Finding[]) =>
  [...of.findings, ...more].slice(0, FINDINGS_MAX);

function* textsIn(
  field: string,
  value: unknown,
  depth: number,
): Generator<readonly [field: string, text: string]> {
  if (typeof value === 'string') yield [field, value];
  if (typeof value !== 'object' || value === null || depth >= DEPTH_MAX) return;
  for (const [name, part] of Object.entries(value)) {
    yield* textsIn(`${field}.${name}`, part, depth + 1);
  }
}
