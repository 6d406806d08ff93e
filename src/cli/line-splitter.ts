/**
 * Lines out of chunks of bytes: ended by a line feed, perhaps with a carriage return before it, the last one by the end.
 * What is kept between two chunks is bounded: a line that is too long comes as undefined, once it has ended.
 */
const LINE_FEED = 0x0a;

export class LineSplitter {
  private readonly bytesMax: number;
  private begun: Buffer[] = [];
  /** Bytes of the line that has begun, kept or not. */
  private begunBytes = 0;

  /** @param bytesMax of a line, without what ends it */
  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** The lines that end in a chunk. */
  push(chunk: Buffer): (string | undefined)[] {
    const lines: (string | undefined)[] = [];
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      this.keep(chunk.subarray(from, to));
      lines.push(this.take());
      from = to + 1;
    }
    this.keep(chunk.subarray(from));
    return lines;
  }

  /** What is left when nothing more comes. */
  end(): (string | undefined)[] {
    return this.begunBytes === 0 ? [] : [this.take()];
  }

  private keep(bytes: Buffer): void {
    this.begunBytes += bytes.length;
    // One more than the longest line, which may be the carriage return.
    if (this.begunBytes > this.bytesMax + 1) this.begun = [];
    else this.begun.push(bytes);
  }

  private take(): string | undefined {
    const line = Buffer.concat(this.begun).toString('utf8').replace(/\r$/, '');
    const isWhole =
      this.begunBytes <= this.bytesMax + 1 && Buffer.byteLength(line) <= this.bytesMax;
    this.begun = [];
    this.begunBytes = 0;
    return isWhole ? line : undefined;
  }
}
