/**
 * Rows on their way into one table, written many to a statement: the binding takes longer for a call than SQLite for a row.
 * Rows are written in the order they came, at the latest by `flush`.
 */
import type { Bindable, Database, Statement } from './database.js';

/** Values bound to one statement at most. */
const VALUES_MAX = 600;

export class RowBuffer {
  private readonly width: number;
  private readonly rowsMax: number;
  private readonly many: Statement;
  private readonly one: Statement;
  private values: Bindable[] = [];

  /**
   * @param into the statement up to `VALUES`, such as `INSERT INTO trades`
   * @param columns number of values a row has
   */
  constructor(database: Database, into: string, columns: number) {
    this.width = columns;
    this.rowsMax = Math.floor(VALUES_MAX / columns);
    const row = `(${Array(columns).fill('?').join(',')})`;
    this.many = database.prepare(`${into} VALUES ${Array(this.rowsMax).fill(row).join(',')}`);
    this.one = database.prepare(`${into} VALUES ${row}`);
  }

  add(...row: readonly Bindable[]): void {
    const { values } = this;
    for (const value of row) values.push(value);
    if (values.length === this.rowsMax * this.width) {
      this.many.run(values);
      this.values = [];
    }
  }

  flush(): void {
    const { values, width } = this;
    for (let at = 0; at < values.length; at += width) this.one.run(values.slice(at, at + width));
    this.values = [];
  }
}
