/**
 * Reads the records of an LMDB environment out of its file, beside whoever writes it, and leaves no trace there.
 *
 * The storage engine itself cannot be used for that: every process that opens an environment with it, though only to read, sets
 * the number of the newest transaction that all processes share to the one it read a moment before. Where the writer commits in
 * between, its next commit begins from an older state, and what was flushed is lost (ADR 0079).
 *
 * How a state is read whole though its pages are taken for others later: a page that a transaction `t` no longer needs is free
 * from `t + 1` on, and written again by `t + 2` at the earliest, before the file says that this one is committed. So what was read
 * of the state `s` is of that state as long as the file still says `s` or `s + 1` after the read. Otherwise it is read again, less
 * at a time. Every offset is bounded, so no content of a file makes a read go outside it. Fails with `PageFault`.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { dataFileOf } from './lmdb-environment.js';
import {
  type MetaPage,
  nodeOf,
  PAGE_BYTES,
  PAGE_HEADER_BYTES,
  PAGE_KIND,
  PageFault,
  type PageHeader,
  type PageNode,
  readHeader,
  readMeta,
  requirePage,
} from './lmdb-pages.js';
import { isUnfinished } from './unfinished.js';

const DEPTH_MAX = 32;
const HEAD_BYTES = 2 * PAGE_BYTES;
/** A writer that commits all the time leaves some of this many short reads alone. */
const TRIES_MAX = 500;

/** Which keys, in which order; `start` is the first looked at, `end` is left out. */
export interface KeyRange {
  readonly start?: Uint8Array;
  readonly end?: Uint8Array;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** What is asked of stored records, of the state that is committed at the time. */
export interface Records {
  get(key: Buffer): Uint8Array | undefined;
  getKeys(range: { readonly start: Buffer; readonly end: Buffer }): Iterable<Uint8Array>;
}

export interface StoredRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** A tree page that is walked, and the node that is next. */
interface Step {
  readonly number: number;
  readonly page: Uint8Array;
  readonly header: PageHeader;
  index: number;
}

export class RecordPages implements Records {
  readonly #descriptor: number;
  #isOpen = true;
  #head = Buffer.alloc(HEAD_BYTES);
  #headAgain = Buffer.alloc(HEAD_BYTES);

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Undefined when there is no environment in `directory`, or one that never held anything. */
  static open(directory: string): RecordPages | undefined {
    const file = dataFileOf(directory);
    return isUnfinished(file) ? undefined : new RecordPages(openSync(file, 'r'));
  }

  /** A copy of the value. */
  get(key: Uint8Array): Uint8Array | undefined {
    const [record] = this.range({ start: key, limit: 1 });
    return record !== undefined && Buffer.compare(record.key, key) === 0 ? record.value : undefined;
  }

  getKeys(range: KeyRange): Uint8Array[] {
    return this.#whole((meta) => [...this.#nodes(meta, range)].map(({ key }) => key));
  }

  /** Copies of up to `limit` records, none behind the one that comes to `bytesMax`; fewer while somebody writes, but at least one. */
  range(range: KeyRange, bytesMax = Number.POSITIVE_INFINITY): StoredRecord[] {
    return this.#whole((meta, tries) => {
      const records: StoredRecord[] = [];
      let left = bytesMax / 2 ** tries;
      const limit = Math.max(1, Math.floor((range.limit ?? 2 ** 30) / 2 ** tries));
      for (const node of this.#nodes(meta, { ...range, limit })) {
        const value = this.#valueOf(node);
        records.push({ key: node.key, value });
        left -= value.length;
        if (left <= 0) break;
      }
      return records;
    });
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  /** What `read` finds in one state of the file. */
  #whole<Result>(read: (meta: MetaPage, tries: number) => Result): Result {
    for (let tries = 0; ; tries += 1) {
      const meta = this.#newest();
      let result: Result | undefined;
      let fault: unknown;
      try {
        result = read(meta, tries);
      } catch (error) {
        fault = error;
      }
      if (this.#newest().transaction <= meta.transaction + 1) {
        if (fault !== undefined) throw fault;
        return result as Result;
      }
      requirePage(tries < TRIES_MAX, `page 0: was written anew during each of ${TRIES_MAX} reads`);
    }
  }

  /** The newest of the two meta pages. The first is read until two reads are alike: a page may be read while it is written. */
  #newest(): MetaPage {
    this.#fill(this.#head, 0);
    for (this.#fill(this.#headAgain, 0); !this.#headAgain.equals(this.#head); ) {
      [this.#head, this.#headAgain] = [this.#headAgain, this.#head];
      this.#fill(this.#headAgain, 0);
    }
    const even = inPage(0, () => readMeta(this.#head.subarray(0, PAGE_BYTES), 0));
    const odd = inPage(1, () => readMeta(this.#head.subarray(PAGE_BYTES), 1));
    const newest = odd.transaction > even.transaction ? odd : even;
    requirePage(newest.pageBytes === PAGE_BYTES, `page 0: page size ${newest.pageBytes}`);
    return newest;
  }

  /** The entries of the main tree in a range, in order. */
  *#nodes(meta: MetaPage, range: KeyRange): Generator<PageNode, void, undefined> {
    const { main } = meta;
    if (main.root === undefined) return;
    requirePage(main.depth > 0 && main.depth <= DEPTH_MAX, `page 0: tree depth ${main.depth}`);
    const { end, reverse = false } = range;
    const step = reverse ? -1 : 1;
    const path = this.#seek(main.root, main.depth, range);
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    while (path.length > 0 && left > 0) {
      const at = path.at(-1) as Step;
      const { header, index } = at;
      if (index < 0 || index >= header.nodes) {
        path.pop();
        continue;
      }
      at.index += step;
      const node = nodeAt(at, index);
      if (header.kind === PAGE_KIND.leaf) {
        if (end !== undefined && step * Buffer.compare(node.key, end) >= 0) return;
        left -= 1;
        yield node;
      } else {
        path.push(this.#edge(node.child, main.depth - path.length, reverse));
      }
    }
  }

  /** The pages from the root to the first entry of a range. */
  #seek(root: number, depth: number, { start, reverse = false }: KeyRange): Step[] {
    const path: Step[] = [];
    for (let number = root, left = depth; left > 0; left -= 1) {
      const at = this.#edge(number, left, reverse);
      if (start !== undefined) at.index = indexOf(at, start, reverse);
      path.push(at);
      if (left === 1) break;
      const { child } = nodeAt(at, at.index);
      at.index += reverse ? -1 : 1;
      number = child;
    }
    return path;
  }

  /** A tree page at its first node, or its last. */
  #edge(number: number, depth: number, reverse: boolean): Step {
    const page = this.#read(number, PAGE_BYTES);
    const header = inPage(number, () => readHeader(page));
    const kind = depth > 1 ? PAGE_KIND.branch : PAGE_KIND.leaf;
    requirePage(
      header.kind === kind && Number.isInteger(header.nodes),
      `page ${number}: is of kind ${header.kind}, expected ${kind}`,
    );
    return { number, page, header, index: reverse ? header.nodes - 1 : 0 };
  }

  /** A copy. Whether it is what was stored is for whoever asked to say: frames and snapshots carry their own checksums. */
  #valueOf({ overflowPage, value, valueBytes }: PageNode): Uint8Array {
    if (overflowPage === undefined) return Buffer.from(value ?? []);
    requirePage(
      valueBytes < 2 ** 31 - PAGE_BYTES,
      `page ${overflowPage}: a value has ${valueBytes} bytes`,
    );
    const bytes = this.#read(overflowPage, PAGE_HEADER_BYTES + valueBytes);
    return bytes.subarray(PAGE_HEADER_BYTES);
  }

  #read(page: number, bytes: number): Buffer {
    const buffer = Buffer.allocUnsafeSlow(bytes);
    this.#fill(buffer, page);
    return buffer;
  }

  #fill(buffer: Buffer, page: number): void {
    const got = readSync(this.#descriptor, buffer, 0, buffer.length, page * PAGE_BYTES);
    requirePage(got === buffer.length, `page ${page}: lies beyond the end of the file`);
  }
}

/**
 * Where a range begins in a page: in a leaf the first key that is not below `key` (the last that is not above, in reverse), in a
 * branch the child that may have it; its first node stands for all keys below the second's.
 */
function indexOf(at: Step, key: Uint8Array, reverse: boolean): number {
  const { header } = at;
  const isBranch = header.kind === PAGE_KIND.branch;
  let low = isBranch ? 1 : 0;
  let high = header.nodes;
  // The first node that is above the key, or in a leaf read forwards, not below it.
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = Buffer.compare(nodeAt(at, middle).key, key);
    if (order > 0 || (order === 0 && !isBranch && !reverse)) high = middle;
    else low = middle + 1;
  }
  return isBranch || reverse ? low - 1 : low;
}

const nodeAt = ({ number, page, header }: Step, index: number): PageNode =>
  inPage(number, () => nodeOf(page, header, index));

/** Names the page in which a fault was found. */
function inPage<Result>(number: number, read: () => Result): Result {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof PageFault)) throw fault;
    throw new PageFault(`page ${number}: ${fault.message}`);
  }
}
