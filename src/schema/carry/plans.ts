/**
 * How the rows of each table are written: built once from the tables of the schema. A field has the number and the type the
 * schema gives it; what an older core did not write has the default of src/values/carry.ts.
 */
import { CARRY_DEFAULTS, CARRY_TABLES, type CarryTable } from '../../values/index.js';

/** Types of fields, by the letters of the tables. */
export const CARRY_TYPE = { NUMBER: 'n', TEXT: 't', BYTES: 'b', NUMBERS: 'l' } as const;

export interface FieldPlan {
  readonly name: string;
  /** One of CARRY_TYPE. */
  readonly type: string;
  readonly tag: number;
  /** Written even when it is 0, because leaving it out says something else. */
  readonly isAlwaysWritten: boolean;
}

export interface TablePlan {
  readonly table: CarryTable;
  readonly tag: number;
  readonly fields: readonly FieldPlan[];
  readonly byTag: ReadonlyMap<number, FieldPlan>;
  /** A row of defaults. */
  readonly blank: Readonly<Record<string, unknown>>;
}

const BYTES = 2;
const NOTHING = new Uint8Array(0);
const BLANK: Readonly<Record<string, unknown>> = { n: 0, t: '', b: NOTHING, l: [] };

function planOf(table: CarryTable): TablePlan {
  const { number, fields } = CARRY_TABLES[table];
  const defaults: Readonly<Record<string, unknown>> = CARRY_DEFAULTS[table] ?? {};
  // Parsed: an object that gets its many fields one by one becomes a slow one, and so does every copy of it.
  const zeros = Object.keys(fields).map((name) => [name, 0]);
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(zeros))) as Record<string, unknown>;
  const plans = Object.entries(fields).map(([name, spec]: [string, string]) => {
    const type = spec.slice(0, 1);
    blank[name] = name in defaults ? defaults[name] : BLANK[type];
    const tag = Number(spec.slice(1)) * 8 + (type === CARRY_TYPE.NUMBER ? 0 : BYTES);
    return { name, type, tag, isAlwaysWritten: name in defaults };
  });
  const byTag = new Map(plans.map((plan) => [plan.tag, plan]));
  return { table, tag: number * 8 + BYTES, fields: plans, byTag, blank };
}

const PLANS = (Object.keys(CARRY_TABLES) as CarryTable[]).map(planOf);
const byTable = new Map(PLANS.map((plan) => [plan.table, plan]));
const byTag = new Map(PLANS.map((plan) => [plan.tag, plan]));

/** The plan of a table. */
export function tablePlan(table: CarryTable): TablePlan {
  return byTable.get(table) as TablePlan;
}

/** The plan of the table a field of CarryRow is of; undefined where there is none. */
export function taggedPlan(tag: number): TablePlan | undefined {
  return byTag.get(tag);
}
