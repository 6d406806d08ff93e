/**
 * A provider's JSON Schema, which each row is to meet as an object; by ajv, without anything from outside the schema. Shown apart.
 *
 * Fails with IngestError declaration for a schema that is none.
 */

import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { OwnRuleResult } from '../../quality/index.js';
import { CellKind, CellReader } from '../cells/cell.js';
import { IngestError } from '../ingest-error.js';
import type { OwnRule } from './own-rule.js';

// The package is CommonJS: its default export is the module.
const addFormats = addFormatsModule.default;
const SCHEMA_LENGTH_MAX = 65_536;

export class JsonSchemaRule implements OwnRule {
  private readonly validate: ValidateFunction;
  private readonly cell = new CellReader();
  private rows = 0;
  private failed = 0;
  private firstReason = '';

  constructor(schema: Record<string, unknown>) {
    const refuse = (reason: string) =>
      new IngestError('declaration', reason, { field: 'jsonSchema' });
    if (JSON.stringify(schema).length > SCHEMA_LENGTH_MAX)
      throw refuse(`a schema has at most ${SCHEMA_LENGTH_MAX} characters`);
    const ajv = new Ajv2020({ strict: false, logger: false, allowUnionTypes: true });
    addFormats(ajv);
    try {
      const { $schema: _, ...rest } = schema;
      this.validate = ajv.compile(rest);
    } catch (error) {
      throw refuse((error as Error).message);
    }
  }

  add(row: readonly unknown[], columns: readonly string[]): void {
    this.rows += 1;
    const document: Record<string, unknown> = {};
    for (const [i, name] of columns.entries()) {
      const value = this.jsonOf(row[i]);
      if (value !== undefined)
        Object.defineProperty(document, name, { value, enumerable: true, configurable: true });
    }
    if (this.validate(document)) return;
    this.failed += 1;
    const [error] = this.validate.errors ?? [];
    if (this.firstReason === '')
      this.firstReason = `row ${this.rows}: ${error?.instancePath ?? ''} ${error?.message ?? ''}`;
  }

  result(): OwnRuleResult {
    return {
      name: 'jsonSchema',
      outcome: this.failed === 0 ? 'passed' : 'failed',
      measured: this.failed,
      detail:
        this.failed === 0
          ? `${this.rows} rows meet the schema`
          : `${this.failed} of ${this.rows} rows do not; ${this.firstReason}`,
    };
  }

  /** A cell as JSON has it; a missing one is not there. */
  private jsonOf(value: unknown): unknown {
    const kind = this.cell.read(value);
    switch (kind) {
      case CellKind.MISSING:
        return undefined;
      case CellKind.INTEGER:
      case CellKind.NUMBER:
        return this.cell.number;
      case CellKind.BOOLEAN:
        return this.cell.text === 'true';
      case CellKind.NESTED:
        return JSON.parse(this.cell.text);
      default:
        return this.cell.shown();
    }
  }
}
