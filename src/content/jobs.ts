/**
 * What is to be measured, and what became of it: one small file a revision, replaced whole and durably. Whatever the process dies
 * of, the file says what has to be done again.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateDirectory, removeFile, replacePrivateFile } from '../files/index.js';
import type { Declaration, IngestErrorCode } from '../ingest/index.js';

/** Rows that another owner's revision has too. */
export interface OverlapFound {
  readonly listingId: number;
  readonly revision: number;
  /** Share of the smaller one's rows. */
  readonly sharePpm: number;
}

export interface Job {
  readonly listingId: number;
  readonly revision: number;
  readonly ownerId: number;
  readonly contentHash: string;
  readonly declaration: Declaration;
  readonly begunMs: number;
  /** RECORDING: measured, and on its way into the journal. */
  readonly state: 'MEASURING' | 'RECORDING' | 'MEASURED' | 'REFUSED' | 'CANCELLED';
  /** Of the documents with the signed result, the row sketch, the times of rows, and the rendition in Parquet; empty: none. */
  readonly resultDocument: string;
  readonly sketchDocument: string;
  readonly agesDocument: string;
  readonly overlaps: readonly OverlapFound[];
  /** Number in the idempotency key of the command that records it. */
  readonly commandId: number;
  readonly problem?: {
    readonly code: IngestErrorCode | 'store';
    readonly detail: string;
    readonly remedy: string;
    readonly field?: string | undefined;
    readonly row?: number | undefined;
  };
}

const NAME = /^(\d{1,7})-(\d{1,7})\.json$/;

export class Jobs {
  private readonly directory: string;
  private readonly jobs = new Map<string, Job>();

  constructor(directory: string) {
    this.directory = directory;
    makePrivateDirectory(directory);
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      if (!NAME.test(name)) {
        rmSync(path, { force: true });
        continue;
      }
      const job = JSON.parse(readFileSync(path, 'utf8')) as Job;
      this.jobs.set(keyOf(job), job);
    }
  }

  get(listingId: number, revision: number): Job | undefined {
    return this.jobs.get(keyOf({ listingId, revision }));
  }

  all(): Job[] {
    return [...this.jobs.values()];
  }

  /** Durable when it returns. */
  put(job: Job): void {
    replacePrivateFile(this.path(job), JSON.stringify(job));
    this.jobs.set(keyOf(job), job);
  }

  remove(job: Job): void {
    removeFile(this.path(job));
    this.jobs.delete(keyOf(job));
  }

  private path(job: Job): string {
    return join(this.directory, `${keyOf(job)}.json`);
  }
}

const keyOf = ({ listingId, revision }: Pick<Job, 'listingId' | 'revision'>): string =>
  `${listingId}-${revision}`;
