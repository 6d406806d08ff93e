/** A table of figures: its columns once, a row for each thing, words where there is none. */
import type { ComponentChildren } from 'preact';

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ComponentChildren;
  /** `number` aligns to the right in digits, `wide` is left out on a telephone. */
  readonly kind?: 'number' | 'wide' | 'number wide';
}

interface Props<T> {
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string | number;
  readonly empty: string;
  /** Name of the attribute that carries a row's key. */
  readonly mark?: string;
}

const classOf = (kind = ''): string => kind.replace('number', 'right number');

export function Table<T>({ rows, columns, keyOf, empty, mark = 'row' }: Props<T>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by the arrow keys.
    <div class="scroll" tabIndex={0}>
      <table class="figures">
        <thead>
          <tr>
            {columns.map(({ title, kind }) => (
              <th key={title} scope="col" class={classOf(kind).replace(' number', '')}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} {...{ [`data-${mark}`]: keyOf(row) }}>
              {columns.map(({ title, kind, cell }) => (
                <td key={title} class={classOf(kind)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
