/**
 * What `npm run bench` keeps: the newest figures of each section, with the commit and the load they were measured at,
 * in bench/results.json, and the same as a page.
 *
 * A section is put down when it ends, so what was measured stays when a later one fails or somebody stops the run.
 * Sections measured at different commits stand beside each other, each with its commit.
 */
import { z } from 'zod';
import { type Row, ratioOf, table } from './row.js';

const figure = z.strictObject({ what: z.string(), value: z.number() });
const row = z.object({
  section: z.string(),
  what: z.string(),
  value: z.number(),
  unit: z.string(),
  against: figure.optional(),
  ceiling: figure.optional(),
});
const measured = z.object({
  name: z.string(),
  command: z.string(),
  commit: z.string(),
  loadAverageBefore: z.number(),
  rows: z.array(row),
});
const results = z.object({
  machine: z.object({
    processor: z.string(),
    cores: z.number(),
    memoryGib: z.number(),
    system: z.string(),
    node: z.string(),
  }),
  seeds: z.record(z.string(), z.number()),
  sections: z.array(measured),
});

/** One section's figures. */
export type Measured = z.infer<typeof measured>;
export type Results = z.infer<typeof results>;

/** Reads what was kept. Throws when it is no such file. */
export function readResults(json: string): Results {
  return results.parse(JSON.parse(json));
}

/**
 * What was kept with a section measured anew, in the order of `names`; sections that are not among them are dropped, and
 * all others when they are another machine's. Throws when a figure is no finite number: JSON has none, and what was kept
 * could not be read again.
 */
export function merge(
  kept: Results | undefined,
  fresh: Pick<Results, 'machine' | 'seeds'>,
  section: Measured,
  names: readonly string[],
): Results {
  const { machine, seeds } = fresh;
  const wrong = section.rows.find(({ value, against, ceiling }) =>
    [value, against?.value ?? 0, ceiling?.value ?? 0].some((one) => !Number.isFinite(one)),
  );
  if (wrong !== undefined) throw new Error(`"${wrong.what}" has a figure that is no number`);
  const isSame = JSON.stringify(kept?.machine) === JSON.stringify(machine);
  const others = isSame ? (kept?.sections ?? []) : [];
  const all = new Map([...others, section].map((one) => [one.name, one]));
  const sections = names.flatMap((name) => all.get(name) ?? []);
  return { machine, seeds, sections };
}

export function writeResults({ machine, seeds, sections }: Results): string {
  const withRatios = sections.map((one) => ({
    ...one,
    rows: one.rows.map((each) => ({ ...each, ratio: ratioOf(asRow(each)) })),
  }));
  return `${JSON.stringify({ machine, seeds, sections: withRatios }, null, 2)}\n`;
}

/**
 * The page: one table, and under it when and how each section was measured.
 * @param notes what a section's figures mean, by its name; told where it was measured
 */
export function page(
  { machine, seeds, sections }: Results,
  notes: Readonly<Record<string, string>> = {},
): string[] {
  const named = Object.entries(seeds).map(([name, seed]) => `${name} ${seed}`);
  const { processor, cores, memoryGib, system, node } = machine;
  return [
    '# Results',
    '',
    `Machine: ${processor}, ${cores} cores, ${memoryGib} GiB, ${system}; Node ${node}. Seeds: ${named.join(', ')}.`,
    '',
    'Written by `npm run bench`. A ratio is the figure by what it is set against, both measured in the same run; a ceiling',
    'is what nothing built on the same parts could pass. Of times and bytes less is better.',
    '',
    ...table(sections.flatMap(({ rows }) => rows.map(asRow))),
    '',
    '| bench | command | commit | load average before |',
    '|---|---|---|---|',
    ...sections.map(
      ({ name, command, commit, loadAverageBefore }) =>
        `| ${name} | \`${command}\` | ${commit} | ${loadAverageBefore} |`,
    ),
    ...sections.flatMap(({ name }) => {
      const note = notes[name];
      return note === undefined ? [] : ['', `**${name}**: ${note}`];
    }),
  ];
}

const asRow = ({ section, what, value, unit, against, ceiling }: z.infer<typeof row>): Row => ({
  section,
  what,
  value,
  unit,
  against,
  ceiling,
});
