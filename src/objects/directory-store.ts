/**
 * The object store in two directories: encrypted bytes in one, keys in the other, so that a copy of the bytes opens nothing.
 *
 * Bytes lie in `uploads/` while they arrive and in `files/` under their address when they are whole; a record of the key is
 * written before the bytes get their name, and removed before the bytes are. Opening the store removes what a death between
 * the two left: bytes nobody has a key of, keys of no bytes. One process at a time opens a store for writing.
 * Fails with ObjectError, or the system's error.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makePrivateDirectory, removeFile, requireFreeFor, syncDirectory } from '../files/index.js';
import { CHUNK_BYTES, FILE_ID_BYTES, KEY_BYTES } from './chunk-cipher.js';
import { DirectoryObject } from './directory-object.js';
import { ChunkFile, tailPath } from './directory-upload.js';
import { type FileRecord, fileKeyOf, KeyRecords } from './key-records.js';
import { KeyRing } from './key-ring.js';
import { ObjectError } from './object-error.js';
import type {
  BeginOptions,
  ObjectStore,
  ObjectSummary,
  ObjectUpload,
  StoredObject,
} from './object-store.js';

export interface DirectoryStoreOptions {
  /** Of the encrypted bytes. */
  readonly directory: string;
  /** Of the keys; not below the other one. */
  readonly keysDirectory: string;
  /** Bytes an object has at most; 4 GiB. */
  readonly objectBytesMax?: number;
  /** Bytes of an owner, what its uploads were said to have included; no bound. */
  readonly ownerBytesMax?: number;
  /** Unfinished uploads of an owner; 16. */
  readonly uploadsPerOwnerMax?: number;
  /** Opens what is there and changes nothing: for a process or thread that only reads. */
  readonly readOnly?: boolean;
}

const OBJECT_BYTES_MAX = 4_294_967_296;
const UPLOADS_PER_OWNER_MAX = 16;
/** Each holds a chunk in memory; one that is not among them is read again from its beginning. */
const PARKED_MAX = 64;
const UPLOAD_ID = /^u[0-9a-f]{32}$/;
const ADDRESS = /^[0-9a-f]{64}$/;

export class DirectoryStore implements ObjectStore {
  private readonly files: string;
  private readonly uploads: string;
  private readonly ring: KeyRing;
  private readonly records: KeyRecords;
  private readonly bytesMax: number;
  private readonly uploadsMax: number;
  private readonly ownerBytesMax: number;
  /** Finished objects by address, and bytes by owner. */
  private readonly objects = new Map<string, ObjectSummary>();
  private readonly bytesOf = new Map<string, number>();
  /** Ids of uploads that have a writer. */
  private readonly busy = new Set<string>();
  private readonly ownerOf = new Map<string, string>();
  /** Bytes that uploads were said to have. */
  private readonly declared = new Map<string, number>();
  private readonly openObjects = new Set<DirectoryObject>();
  /** Uploads between two requests, with their hash and tail, the longest unused first. */
  private readonly parked = new Map<string, ChunkFile>();

  constructor(options: DirectoryStoreOptions) {
    this.files = join(options.directory, 'files');
    this.uploads = join(options.directory, 'uploads');
    this.bytesMax = options.objectBytesMax ?? OBJECT_BYTES_MAX;
    this.uploadsMax = options.uploadsPerOwnerMax ?? UPLOADS_PER_OWNER_MAX;
    this.ownerBytesMax = options.ownerBytesMax ?? Number.MAX_SAFE_INTEGER;
    for (const path of [this.files, this.uploads]) makePrivateDirectory(path);
    this.ring = new KeyRing(options.keysDirectory);
    this.records = new KeyRecords(join(options.keysDirectory, 'files'), this.ring);
    if (options.readOnly !== true) this.sweep();
  }

  async beginUpload(owner: string, options: BeginOptions = {}): Promise<ObjectUpload> {
    const { sizeBytes } = options;
    if (sizeBytes !== undefined && sizeBytes > this.bytesMax)
      throw new ObjectError('upload-too-large', `an object has at most ${this.bytesMax} bytes`);
    const open = [...this.ownerOf.values()].filter((one) => one === owner).length;
    if (open >= this.uploadsMax)
      throw new ObjectError('upload-limit', `${owner} has ${open} unfinished uploads`);
    const isOverLimit = this.ownerBytes(owner) + (sizeBytes ?? 0) > this.ownerBytesMax;
    if (isOverLimit) {
      throw new ObjectError('upload-limit', `${owner} may have ${this.ownerBytesMax} bytes`);
    }
    const id = options.id ?? `u${randomBytes(16).toString('hex')}`;
    if (!UPLOAD_ID.test(id) || this.ownerOf.has(id)) throw new ObjectError('upload-unknown');
    const record: FileRecord = {
      owner,
      key: randomBytes(KEY_BYTES).toString('hex'),
      fileId: randomBytes(FILE_ID_BYTES).toString('hex'),
      ...(sizeBytes === undefined ? {} : { declaredBytes: sizeBytes }),
    };
    this.ownerOf.set(id, owner);
    this.declared.set(id, sizeBytes ?? 0);
    this.count(owner, sizeBytes ?? 0);
    this.busy.add(id);
    try {
      this.records.write(id, record);
      const file = await ChunkFile.create(this.chunkOptions(id, record));
      return this.uploadOf(id, record, file);
    } catch (error) {
      this.busy.delete(id);
      this.erase(id);
      throw error;
    }
  }

  async resumeUpload(id: string): Promise<ObjectUpload> {
    const record = this.uploadRecord(id);
    if (this.busy.has(id)) throw new ObjectError('upload-busy');
    this.busy.add(id);
    try {
      const parked = this.parked.get(id);
      this.parked.delete(id);
      const file = await (parked?.reopen() ?? ChunkFile.resume(this.chunkOptions(id, record)));
      return this.uploadOf(id, record, file);
    } catch (error) {
      this.busy.delete(id);
      throw error;
    }
  }

  /** Finished objects of an owner. */
  objectsOf(owner: string): ObjectSummary[] {
    return [...this.objects.values()].filter((one) => one.owner === owner);
  }

  /** Bytes an owner has, with what its uploads were said to have. */
  ownerBytes(owner: string): number {
    return this.bytesOf.get(owner) ?? 0;
  }

  addressOf(owner: string, contentHash: string): string {
    return this.ring.address(owner, contentHash);
  }

  ownerOfUpload(id: string): string | undefined {
    return this.ownerOf.get(id);
  }

  async discardUpload(id: string): Promise<void> {
    this.uploadRecord(id);
    if (this.busy.has(id)) throw new ObjectError('upload-busy');
    this.erase(id);
  }

  /** Discards uploads nobody has added to since; their ids. */
  async discardUploadsBefore(timeMs: number): Promise<string[]> {
    const stale = [...this.ownerOf.keys()].filter(
      (id) => !this.busy.has(id) && this.touchedMs(id) < timeMs,
    );
    for (const id of stale) this.erase(id);
    return stale;
  }

  async open(address: string): Promise<StoredObject> {
    const record = ADDRESS.test(address) ? this.records.read(address) : undefined;
    const path = this.filePath(address);
    if (record?.contentHash === undefined || !existsSync(path))
      throw new ObjectError('object-unknown');
    const object = new DirectoryObject({
      address,
      owner: record.owner,
      contentHash: record.contentHash,
      sizeBytes: record.sizeBytes as number,
      chunkCount: record.chunkCount as number,
      key: fileKeyOf(record),
      file: await open(path, 'r'),
      closed: (one) => this.openObjects.delete(one),
    });
    this.openObjects.add(object);
    return object;
  }

  async remove(address: string): Promise<void> {
    if (!ADDRESS.test(address)) return;
    this.records.remove(address);
    for (const object of this.openObjects) if (object.address === address) object.destroy();
    const known = this.objects.get(address);
    this.objects.delete(address);
    if (known !== undefined) this.count(known.owner, -known.sizeBytes);
    removeFile(this.filePath(address));
  }

  /** Wraps every data key by a new key-encryption key and destroys the old one. The bytes stay as they are. */
  rotateKeys(): void {
    this.records.rotate();
  }

  private uploadOf(id: string, record: FileRecord, file: ChunkFile): ObjectUpload {
    let isClosed = false;
    const close = async (): Promise<void> => {
      if (isClosed) return;
      isClosed = true;
      const isWhole = await file.close();
      this.busy.delete(id);
      if (isWhole) this.park(id, file);
    };
    return {
      id,
      owner: record.owner,
      sizeBytes: record.declaredBytes,
      get offsetBytes() {
        return file.offsetBytes;
      },
      append: async (bytes) => {
        requireFreeFor(this.uploads, CHUNK_BYTES);
        return await file.append(bytes);
      },
      finish: async () => {
        const summary = await this.finish(id, record, file);
        isClosed = true;
        await file.close();
        this.busy.delete(id);
        this.erase(id);
        return summary;
      },
      close,
    };
  }

  private async finish(id: string, record: FileRecord, file: ChunkFile): Promise<ObjectSummary> {
    const { contentHash, sizeBytes, chunkCount } = await file.finish();
    const { owner } = record;
    const address = this.ring.address(owner, contentHash);
    const path = this.filePath(address);
    if (this.records.read(address) === undefined || !existsSync(path)) {
      this.records.write(address, { ...record, contentHash, sizeBytes, chunkCount });
      makePrivateDirectory(dirname(path));
      // In one turn with the record: two uploads of one content must not mix key and bytes.
      renameSync(this.uploadPath(id), path);
      syncDirectory(dirname(path));
      syncDirectory(this.uploads);
    }
    const summary = { address, owner, contentHash, sizeBytes };
    if (!this.objects.has(address)) this.count(owner, sizeBytes);
    this.objects.set(address, summary);
    return summary;
  }

  private uploadRecord(id: string): FileRecord {
    const record = UPLOAD_ID.test(id) ? this.records.read(id) : undefined;
    if (record === undefined || !existsSync(this.uploadPath(id)))
      throw new ObjectError('upload-unknown');
    return record;
  }

  private park(id: string, file: ChunkFile): void {
    if (!this.ownerOf.has(id)) return;
    this.parked.set(id, file);
    const [oldest] = this.parked.keys();
    if (this.parked.size > PARKED_MAX && oldest !== undefined) this.parked.delete(oldest);
  }

  private erase(id: string): void {
    this.parked.delete(id);
    this.records.remove(id);
    for (const path of [this.uploadPath(id), tailPath(this.uploadPath(id))]) removeFile(path);
    const owner = this.ownerOf.get(id);
    if (owner !== undefined) this.count(owner, -(this.declared.get(id) ?? 0));
    this.declared.delete(id);
    this.ownerOf.delete(id);
  }

  private count(owner: string, bytes: number): void {
    const all = (this.bytesOf.get(owner) ?? 0) + bytes;
    if (all === 0) this.bytesOf.delete(owner);
    else this.bytesOf.set(owner, all);
  }

  /** Removes what has no other half, and counts the uploads there are. */
  private sweep(): void {
    const names = new Set(this.records.names());
    for (const name of names) {
      const path = UPLOAD_ID.test(name) ? this.uploadPath(name) : this.filePath(name);
      if (existsSync(path)) continue;
      this.records.remove(name);
      names.delete(name);
    }
    for (const file of readdirSync(this.uploads)) {
      const [id = ''] = file.split('.');
      if (!names.has(id) || file.endsWith('.next')) rmSync(join(this.uploads, file));
    }
    for (const file of readdirSync(this.files, { recursive: true, encoding: 'utf8' })) {
      const path = join(this.files, file);
      if (statSync(path).isFile() && !names.has(file.split(/[\\/]/).at(-1) as string)) rmSync(path);
    }
    for (const name of names) this.found(name);
  }

  private found(name: string): void {
    const record = this.records.read(name);
    if (record === undefined) return;
    const { owner, contentHash, sizeBytes = 0, declaredBytes = 0 } = record;
    if (UPLOAD_ID.test(name)) {
      this.ownerOf.set(name, owner);
      this.declared.set(name, declaredBytes);
      this.count(owner, declaredBytes);
    } else if (contentHash !== undefined) {
      this.objects.set(name, { address: name, owner, contentHash, sizeBytes });
      this.count(owner, sizeBytes);
    }
  }

  private touchedMs(id: string): number {
    const paths = [this.uploadPath(id), tailPath(this.uploadPath(id))].filter(existsSync);
    return Math.max(0, ...paths.map((path) => statSync(path).mtimeMs));
  }

  private chunkOptions(id: string, record: FileRecord) {
    return { path: this.uploadPath(id), key: fileKeyOf(record), bytesMax: this.bytesMax };
  }

  private uploadPath(id: string): string {
    return join(this.uploads, id);
  }

  private filePath(address: string): string {
    return join(this.files, address.slice(0, 2), address);
  }
}
