/**
 * The report stream of a yardstick run: kept in memory as one preallocated log of 32-bit words while
 * the clock runs, turned into the text of the benchmark and hashed afterwards.
 *
 * A record begins with a word of kind, side and sequence. What follows, and the line it becomes:
 * new `id price qty` → `0,seq,side,id,price,qty` · trade `price qty maker taker` →
 * `1,seq,price,qty,maker,taker` · cancelled `id price` → `2,seq,side,id,price` · modified as new →
 * `3,…` · cancel refused `id` → `4,seq,id` · modify refused `id` → `5,seq,id`.
 */
import { createHash } from 'node:crypto';

const ACKNOWLEDGED = 0;
const TRADED = 1;
const CANCELLED = 2;
const MODIFIED = 3;
const CANCEL_REFUSED = 4;
const MODIFY_REFUSED = 5;

const KIND_MASK = 7;
const SIDE_SHIFT = 3;
const SEQ_SHIFT = 4;
/** Words of a record of each kind. */
const WORDS = [4, 5, 3, 4, 2, 2];
const LINES_PER_UPDATE = 65_536;

export class Reports {
  private words = 0;
  private readonly log: Int32Array;

  constructor(wordsMax: number) {
    this.log = new Int32Array(wordsMax);
    // Touches every page, so that the run does not pay for the system's handing them out.
    this.log.fill(-1);
  }

  clear(): void {
    this.words = 0;
  }

  acknowledged(seq: number, side: number, id: number, price: number, lots: number): void {
    this.accepted(ACKNOWLEDGED, seq, side, id, price, lots);
  }

  modified(seq: number, side: number, id: number, price: number, lots: number): void {
    this.accepted(MODIFIED, seq, side, id, price, lots);
  }

  traded(seq: number, price: number, lots: number, maker: number, taker: number): void {
    const { log, words } = this;
    log[words] = (seq << SEQ_SHIFT) | TRADED;
    log[words + 1] = price;
    log[words + 2] = lots;
    log[words + 3] = maker;
    log[words + 4] = taker;
    this.words = words + 5;
  }

  cancelled(seq: number, side: number, id: number, price: number): void {
    const { log, words } = this;
    log[words] = (seq << SEQ_SHIFT) | (side << SIDE_SHIFT) | CANCELLED;
    log[words + 1] = id;
    log[words + 2] = price;
    this.words = words + 3;
  }

  cancelRefused(seq: number, id: number): void {
    this.refused(CANCEL_REFUSED, seq, id);
  }

  modifyRefused(seq: number, id: number): void {
    this.refused(MODIFY_REFUSED, seq, id);
  }

  /** Cancels and amends refused so far. */
  refusalCount(): number {
    let count = 0;
    for (let at = 0; at < this.words; ) {
      const kind = (this.log[at] as number) & KIND_MASK;
      if (kind === CANCEL_REFUSED || kind === MODIFY_REFUSED) count += 1;
      at += WORDS[kind] as number;
    }
    return count;
  }

  /** SHA-256 of the stream as it lies in memory: equal for equal streams, and leaves nothing to collect. */
  digest(): string {
    return createHash('sha256').update(this.log.subarray(0, this.words)).digest('hex');
  }

  /** SHA-256 of the whole stream as the benchmark writes it, lines joined by a line feed. */
  hash(): string {
    const hash = createHash('sha256');
    let lines: string[] = [];
    let at = 0;
    while (at < this.words) {
      lines.push(this.line(at));
      at += WORDS[(this.log[at] as number) & KIND_MASK] as number;
      if (lines.length < LINES_PER_UPDATE || at === this.words) continue;
      hash.update(`${lines.join('\n')}\n`);
      lines = [];
    }
    return hash.update(lines.join('\n')).digest('hex');
  }

  private accepted(
    kind: number,
    seq: number,
    side: number,
    id: number,
    price: number,
    lots: number,
  ): void {
    const { log, words } = this;
    log[words] = (seq << SEQ_SHIFT) | (side << SIDE_SHIFT) | kind;
    log[words + 1] = id;
    log[words + 2] = price;
    log[words + 3] = lots;
    this.words = words + 4;
  }

  private refused(kind: number, seq: number, id: number): void {
    const { log, words } = this;
    log[words] = (seq << SEQ_SHIFT) | kind;
    log[words + 1] = id;
    this.words = words + 2;
  }

  private line(at: number): string {
    const tag = this.log[at] as number;
    const kind = tag & KIND_MASK;
    const seq = tag >>> SEQ_SHIFT;
    const fields = this.log.subarray(at + 1, at + (WORDS[kind] as number)).join(',');
    const hasSide = kind === ACKNOWLEDGED || kind === CANCELLED || kind === MODIFIED;
    return hasSide
      ? `${kind},${seq},${(tag >> SIDE_SHIFT) & 1},${fields}`
      : `${kind},${seq},${fields}`;
  }
}
