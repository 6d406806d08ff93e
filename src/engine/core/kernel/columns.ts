/**
 * Columns: the memory of the core. Everything that decides the future lives in typed arrays that are
 * taken from here by name, once, at their full configured size; nothing grows later. The list of
 * columns, in the order they were taken, is what a snapshot writes and a state hash covers.
 *
 * Invariants: a name is taken once; the used prefix of a column never shrinks and the bytes behind it
 * are zero, so a fresh set of columns filled with the used prefixes equals the original.
 * Fails by throwing on a name taken twice or a size that is not a whole number: both are our bugs.
 */

/** One buffer seen as 32-bit integers and as doubles: an array of records with both kinds of field. */
export interface RecordTable {
  readonly i32: Int32Array;
  readonly f64: Float64Array;
}

/** How many elements (records for a record table) from the start are in use; default: all. */
export type UsedLength = () => number;

/** A part of a record table that is a column of its own. */
export interface Section {
  readonly name: string;
  /** Records in it. */
  readonly count: number;
  readonly used?: UsedLength;
}

/** What a part of the core needs to take its memory. Lengths are in elements. */
export interface ColumnAllocator {
  i32(name: string, length: number, used?: UsedLength): Int32Array;
  u32(name: string, length: number, used?: UsedLength): Uint32Array;
  f64(name: string, length: number, used?: UsedLength): Float64Array;
  /** `recordBytes` must be a multiple of 8. */
  records(name: string, count: number, recordBytes: number, used?: UsedLength): RecordTable;
  /** One table whose records lie in sections, one behind the other; each is a column. */
  sections(recordBytes: number, sections: readonly Section[]): RecordTable;
}

/** One registered column, as snapshots and hashes see it. */
export interface Column {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Length of the prefix in use, in bytes. */
  readonly usedBytes: () => number;
}

/**
 * Bytes the first column begins behind the start of its block; the others begin whole cache lines behind it. The allocator hands out
 * large blocks 16 bytes behind a page's start; together that is a line, so that a record the size of a line lies in one line and not across two.
 */
const LEAD_BYTES = 48;
const LINE_BYTES = 64;
/**
 * Columns share blocks, each twice as large as the one before: the garbage collector looks at everything again whenever some megabytes
 * are taken outside its heap, and a column of its own for each of them was half of what a start costs. Untouched pages cost nothing.
 */
const BLOCK_BYTES_MIN = 1 << 18;
const BLOCK_BYTES_MAX = 1 << 30;

/** The columns of one core, in the order they were taken. */
export class Columns implements ColumnAllocator {
  private readonly columns: Column[] = [];
  private readonly names = new Set<string>();
  private block = new ArrayBuffer(0);
  /** Lines of the block that are taken. */
  private lines = 0;

  i32(name: string, length: number, used?: UsedLength): Int32Array {
    const at = this.take(name, length, 4, used);
    return new Int32Array(this.block, at, length);
  }

  u32(name: string, length: number, used?: UsedLength): Uint32Array {
    const at = this.take(name, length, 4, used);
    return new Uint32Array(this.block, at, length);
  }

  f64(name: string, length: number, used?: UsedLength): Float64Array {
    const at = this.take(name, length, 8, used);
    return new Float64Array(this.block, at, length);
  }

  records(name: string, count: number, recordBytes: number, used?: UsedLength): RecordTable {
    const section = used === undefined ? { name, count } : { name, count, used };
    return this.sections(recordBytes, [section]);
  }

  sections(recordBytes: number, sections: readonly Section[]): RecordTable {
    if (recordBytes % 8 !== 0) throw new Error(`column records of ${recordBytes} bytes`);
    const records = sections.reduce((sum, { count }) => sum + count, 0);
    const bytes = records * recordBytes;
    const at = this.room(bytes);
    const buffer = this.block;
    let offset = at;
    for (const { name, count, used } of sections) {
      this.register(name, new Uint8Array(buffer, offset, count * recordBytes), recordBytes, used);
      offset += count * recordBytes;
    }
    return {
      i32: new Int32Array(buffer, at, bytes / 4),
      f64: new Float64Array(buffer, at, bytes / 8),
    };
  }

  /** Every column, in the order of registration. */
  list(): readonly Column[] {
    return this.columns;
  }

  /** Bytes taken in all, used or not. */
  totalBytes(): number {
    return this.columns.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Where in the block the column begins. */
  private take(name: string, length: number, elementBytes: number, used?: UsedLength): number {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new Error(`column ${name}: length ${length}`);
    }
    const bytes = length * elementBytes;
    const at = this.room(bytes);
    this.register(name, new Uint8Array(this.block, at, bytes), elementBytes, used);
    return at;
  }

  /** Where in the block there are so many bytes that nobody has; a new block if this one has too few. */
  private room(bytes: number): number {
    const at = LEAD_BYTES + this.lines * LINE_BYTES;
    if (at + bytes <= this.block.byteLength) {
      this.lines += Math.ceil(bytes / LINE_BYTES);
      return at;
    }
    const twice = Math.min(BLOCK_BYTES_MAX, 2 * this.block.byteLength);
    this.block = new ArrayBuffer(LEAD_BYTES + Math.max(bytes, twice, BLOCK_BYTES_MIN));
    this.lines = Math.ceil(bytes / LINE_BYTES);
    return LEAD_BYTES;
  }

  private register(name: string, bytes: Uint8Array, elementBytes: number, used?: UsedLength): void {
    if (this.names.has(name)) throw new Error(`column ${name} is taken twice`);
    this.names.add(name);
    const usedBytes = () => (used === undefined ? bytes.length : used() * elementBytes);
    this.columns.push({ name, bytes, usedBytes });
  }
}
