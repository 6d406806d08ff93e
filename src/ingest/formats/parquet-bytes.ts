/**
 * Bytes of a Parquet file: ranges of a source, those of one row group kept while it is read in parts; and unpacking that never
 * gives more than was said. Fails with IngestError decompression-bomb, damaged-file.
 */
import type { AsyncBuffer, Compressors } from 'hyparquet';
import { decompressZstd } from 'hyparquet-compressors';
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import { CHUNK_BYTES_MAX } from '../limits.js';

const KEPT_BYTES_MAX = 67_108_864;

export class ChunkCache implements AsyncBuffer {
  readonly byteLength: number;
  private readonly source: ByteSource;
  /** In the order they were read. */
  private readonly kept = new Map<string, ArrayBuffer>();
  private keptBytes = 0;

  constructor(source: ByteSource) {
    this.source = source;
    this.byteLength = source.sizeBytes;
  }

  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    if (!(start >= 0 && start <= end && end <= this.byteLength))
      throw new IngestError('damaged-file', `bytes ${start} to ${end} are not in the file`);
    const name = `${start}-${end}`;
    const known = this.kept.get(name);
    if (known !== undefined) return known;
    const bytes = await this.source.read(start, end);
    const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.keep(name, own as ArrayBuffer);
    return own as ArrayBuffer;
  }

  private keep(name: string, bytes: ArrayBuffer): void {
    if (bytes.byteLength > KEPT_BYTES_MAX) return;
    this.kept.set(name, bytes);
    this.keptBytes += bytes.byteLength;
    for (const [oldest, { byteLength }] of this.kept) {
      if (this.keptBytes <= KEPT_BYTES_MAX) return;
      this.kept.delete(oldest);
      this.keptBytes -= byteLength;
    }
  }
}

/** Decompressors that refuse what says it is too large, and what is not as large as it says. */
export function boundedCompressors(compressors: Compressors): Compressors {
  const unpackers = Object.entries({ ...compressors, ZSTD: zstd });
  return Object.fromEntries(
    unpackers.map(([name, unpack]) => [
      name,
      (input: Uint8Array, length: number): Uint8Array => {
        if (!(length >= 0 && length <= CHUNK_BYTES_MAX))
          throw new IngestError('decompression-bomb', `a page of ${length} bytes`);
        const output = unpack(input, length);
        if (output.length !== length)
          throw new IngestError(
            'decompression-bomb',
            `a page said to have ${length} bytes has ${output.length}`,
          );
        return output;
      },
    ]),
  );
}

/** Into a buffer of the length that was said, which a frame cannot leave. */
const zstd = (input: Uint8Array, length: number): Uint8Array =>
  decompressZstd(input, new Uint8Array(length));
