/**
 * Classes whose named numbers lie side by side in one Float64Array, which many records share.
 *
 * V8 keeps a field that is not a small integer in a box of its own, elsewhere; and the first value that is none makes it
 * throw away all code for the class. Thousands of series with dozens of numbers each waited for memory at every number.
 */

/** A record: the array it lies in, its place there, and its numbers by name. */
export type NumberRecord<Name extends string> = { [name in Name]: number } & {
  readonly cells: Float64Array;
  readonly at: number;
};

/** A class of records with these numbers, in this order, from a place in an array. Numbers are as the array has them. */
export function numberRecord<const Name extends string>(
  names: readonly Name[],
): new (
  cells: Float64Array,
  at: number,
) => NumberRecord<Name> {
  class Row {
    readonly cells: Float64Array;
    readonly at: number;

    constructor(cells: Float64Array, at: number) {
      this.cells = cells;
      this.at = at;
    }
  }
  for (const [index, name] of names.entries()) {
    Object.defineProperty(Row.prototype, name, {
      get(this: Row): number {
        return this.cells[this.at + index]!;
      },
      set(this: Row, value: number): void {
        this.cells[this.at + index] = value;
      },
    });
  }
  return Row as unknown as new (
    cells: Float64Array,
    at: number,
  ) => NumberRecord<Name>;
}
