/** Opens a source as the table its bytes are. Fails with IngestError. */
import type { ByteSource } from '../../objects/index.js';
import { openCsv } from './csv.js';
import { openJson } from './json.js';
import { openParquet } from './parquet.js';
import { sniff } from './sniff.js';
import type { Progress, Table } from './table.js';

export async function openTable(source: ByteSource, progress: Progress): Promise<Table> {
  const sniffed = await sniff(source);
  if (sniffed.format === 'parquet') return await openParquet(source, progress);
  if (sniffed.format === 'csv' || sniffed.format === 'tsv')
    return await openCsv({ source, progress, ...sniffed });
  return openJson({ source, progress, encoding: sniffed.encoding, format: sniffed.format });
}
