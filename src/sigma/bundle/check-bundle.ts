/**
 * All gates of a bundle, each with evidence. Untrusted JSON goes in; a report comes out, whatever it is: a bundle that does not
 * fit the schema fails that gate and the others are not tried.
 */
import type { Measure } from '../measures/index.js';
import { checkClaims } from './checks/claims.js';
import { checkPointInTime } from './checks/point-in-time.js';
import { checkNetOfFees, checkOutOfSample } from './checks/returns.js';
import { checkStamp, type PackFiles } from './checks/stamp-check.js';
import { checkStatistics } from './checks/statistics.js';
import { checkSweep } from './checks/sweep.js';
import { checkWalkForward } from './checks/walk-forward.js';
import { BUNDLE_GATES, type BundleGate, type Finding, finding } from './findings.js';
import { type Bundle, bundleSchema } from './schema.js';

export interface GateResult {
  readonly gate: BundleGate;
  readonly state: 'PASSED' | 'FAILED' | 'NOT_TRIED';
  readonly findings: readonly Finding[];
}

export interface BundleReport {
  readonly isPassed: boolean;
  readonly gates: readonly GateResult[];
  /** There where the bundle fits the schema. */
  readonly bundle: Bundle | undefined;
  readonly deflatedSharpe: Measure | undefined;
}

export interface BundleContext {
  /** Reads files of the pack; without it only their paths are checked. */
  readonly files?: PackFiles;
  /** Sharpe ratios of every other model the owner ever entered, per period of the same length. */
  readonly ownersSharpes?: readonly number[];
}

const FINDINGS_MAX = 100;

export function checkBundle(json: unknown, context: BundleContext = {}): BundleReport {
  const parsed = bundleSchema.safeParse(json);
  if (!parsed.success) {
    const findings = parsed.error.issues
      .slice(0, FINDINGS_MAX)
      .map(({ path, message }) => finding('MALFORMED', path.join('.') || 'bundle', message));
    return report(new Map([['SCHEMA', findings]]), { isReadable: false });
  }
  const bundle = parsed.data;
  const statistics = checkStatistics(bundle, context.ownersSharpes);
  const found = new Map<BundleGate, readonly Finding[]>([
    ['STAMP', checkStamp(bundle, context.files)],
    ['WALK_FORWARD', checkWalkForward(bundle.backtest)],
    ['POINT_IN_TIME', checkPointInTime(bundle)],
    ['OUT_OF_SAMPLE', checkOutOfSample(bundle.backtest)],
    ['NET_OF_FEES', checkNetOfFees(bundle.backtest)],
    ['SWEEP', checkSweep(bundle.sweep, bundle.backtest)],
    ['STATISTICS', statistics.findings],
    ['CLAIMS', claimsOf(bundle)],
  ]);
  return report(found, {
    isReadable: true,
    bundle,
    deflatedSharpe: statistics.deflatedSharpe,
  });
}

function claimsOf({ model_card }: Bundle): readonly Finding[] {
  const texts = [
    'name',
    'summary',
    'intended_use',
    'limitations',
    'conflicts_of_interest',
  ] as const;
  return texts.flatMap((name) => checkClaims(`model_card.${name}`, model_card[name]));
}

function report(
  found: ReadonlyMap<BundleGate, readonly Finding[]>,
  rest: {
    readonly isReadable: boolean;
    readonly bundle?: Bundle;
    readonly deflatedSharpe?: Measure;
  },
): BundleReport {
  const gates = BUNDLE_GATES.map((gate): GateResult => {
    const findings = (found.get(gate) ?? []).slice(0, FINDINGS_MAX);
    if (findings.length > 0) return { gate, state: 'FAILED', findings };
    return { gate, state: rest.isReadable || gate === 'SCHEMA' ? 'PASSED' : 'NOT_TRIED', findings };
  });
  return {
    isPassed: gates.every(({ state }) => state === 'PASSED'),
    gates,
    bundle: rest.bundle,
    deflatedSharpe: rest.deflatedSharpe,
  };
}
