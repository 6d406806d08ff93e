/** A row of the benches' one table: a figure, what it is set against, and what bounds it. */

export interface Figure {
  readonly what: string;
  readonly value: number;
}

export interface Row {
  readonly section: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** In the same unit; absent where nothing comparable was measured in the same run. */
  readonly against?: Figure | undefined;
  /** In the same unit: what no implementation on this machine could pass. */
  readonly ceiling?: Figure | undefined;
}

/** Value of a row by its reference; undefined without one. */
export function ratioOf({ value, against }: Row): number | undefined {
  return against === undefined ? undefined : value / against.value;
}

const number = (value: number): string =>
  value >= 10_000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)));

const figure = (one: Figure | undefined, unit: string): string =>
  one === undefined ? '' : `${one.what}: ${number(one.value)} ${unit}`;

/** The rows as one Markdown table. */
export function table(rows: readonly Row[]): string[] {
  const lines = [
    '| bench | what | figure | against | ratio | ceiling |',
    '|---|---|---|---|---|---|',
  ];
  for (const row of rows) {
    const { section, what, value, unit, against, ceiling } = row;
    const ratio = ratioOf(row);
    const cells = [
      section,
      what,
      `${number(value)} ${unit}`,
      figure(against, unit),
      ratio === undefined ? '' : number(ratio),
      figure(ceiling, unit),
    ];
    lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  }
  return lines;
}
