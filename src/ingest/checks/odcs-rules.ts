/**
 * Quality checks of an Open Data Contract (ODCS 3.1) over rows: the library's metrics, counted in rows or percent and compared as
 * the contract says. SQL and custom checks are code of somebody else: they are listed and not run. Shown apart.
 *
 * Fails with IngestError declaration for a check that breaks its schema.
 */
import { z } from 'zod';
import type { OwnRuleResult } from '../../quality/index.js';
import { CellKind, CellReader } from '../cells/cell.js';
import { hashed, mix } from '../cells/hash.js';
import { HashSet } from '../cells/hash-set.js';
import { IngestError } from '../ingest-error.js';
import { DISTINCT_ROWS_MAX } from '../limits.js';
import type { OwnRule } from './own-rule.js';

const number = z.number();
const pair = z.tuple([number, number]);
const METRICS = [
  'rowCount',
  'nullValues',
  'missingValues',
  'invalidValues',
  'duplicateValues',
] as const;

const ruleSchema = z.looseObject({
  name: z.string().max(200).optional(),
  type: z.enum(['library', 'sql', 'custom', 'text']).default('library'),
  metric: z.enum(METRICS).optional(),
  /** The column, for a check of one. */
  property: z.string().max(200).optional(),
  unit: z.enum(['rows', 'percent']).default('rows'),
  arguments: z
    .looseObject({
      validValues: z
        .array(z.union([z.string(), number]))
        .max(1_000)
        .optional(),
      pattern: z.string().max(256).optional(),
      missingValues: z.array(z.string().nullable()).max(50).optional(),
      properties: z.array(z.string()).max(8).optional(),
    })
    .default({}),
  mustBe: number.optional(),
  mustNotBe: number.optional(),
  mustBeGreaterThan: number.optional(),
  mustBeGreaterOrEqualTo: number.optional(),
  mustBeLessThan: number.optional(),
  mustBeLessOrEqualTo: number.optional(),
  mustBeBetween: pair.optional(),
  mustNotBeBetween: pair.optional(),
});
type Rule = z.infer<typeof ruleSchema>;

const OPERATORS: Readonly<Record<string, (value: number, bound: never) => boolean>> = {
  mustBe: (value, bound: number) => value === bound,
  mustNotBe: (value, bound: number) => value !== bound,
  mustBeGreaterThan: (value, bound: number) => value > bound,
  mustBeGreaterOrEqualTo: (value, bound: number) => value >= bound,
  mustBeLessThan: (value, bound: number) => value < bound,
  mustBeLessOrEqualTo: (value, bound: number) => value <= bound,
  mustBeBetween: (value, [from, to]: [number, number]) => value >= from && value <= to,
  mustNotBeBetween: (value, [from, to]: [number, number]) => value < from || value > to,
};

export function odcsRules(given: readonly Record<string, unknown>[]): OwnRule[] {
  return given.map((one, i) => {
    const parsed = ruleSchema.safeParse(one);
    const refuse = (reason: string) =>
      new IngestError('declaration', reason, { field: `odcs.${i}` });
    if (!parsed.success) throw refuse(parsed.error.issues[0]?.message ?? '');
    const rule = parsed.data;
    const name =
      rule.name ?? `${rule.metric ?? rule.type}${rule.property ? ` of ${rule.property}` : ''}`;
    if (rule.type !== 'library') return new NotRun(name, rule.type);
    if (rule.metric === undefined) throw refuse('a library check names a metric');
    if (rule.metric !== 'rowCount' && columnsOf(rule).length === 0)
      throw refuse(`${rule.metric} names a property`);
    if (operatorsOf(rule).length === 0) throw refuse('a check compares: mustBe, mustBeLessThan, …');
    try {
      return new MetricRule(name, rule);
    } catch (error) {
      throw refuse((error as Error).message);
    }
  });
}

const columnsOf = ({ property, arguments: { properties } }: Rule): readonly string[] =>
  properties ?? (property === undefined ? [] : [property]);

const operatorsOf = (rule: Rule): string[] =>
  Object.keys(OPERATORS).filter((name) => rule[name] !== undefined);

class NotRun implements OwnRule {
  private readonly name: string;
  private readonly type: string;

  constructor(name: string, type: string) {
    this.name = name;
    this.type = type;
  }

  add(): void {}

  result(): OwnRuleResult {
    const detail = `checks of type ${this.type} are not run here`;
    return { name: this.name, outcome: 'not-run', measured: null, detail };
  }
}

class MetricRule implements OwnRule {
  private readonly name: string;
  private readonly rule: Rule;
  private readonly cell: CellReader;
  private readonly seen = new HashSet(DISTINCT_ROWS_MAX);
  private readonly valid: ReadonlySet<string> | undefined;
  private readonly pattern: RegExp | undefined;
  private rows = 0;
  private counted = 0;
  private isAbsent = false;

  constructor(name: string, rule: Rule) {
    this.name = name;
    this.rule = rule;
    const { validValues, pattern, missingValues } = rule.arguments;
    const own = missingValues?.filter((value) => value !== null);
    this.cell = new CellReader(own);
    if (validValues !== undefined) this.valid = new Set(validValues.map(String));
    if (pattern !== undefined) this.pattern = new RegExp(pattern, 'u');
  }

  add(row: readonly unknown[], columns: readonly string[]): void {
    this.rows += 1;
    if (this.rule.metric === 'rowCount') this.counted += 1;
    else if (this.counts(row, columns)) this.counted += 1;
  }

  result(): OwnRuleResult {
    const { name, rule } = this;
    if (this.isAbsent)
      return { name, outcome: 'not-run', measured: null, detail: 'its column is not there' };
    const isShare = rule.unit === 'percent' && rule.metric !== 'rowCount';
    const measured = isShare ? (100 * this.counted) / Math.max(1, this.rows) : this.counted;
    const failing = operatorsOf(rule).filter(
      (operator) => !OPERATORS[operator]?.(measured, rule[operator] as never),
    );
    const detail = operatorsOf(rule)
      .map((operator) => `${operator} ${JSON.stringify(rule[operator])}`)
      .join(', ');
    return { name, outcome: failing.length === 0 ? 'passed' : 'failed', measured, detail };
  }

  private counts(row: readonly unknown[], columns: readonly string[]): boolean {
    let hi = 0;
    let lo = 0;
    for (const name of columnsOf(this.rule)) {
      const index = columns.indexOf(name);
      if (index < 0) this.isAbsent = true;
      const kind = this.cell.read(row[index]);
      if (this.rule.metric !== 'duplicateValues') return this.isCounted(kind);
      hi = mix(hi ^ (kind === CellKind.MISSING ? 0 : hashed.hi));
      lo = mix(lo ^ (kind === CellKind.MISSING ? 0 : hashed.lo));
    }
    return !this.seen.add(hi, lo);
  }

  private isCounted(kind: CellKind): boolean {
    const isMissing = kind === CellKind.MISSING;
    if (this.rule.metric !== 'invalidValues') return isMissing;
    if (isMissing) return false;
    const text = this.cell.shown();
    const isValid =
      (this.valid === undefined || this.valid.has(text)) && (this.pattern?.test(text) ?? true);
    return !isValid;
  }
}
