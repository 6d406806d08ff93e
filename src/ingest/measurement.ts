/**
 * Measures a table as its rows come: profile of each column, whole rows that repeat, times, checks, samples. Each row is read once
 * and let go; memory is bounded whatever comes.
 *
 * Fails with IngestError schema-differs, declaration, empty-file, and what the table fails with.
 */
import {
  type Accuracy,
  type ColumnProfile,
  type OwnRuleResult,
  type PersonalFinding,
  type RowSketch,
  SKETCH_SIZE,
  type Timeliness,
} from '../quality/index.js';
import { CellKind, CellReader } from './cells/cell.js';
import { hash53, mix } from './cells/hash.js';
import { HashSet } from './cells/hash-set.js';
import type { AccuracySample } from './checks/accuracy-sample.js';
import { type CellCheck, columnChecks } from './checks/column-checks.js';
import { type EventTimeOptions, EventTimes } from './checks/event-times.js';
import { JsonSchemaRule } from './checks/json-schema-rule.js';
import { odcsRules } from './checks/odcs-rules.js';
import type { OwnRule } from './checks/own-rule.js';
import type { RowAges } from './checks/row-ages.js';
import { columnIndex, type ReferenceValues, RowChecks } from './checks/row-checks.js';
import type { Declaration } from './declaration.js';
import type { Rows, Table } from './formats/table.js';
import { IngestError } from './ingest-error.js';
import {
  DISTINCT_ROWS_MAX,
  EXACT_VALUES_MAX,
  EXACT_VALUES_PER_COLUMN,
  SAMPLE_ROWS,
} from './limits.js';
import { ColumnProfiler } from './profile/column-profiler.js';
import { personalFindings } from './profile/personal-findings.js';
import { RowHasher } from './profile/row-hasher.js';
import { Smallest } from './profile/smallest.js';

export interface MeasurementOptions {
  readonly declaration: Declaration;
  readonly nowMs: number;
  /** Decides which rows are shown; nobody knows it before the file is fixed. */
  readonly salt: string;
  /** Hex; of the platform, the same for all files: keys the row sketch. */
  readonly sketchKey: string;
  readonly references: readonly ReferenceValues[];
  readonly accuracy: AccuracySample | undefined;
  /** Times of rows in earlier revisions. */
  readonly earlier: RowAges | undefined;
  /** Takes the times of this revision's rows. */
  readonly ages: RowAges | undefined;
  /** Told of rows after each batch. */
  readonly progress: (rows: number) => void;
}

export interface Measured {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly distinctRows: number;
  readonly duplicateRowsIsLowerBound: boolean;
  readonly profilers: readonly ColumnProfiler[];
  readonly profile: readonly ColumnProfile[];
  readonly personalData: readonly PersonalFinding[];
  readonly sampleRows: Rows;
  /** Whether a column is shown in the sample. */
  readonly isShown: readonly boolean[];
  readonly sketch: RowSketch;
  readonly timeliness: Timeliness | undefined;
  readonly accuracy: Accuracy | undefined;
  readonly ownRules: readonly OwnRuleResult[];
}

const HAS_FAILED = 0x80;
const KIND = 0x7f;

export class Measurement {
  private readonly options: MeasurementOptions;
  private readonly cell: CellReader;
  private readonly profilers: ColumnProfiler[] = [];
  private readonly checks: CellCheck[][] = [];
  private readonly distinct = new HashSet(DISTINCT_ROWS_MAX);
  private readonly hasher: RowHasher;
  private readonly sketch = new Smallest<undefined>(SKETCH_SIZE);
  private readonly sample = new Smallest<readonly unknown[]>(SAMPLE_ROWS);
  private readonly ownRules: readonly OwnRule[];
  private readonly saltHash: number;
  private rowChecks: RowChecks | undefined;
  private eventTimes: EventTimes | undefined;
  private eventColumn = -1;
  private columns: readonly string[] = [];
  private rows = 0;
  private distinctRows = 0;
  private kinds = new Uint8Array(0);
  private times = new Float64Array(0);

  constructor(options: MeasurementOptions) {
    const { declaration, salt } = options;
    this.options = options;
    this.cell = new CellReader(declaration.missingTokens);
    this.hasher = new RowHasher(options.sketchKey);
    this.saltHash = [...salt].reduce((hash, letter) => mix(hash ^ letter.charCodeAt(0)), 1);
    this.ownRules = [
      ...odcsRules(declaration.odcs ?? []),
      ...(declaration.jsonSchema === undefined ? [] : [new JsonSchemaRule(declaration.jsonSchema)]),
    ];
  }

  async run(table: Table): Promise<Measured> {
    this.columns = table.columns;
    for await (const rows of table.batches()) {
      if (rows.length === 0) continue;
      if (this.rows === 0) this.begin();
      this.addColumns();
      this.addRows(rows);
      this.options.progress(this.rows);
    }
    if (this.rows === 0) throw new IngestError('empty-file');
    return this.result();
  }

  /** The first rows are there, and with them the columns' names. */
  private begin(): void {
    const { declaration, references, accuracy, nowMs, earlier } = this.options;
    const indexOf = columnIndex(this.columns);
    this.rowChecks = new RowChecks(declaration, references, indexOf);
    accuracy?.begin(this.columns);
    const { eventTime } = declaration;
    if (eventTime === undefined) return;
    const { column, format, halfLifeMs } = eventTime;
    this.eventColumn = indexOf(column, 'eventTime.column');
    const options: EventTimeOptions = { format, halfLifeMs, nowMs, earlier };
    this.eventTimes = new EventTimes(options);
  }

  private addColumns(): void {
    const { declaration } = this.options;
    const share = Math.floor(EXACT_VALUES_MAX / this.columns.length);
    const exactValues = Math.max(200, Math.min(EXACT_VALUES_PER_COLUMN, share));
    for (let i = this.profilers.length; i < this.columns.length; i += 1) {
      const name = this.columns[i] as string;
      const profiler = new ColumnProfiler(name, exactValues);
      profiler.addMissingRows(this.rows, this.distinctRows);
      this.profilers.push(profiler);
      // One column has several where earlier revisions of its listing declared others.
      const declared = declaration.columns?.filter((one) => one.name === name) ?? [];
      this.checks.push(declared.flatMap(columnChecks));
    }
  }

  private addRows(rows: Rows): void {
    const size = rows.length * this.columns.length;
    if (this.kinds.length < size) this.kinds = new Uint8Array(size);
    if (this.times.length < rows.length) this.times = new Float64Array(rows.length);
    this.hasher.begin(rows.length);
    for (let column = 0; column < this.columns.length; column += 1) this.addCells(rows, column);
    this.checkRows(rows);
    this.addDistinct(rows);
    this.rows += rows.length;
  }

  private addCells(rows: Rows, column: number): void {
    const { cell, hasher, kinds } = this;
    const profiler = this.profilers[column] as ColumnProfiler;
    const checks = this.checks[column] as CellCheck[];
    const isEventTime = column === this.eventColumn;
    const base = column * rows.length;
    for (let r = 0; r < rows.length; r += 1) {
      const kind = cell.read((rows[r] as readonly unknown[])[column]);
      let code: number = kind;
      if (kind !== CellKind.MISSING) {
        hasher.add(r, column, isEventTime);
        for (const check of checks) if (!check(cell)) code |= HAS_FAILED;
      }
      profiler.addCell(cell);
      if (isEventTime) this.times[r] = (this.eventTimes as EventTimes).timeOf(cell);
      kinds[base + r] = code;
    }
  }

  private checkRows(rows: Rows): void {
    const { kinds, rowChecks } = this;
    const hasChecks = rowChecks !== undefined && !rowChecks.isEmpty;
    if (!hasChecks && this.ownRules.length === 0) return;
    for (const [r, row] of rows.entries()) {
      if (hasChecks) {
        rowChecks.run(row, (column) => {
          const at = column * rows.length + r;
          kinds[at] = (kinds[at] as number) | HAS_FAILED;
        });
      }
      for (const rule of this.ownRules) rule.add(row, this.columns);
    }
  }

  private addDistinct(rows: Rows): void {
    const { hasher, kinds, options } = this;
    const isRepeated = new Uint8Array(rows.length);
    for (let r = 0; r < rows.length; r += 1) {
      const isNew = this.distinct.add(hasher.sameHi[r] as number, hasher.sameLo[r] as number);
      if (isNew) this.addDistinctRow(rows[r] as readonly unknown[], r, options);
      else isRepeated[r] = 1;
    }
    for (const [column, profiler] of this.profilers.entries()) {
      const base = column * rows.length;
      for (let r = 0; r < rows.length; r += 1) {
        const code = kinds[base + r] as number;
        const kind = (code & KIND) as CellKind;
        profiler.tallyCell(kind, (code & HAS_FAILED) !== 0, isRepeated[r] === 1);
      }
    }
  }

  private addDistinctRow(row: readonly unknown[], r: number, options: MeasurementOptions): void {
    this.distinctRows += 1;
    const hash = this.hasher.shared(r);
    this.sketch.add(hash, undefined);
    const order = hash53(mix(hash ^ this.saltHash), mix(Math.floor(hash / 65_536)));
    if (this.sample.wants(order)) this.sample.add(order, row);
    options.accuracy?.add(row);
    if (this.eventTimes === undefined) return;
    const hi = this.hasher.timelessHi[r] as number;
    const lo = this.hasher.timelessLo[r] as number;
    const ms = this.times[r] as number;
    this.eventTimes.add(ms, hi, lo);
    if (!Number.isNaN(ms)) options.ages?.note(hi, lo, ms);
  }

  private result(): Measured {
    const { declaration, accuracy } = this.options;
    this.checkSchema();
    const findings = personalFindings(this.profilers, declaration);
    const isPrivate = this.columns.map(
      (name) =>
        declaration.columns?.some((one) => one.name === name && one.private === true) === true,
    );
    const isShown = this.columns.map(
      (name, i) => !isPrivate[i] && !findings.some(({ column }) => column === name),
    );
    return {
      columns: this.columns,
      rows: this.rows,
      distinctRows: this.distinctRows,
      duplicateRowsIsLowerBound: this.distinct.isFull,
      profilers: this.profilers,
      profile: this.profilers.map((one, i) => one.profile(!isShown[i], isPrivate[i] as boolean)),
      personalData: findings,
      sampleRows: this.sample.entries().map(([, row]) => row),
      isShown,
      sketch: this.sketch.entries().map(([hash]) => hash),
      timeliness: this.eventTimes?.result(),
      accuracy: accuracy?.result(),
      ownRules: this.ownRules.map((rule) => rule.result()),
    };
  }

  /** Columns and types against what was declared. */
  private checkSchema(): void {
    const { columns = [], isComplete } = this.options.declaration;
    for (const { name, type } of columns) {
      const index = this.columns.indexOf(name);
      if (index < 0)
        throw new IngestError('schema-differs', `there is no column ${name}`, { field: name });
      const profiler = this.profilers[index] as ColumnProfiler;
      if (type !== undefined && profiler.shareOf(type) < 0.5)
        throw new IngestError(
          'schema-differs',
          `most values of ${name} are no ${type} but ${profiler.type}`,
          { field: name },
        );
    }
    const extra =
      isComplete === true
        ? this.columns.find((name) => !columns.some((one) => one.name === name))
        : undefined;
    if (extra !== undefined)
      throw new IngestError('schema-differs', `${extra} is not declared`, { field: extra });
  }
}
