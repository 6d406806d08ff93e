/**
 * The scorer of a running venue: follows what the reader knows, and records of every entered feed what is due, as the venue's own
 * account. One thing at a time; the arithmetic runs on a thread of its own, so nobody who reads waits for it.
 *
 * Killed at any moment it goes on: what is due follows from what was recorded, and the core takes each thing once. A feed that cannot
 * be scored (prices end too early, a bundle is lost, a refusal) waits and says why, and holds no other up.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { OwnAccount } from '../own-account/index.js';
import { DRIFT_LEVELS, judgementWithoutBundle } from '../sigma/index.js';
import { errorName } from '../values/index.js';
import { type BundleStore, BundleStoreError } from './bundle-store.js';
import { type Due, driftDueOf, dueOf, type FeedFacts } from './due.js';
import type { ScoringJob, ScoringResult } from './jobs.js';
import { FeedView, type OwnEntry, type VenueView } from './views/feed-view.js';

const LOOK_MS = 1_000;
const RETRY_MS = 60_000;
const SHARPES_MAX = 20_000;
const NONE = { live: [], sim: [] };

export interface ScorerParts {
  readonly venue: () => VenueView | undefined;
  readonly bundles: BundleStore;
  /** Made when something is recorded for the first time. */
  readonly account: () => OwnAccount;
  readonly thread: {
    compute(job: ScoringJob): Promise<ScoringResult>;
    end(): Promise<void>;
  };
  /** Another text whenever the recorded prices were written. */
  readonly pricesMark: () => string;
  readonly nowMs: () => number;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    message: string,
    fields: Readonly<Record<string, unknown>>,
  ) => void;
}

/** Why a feed waits. */
export interface Waiting {
  readonly listingId: number;
  readonly sinceMs: number;
  readonly reason: string;
}

/** How it stands with a feed: whether its bundle is here, and why it waits; an empty reason: it does not. */
export interface Standing {
  readonly hasBundle: boolean;
  readonly reason: string;
  readonly sinceMs: number;
}

interface Trouble extends Waiting {
  retryMs: number;
}

interface Command {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export class Scorer {
  private readonly parts: ScorerParts;
  private readonly troubles = new Map<number, Trouble>();
  /** Daily Sharpe ratios of entries by what they were computed of. */
  private readonly sharpes = new Map<string, number>();
  /** Weeks at whose end drift was as recorded, by listing. */
  private readonly steady = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private own: OwnAccount | undefined;
  private isStopped = false;
  private pricesMark = '';
  private seen = 0;
  private recordedCount = 0;

  constructor(parts: ScorerParts) {
    this.parts = parts;
  }

  /** Looks for what is due from now on. */
  begin(): void {
    if (this.isStopped) return;
    this.running = this.pass()
      .catch((error: unknown) => {
        this.parts.log('error', 'the scorer failed', { err: detailOf(error) });
      })
      .then(() => {
        if (this.isStopped) return;
        this.timer = setTimeout(() => this.begin(), LOOK_MS);
        this.timer.unref();
      });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.parts.thread.end();
    await this.running;
  }

  /** Feeds that wait, those that have waited longest first. */
  get waiting(): readonly Waiting[] {
    return [...this.troubles.values()].sort((a, b) => a.sinceMs - b.sinceMs);
  }

  /** Numbers for metrics. */
  numbers(): Record<string, number> {
    return {
      reader_scorer_records: this.recordedCount,
      reader_scorer_waiting: this.troubles.size,
    };
  }

  /**
   * Keeps the bundle of an entry; resolves when it is on disk. Fails with BundleStoreError, or where too much waits.
   * @param listingId of a feed its owner asks for
   */
  async putBundle(listingId: number, text: string): Promise<void> {
    const found = this.entry(listingId);
    if (found === undefined) {
      throw new BundleStoreError('WRONG_STAMP', `listing ${listingId} has no entry`);
    }
    const { view, stamp } = found;
    if (this.parts.bundles.has(stamp)) return;
    const result = await this.parts.thread.compute({ kind: 'BUNDLE', text, stamp });
    if (result.kind === 'BAD_BUNDLE') throw new BundleStoreError(result.problem, result.detail);
    const checked = expected(result, 'BUNDLE');
    this.parts.bundles.put(checked.text, stamp, view.ownersStamps(listingId));
    this.troubles.delete(listingId);
  }

  /** How it stands with a feed; undefined where there is none. */
  standing(listingId: number): Standing | undefined {
    const found = this.entry(listingId);
    if (found === undefined) return undefined;
    const { reason = '', sinceMs = 0 } = this.troubles.get(listingId) ?? {};
    return { hasBundle: this.parts.bundles.has(found.stamp), reason, sinceMs };
  }

  private entry(listingId: number): { view: FeedView; stamp: string } | undefined {
    const venue = this.parts.venue();
    const slot = venue?.core.state.feeds.of(listingId) ?? 0;
    if (venue === undefined || slot === 0) return undefined;
    const view = new FeedView(venue);
    return { view, stamp: view.stampOf(slot) };
  }

  /** One pass over all feeds: everything that is due is recorded. */
  private async pass(): Promise<void> {
    const venue = this.parts.venue();
    if (venue === undefined || venue.sequence < this.seen) return;
    const mark = this.parts.pricesMark();
    if (mark !== this.pricesMark) for (const one of this.troubles.values()) one.retryMs = 0;
    this.pricesMark = mark;
    const view = new FeedView(venue);
    for (const slot of view.slots) {
      if (this.isStopped || this.parts.venue() !== venue) return;
      await this.feed(view, slot);
    }
  }

  private async feed(view: FeedView, slot: number): Promise<void> {
    const listingId = view.listingOf(slot);
    const trouble = this.troubles.get(listingId);
    if (trouble !== undefined && trouble.retryMs > this.parts.nowMs()) return;
    try {
      const { facts, due } = this.dueNow(view, slot);
      if (due === undefined) {
        this.troubles.delete(listingId);
        return;
      }
      const command = await this.commandFor(view, slot, { facts, due });
      if (command !== undefined) await this.record(listingId, command);
      this.troubles.delete(listingId);
    } catch (error) {
      if (this.isStopped) return;
      this.waits(listingId, detailOf(error));
    }
  }

  private dueNow(view: FeedView, slot: number): { facts: FeedFacts; due: Due | undefined } {
    const listingId = view.listingOf(slot);
    const facts = view.facts(slot, this.parts.bundles.has(view.stampOf(slot)));
    const driftWeek = Math.max(facts.driftWeek, this.steady.get(listingId) ?? 0);
    const now = { ...facts, driftWeek };
    return { facts: now, due: dueOf(now, view.nowMs) };
  }

  /** The command that records what is due; undefined where there is nothing to record of it. */
  private async commandFor(
    view: FeedView,
    slot: number,
    { facts, due }: { readonly facts: FeedFacts; readonly due: Due },
  ): Promise<Command | undefined> {
    const listingId = view.listingOf(slot);
    const at = `/market/listings/${listingId}`;
    const stamp = view.stampOf(slot);
    if (due.kind === 'BUNDLE_LOST') throw new Error(BUNDLE_LOST);
    if (due.kind === 'JUDGE_WITHOUT_BUNDLE') {
      const { enteredMs, reviewMs } = facts;
      const { document } = judgementWithoutBundle({ stamp, enteredMs, reviewMs });
      const body = { passed: false, seatLimit: 0, ...hashed(document) };
      return { method: 'POST', path: `${at}/judgement`, body };
    }
    const bundle = this.parts.bundles.text(stamp);
    if (bundle === undefined) {
      this.parts.bundles.forget(stamp);
      throw new Error(BUNDLE_LOST);
    }
    const listingDocument = view.listingDocument(listingId);
    const listingDocumentHash = view.versionHashOf(listingId);
    const untilMs = untilOf(due, facts, view.nowMs);
    const ownersSharpes = await this.ownersSharpes(view, slot, { facts, untilMs });
    const gates = async (): Promise<Command> => {
      const job = { kind: 'GATES', bundle, listingDocument, ownersSharpes } as const;
      const { mask, document } = expected(await this.parts.thread.compute(job), 'GATES');
      const body = { stamp, listingDocumentHash, gatesMask: mask, ...hashed(document) };
      return { method: 'PUT', path: `${at}/gates`, body };
    };
    if (due.kind === 'GATES') return await gates();
    const { enteredMs, reviewMs } = facts;
    const of = {
      ...{ listingId, modelHash: view.modelHashOf(slot), enteredMs, reviewMs, bundle },
      ...{ listingDocument, ownersSharpes, verified: NONE, reported: NONE },
      ...view.seats(listingId),
      signals: await view.signals(listingId, enteredMs, untilMs),
    };
    if (due.kind === 'JUDGE') {
      const found = expected(await this.parts.thread.compute({ ...of, kind: 'JUDGE' }), 'JUDGE');
      const { isPassed, seatLimit, document } = found;
      // Its gates failed for entries of the owner that count for less by now: they are recorded first.
      if (isPassed && !facts.areGatesPassed) return await gates();
      const body = { passed: isPassed, seatLimit, ...hashed(document) };
      return { method: 'POST', path: `${at}/judgement`, body };
    }
    if (due.kind === 'SCORE') {
      const job = { ...of, kind: 'SCORE', week: due.week } as const;
      const result = await this.parts.thread.compute(job);
      const isBehind = result.kind === 'PRICES_BEHIND';
      const drift = isBehind ? driftDueOf(facts, result.lastMs) : undefined;
      if (drift !== undefined) return await this.commandFor(view, slot, { facts, due: drift });
      const { week, trustPpm, seatLimit, document } = expected(result, 'SCORE');
      const body = { week, trustPpm, seatLimit, ...hashed(document) };
      return { method: 'POST', path: `${at}/scores`, body };
    }
    const level = DRIFT_LEVELS[Math.max(0, view.driftOf(slot) - 1)] ?? 'NORMAL';
    const { fromWeek, toWeek } = due;
    const result = await this.parts.thread.compute({
      ...of,
      kind: 'DRIFT',
      fromWeek,
      toWeek,
      level,
    });
    if (result.kind === 'DRIFT_SAME') {
      this.steady.set(listingId, toWeek);
      return undefined;
    }
    const { week, level: next, document } = expected(result, 'DRIFT');
    const body = { week, drift: next, ...hashed(document) };
    return { method: 'POST', path: `${at}/drift`, body };
  }

  /** What every other entry of the owner earned until a time. */
  private async ownersSharpes(
    view: FeedView,
    slot: number,
    { facts, untilMs }: { readonly facts: FeedFacts; readonly untilMs: number },
  ): Promise<readonly number[]> {
    const sharpes: number[] = [];
    for (const entry of view.otherEntries(slot, facts.enteredMs, untilMs)) {
      sharpes.push(await this.sharpeOf(view, entry, untilMs));
    }
    return sharpes;
  }

  private async sharpeOf(view: FeedView, entry: OwnEntry, untilMs: number): Promise<number> {
    const { listingId, modelHash, enteredMs, endedMs, recordedSharpe } = entry;
    if (recordedSharpe !== undefined && endedMs <= untilMs) return recordedSharpe;
    // Whole days alone are simulated, so an entry is computed once a day however often it is asked for.
    const toMs = Math.floor(Math.min(endedMs, untilMs) / DAY_MS) * DAY_MS;
    const key = `${listingId}/${enteredMs}/${toMs}`;
    const known = this.sharpes.get(key);
    if (known !== undefined) return known;
    const signals = await view.signals(listingId, enteredMs, toMs);
    const job = {
      kind: 'SHARPE',
      listingId,
      modelHash,
      enteredMs,
      untilMs: toMs,
      signals,
    } as const;
    const { sharpe, isWhole } = expected(await this.parts.thread.compute(job), 'SHARPE');
    if (!isWhole) return sharpe;
    if (this.sharpes.size >= SHARPES_MAX) this.sharpes.clear();
    this.sharpes.set(key, sharpe);
    return sharpe;
  }

  private async record(listingId: number, { method, path, body }: Command): Promise<void> {
    const answer = await this.account().send({ method, path }, body, randomUUID());
    if (answer.kind === 'refused') throw new Error(`${answer.name}: ${answer.detail}`);
    if (answer.kind !== 'done') throw new Error('that was no answer');
    if (answer.code !== 0) {
      throw new Error(`${errorName(answer.code)} ${answer.field}: ${answer.detail}`);
    }
    // What was recorded is looked at again only once the reader has it.
    this.seen = Math.max(this.seen, answer.journalSequence);
    this.recordedCount += 1;
    this.parts.log('info', 'recorded of a feed', { listingId, path });
    await this.caughtUp();
  }

  private account(): OwnAccount {
    this.own ??= this.parts.account();
    return this.own;
  }

  private async caughtUp(): Promise<void> {
    while (!this.isStopped && (this.parts.venue()?.sequence ?? this.seen) < this.seen) {
      await new Promise((resolve) => setTimeout(resolve, CATCH_UP_MS).unref());
    }
  }

  private waits(listingId: number, reason: string): void {
    const nowMs = this.parts.nowMs();
    const before = this.troubles.get(listingId);
    const isNew = before?.reason !== reason;
    const sinceMs = isNew ? nowMs : (before?.sinceMs ?? nowMs);
    this.troubles.set(listingId, { listingId, reason, sinceMs, retryMs: nowMs + RETRY_MS });
    if (isNew) this.parts.log('warn', 'a feed waits for its score', { listingId, reason });
  }
}

const DAY_MS = 86_400_000;
const CATCH_UP_MS = 20;
const BUNDLE_LOST =
  'BUNDLE_LOST: its bundle is not there or cannot be read; its creator hands it in again';

const hashed = (document: string) => ({
  document,
  documentHash: createHash('sha256').update(document).digest('hex'),
});

/** Until when what is due looks. */
function untilOf(due: Due, facts: FeedFacts, nowMs: number): number {
  if (due.kind === 'JUDGE') return facts.reviewMs;
  if (due.kind === 'SCORE') return (due.week + 1) * 7 * DAY_MS;
  if (due.kind === 'DRIFT') return (due.toWeek + 1) * 7 * DAY_MS;
  return nowMs;
}

function expected<K extends ScoringResult['kind']>(
  result: ScoringResult,
  kind: K,
): Extract<ScoringResult, { kind: K }> {
  if (result.kind === kind) return result as Extract<ScoringResult, { kind: K }>;
  if (result.kind !== 'PRICES_BEHIND') throw new Error(`${result.kind} is no ${kind}`);
  const [last, needed] = [result.lastMs, result.neededMs].map((ms) => new Date(ms).toISOString());
  throw new Error(`PRICES_BEHIND: prices are known until ${last}, and needed until ${needed}`);
}

const detailOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
