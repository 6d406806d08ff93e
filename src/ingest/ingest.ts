/**
 * One file in, one result out: hash, format, measurement, scores. Runs wherever it is called; `IngestPool` runs it on threads.
 *
 * Reads the file twice: once for its hash, so that nothing is measured of a file that is not the one declared, and once for its
 * rows. The result is a function of the bytes, the declaration, the references, the time and the secret. Fails with IngestError,
 * or with what the source fails with.
 */
import { createHash } from 'node:crypto';
import type { ByteSource } from '../objects/index.js';
import {
  canonicalJson,
  completeness,
  composite,
  consistency,
  type IngestResult,
  type MeasuredDimensions,
  type Reliability,
  RULE_SET_VERSION,
  reliability,
  type Sample,
  sha256Hex,
} from '../quality/index.js';
import { CellKind, CellReader } from './cells/cell.js';
import { hashed } from './cells/hash.js';
import { HashSet } from './cells/hash-set.js';
import { AccuracySample, Reference, type ReferenceOptions } from './checks/accuracy-sample.js';
import type { RowAges } from './checks/row-ages.js';
import { columnIndex, type ReferenceValues } from './checks/row-checks.js';
import type { Declaration } from './declaration.js';
import { bytesOf } from './formats/bytes.js';
import { openTable } from './formats/open-table.js';
import { IngestError } from './ingest-error.js';
import { DISTINCT_ROWS_MAX, SAMPLE_TEXT_MAX } from './limits.js';
import { type Measured, Measurement } from './measurement.js';

export interface IngestProgress {
  readonly stage: 'hashing' | 'measuring';
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface IngestOptions {
  readonly source: ByteSource;
  readonly declaration: Declaration;
  readonly nowMs: number;
  /** Of the platform: decides, with the content, which rows are drawn. */
  readonly secret: string;
  /** Columns whose values another set has. */
  readonly references?: readonly {
    readonly column: string;
    readonly source: ByteSource;
    readonly sourceColumn: string;
  }[];
  readonly accuracy?:
    | { readonly source: ByteSource; readonly options: ReferenceOptions }
    | undefined;
  /** Observed by the platform over 90 days. */
  readonly reliability?: Omit<Reliability, 'scorePpm'> | undefined;
  readonly earlier?: RowAges | undefined;
  readonly ages?: RowAges | undefined;
  /** Told as it goes on; throws to stop it. */
  readonly progress?: (progress: IngestProgress) => void;
}

export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const { source, declaration, nowMs, secret } = options;
  const contentHash = await hashOf(options);
  if (declaration.contentHash !== undefined && declaration.contentHash !== contentHash)
    throw new IngestError('content-hash-differs', `it is ${contentHash}`, {
      field: 'contentHash',
    });
  const salt = sha256Hex(`${secret}\0${contentHash}`);
  const references = await readReferences(options);
  const accuracy =
    options.accuracy &&
    new AccuracySample(
      await Reference.read(
        await openTable(options.accuracy.source, quiet),
        options.accuracy.options,
      ),
      salt,
    );
  let bytes = 0;
  let rows = 0;
  const tell = (): void =>
    options.progress?.({ stage: 'measuring', bytes, totalBytes: source.sizeBytes, rows });
  const table = await openTable(source, (read) => {
    bytes += read;
    tell();
  });
  const measured = await new Measurement({
    ...{ declaration, nowMs, salt, references, accuracy },
    sketchKey: sha256Hex(`sketch\0${secret}`),
    earlier: options.earlier,
    ages: options.ages,
    progress: (count) => {
      rows = count;
      tell();
    },
  }).run(table);
  const dimensions = dimensionsOf(measured, options);
  return {
    kind: 'patx-ingest-result',
    contentHash,
    declarationHash: sha256Hex(canonicalJson(declaration)),
    format: table.format,
    sizeBytes: source.sizeBytes,
    ingestedAtMs: nowMs,
    rows: measured.rows,
    duplicateRows: measured.rows - measured.distinctRows,
    duplicateRowsIsLowerBound: measured.duplicateRowsIsLowerBound,
    profile: measured.profile,
    sample: sampleOf(measured, declaration),
    personalData: measured.personalData,
    isBlocked: measured.personalData.some(({ isDeclared }) => !isDeclared),
    quality: {
      ruleSetVersion: RULE_SET_VERSION,
      dimensions,
      composite: composite(dimensions) ?? null,
    },
    ownRules: measured.ownRules,
    sketch: measured.sketch,
  };
}

const quiet = (): void => {};

async function hashOf({ source, progress }: IngestOptions): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of bytesOf(source, quiet)) {
    hash.update(piece);
    bytes += piece.length;
    progress?.({ stage: 'hashing', bytes, totalBytes: source.sizeBytes, rows: 0 });
  }
  return hash.digest('hex');
}

async function readReferences({ references = [] }: IngestOptions): Promise<ReferenceValues[]> {
  const found: ReferenceValues[] = [];
  for (const { column, source, sourceColumn } of references) {
    const table = await openTable(source, quiet);
    const values = new HashSet(DISTINCT_ROWS_MAX);
    const cell = new CellReader();
    let index = -1;
    for await (const rows of table.batches()) {
      if (index < 0) index = columnIndex(table.columns)(sourceColumn, 'references');
      for (const row of rows) {
        if (cell.read(row[index]) !== CellKind.MISSING) values.add(hashed.hi, hashed.lo);
      }
      if (values.isFull) throw new IngestError('reference-too-large', '', { field: column });
    }
    found.push({ column, values });
  }
  return found;
}

function dimensionsOf(measured: Measured, options: IngestOptions): MeasuredDimensions {
  const { profilers, distinctRows: rows } = measured;
  const unflagged = profilers.filter(({ isFilled }) => !isFilled);
  const sumOf = (of: typeof profilers, figure: 'missingDistinct' | 'evaluated' | 'failed') =>
    of.reduce((sum, profiler) => sum + profiler[figure], 0);
  const all = consistency(sumOf(profilers, 'evaluated'), sumOf(profilers, 'failed'));
  const some = consistency(sumOf(unflagged, 'evaluated'), sumOf(unflagged, 'failed'));
  // Without what one value fills, if that is lower: a constant column lifts nothing.
  const isLower = all !== undefined && some !== undefined && some.scorePpm < all.scorePpm;
  const found: MeasuredDimensions = {
    completeness: completeness({
      rows,
      columns: profilers.length,
      missing: sumOf(profilers, 'missingDistinct'),
      unflaggedColumns: unflagged.length,
      unflaggedMissing: sumOf(unflagged, 'missingDistinct'),
    }),
    timeliness: measured.timeliness,
    consistency: some === undefined ? undefined : isLower ? some : all,
    accuracy: measured.accuracy,
    reliability: options.reliability && reliability(options.reliability),
  };
  // What is not measured is not there.
  return Object.fromEntries(Object.entries(found).filter(([, one]) => one !== undefined));
}

function sampleOf({ columns, isShown, sampleRows }: Measured, declaration: Declaration): Sample {
  const shown = columns.flatMap((_, i) => (isShown[i] ? [i] : []));
  const cell = new CellReader(declaration.missingTokens);
  return {
    columns: shown.map((i) => columns[i] as string),
    rows: sampleRows.map((row) => shown.map((i) => shownCell(cell, row[i]))),
  };
}

function shownCell(cell: CellReader, value: unknown): string | number | boolean | null {
  switch (cell.read(value)) {
    case CellKind.MISSING:
      return null;
    case CellKind.INTEGER:
    case CellKind.NUMBER:
      return cell.number;
    case CellKind.BOOLEAN:
      return cell.text === 'true';
    default:
      return cell.shown().slice(0, SAMPLE_TEXT_MAX);
  }
}
