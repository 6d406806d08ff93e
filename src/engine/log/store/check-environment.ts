/**
 * Checks the structure of an LMDB data file page by page, without the storage engine.
 *
 * A file without a fault: both meta pages are of neighbouring transactions, both trees (free pages, main) hang
 * together with ascending keys and the counts their meta page states, and every page up to the last is used exactly
 * once or free. Values are not looked at: frames carry their own checksum. No content of a file makes it throw; the
 * file must not be written meanwhile. What a fault means is decided in `sound-segment.ts` and `sound-snapshots.ts`.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dataFileOf } from './lmdb-environment.js';
import {
  type MetaPage,
  PAGE_BYTES,
  PAGE_HEADER_BYTES,
  PAGE_KIND,
  PageFault,
  type PageHeader,
  type PageNode,
  readHeader,
  readMeta,
  readNodes,
  requirePage,
  type TreeInfo,
} from './lmdb-pages.js';
import { readUint64 } from './uint64.js';
import { isUnfinished } from './unfinished.js';

/**
 * Where the write of a meta page fails, the engine puts back what it names a state by, the transaction and the last page of
 * what was there, and leaves the rest: the page of a commit of one frame that nobody was told of. A number that was damaged
 * leaves the last page, which is behind that of the state before. Where the commit took no new page, a number damaged by exactly
 * two looks the same, and the last frame is given up; every other damage of it is found.
 */
const isOfFailedCommit = (older: MetaPage, newest: MetaPage): boolean =>
  older.main.entries === newest.main.entries + 1 && older.lastPage <= newest.lastPage;

/** Pages 0 and 1 are meta pages. */
const FIRST_DATA_PAGE = 2;
const DEPTH_MAX = 32;

export interface CheckOptions {
  /** Nothing was ever removed, as in a journal: the older meta page cannot have more entries. Default true. */
  readonly appendOnly?: boolean;
}

/** What is wrong with a data file. */
export interface StructureFault {
  readonly file: string;
  /** The page looked at last. */
  readonly page: number;
  /**
   * `meta`: the pages that say which state is the newest, so what is missing cannot be known. `tree`: the pages below,
   * whose records can be counted against them.
   */
  readonly part: 'meta' | 'tree';
  readonly reason: string;
  /** Records the newest meta page states; undefined when that page has the fault. */
  readonly entries: number | undefined;
}

/** The first fault of the environment in `directory`; one that was never made, or not to its end, has none. */
export const faultOf = (
  directory: string,
  options: CheckOptions = {},
): StructureFault | undefined => {
  const file = dataFileOf(directory);
  if (isUnfinished(file)) {
    return undefined;
  }
  const descriptor = openSync(file, 'r');
  const walk = new PageWalk(descriptor, options.appendOnly ?? true);
  try {
    walk.run();
    return undefined;
  } catch (cause) {
    const { currentPage: page, part, entries } = walk;
    // Pages that cannot be read at all are missing, wherever they are.
    return cause instanceof PageFault
      ? { file, page, part, entries, reason: cause.message }
      : { file, page, part: 'meta', entries, reason: String(cause) };
  } finally {
    closeSync(descriptor);
  }
};

/** What is wrong and where, for messages. */
export const describeFault = ({ file, page, reason }: StructureFault): string =>
  `${file}: page ${page}: ${reason}`;

type KeyOrder = (left: Uint8Array, right: Uint8Array) => number;

/** The main tree's keys ascend as bytes. */
const byBytes: KeyOrder = (left, right) => Buffer.compare(left, right);

/** The free tree's keys are transaction numbers in the machine's order, little-endian on all that we run on. */
const byTransaction: KeyOrder = (left, right) => transactionIn(left) - transactionIn(right);

function transactionIn(key: Uint8Array): number {
  requirePage(key.length === 8, `a key of the free tree has ${key.length} bytes`);
  const number = readUint64(new DataView(key.buffer, key.byteOffset, key.byteLength), 0);
  requirePage(number !== undefined, 'a key of the free tree is out of range');
  return number;
}

/** Key bounds a subtree must keep to, both of its parent's nodes. */
interface Bounds {
  readonly from: Uint8Array | undefined;
  readonly before: Uint8Array | undefined;
}

interface Tally {
  branchPages: number;
  leafPages: number;
  overflowPages: number;
  entries: number;
}

/** One pass over one file. */
class PageWalk {
  /** The page looked at last, for messages. */
  currentPage = 0;
  part: StructureFault['part'] = 'meta';
  entries: number | undefined;
  readonly #descriptor: number;
  readonly #filePages: number;
  readonly #appendOnly: boolean;
  #used = new Uint8Array(0);
  #transactionMax = 0;
  /** Of the keys of the tree that is walked. */
  #order: KeyOrder = byBytes;

  constructor(descriptor: number, appendOnly: boolean) {
    this.#descriptor = descriptor;
    this.#appendOnly = appendOnly;
    this.#filePages = Math.floor(fstatSync(descriptor).size / PAGE_BYTES);
  }

  run(): void {
    const meta = this.#newestMeta();
    this.#transactionMax = meta.transaction;
    this.part = 'tree';
    this.entries = meta.main.entries;
    this.#used = new Uint8Array(meta.lastPage + 1);
    this.#walkTree(meta.main, byBytes, () => undefined);
    this.#walkTree(meta.free, byTransaction, (node) => this.#markFree(this.#valueOf(node)));
    for (let page = FIRST_DATA_PAGE; page <= meta.lastPage; page += 1) {
      this.currentPage = page;
      requirePage(this.#used[page] === 1, 'belongs to nothing and is not free');
    }
  }

  #newestMeta(): MetaPage {
    requirePage(this.#filePages >= FIRST_DATA_PAGE, 'the file is shorter than its meta pages');
    const metas = [0, 1].map((slot) => {
      const meta = readMeta(this.#read(slot), slot);
      requirePage(meta.pageBytes === PAGE_BYTES, `page size ${meta.pageBytes}`);
      requirePage(meta.transaction === 0 || meta.transaction % 2 === slot, 'is in the wrong slot');
      return meta;
    });
    const [even, odd] = metas as [MetaPage, MetaPage];
    // Of two that are alike the engine takes the even one: so it is before the first commit, and after it failed.
    const [newest, older] = odd.transaction > even.transaction ? [odd, even] : [even, odd];
    const isNew = newest.transaction === 0;
    requirePage(
      isNew || newest.transaction - older.transaction === 1,
      'the meta pages are not of neighbouring transactions',
    );
    // A damaged transaction number could make the engine go back to the meta page before.
    requirePage(
      !this.#appendOnly ||
        older.main.entries <= newest.main.entries ||
        isOfFailedCommit(older, newest),
      'the older meta page has more entries',
    );
    // Trailing free pages need not be in the file, but a last page far beyond it is damage.
    requirePage(newest.lastPage < 2 * this.#filePages + 1024, `last page ${newest.lastPage}`);
    return newest;
  }

  #walkTree(tree: TreeInfo, order: KeyOrder, onEntry: (node: PageNode) => void): void {
    const tally: Tally = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
    this.#order = order;
    if (tree.root !== undefined) {
      requirePage(tree.depth > 0 && tree.depth <= DEPTH_MAX, `tree depth ${tree.depth}`);
      const everything = { from: undefined, before: undefined };
      this.#walkPage(tree.root, tree.depth, everything, tally, onEntry);
    }
    this.currentPage = 0;
    for (const name of ['branchPages', 'leafPages', 'overflowPages', 'entries'] as const) {
      requirePage(
        tally[name] === tree[name],
        `${name}: ${tree[name]} stated, ${tally[name]} found`,
      );
    }
  }

  #walkPage(
    number: number,
    depth: number,
    bounds: Bounds,
    tally: Tally,
    onEntry: (node: PageNode) => void,
  ): void {
    const page = this.#take(number);
    const header = this.#headerOf(page, number);
    const kind = depth > 1 ? PAGE_KIND.branch : PAGE_KIND.leaf;
    requirePage(header.kind === kind, `is of kind ${header.kind}, expected ${kind}`);
    const nodes = readNodes(page, header);
    requirePage(nodes.length > 0, 'is a tree page without nodes');
    if (kind === PAGE_KIND.leaf) {
      tally.leafPages += 1;
      this.#checkLeaf(nodes, bounds, tally, onEntry);
      return;
    }
    tally.branchPages += 1;
    for (const [index, node] of nodes.entries()) {
      this.currentPage = number;
      const from = index === 0 ? bounds.from : node.key;
      const before = nodes[index + 1]?.key ?? bounds.before;
      requirePage(
        from === undefined || before === undefined || this.#isBefore(from, before),
        'key order',
      );
      this.#walkPage(node.child, depth - 1, { from, before }, tally, onEntry);
    }
  }

  #checkLeaf(
    nodes: PageNode[],
    bounds: Bounds,
    tally: Tally,
    onEntry: (node: PageNode) => void,
  ): void {
    const page = this.currentPage;
    let previous: Uint8Array | undefined;
    for (const node of nodes) {
      this.currentPage = page;
      const { key } = node;
      requirePage(
        previous === undefined || this.#isBefore(previous, key),
        'the keys do not ascend',
      );
      requirePage(!bounds.from || !this.#isBefore(key, bounds.from), 'a key is too low');
      requirePage(!bounds.before || this.#isBefore(key, bounds.before), 'a key is too high');
      previous = key;
      tally.entries += 1;
      if (node.overflowPage !== undefined) {
        tally.overflowPages += this.#takeOverflow(node.overflowPage, node.valueBytes);
      }
      onEntry(node);
    }
  }

  /** Marks the pages of a value stored outside its leaf; returns how many. */
  #takeOverflow(first: number, valueBytes: number): number {
    const pages = Math.ceil((PAGE_HEADER_BYTES + valueBytes) / PAGE_BYTES);
    const header = this.#headerOf(this.#take(first), first);
    requirePage(header.kind === PAGE_KIND.overflow, `is of kind ${header.kind}, not overflow`);
    requirePage(
      header.overflowPages === pages,
      `spans ${header.overflowPages} pages, not ${pages}`,
    );
    for (let page = first + 1; page < first + pages; page += 1) {
      this.#mark(page);
      requirePage(page < this.#filePages, 'lies beyond the end of the file');
    }
    return pages;
  }

  /** Marks the pages a record of the free tree lists: page numbers, `-n` before the first of n in a row, 0 nothing. */
  #markFree(list: Uint8Array): void {
    const record = this.currentPage;
    const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
    requirePage(list.length >= 8 && list.length % 8 === 0, 'a free list has no whole entries');
    const count = readUint64(view, 0);
    requirePage(count !== undefined && 8 * (count + 1) <= list.length, 'a free list is cut off');
    for (let index = 1; index <= count; index += 1) {
      this.currentPage = record;
      let run = 1;
      if (view.getInt32(8 * index + 4, true) < 0) {
        run = -view.getInt32(8 * index, true);
        index += 1;
        requirePage(run > 0 && index <= count, 'a free list ends inside a run');
      }
      const first = readUint64(view, 8 * index);
      requirePage(first !== undefined, 'a free list has a wild entry');
      for (let page = first; first !== 0 && page < first + run; page += 1) {
        this.#mark(page);
      }
    }
  }

  #isBefore(left: Uint8Array, right: Uint8Array): boolean {
    return this.#order(left, right) < 0;
  }

  #valueOf(node: PageNode): Uint8Array {
    if (node.overflowPage === undefined) {
      return node.value ?? new Uint8Array(0);
    }
    const bytes = Buffer.alloc(node.valueBytes);
    readSync(
      this.#descriptor,
      bytes,
      0,
      bytes.length,
      node.overflowPage * PAGE_BYTES + PAGE_HEADER_BYTES,
    );
    return bytes;
  }

  #headerOf(page: Uint8Array, number: number): PageHeader {
    const header = readHeader(page);
    requirePage(header.number === number, `says it is page ${header.number}`);
    requirePage(
      header.transaction > 0 && header.transaction <= this.#transactionMax,
      `is of transaction ${header.transaction}, the newest is ${this.#transactionMax}`,
    );
    return header;
  }

  /** Reads a page that must not belong to anything else. */
  #take(number: number): Uint8Array {
    this.#mark(number);
    return this.#read(number);
  }

  #mark(number: number): void {
    requirePage(
      number >= FIRST_DATA_PAGE && number < this.#used.length,
      `points to page ${number}`,
    );
    this.currentPage = number;
    requirePage(this.#used[number] === 0, 'is used twice');
    this.#used[number] = 1;
  }

  #read(number: number): Uint8Array {
    this.currentPage = number;
    requirePage(number < this.#filePages, 'lies beyond the end of the file');
    const page = Buffer.allocUnsafe(PAGE_BYTES);
    const bytes = readSync(this.#descriptor, page, 0, PAGE_BYTES, number * PAGE_BYTES);
    requirePage(bytes === PAGE_BYTES, 'is cut off');
    return page;
  }
}
