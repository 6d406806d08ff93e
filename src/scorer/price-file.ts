/** A recorded price source on disk, which may grow: read again when it was written, and known by the hash of what was used of it. */
import { readFileSync, statSync } from 'node:fs';
import { type PriceSource, parsePriceSource, pricesSha } from '../sigma/index.js';

const FILE_BYTES_MAX = 512 * 1_048_576;
const HASHES_MAX = 1_000;

export class PriceFile {
  private readonly path: string;
  private known:
    | { readonly mark: string; readonly text: string; readonly source: PriceSource }
    | undefined;
  private readonly hashes = new Map<number, string>();

  constructor(path: string) {
    this.path = path;
  }

  get source(): PriceSource {
    return this.current().source;
  }

  /** Hash of the prices at or before a time. */
  shaUntil(untilMs: number): string {
    const { text } = this.current();
    const found = this.hashes.get(untilMs) ?? pricesSha(text, untilMs);
    if (this.hashes.size >= HASHES_MAX) this.hashes.clear();
    this.hashes.set(untilMs, found);
    return found;
  }

  private current() {
    const { size } = statSync(this.path);
    const mark = priceMark(this.path);
    if (this.known?.mark === mark) return this.known;
    if (size > FILE_BYTES_MAX) {
      throw new RangeError(`${this.path} has ${size} bytes, at most ${FILE_BYTES_MAX}`);
    }
    const text = readFileSync(this.path, 'utf8');
    this.known = { mark, text, source: parsePriceSource(text) };
    this.hashes.clear();
    return this.known;
  }
}

/** Another text whenever a file was written; empty where it cannot be looked at. */
export function priceMark(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.mtimeMs}/${stats.size}/${stats.ino}`;
}
