/**
 * Computes what the scorer records: opens sealed signals, trades them on paper at recorded prices, and makes the document of it. A
 * function of the job, the key and the prices; equal ones give equal bytes.
 *
 * Fails with PriceSourceError, with RangeError where a document does not fit, and with the system's error where a file cannot be read.
 */
import { readFileSync } from 'node:fs';
import {
  type Bundle,
  type BundleReport,
  checkBundle,
  driftChange,
  entrySharpe,
  FeedKey,
  type FeedRun,
  gatesDocument,
  gatesMask,
  type JournaledSignal,
  judgementOf,
  scoreOfWeek,
  withListingClaims,
} from '../sigma/index.js';
import { BundleStoreError, checkedBundle } from './bundle-store.js';
import type { ComputerFiles, ScoringJob, ScoringResult, SealedRow } from './jobs.js';
import { PriceFile } from './price-file.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

type Of<K extends ScoringJob['kind']> = Extract<ScoringJob, { kind: K }>;
type OfBundle = Of<'JUDGE'> | Of<'SCORE'> | Of<'DRIFT'>;

export class Computer {
  private readonly prices: PriceFile;
  private readonly feedKeyFile: string;
  private key: FeedKey | undefined;

  constructor({ feedKeyFile, pricesFile }: ComputerFiles) {
    this.feedKeyFile = feedKeyFile;
    this.prices = new PriceFile(pricesFile);
  }

  compute(job: ScoringJob): ScoringResult {
    if (job.kind === 'BUNDLE') return bundleOf(job);
    if (job.kind === 'GATES') return gatesOf(job);
    if (job.kind === 'SHARPE') return this.sharpeOf(job);
    const neededMs = untilOf(job);
    const { lastMs } = this.prices.source;
    if (lastMs < neededMs) return { kind: 'PRICES_BEHIND', lastMs, neededMs };
    const run = this.runOf(job, neededMs);
    if (job.kind === 'JUDGE') return { kind: 'JUDGE', ...judgementOf(run) };
    if (job.kind === 'DRIFT') return driftOf(job, run);
    const { week, trustPpm, seatLimit, document } = scoreOfWeek(run, job.week);
    return { kind: 'SCORE', week, trustPpm, seatLimit, document };
  }

  private sharpeOf(job: Of<'SHARPE'>): ScoringResult {
    const { source } = this.prices;
    const of = { signals: this.opened(job), enteredMs: job.enteredMs, source };
    const untilMs = Math.min(job.untilMs, source.lastMs);
    return { kind: 'SHARPE', sharpe: entrySharpe(of, untilMs), isWhole: untilMs === job.untilMs };
  }

  private runOf(job: OfBundle, untilMs: number): FeedRun {
    const { report, bundle } = reportOf(job);
    const { ownersSharpes, enteredMs, reviewMs, heldSeats, unaffiliatedPaidSeats } = job;
    const usedCapital = heldSeats * bundle.policy.capital_per_seat;
    return {
      ...{ bundle, report, signals: this.opened(job), enteredMs, reviewMs, ownersSharpes },
      ...{ source: this.prices.source, sourceSha: this.prices.shaUntil(untilMs) },
      use: { usedCapital, unaffiliatedPaidSeats },
      ...{ verified: job.verified, reported: job.reported, fills: [] },
    };
  }

  /** Signals that are not void, in their order. */
  private opened({
    listingId,
    modelHash,
    signals,
  }: {
    readonly listingId: number;
    readonly modelHash: string;
    readonly signals: readonly SealedRow[];
  }): readonly JournaledSignal[] {
    if (signals.length === 0) return [];
    this.key ??= new FeedKey(readFileSync(this.feedKeyFile, 'utf8'));
    const key = this.key;
    return signals.flatMap(({ journalAtMs, chainSha, sealed, ...envelope }) => {
      const entry = { ...envelope, listingId, modelHash, sealed: Buffer.from(sealed, 'base64') };
      const opened = key.open(entry);
      return 'void' in opened ? [] : [{ journalAtMs, chainSha, signal: opened.signal }];
    });
  }
}

function bundleOf({ text, stamp }: Of<'BUNDLE'>): ScoringResult {
  try {
    return { kind: 'BUNDLE', text: checkedBundle(text, stamp) };
  } catch (error) {
    if (!(error instanceof BundleStoreError)) throw error;
    return { kind: 'BAD_BUNDLE', problem: error.problem, detail: error.message };
  }
}

/** The end of what a job asks about: prices have to be known until then. */
function untilOf(job: OfBundle): number {
  if (job.kind === 'JUDGE') return job.reviewMs;
  return ((job.kind === 'SCORE' ? job.week : job.toWeek) + 1) * WEEK_MS;
}

function gatesOf(job: Of<'GATES'>): ScoringResult {
  const { report, bundle } = reportOf(job);
  const { document } = gatesDocument(bundle, report);
  return { kind: 'GATES', mask: gatesMask(report), document };
}

/** The gates of a bundle that fits the schema: the store takes no other. */
function reportOf(job: {
  readonly bundle: string;
  readonly listingDocument: string;
  readonly ownersSharpes: readonly number[];
}): { readonly report: BundleReport; readonly bundle: Bundle } {
  const json = JSON.parse(job.bundle) as Bundle;
  // Of a day each; the gate wants them of the backtest's period.
  const scale = Math.sqrt(json.backtest.period_ms / DAY_MS);
  const ownersSharpes = job.ownersSharpes.map((sharpe) => sharpe * scale);
  const checked = checkBundle(json, { ownersSharpes });
  if (checked.bundle === undefined) throw new RangeError('a kept bundle does not fit the schema');
  const report = withListingClaims(checked, JSON.parse(job.listingDocument || '{}'));
  return { report, bundle: checked.bundle };
}

function driftOf({ fromWeek, toWeek, level }: Of<'DRIFT'>, run: FeedRun): ScoringResult {
  const change = driftChange(run, { fromWeek, toWeek, level });
  if (change === undefined) return { kind: 'DRIFT_SAME' };
  const { week, state, document } = change;
  return { kind: 'DRIFT', week, level: state.level, document };
}
