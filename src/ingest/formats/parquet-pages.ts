/**
 * Walks the page headers of a column chunk before anything of it is unpacked: what a header says decides what is allocated, and
 * hyparquet believes it. Fails with IngestError damaged-file, decompression-bomb.
 */
import type { ColumnMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import { CHUNK_BYTES_MAX } from '../limits.js';

export async function checkPages(source: ByteSource, data: ColumnMetaData): Promise<void> {
  const field = data.path_in_schema.join('.');
  const damaged = (what: string) => new IngestError('damaged-file', what, { field });
  const { dictionary_page_offset: dictionary, data_page_offset: first } = data;
  const begin = Number(dictionary && dictionary < first ? dictionary : first);
  const end = begin + Number(data.total_compressed_size);
  if (!(begin >= 0 && begin < end && end <= source.sizeBytes))
    throw damaged(`its bytes ${begin} to ${end} are not in the file`);
  const bytes = await source.read(begin, end);
  const reader = {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    offset: 0,
  };
  let values = 0;
  let unpacked = 0;
  while (reader.offset < bytes.length) {
    let header: Header;
    try {
      header = parquetHeader(reader);
    } catch (error) {
      throw damaged((error as Error).message);
    }
    const packed = header.compressed_page_size;
    if (!(packed >= 0 && reader.offset + packed <= bytes.length))
      throw damaged(`a page of ${packed} packed bytes`);
    unpacked += header.uncompressed_page_size;
    if (!(header.uncompressed_page_size >= 0 && unpacked <= CHUNK_BYTES_MAX))
      throw new IngestError('decompression-bomb', `pages of ${unpacked} bytes`, { field });
    const rows = valuesOf(header);
    if (rows === undefined) throw damaged('a page whose parts do not add up');
    values += rows;
    reader.offset += packed;
  }
  if (values !== Number(data.num_values))
    throw damaged(`${data.num_values} values named, ${values} in its pages`);
}

type Header = ReturnType<typeof parquetHeader>;

/** Values a page adds to its column; undefined when what its header says of it does not fit together. */
function valuesOf(header: Header): number | undefined {
  const { uncompressed_page_size: unpacked, dictionary_page_header: dictionary } = header;
  // A dictionary has no more values than bytes; a page of data may repeat one value many times.
  if (dictionary !== undefined) return isWithin(dictionary.num_values, unpacked) ? 0 : undefined;
  const page = header.data_page_header ?? header.data_page_header_v2;
  if (page === undefined || !isWithin(page.num_values, Number.MAX_SAFE_INTEGER)) return undefined;
  const second = header.data_page_header_v2;
  if (second === undefined) return page.num_values;
  const { num_values: values, num_nulls: nulls, num_rows: rows } = second;
  const definitions = second.definition_levels_byte_length;
  const repetitions = second.repetition_levels_byte_length ?? 0;
  const isSound =
    isWithin(nulls, values) &&
    isWithin(rows, values) &&
    isWithin(definitions, unpacked) &&
    isWithin(repetitions, unpacked - definitions);
  return isSound ? values : undefined;
}

const isWithin = (value: number, most: number): boolean => value >= 0 && value <= most;
