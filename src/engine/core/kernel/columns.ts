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
 * Bytes a column begins behind the start of its buffer. The allocator hands out large blocks 16 bytes behind a page's
 * start; together that is a cache line, so that a record the size of a line lies in one line and not across two.
 */
const LEAD_BYTES = 48;

/** The columns of one core, in the order they were taken. */
export class Columns implements ColumnAllocator {
  private readonly columns: Column[] = [];
  private readonly names = new Set<string>();

  i32(name: string, length: number, used?: UsedLength): Int32Array {
    return new Int32Array(this.take(name, length, 4, used), LEAD_BYTES, length);
  }

  u32(name: string, length: number, used?: UsedLength): Uint32Array {
    return new Uint32Array(this.take(name, length, 4, used), LEAD_BYTES, length);
  }

  f64(name: string, length: number, used?: UsedLength): Float64Array {
    return new Float64Array(this.take(name, length, 8, used), LEAD_BYTES, length);
  }

  records(name: string, count: number, recordBytes: number, used?: UsedLength): RecordTable {
    const section = used === undefined ? { name, count } : { name, count, used };
    return this.sections(recordBytes, [section]);
  }

  sections(recordBytes: number, sections: readonly Section[]): RecordTable {
    if (recordBytes % 8 !== 0) throw new Error(`column records of ${recordBytes} bytes`);
    const records = sections.reduce((sum, { count }) => sum + count, 0);
    const bytes = records * recordBytes;
    const buffer = new ArrayBuffer(LEAD_BYTES + bytes);
    let offset = LEAD_BYTES;
    for (const { name, count, used } of sections) {
      this.register(name, new Uint8Array(buffer, offset, count * recordBytes), recordBytes, used);
      offset += count * recordBytes;
    }
    return {
      i32: new Int32Array(buffer, LEAD_BYTES, bytes / 4),
      f64: new Float64Array(buffer, LEAD_BYTES, bytes / 8),
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

  private take(name: string, length: number, elementBytes: number, used?: UsedLength): ArrayBuffer {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new Error(`column ${name}: length ${length}`);
    }
    const bytes = length * elementBytes;
    const buffer = new ArrayBuffer(LEAD_BYTES + bytes);
    this.register(name, new Uint8Array(buffer, LEAD_BYTES, bytes), elementBytes, used);
    return buffer;
  }

  private register(name: string, bytes: Uint8Array, elementBytes: number, used?: UsedLength): void {
    if (this.names.has(name)) throw new Error(`column ${name} is taken twice`);
    this.names.add(name);
    const usedBytes = () => (used === undefined ? bytes.length : used() * elementBytes);
    this.columns.push({ name, bytes, usedBytes });
  }
}
