/**
 * LMDB's data file as bytes: pages, their headers and nodes, read without the storage engine.
 *
 * The engine trusts its file: a damaged page makes it read wild addresses and the process dies without a word. So
 * before a segment is trusted its structure is checked here, with every offset bounded. Layout of data version 2 with
 * 24-byte page headers, as the pinned binding writes it on 64-bit little-endian machines:
 *
 * - page header: page number u64, transaction u64, key size u16, kind u16, then lower u16 and upper u16 (tree pages,
 *   counted from the end of the header) or number of pages u32 (overflow);
 * - a tree page's header is followed by one u16 per node, its offset from the end of the header;
 * - node: size or child page u16+u16, flags u16, key bytes u16, key, then the value, or for a value with pages
 *   of its own their first page u64, transaction u64 and number u64;
 * - meta (pages 0 and 1): magic u32, version u32, address u64, map size u64, free tree, main tree, last page u64,
 *   transaction u64; a tree: page size u32, flags u16, depth u16, branch, leaf and overflow pages u64, entries u64,
 *   root u64.
 */
import { readUint64 } from './uint64.js';

export const PAGE_BYTES = 4096;
export const PAGE_HEADER_BYTES = 24;
const NODE_HEADER_BYTES = 8;
export const META_MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
/** The free tree's keys are native integers; no other flag is ever set in a journal. */
const INTEGER_KEYS = 8;
const NO_ROOT_HIGH_WORD = 0xffff_ffff;

/** What a page is, by its kind field. */
export const PAGE_KIND = { branch: 1, leaf: 2, overflow: 4, meta: 8 } as const;
const NODE_ON_OVERFLOW = 1;
const OVERFLOW_REFERENCE_BYTES = 24;

/** A structural fault; the checker adds the file and the page. */
export class PageFault extends Error {
  override readonly name = 'PageFault';
}

/** Fails with a `PageFault` unless `holds`. */
export function requirePage(holds: boolean, reason: string): asserts holds {
  if (!holds) {
    throw new PageFault(reason);
  }
}

/** One tree of the file. */
export interface TreeInfo {
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** Undefined when the tree is empty. */
  readonly root: number | undefined;
}

export interface MetaPage {
  readonly pageBytes: number;
  readonly free: TreeInfo;
  readonly main: TreeInfo;
  readonly lastPage: number;
  readonly transaction: number;
}

export interface PageHeader {
  readonly number: number;
  readonly transaction: number;
  readonly kind: number;
  readonly nodes: number;
  readonly upper: number;
  readonly overflowPages: number;
}

export interface PageNode {
  readonly key: Uint8Array;
  /** Child page of a branch node. */
  readonly child: number;
  readonly valueBytes: number;
  /** First page of a value that has pages of its own. */
  readonly overflowPage: number | undefined;
  /** A value that is in the page. */
  readonly value: Uint8Array | undefined;
  /** Bytes the node takes in the page, rounded up to even. */
  readonly bytes: number;
}

const viewOf = (page: Uint8Array): DataView =>
  new DataView(page.buffer, page.byteOffset, page.byteLength);

/** A 64-bit field that must be a plausible number. */
const field64 = (view: DataView, offset: number, name: string): number => {
  const value = readUint64(view, offset);
  requirePage(value !== undefined, `${name} is out of range`);
  return value;
};

/** Decodes meta page `slot` (0 or 1). */
export const readMeta = (page: Uint8Array, slot: number): MetaPage => {
  const view = viewOf(page);
  const header = readHeader(page);
  requirePage(header.number === slot && header.kind === PAGE_KIND.meta, 'is not a meta page');
  const at = PAGE_HEADER_BYTES;
  requirePage(view.getUint32(at, true) === META_MAGIC, 'has no LMDB magic');
  requirePage(view.getUint32(at + 4, true) === DATA_VERSION, 'has another data version');
  const address = field64(view, at + 8, 'address');
  const freeFlags = view.getUint16(at + 28, true);
  const mainFlags = view.getUint16(at + 76, true);
  requirePage(
    address === 0 && freeFlags === INTEGER_KEYS && mainFlags === 0,
    `has flags ${freeFlags} and ${mainFlags} and address ${address}, which are never written`,
  );
  return {
    pageBytes: view.getUint32(at + 24, true),
    free: readTree(view, at + 24),
    main: readTree(view, at + 72),
    lastPage: field64(view, at + 120, 'last page'),
    transaction: field64(view, at + 128, 'transaction'),
  };
};

const readTree = (view: DataView, at: number): TreeInfo => ({
  depth: view.getUint16(at + 6, true),
  branchPages: field64(view, at + 8, 'branch pages'),
  leafPages: field64(view, at + 16, 'leaf pages'),
  overflowPages: field64(view, at + 24, 'overflow pages'),
  entries: field64(view, at + 32, 'entries'),
  root:
    view.getUint32(at + 44, true) === NO_ROOT_HIGH_WORD
      ? undefined
      : field64(view, at + 40, 'root page'),
});

/** Decodes a page's header; every field is bounded by the page. */
export const readHeader = (page: Uint8Array): PageHeader => {
  const view = viewOf(page);
  const lower = view.getUint16(20, true);
  const upper = view.getUint16(22, true);
  return {
    number: field64(view, 0, 'page number'),
    transaction: field64(view, 8, 'transaction'),
    kind: view.getUint16(18, true),
    nodes: lower / 2,
    upper,
    overflowPages: view.getUint32(20, true),
  };
};

/** The nodes of a tree page in key order. Together they fill the page from `upper` to its end. */
export const readNodes = (page: Uint8Array, header: PageHeader): PageNode[] => {
  const bodyBytes = page.length - PAGE_HEADER_BYTES;
  const { nodes, upper, kind } = header;
  requirePage(Number.isInteger(nodes) && 2 * nodes <= upper && upper <= bodyBytes, 'bad bounds');
  const view = viewOf(page);
  const list: PageNode[] = [];
  let filled = 0;
  for (let index = 0; index < nodes; index += 1) {
    const offset = view.getUint16(PAGE_HEADER_BYTES + 2 * index, true);
    requirePage(offset >= upper && offset % 2 === 0, `node ${index} lies outside the page's nodes`);
    const node = readNode(page, view, PAGE_HEADER_BYTES + offset, kind === PAGE_KIND.branch);
    filled += node.bytes;
    list.push(node);
  }
  requirePage(filled === bodyBytes - upper, 'the nodes do not fill the page');
  return list;
};

/** One node of a tree page by its place; only its own bounds are looked at. */
export const nodeOf = (page: Uint8Array, { kind, nodes }: PageHeader, index: number): PageNode => {
  const pointerAt = PAGE_HEADER_BYTES + 2 * index;
  requirePage(index >= 0 && index < nodes && pointerAt + 2 <= page.length, 'bad bounds');
  const view = viewOf(page);
  const at = PAGE_HEADER_BYTES + view.getUint16(pointerAt, true);
  return readNode(page, view, at, kind === PAGE_KIND.branch);
};

const readNode = (page: Uint8Array, view: DataView, at: number, isBranch: boolean): PageNode => {
  requirePage(at + NODE_HEADER_BYTES <= page.length, 'a node begins outside the page');
  const size = view.getUint32(at, true);
  const flags = view.getUint16(at + 4, true);
  const keyBytes = view.getUint16(at + 6, true);
  const keyAt = at + NODE_HEADER_BYTES;
  const valueAt = keyAt + keyBytes;
  const key = page.subarray(keyAt, valueAt);
  if (isBranch) {
    requirePage(valueAt <= page.length, 'a key ends outside the page');
    const child = flags * 4_294_967_296 + size;
    return { key, child, ...NO_VALUE, bytes: even(NODE_HEADER_BYTES + keyBytes) };
  }
  requirePage((flags & ~NODE_ON_OVERFLOW) === 0, `a node has flags ${flags}`);
  const isOnOverflow = flags === NODE_ON_OVERFLOW;
  const inPageBytes = isOnOverflow ? OVERFLOW_REFERENCE_BYTES : size;
  requirePage(valueAt + inPageBytes <= page.length, 'a node ends outside the page');
  return {
    key,
    child: 0,
    valueBytes: size,
    overflowPage: isOnOverflow ? field64(view, valueAt, 'overflow page') : undefined,
    value: isOnOverflow ? undefined : page.subarray(valueAt, valueAt + size),
    bytes: even(NODE_HEADER_BYTES + keyBytes + inPageBytes),
  };
};

const NO_VALUE = { valueBytes: 0, overflowPage: undefined, value: undefined };

const even = (bytes: number): number => bytes + (bytes % 2);
