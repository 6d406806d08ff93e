/** A result of an ingestion as text for a terminal. What stands in a file is shown without its control characters. Never fails. */
import {
  type ColumnProfile,
  DIMENSIONS,
  type IngestResult,
  type OwnRuleResult,
  PPM,
} from '../../quality/index.js';
import { textTable } from '../text-table.js';

const CELL_LENGTH_MAX = 28;

export function profileText(result: IngestResult): string {
  const { quality, sample } = result;
  const measured = DIMENSIONS.map((name) => {
    const found = quality.dimensions[name];
    return [name, found === undefined ? 'not measured' : share(found.scorePpm)];
  });
  const whole = quality.composite;
  const composite = whole && [
    ['composite', share(whole.compositePpm)],
    ['coverage', share(whole.coveragePpm)],
    ['counts for rank, filters and minting', share(whole.countedPpm)],
  ];
  const parts = [
    `${result.format}, ${result.sizeBytes} bytes, ${result.rows} rows, ${result.duplicateRows} repeat another`,
    `SHA-256 ${result.contentHash}`,
    '',
    textTable(COLUMNS, result.profile.map(columnRow)),
    '',
    textTable(
      [`quality by ${quality.ruleSetVersion}`, 'share'],
      [...measured, ...(composite ?? [])],
    ),
    ...filled(result.profile),
    ...personal(result),
    ...rules(result.ownRules),
    '',
    `a sample of ${sample.rows.length} rows:`,
    textTable(
      sample.columns.map(cell),
      sample.rows.map((row) => row.map((value) => cell(value))),
    ),
  ];
  return `${parts.join('\n')}\n`;
}

const COLUMNS = ['column', 'type', 'missing', 'distinct', 'failed', 'min', 'max', 'most frequent'];

function columnRow(column: ColumnProfile): string[] {
  const { distinct, distinctErrorPpm, type } = column;
  const isTime = type === 'date' || type === 'timestamp';
  const bound = (value: number | string | null): string =>
    isTime && typeof value === 'number' ? timeText(value, type) : cell(value);
  const approximate = distinctErrorPpm > 0 ? `~${distinct}` : String(distinct ?? '');
  const [most] = column.examples;
  return [
    cell(column.name),
    type,
    String(column.missing),
    approximate,
    String(column.failed),
    bound(column.min),
    bound(column.max),
    most === undefined ? '' : `${cell(most.value)} ×${most.count}`,
  ];
}

function timeText(ms: number, type: string): string {
  const iso = new Date(ms).toISOString();
  return type === 'date' ? iso.slice(0, 10) : iso;
}

const share = (ppm: number): string => `${((100 * ppm) / PPM).toFixed(2)} %`;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would move the cursor
  const text = String(value).replace(/[\x00-\x1f\x7f-\x9f]/g, ' ');
  return text.length > CELL_LENGTH_MAX ? `${text.slice(0, CELL_LENGTH_MAX - 1)}…` : text;
}

function filled(profile: readonly ColumnProfile[]): string[] {
  const names = profile.filter(({ isFilled }) => isFilled).map(({ name }) => cell(name));
  return names.length === 0 ? [] : ['', `one value fills: ${names.join(', ')}`];
}

function personal({ personalData }: IngestResult): string[] {
  if (personalData.length === 0) return [];
  const rows = personalData.map(({ column, category, cells, isDeclared }) => [
    cell(column),
    category,
    String(cells),
    isDeclared ? 'declared' : 'not declared',
  ]);
  return ['', textTable(['personal data in', 'category', 'cells', ''], rows)];
}

function rules(results: readonly OwnRuleResult[]): string[] {
  if (results.length === 0) return [];
  const rows = results.map(({ name, outcome, measured, detail }) => [
    cell(name),
    outcome,
    measured === null ? '' : String(measured),
    detail,
  ]);
  return ['', textTable(["provider's own rule", 'outcome', 'measured', ''], rows)];
}
