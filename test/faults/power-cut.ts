/**
 * The disk as a power cut could leave it, made from the record of what a process wrote.
 *
 * What was flushed is there: the bytes of a file up to its last fsync or fdatasync, bytes written through an O_DSYNC
 * descriptor, names up to the flush that covers them. Everything later is there or not: each page of 4 KiB holds any
 * version it had since it was last flushed, a file has any size it had since, zeros where nothing else is.
 *
 * Two models of names. `strict` is POSIX: a name is durable once its folder was flushed, each later change of a name is
 * there or not by itself. `ordered` is ext4's journal: changes of names become durable in their order, and every flush of
 * a folder, or of a file that was made or has grown since the last one, takes all earlier ones along.
 *
 * A pure function of the record, the place of the cut and the seed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Call } from './shim.js';

export const PAGE_BYTES = 4096;

export type NameModel = 'strict' | 'ordered';

/** How much of what was not flushed is there. */
export type Luck = 'nothing' | 'everything' | 'some';

export interface Cut {
  /** Calls that happened before it. */
  readonly at: number;
  readonly model: NameModel;
  readonly luck: Luck;
  readonly seed: number;
}

interface DataChange {
  readonly kind: 'write' | 'resize';
  /** Of a write; the new size of a resize. */
  readonly offset: number;
  readonly data: Buffer;
  /** Of the file, after it. */
  readonly size: number;
}

interface FileRecord {
  readonly isFolder: boolean;
  readonly changes: DataChange[];
  /** Changes that a flush of the whole file covers. */
  flushed: number;
  /** Changes whose size is durable: more than are flushed when a write through O_DSYNC made the file grow. */
  flushedSize: number;
  /** Of single pages, changes that a write through O_DSYNC covers. */
  readonly flushedPages: Map<number, number>;
  /** Its size changed, or it was made, since a flush last took the names along. */
  hasNewMetadata: boolean;
}

interface NameChange {
  /** Names that go, and names that come with what they name; one change is there whole or not at all. */
  readonly removed: readonly string[];
  readonly added: readonly (readonly [path: string, file: FileRecord])[];
  isFlushed: boolean;
}

const NOTHING = Buffer.alloc(0);

/** Bytes by path below the root, and the folders, shallow ones first. */
export interface DiskImage {
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A small generator with a good start from any seed. */
export function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a cut leaves of the folder `root`, which was empty or not there when the record began. */
export function diskAfter(calls: readonly Call[], root: string, cut: Cut): DiskImage {
  const disk = new Disk(root, cut.model);
  for (const call of calls.slice(0, cut.at)) disk.follow(call);
  return disk.image(cut.luck, generator(cut.seed));
}

/** Puts an image into a folder. */
export function writeImage(image: DiskImage, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const path of image.folders) mkdirSync(join(folder, path), { recursive: true });
  for (const [path, bytes] of image.files)
    writeFileSync(join(folder, path), bytes, { mode: 0o600 });
}

class Disk {
  private readonly root: string;
  private readonly model: NameModel;
  private readonly byInode = new Map<number, FileRecord>();
  /** What each path names now, in memory. */
  private readonly live = new Map<string, FileRecord>();
  private readonly names: NameChange[] = [];

  constructor(root: string, model: NameModel) {
    this.root = root;
    this.model = model;
    this.live.set(root, newFile(true));
  }

  follow(call: Call): void {
    if (call.result < 0 && call.kind !== 'mark') return;
    const { kind, path, second, inode } = call;
    if (kind === 'open') this.opened(call);
    else if (kind === 'write') this.write(call);
    else if (kind === 'truncate' || kind === 'allocate') this.resize(call);
    else if (kind === 'fsync' || kind === 'fdatasync') this.flush(call);
    else if (kind === 'mkdir') this.make(path, newFile(true));
    else if (kind === 'unlink' || kind === 'rmdir') this.change([path], []);
    else if (kind === 'rename' || kind === 'link') {
      const file = this.live.get(path);
      if (file === undefined) throw new Error(`${kind} of ${path}, which nothing made`);
      if (file.isFolder && kind === 'rename') throw new Error('a folder is renamed');
      this.change(kind === 'rename' ? [path] : [], [[second, file]]);
    } else if (kind === 'symlink' || kind === 'sync-range') {
      throw new Error(`${kind} of ${path} (${inode}): the model knows none`);
    }
  }

  image(luck: Luck, random: () => number): DiskImage {
    const there = this.namesAfter(luck, random);
    const files = new Map<string, Buffer>();
    const folders: string[] = [];
    for (const [path, file] of [...there].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const parent = dirname(path);
      // The root itself is there; what lies in a folder that is not cannot be found.
      if (parent !== this.root && path !== this.root && !folders.includes(below(parent, this.root)))
        continue;
      if (path === this.root) continue;
      if (file.isFolder) folders.push(below(path, this.root));
      else files.set(below(path, this.root), contentOf(file, luck, random));
    }
    return { folders, files };
  }

  private opened({ path, inode, isCreated }: Call): void {
    if (isCreated) {
      const file = newFile(false);
      this.byInode.set(inode, file);
      this.make(path, file);
    } else this.live.get(path)?.changes.push(resizeTo(0));
  }

  private make(path: string, file: FileRecord): void {
    this.change([], [[path, file]]);
  }

  private change(removed: string[], added: [string, FileRecord][]): void {
    if (added[0]?.[0] === this.root) return;
    for (const path of removed) this.live.delete(path);
    for (const [path, file] of added) this.live.set(path, file);
    this.names.push({ removed, added, isFlushed: false });
  }

  private fileOf({ inode, path }: Call): FileRecord {
    const file = this.byInode.get(inode) ?? this.live.get(path);
    if (file === undefined) throw new Error(`${path} changes, which nothing made`);
    return file;
  }

  private write(call: Call): void {
    const file = this.fileOf(call);
    const { offset, data } = call;
    if (data.length === 0) return;
    const before = sizeOf(file, file.changes.length);
    const end = offset + data.length;
    file.changes.push({ kind: 'write', offset, data, size: Math.max(before, end) });
    if (end > before) file.hasNewMetadata = true;
    if (!call.isSynchronous) return;
    for (const page of pagesOf(offset, end)) file.flushedPages.set(page, file.changes.length);
    file.flushedSize = file.changes.length;
    if (file.hasNewMetadata) this.flushNames(undefined, file);
  }

  private resize(call: Call): void {
    const file = this.fileOf(call);
    const before = sizeOf(file, file.changes.length);
    if (call.kind === 'allocate' && call.offset <= before) return;
    file.changes.push(resizeTo(call.offset));
    file.hasNewMetadata = true;
  }

  private flush(call: Call): void {
    if (call.isDirectory) {
      this.flushNames(call.path, undefined);
      return;
    }
    const file = this.fileOf(call);
    file.flushed = file.changes.length;
    file.flushedSize = file.flushed;
    file.flushedPages.clear();
    if (call.kind === 'fsync' || file.hasNewMetadata) this.flushNames(undefined, file);
  }

  /** @param folder that was flushed itself; a file otherwise */
  private flushNames(folder: string | undefined, file: FileRecord | undefined): void {
    if (this.model === 'ordered') {
      for (const change of this.names) change.isFlushed = true;
    } else if (folder !== undefined) {
      for (const change of this.names) {
        const paths = [...change.removed, ...change.added.map(([path]) => path)];
        if (paths.every((path) => dirname(path) === folder)) change.isFlushed = true;
      }
    }
    if (file !== undefined) file.hasNewMetadata = false;
  }

  private namesAfter(luck: Luck, random: () => number): Map<string, FileRecord> {
    const there = new Map<string, FileRecord>();
    const isThere = this.pickNames(luck, random);
    for (const [index, change] of this.names.entries()) {
      if (!isThere[index]) continue;
      for (const path of change.removed) there.delete(path);
      for (const [path, file] of change.added) there.set(path, file);
    }
    return there;
  }

  private pickNames(luck: Luck, random: () => number): boolean[] {
    if (luck === 'everything') return this.names.map(() => true);
    if (luck === 'nothing') return this.names.map(({ isFlushed }) => isFlushed);
    if (this.model === 'strict') {
      return this.names.map(({ isFlushed }) => isFlushed || random() < 0.5);
    }
    const least = this.names.findLastIndex(({ isFlushed }) => isFlushed) + 1;
    const count = least + Math.floor(random() * (this.names.length - least + 1));
    return this.names.map((_, index) => index < count);
  }
}

const newFile = (isFolder: boolean): FileRecord => ({
  isFolder,
  changes: [],
  flushed: 0,
  flushedSize: 0,
  flushedPages: new Map(),
  hasNewMetadata: true,
});

const below = (path: string, root: string): string => path.slice(root.length + 1);

const resizeTo = (size: number): DataChange => ({
  kind: 'resize',
  offset: size,
  data: NOTHING,
  size,
});

/** Size after the first `count` changes. */
const sizeOf = (file: FileRecord, count: number): number => file.changes[count - 1]?.size ?? 0;

function* pagesOf(from: number, to: number): Generator<number> {
  for (let page = Math.floor(from / PAGE_BYTES); page * PAGE_BYTES < to; page += 1) yield page;
}

function contentOf(file: FileRecord, luck: Luck, random: () => number): Buffer {
  const { changes, flushed, flushedSize, flushedPages } = file;
  const last = changes.length;
  // Half the time everything stops at one moment, as when the writing back was under way; else each page by itself.
  const common = luck === 'some' && random() < 0.5 ? between(flushed, last, random) : undefined;
  const pick = (least: number): number => {
    if (luck === 'nothing') return least;
    if (luck === 'everything') return last;
    return common === undefined ? between(least, last, random) : Math.max(least, common);
  };
  const bytes = Buffer.alloc(sizeOf(file, pick(flushedSize)));
  const versions = [...pagesOf(0, bytes.length)].map((page) =>
    pick(Math.max(flushed, flushedPages.get(page) ?? 0)),
  );
  for (const [index, change] of changes.entries()) {
    const { kind, offset, data } = change;
    const end = kind === 'write' ? Math.min(offset + data.length, bytes.length) : bytes.length;
    for (const page of pagesOf(offset, end)) {
      if (index >= (versions[page] ?? 0)) continue;
      const from = Math.max(page * PAGE_BYTES, offset);
      const to = Math.min((page + 1) * PAGE_BYTES, end);
      if (kind === 'write') data.copy(bytes, from, from - offset, to - offset);
      else bytes.fill(0, from, to);
    }
  }
  return bytes;
}

const between = (least: number, most: number, random: () => number): number =>
  least + Math.floor(random() * (most - least + 1));
