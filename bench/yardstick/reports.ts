/**
 * The report stream of a yardstick run: kept in memory as one preallocated table while the clock runs,
 * turned into the text of the benchmark and hashed afterwards.
 *
 * Lines: `0,seq,side,id,price,qty` new · `1,seq,price,qty,maker,taker` trade · `2,seq,side,id,price`
 * cancelled · `3,seq,side,id,price,qty` modified · `4,seq,id` cancel refused · `5,seq,id` modify refused.
 */
import { createHash } from 'node:crypto';

export const ACKNOWLEDGED = 0;
export const TRADED = 1;
export const CANCELLED = 2;
export const MODIFIED = 3;
export const CANCEL_REFUSED = 4;
export const MODIFY_REFUSED = 5;

const ROW_I32 = 6;
const SIDE_SHIFT = 3;
const KIND_MASK = 7;

export class Reports {
  count = 0;
  /** kind and side, sequence, id (taker), price, lots, maker */
  private readonly rows: Int32Array;

  constructor(rowsMax: number) {
    this.rows = new Int32Array(rowsMax * ROW_I32);
    // Touches every page, so that the run does not pay for the system's handing them out.
    this.rows.fill(-1);
  }

  /** Records one report. Fields a kind does not have are 0. */
  push(
    kind: number,
    seq: number,
    side: number,
    id: number,
    price: number,
    lots: number,
    maker: number,
  ): void {
    const { rows } = this;
    const at = this.count * ROW_I32;
    rows[at] = kind | (side << SIDE_SHIFT);
    rows[at + 1] = seq;
    rows[at + 2] = id;
    rows[at + 3] = price;
    rows[at + 4] = lots;
    rows[at + 5] = maker;
    this.count += 1;
  }

  /** SHA-256 of the whole stream, lines joined by a line feed. */
  hash(): string {
    const hash = createHash('sha256');
    let lines: string[] = [];
    for (let row = 0; row < this.count; row += 1) {
      lines.push(this.line(row));
      if (lines.length < 65_536) continue;
      hash.update(`${lines.join('\n')}${row + 1 < this.count ? '\n' : ''}`);
      lines = [];
    }
    return hash.update(lines.join('\n')).digest('hex');
  }

  private line(row: number): string {
    const fields = this.rows.subarray(row * ROW_I32, (row + 1) * ROW_I32);
    const [tag = 0, seq, id, price, lots, maker] = fields;
    const kind = tag & KIND_MASK;
    const side = tag >> SIDE_SHIFT;
    if (kind === TRADED) return `1,${seq},${price},${lots},${maker},${id}`;
    if (kind === CANCELLED) return `2,${seq},${side},${id},${price}`;
    if (kind === CANCEL_REFUSED || kind === MODIFY_REFUSED) return `${kind},${seq},${id}`;
    return `${kind},${seq},${side},${id},${price},${lots}`;
  }
}
