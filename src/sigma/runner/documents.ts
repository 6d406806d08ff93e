/**
 * What the platform records of a feed, as documents the core takes: canonical JSON of at most 16 KiB, with every input, so that
 * whoever may read the feed computes the same bytes again. Equal inputs give equal documents.
 */
import { BUNDLE_GATES, type Bundle, type BundleReport, canonicalText } from '../bundle/index.js';
import { disclosuresOf } from '../scores/index.js';

export const DOCUMENT_BYTES_MAX = 16_384;
const CURVE_POINTS = 60;
const FINDINGS_MAX = 3;
const EVIDENCE_CHARS_MAX = 200;
const DIGITS = 6;

/** A document and its canonical text. */
export interface RecordedDocument {
  readonly document: string;
}

/** Gates that passed, bit n for gate n, as the command RecordFeedGates takes them. */
export function gatesMask({ gates }: BundleReport): number {
  return gates.reduce(
    (mask, { gate, state }) => mask | (state === 'PASSED' ? 1 << BUNDLE_GATES.indexOf(gate) : 0),
    0,
  );
}

/** What a check of a bundle found, and what it discloses: model card, lineage, sweep, backtest net of fees, thresholds. */
export function gatesDocument(bundle: Bundle, report: BundleReport): RecordedDocument {
  const { backtest, ...disclosures } = disclosuresOf(bundle);
  const step = Math.max(1, Math.ceil(backtest.curve.length / CURVE_POINTS));
  const curve = backtest.curve
    .filter((_, at) => at % step === 0 || at === backtest.curve.length - 1)
    .map(({ atMs, equity }) => [atMs, Number(equity.toFixed(DIGITS))]);
  return recorded({
    modelId: bundle.model_id,
    stamp: bundle.stamp.stamp_sha,
    lineage: bundle.stamp.lineage,
    assets: bundle.policy.assets,
    capitalPerSeat: bundle.policy.capital_per_seat,
    gates: report.gates.map(({ gate, state, findings }) => ({
      ...{ gate, state, count: findings.length },
      findings: findings.slice(0, FINDINGS_MAX).map(({ code, field, evidence, remedy }) => ({
        ...{ code, field, remedy },
        evidence: evidence.slice(0, EVIDENCE_CHARS_MAX),
      })),
    })),
    deflatedSharpe: report.deflatedSharpe ?? null,
    disclosures: { ...disclosures, backtest: { ...backtest, curve } },
  });
}

/** A value as a document. Fails with RangeError where it is larger than the core takes. */
export function recorded(value: unknown): RecordedDocument {
  // What is undefined has no canonical JSON, and says nothing.
  const document = canonicalText(JSON.parse(JSON.stringify(value)));
  const bytes = Buffer.byteLength(document);
  if (bytes <= DOCUMENT_BYTES_MAX) return { document };
  throw new RangeError(`a document of ${bytes} bytes, at most ${DOCUMENT_BYTES_MAX}`);
}
