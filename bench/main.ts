/**
 * `npm run bench`: every measured claim, each in processes of its own so that none warms or disturbs another. Prints
 * one table, and puts each section, as soon as it ends, with machine, commit and seeds into bench/results.json, beside
 * the last figures of the others, and the same as a page into bench/RESULTS.md. A section with a void figure is not
 * written; the program then ends with 1 and says what failed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, ROOT } from './child.js';
import { TRADE_HEAVY_SEED } from './core/trade-heavy.js';
import { latencyPlot } from './latency-plot.js';
import { NOTES } from './notes.js';
import { type Measured, merge, page, readResults, writeResults } from './results.js';
import { type Row, table } from './row.js';
import { runSection, SECTIONS } from './sections.js';
import { YARDSTICK_SEED } from './yardstick/workload.js';

const HELP = `Usage: npm run bench -- [options]

Options:
  --only NAMES  these sections, with commas between them; the others stay as they were: ${SECTIONS.map(({ name }) => name).join(', ')}
  --quick       the least of each section that shows that it works; nothing is written
  --help        this text`;

const { only, quick, help } = readOptions();
if (help) {
  console.log(HELP);
  process.exit(0);
}

const machine = {
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
  node: process.version,
};
const commit = describeCommit();
const seeds = { yardstick: YARDSTICK_SEED, 'trade-heavy': TRADE_HEAVY_SEED };
const names = SECTIONS.map(({ name }) => name);
const shown: Row[] = [];
const failures: string[] = [];
for (const one of SECTIONS) {
  if (only !== undefined && !only.includes(one.name)) continue;
  const command = `node dist/bench/${one.command(quick).join(' ')}`;
  console.error(`${one.name}: ${command}`);
  const loadAverageBefore = Number((loadavg()[0] as number).toFixed(2));
  try {
    const rows = runSection(one, quick);
    shown.push(...rows);
    if (!quick) keep({ name: one.name, command, commit, loadAverageBefore, rows });
  } catch (error) {
    failures.push(`${one.name}: ${messageOf(error)}`);
  }
}

console.log(table(shown).join('\n'));
console.log(JSON.stringify({ machine, commit, seeds, results: shown }));
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;

/** Puts a section's figures beside those that were kept. */
function keep(section: Measured): void {
  const file = (name: string) => join(ROOT, 'bench', name);
  const path = file('results.json');
  const kept = existsSync(path) ? readResults(readFileSync(path, 'utf8')) : undefined;
  const results = merge(kept, { machine, seeds }, section, names);
  const latency = results.sections.find(({ name }) => name === 'latency')?.rows as Row[];
  const title = 'A command from due to framed, open loop at half the sustainable rate';
  const picture =
    latency === undefined
      ? []
      : ['', '![Latency of a command at half the sustainable rate, by percentile](latency.svg)'];
  if (latency !== undefined) writeFileSync(file('latency.svg'), latencyPlot(latency, title));
  writeFileSync(file('RESULTS.md'), `${[...page(results, NOTES), ...picture].join('\n')}\n`);
  writeFileSync(path, writeResults(results));
}

function readOptions(): { only: readonly string[] | undefined; quick: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const only = values.only?.split(',');
    const unknown = only?.find((name) => !SECTIONS.some((one) => one.name === name));
    if (unknown !== undefined) throw new Error(`no section ${unknown}`);
    return { only, quick: values.quick, help: values.help };
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

/** The commit, and whether the checkout has changes beyond it. */
function describeCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short', 'HEAD') + (isChanged ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}
