/**
 * Revisions on their way from uploaded bytes to a result in the journal: measured on a thread, compared with what other owners
 * have, signed, recorded by the store's account.
 *
 * Each step is on disk before the next begins; a death starts the step over. Until the result is journaled the revision cannot be
 * bought; when it is, the result lies in the store. Bounded in threads and in what waits, in all and for an owner. Fails with
 * ContentError.
 */
import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Declaration,
  heldDeclaration,
  IngestError,
  type IngestOutcome,
  IngestPool,
  type IngestProgress,
  PoolFullError,
  type SourceSpec,
} from '../ingest/index.js';
import {
  DIMENSIONS,
  type IngestResult,
  overlap,
  type RowSketch,
  type SignedResult,
  signResult,
} from '../quality/index.js';
import { ContentError } from './content-error.js';
import type { Documents } from './documents.js';
import type { Job, Jobs, OverlapFound } from './jobs.js';
import type { StoreCommands } from './store-commands.js';

const PER_OWNER_MAX = 4;
const RETRY_MS = 500;
/** Revisions a new one is compared with, the newest first. */
const COMPARED_MAX = 2_000;
const PPM = 1_000_000;
/** Number of a rule set in the journal: the last part of its name. */
const RULE_SET = /-(\d{1,9})$/;

export interface IngestionParts {
  readonly jobs: Jobs;
  readonly documents: Documents;
  readonly commands: StoreCommands;
  readonly key: KeyObject;
  /** Of the platform: decides which rows are drawn, and keys row sketches. */
  readonly secret: string;
  readonly nowMs: () => number;
  readonly newCommandId: () => number;
  readonly sourceOf: (ownerId: number, contentHash: string) => SourceSpec;
  readonly failed: (error: unknown) => void;
  readonly pool?: IngestPool;
}

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  progress: IngestProgress | undefined;
}

/** What is shown of an ingestion. */
export interface IngestionStatus {
  readonly job: Job;
  readonly progress: IngestProgress | undefined;
}

export class Ingestions {
  private readonly parts: IngestionParts;
  private readonly pool: IngestPool;
  private readonly running = new Map<string, Running>();
  private isStopped = false;

  constructor(parts: IngestionParts) {
    this.parts = parts;
    this.pool = parts.pool ?? new IngestPool({ threadsMax: 1 });
  }

  status(listingId: number, revision: number): IngestionStatus | undefined {
    const job = this.parts.jobs.get(listingId, revision);
    if (job === undefined) return undefined;
    return { job, progress: this.running.get(`${listingId}/${revision}`)?.progress };
  }

  /** Begins to measure a revision; one that was refused or cancelled is begun again. */
  begin(
    given: Pick<Job, 'listingId' | 'revision' | 'ownerId' | 'contentHash'> & {
      readonly declaration: Declaration;
    },
  ): IngestionStatus {
    const { jobs, nowMs, newCommandId } = this.parts;
    const { listingId, revision, ownerId } = given;
    const before = jobs.get(listingId, revision);
    if (this.running.has(`${listingId}/${revision}`) || before?.state === 'RECORDING') {
      throw new ContentError('INGESTION_STATE', 'it is being measured');
    }
    if (before?.state === 'MEASURED') {
      throw new ContentError('INGESTION_STATE', 'it has its result: add a revision for another');
    }
    // What the one under way is held to counts for the next.
    if (jobs.all().some((job) => job.listingId === listingId && isOpen(job))) {
      throw new ContentError('INGESTION_STATE', 'another revision of it is being measured');
    }
    const own = jobs.all().filter((job) => job.ownerId === ownerId && isOpen(job)).length;
    if (own >= PER_OWNER_MAX) {
      throw new ContentError('STORE_FULL', `at most ${PER_OWNER_MAX} ingestions at a time`, '', 5);
    }
    const job: Job = {
      ...given,
      ...{ begunMs: nowMs(), state: 'MEASURING', commandId: newCommandId(), overlaps: [] },
      ...{ resultDocument: '', sketchDocument: '', agesDocument: '' },
    };
    jobs.put(job);
    this.start(job);
    return { job, progress: undefined };
  }

  /** Ends one that runs; resolves when nothing of it is left. */
  async cancel(listingId: number, revision: number): Promise<void> {
    const one = this.running.get(`${listingId}/${revision}`);
    if (one === undefined) throw new ContentError('INGESTION_STATE', 'nothing is being measured');
    one.abort.abort();
    await one.ended;
  }

  /** Goes on with what a process before this one left. */
  resume(): void {
    for (const job of this.parts.jobs.all()) if (isOpen(job)) this.start(job);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    const all = [...this.running.values()];
    for (const { abort } of all) abort.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  async result(job: Job): Promise<SignedResult | undefined> {
    return (await this.parts.documents.getJson(job.resultDocument)) as SignedResult | undefined;
  }

  private start(job: Job): void {
    const key = `${job.listingId}/${job.revision}`;
    const abort = new AbortController();
    const one: Running = {
      ...{ abort, progress: undefined },
      ended: Promise.resolve()
        .then(() => this.run(job, abort.signal))
        .catch((error: unknown) => this.end(job, error))
        .finally(() => this.running.delete(key)),
    };
    this.running.set(key, one);
  }

  private async run(job: Job, signal: AbortSignal): Promise<void> {
    const measured = job.state === 'RECORDING' ? job : await this.measure(job, signal);
    await this.record(measured);
  }

  private async measure(job: Job, signal: AbortSignal): Promise<Job> {
    const { documents, jobs, key, nowMs, secret, sourceOf } = this.parts;
    const running = this.running.get(`${job.listingId}/${job.revision}`);
    const earlier = this.earlierAges(job);
    const earlierAges = earlier === '' ? undefined : await documents.get(earlier);
    const declaration = heldDeclaration(job.declaration, this.earlierDeclarations(job));
    const { result, ages }: IngestOutcome = await this.pool.run(
      {
        source: sourceOf(job.ownerId, job.contentHash),
        declaration: { ...declaration, contentHash: job.contentHash },
        nowMs: nowMs(),
        secret,
        ...(earlierAges === undefined ? {} : { earlierAges }),
      },
      {
        signal,
        progress: (progress) => {
          if (running !== undefined) running.progress = progress;
        },
      },
    );
    if (result.isBlocked) throw new IngestError('personal-data', undeclaredIn(result));
    const overlaps = await this.compare(job, result.sketch);
    // The sketch is the platform's, and no part of what is shown and signed.
    const signed = signResult({ ...result, sketch: [] }, key);
    const done: Job = {
      ...{ ...job, state: 'RECORDING', overlaps },
      resultDocument: await documents.putJson(signed),
      sketchDocument: await documents.putJson(result.sketch),
      agesDocument: ages.length === 0 ? '' : await documents.put(ages),
    };
    if (signal.aborted) throw new IngestError('cancelled');
    jobs.put(done);
    return done;
  }

  private async record(job: Job): Promise<void> {
    const { commands, jobs } = this.parts;
    const signed = await this.result(job);
    if (signed === undefined) throw new Error('a result that was kept is gone');
    const path = `/market/listings/${job.listingId}/revisions/${job.revision}/quality`;
    const body = bodyOf(signed);
    while (!(await this.isTaken(() => commands.send(path, body, `quality-${job.commandId}`)))) {
      await sleep(RETRY_MS);
      if (this.isStopped) throw new IngestError('cancelled');
    }
    jobs.put({ ...job, state: 'MEASURED' });
  }

  /** Whether the venue took it; false while it is not open, or busy. */
  private async isTaken(send: () => Promise<unknown>): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      if (error instanceof ContentError && isPassing(error)) return false;
      throw error;
    }
  }

  /** Why one ended without a result; nothing of it stays but that. */
  private async end(job: Job, error: unknown): Promise<void> {
    const { documents, failed, jobs } = this.parts;
    // What a stop cut off goes on with the next start.
    if (this.isStopped) return;
    const now = jobs.get(job.listingId, job.revision) ?? job;
    const { resultDocument, sketchDocument, agesDocument } = now;
    const isCancelled = error instanceof IngestError && error.code === 'cancelled';
    jobs.put({
      ...{ ...now, state: isCancelled ? 'CANCELLED' : 'REFUSED', overlaps: [] },
      ...{ resultDocument: '', sketchDocument: '', agesDocument: '' },
      problem: problemOf(error),
    });
    for (const one of [resultDocument, sketchDocument, agesDocument]) await documents.remove(one);
    const isForeseen =
      error instanceof IngestError ||
      error instanceof ContentError ||
      error instanceof PoolFullError;
    if (!isForeseen) failed(error);
  }

  /** What revisions of the listing were measured by, whichever they are: a revoked one's checks hold too. */
  private earlierDeclarations({ listingId }: Job): Declaration[] {
    return this.parts.jobs
      .all()
      .filter((one) => one.listingId === listingId && one.state === 'MEASURED')
      .sort((a, b) => a.revision - b.revision)
      .map(({ declaration }) => declaration);
  }

  /** Times of the rows of the revision before. */
  private earlierAges({ listingId, revision }: Job): string {
    const before = this.parts.jobs
      .all()
      .filter((one) => one.listingId === listingId && one.revision < revision)
      .filter((one) => one.state === 'MEASURED' && one.agesDocument !== '')
      .sort((a, b) => b.revision - a.revision);
    return before[0]?.agesDocument ?? '';
  }

  private async compare(job: Job, sketch: RowSketch): Promise<OverlapFound[]> {
    const { documents, jobs } = this.parts;
    const others = jobs
      .all()
      .filter((one) => one.ownerId !== job.ownerId && one.sketchDocument !== '')
      .sort((a, b) => b.begunMs - a.begunMs)
      .slice(0, COMPARED_MAX);
    const found: OverlapFound[] = [];
    for (const { listingId, revision, sketchDocument } of others) {
      const other = (await documents.getJson(sketchDocument)) as RowSketch | undefined;
      if (other === undefined) continue;
      const { containment, needsReview } = overlap(sketch, other);
      const sharePpm = Math.round(containment * PPM);
      if (needsReview) found.push({ listingId, revision, sharePpm });
    }
    return found;
  }
}

const isOpen = ({ state }: Job): boolean => state === 'MEASURING' || state === 'RECORDING';

/** What the venue refuses for now alone. */
const isPassing = ({ error }: ContentError): boolean =>
  error === 'NOT_READY' || error === 'SHUTTING_DOWN' || error === 'IN_FLIGHT_LIMIT';

function problemOf(error: unknown): NonNullable<Job['problem']> {
  if (error instanceof IngestError) {
    const { code, detail, remedy, place } = error;
    return { code, detail, remedy, field: place.field, row: place.row };
  }
  const remedy = 'begin it again; when it fails again, ask the operators';
  if (error instanceof ContentError) return { code: 'store', detail: error.message, remedy };
  if (error instanceof PoolFullError) return { code: 'store', detail: error.message, remedy };
  return { code: 'store', detail: 'the store failed; its log says why', remedy };
}

/** What of a result the journal keeps. */
function bodyOf({ result, resultHash }: SignedResult): Record<string, unknown> {
  const { dimensions, composite, ruleSetVersion } = result.quality;
  const scores = DIMENSIONS.map((name) => [`${name}Ppm`, dimensions[name]?.scorePpm ?? -1]);
  return {
    ...{ contentHash: result.contentHash, resultHash, rowCount: result.rows },
    ruleSetVersion: Number(RULE_SET.exec(ruleSetVersion)?.[1] ?? 0),
    ...Object.fromEntries(scores),
    compositePpm: composite?.compositePpm ?? 0,
    coveragePpm: composite?.coveragePpm ?? 0,
    hasPersonalData: hasPersonalData(result),
  };
}

/** Columns with personal data that nobody declared. */
const undeclaredIn = ({ personalData }: IngestResult): string =>
  personalData
    .filter(({ isDeclared }) => !isDeclared)
    .map(({ column, category }) => `${column} (${category})`)
    .join(', ');

const hasPersonalData = ({ personalData }: IngestResult): boolean => personalData.length > 0;
