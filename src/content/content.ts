/**
 * The files of listings in a venue that runs: uploads, their ingestion, and their delivery, put together.
 *
 * Bytes lie encrypted in a directory of the store, keys in another one. Who uploads is bounded in bytes, uploads and ingestions;
 * who reads is decided on by the venue with every lease. Opened once by the process that has the data directory.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createPrivateKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePrivateFile } from '../files/index.js';
import type { Declaration } from '../ingest/index.js';
import { DirectoryStore, ObjectError, type StoredObject } from '../objects/index.js';
import type { SignedResult } from '../quality/index.js';
import type { CommandAnswer, SignedRequest } from '../schema/index.js';
import { ContentError } from './content-error.js';
import { Deliveries, rangeOf } from './delivery.js';
import { schemaStringOf } from './delta-schema.js';
import { Documents } from './documents.js';
import { type IngestionStatus, Ingestions } from './ingestions.js';
import { Jobs } from './jobs.js';
import { Leases } from './leases.js';
import { LINK_MS_MAX, type Link, Links } from './links.js';
import type { ByteRange, MarketView, RevisionFacts } from './market-view.js';
import { type StoreAccount, StoreCommands } from './store-commands.js';

export interface ContentOptions {
  /** Encrypted bytes, and what is to be measured. */
  readonly directory: string;
  /** The key ring and the secrets. */
  readonly keysDirectory: string;
  /** PKCS #8 PEM of the store's Ed25519 key. */
  readonly keyFile: string;
  /** Where uploads are mounted. */
  readonly uploadsPath: string;
  readonly fileBytesMax: number;
  readonly ownerBytesMax: number;
  readonly register: () => Promise<StoreAccount>;
  readonly send: (request: SignedRequest) => Promise<CommandAnswer>;
  readonly view: () => MarketView | undefined;
  readonly nowMs: () => number;
  readonly failed: (error: unknown) => void;
}

export interface OwnFile {
  readonly contentHash: string;
  readonly sizeBytes: number;
}

/** A revision that clients of Delta Sharing can read. */
export interface SharedTable {
  readonly schemaString: string;
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly rows: number;
}

/** A file on its way out. */
export interface Delivery {
  readonly range: ByteRange;
  readonly sizeBytes: number;
  readonly contentHash: string;
  readonly listingId: number;
  readonly revision: number;
  /** Without it only what it is was asked for. */
  readonly body: ReadableStream<Uint8Array> | undefined;
}

const UPLOAD_IDLE_MS = 86_400_000;
const SWEEP_MS = 3_600_000;
const IDS_A_MS = 100;
const TABLES_MAX = 256;

export class Content {
  private readonly options: ContentOptions;
  private readonly store: DirectoryStore;
  private readonly links: Links;
  private readonly leases: Leases;
  private readonly ingestions: Ingestions;
  private readonly deliveries = new Deliveries();
  private readonly handler: (request: Request, ownerId: number | undefined) => Promise<Response>;
  private readonly sweep: NodeJS.Timeout;
  private readonly tables = new Map<string, SharedTable>();
  private lastId = 0;

  constructor(options: ContentOptions) {
    const { directory, keysDirectory, nowMs, view } = options;
    this.options = options;
    this.store = new DirectoryStore({
      ...{ directory, keysDirectory: join(keysDirectory, 'objects') },
      ...{ objectBytesMax: options.fileBytesMax, ownerBytesMax: options.ownerBytesMax },
    });
    const key = createPrivateKey(readFileSync(options.keyFile, 'utf8'));
    const commands = new StoreCommands({ ...options, key });
    this.links = new Links(secretIn(join(keysDirectory, 'links')));
    const newKey = () => `order:${this.newCommandId()}`;
    this.leases = new Leases({ commands, view, newKey });
    const documents = new Documents(this.store);
    const jobs = new Jobs(join(directory, 'jobs'));
    this.ingestions = new Ingestions({
      ...{ jobs, documents, commands, key, nowMs, failed: options.failed },
      secret: secretIn(join(keysDirectory, 'samples')),
      newCommandId: () => this.newCommandId(),
      sourceOf: (ownerId, contentHash) => ({
        kind: 'object',
        ...{ directory, keysDirectory: join(keysDirectory, 'objects') },
        address: this.store.addressOf(String(ownerId), contentHash),
      }),
    });
    this.handler = this.uploads();
    const kept = jobs
      .all()
      .flatMap(({ resultDocument, sketchDocument, agesDocument }) => [
        ...[resultDocument, sketchDocument, agesDocument],
      ]);
    void documents.keepOnly(new Set(kept)).then(() => this.ingestions.resume(), options.failed);
    this.sweep = setInterval(() => {
      void this.store.discardUploadsBefore(Date.now() - UPLOAD_IDLE_MS);
    }, SWEEP_MS);
    this.sweep.unref();
  }

  /** A request to the uploads, by an account that may; undefined: by nobody who may. */
  upload(request: Request, ownerId: number | undefined): Promise<Response> {
    return this.handler(request, ownerId);
  }

  /** Files of an account. */
  files(ownerId: number): OwnFile[] {
    return this.store
      .objectsOf(String(ownerId))
      .map(({ contentHash, sizeBytes }) => ({ contentHash, sizeBytes }));
  }

  /** Destroys a file's key, and then the file; one that a revision needs stays. */
  async removeFile(ownerId: number, contentHash: string): Promise<void> {
    const known = this.files(ownerId).some((one) => one.contentHash === contentHash);
    if (!known) throw new ContentError('UNKNOWN_FILE', '', 'contentHash');
    if (this.view().isNeeded(ownerId, contentHash)) {
      throw new ContentError(
        'LISTING_STATE',
        'a revision has it: revoke that first',
        'contentHash',
      );
    }
    await this.store.remove(this.store.addressOf(String(ownerId), contentHash));
  }

  /** Begins to measure a revision of its provider. */
  ingest(
    ownerId: number,
    at: { readonly listingId: number; readonly revision: number },
    declaration: Declaration,
  ): IngestionStatus {
    const { contentHash } = this.ownRevision(ownerId, at);
    const isThere = this.files(ownerId).some((one) => one.contentHash === contentHash);
    if (!isThere) {
      throw new ContentError('UNKNOWN_FILE', `upload the file ${contentHash}`, 'contentHash');
    }
    return this.ingestions.begin({ ...at, ownerId, contentHash, declaration });
  }

  async cancelIngestion(
    ownerId: number,
    at: { readonly listingId: number; readonly revision: number },
  ): Promise<void> {
    this.ownRevision(ownerId, at);
    await this.ingestions.cancel(at.listingId, at.revision);
  }

  ingestion(listingId: number, revision: number): IngestionStatus | undefined {
    return this.ingestions.status(listingId, revision);
  }

  /** The signed result of a revision; fails with NOT_MEASURED. */
  async result(listingId: number, revision: number): Promise<SignedResult> {
    const job = this.ingestions.status(listingId, revision)?.job;
    const result = job?.state === 'MEASURED' ? await this.ingestions.result(job) : undefined;
    if (result === undefined) throw new ContentError('NOT_MEASURED', '', 'revision');
    return result;
  }

  /** A link to a revision's bytes for an account that may read it. */
  link(
    accountId: number,
    at: { readonly listingId: number; readonly revision: number },
    validMs: number,
  ): { readonly link: string; readonly facts: RevisionFacts; readonly expiresMs: number } {
    const facts = this.readable(accountId, at);
    const expiresMs = this.options.nowMs() + Math.min(validMs, LINK_MS_MAX);
    const form = 'file';
    return { link: this.links.seal({ accountId, ...at, form, expiresMs }), facts, expiresMs };
  }

  /** What a link leads to. */
  async deliver(value: string, rangeHeader: string | undefined, isHead = false): Promise<Delivery> {
    const link = this.links.open(value, this.options.nowMs());
    const { ownerId, contentHash } = this.readable(link.accountId, link);
    const object = await this.object(ownerId, contentHash);
    try {
      const { sizeBytes } = object;
      const range = rangeOf(rangeHeader, sizeBytes);
      const { listingId, revision } = link;
      const about = { range, sizeBytes, contentHash, listingId, revision };
      if (isHead) {
        await object.close();
        return { ...about, body: undefined };
      }
      return { ...about, body: await this.stream(link, object, range) };
    } catch (error) {
      await object.close().catch(() => undefined);
      throw error;
    }
  }

  /** Formats and rows of what was measured of a revision; undefined: nothing was. */
  async measured(listingId: number, revision: number): Promise<SignedResult | undefined> {
    const job = this.ingestions.status(listingId, revision)?.job;
    return job?.state === 'MEASURED' ? await this.ingestions.result(job) : undefined;
  }

  /** A revision in Parquet as a table: its schema as Delta Sharing says it. undefined: it is none. */
  async table(listingId: number, revision: number): Promise<SharedTable | undefined> {
    const key = `${listingId}/${revision}`;
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const result = (await this.measured(listingId, revision))?.result;
    const facts = this.view().revision(listingId, revision);
    if (result?.format !== 'parquet' || facts === undefined) return undefined;
    const object = await this.object(facts.ownerId, facts.contentHash);
    try {
      const slice = async (start: number, end?: number): Promise<ArrayBuffer> => {
        const bytes = await object.read(start, end ?? object.sizeBytes);
        return bytes.slice().buffer as ArrayBuffer;
      };
      const { parquetMetadataAsync } = await import('hyparquet');
      const metadata = await parquetMetadataAsync({ byteLength: object.sizeBytes, slice });
      const schemaString = schemaStringOf(metadata);
      if (schemaString === undefined) return undefined;
      const { contentHash, sizeBytes } = facts;
      const table = { schemaString, contentHash, sizeBytes, rows: result.rows };
      if (this.tables.size >= TABLES_MAX) this.tables.clear();
      this.tables.set(key, table);
      return table;
    } finally {
      await object.close();
    }
  }

  /** A token for a client of Delta Sharing: whose it is and until when, sealed. It reads, and ends with its key. */
  profileToken(owner: StoreAccount, expiresMs: number): string {
    return this.links.sealProfile(owner, expiresMs);
  }

  profileOwner(token: string): StoreAccount | undefined {
    return this.links.profileOwner(token, this.options.nowMs());
  }

  async stop(): Promise<void> {
    clearInterval(this.sweep);
    await this.ingestions.stop();
  }

  private stream(link: Link, object: StoredObject, range: ByteRange) {
    const { accountId, listingId, revision } = link;
    const reader = { accountId, listingId, revision, sizeBytes: object.sizeBytes };
    return this.deliveries.open(accountId, object, range, (rest) => this.leases.take(reader, rest));
  }

  private async object(ownerId: number, contentHash: string): Promise<StoredObject> {
    try {
      return await this.store.open(this.store.addressOf(String(ownerId), contentHash));
    } catch (error) {
      if (!(error instanceof ObjectError) || error.code !== 'object-unknown') throw error;
      throw new ContentError('UNKNOWN_FILE', 'the provider has removed it', 'revision');
    }
  }

  private readable(
    accountId: number,
    { listingId, revision }: { readonly listingId: number; readonly revision: number },
  ): RevisionFacts {
    const view = this.view();
    const denial = view.denial(accountId, listingId, revision);
    if (denial !== undefined) throw new ContentError(denial, '', 'revision');
    const facts = view.revision(listingId, revision);
    if (facts === undefined) throw new ContentError('UNKNOWN_REVISION', '', 'revision');
    return facts;
  }

  private ownRevision(
    ownerId: number,
    { listingId, revision }: { readonly listingId: number; readonly revision: number },
  ): RevisionFacts {
    const facts = this.view().revision(listingId, revision);
    if (facts === undefined || facts.ownerId !== ownerId) {
      throw new ContentError('UNKNOWN_REVISION', '', 'revision');
    }
    if (facts.isRevoked) throw new ContentError('REVISION_REVOKED', '', 'revision');
    return facts;
  }

  private view(): MarketView {
    const view = this.options.view();
    if (view === undefined) throw new ContentError('NOT_READY', 'the reader restores', '', 1);
    return view;
  }

  /** Ids that grow over restarts: the time of this machine, and how many there were in it. */
  private newCommandId(): number {
    this.lastId = Math.max(this.lastId + 1, Math.floor(this.options.nowMs()) * IDS_A_MS);
    return this.lastId;
  }

  private uploads(): (request: Request, ownerId: number | undefined) => Promise<Response> {
    // Who asks travels beside the request: nothing a client sends is taken for it.
    const owner = new AsyncLocalStorage<string>();
    const make = async () => {
      // Loaded by the first who uploads.
      const { createUploads } = await import('../uploads/index.js');
      return createUploads({
        ...{ store: this.store, path: this.options.uploadsPath },
        bytesMax: this.options.fileBytesMax,
        ownerOf: () => owner.getStore(),
      });
    };
    let made: ReturnType<typeof make> | undefined;
    const uploads = async (request: Request): Promise<Response> => {
      made ??= make();
      return await (await made)(request);
    };
    return (request, ownerId) =>
      ownerId === undefined
        ? owner.exit(() => uploads(request))
        : owner.run(String(ownerId), () => uploads(request));
  }
}

function secretIn(path: string): string {
  ensurePrivateFile(path, () => randomBytes(32).toString('hex'));
  return readFileSync(path, 'utf8');
}
