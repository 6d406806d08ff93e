/**
 * `npm run bench`: a first table within ten minutes; `--all` measures every claim, in half an hour. Each section is in processes
 * of its own so that none warms or disturbs another. Prints one table, and puts each section, as soon as it ends, with machine, commit and seeds into bench/results.json, beside
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

/** What says most in little time: the book and the whole core, an order over real sockets, and what carries it. */
const FIRST = ['yardstick', 'latency', 'e2e', 'transport', 'journal', 'schema', 'recovery'];
const FIRST_MINUTES = 8;

const HELP = `Usage: npm run bench -- [options]

Options:
  --all         every section; without it those of a first table (${FIRST.join(', ')}), of which none is begun after ${FIRST_MINUTES} minutes
  --only NAMES  these sections, with commas between them; the others stay as they were: ${SECTIONS.map(({ name }) => name).join(', ')}
  --quick       the least of each section that shows that it works; nothing is written
  --help        this text`;

const { only, all, quick, help } = readOptions();
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
const isFirst = only === undefined && !all && !quick;
const wanted = isFirst ? FIRST : (only ?? names);
const begunMs = performance.now();
const left: string[] = [];
for (const one of SECTIONS) {
  const isLate = isFirst && performance.now() - begunMs > FIRST_MINUTES * 60_000;
  if (isLate || !wanted.includes(one.name)) {
    left.push(one.name);
    continue;
  }
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
if (isFirst)
  console.error(`not measured: ${left.join(', ')}; npm run bench -- --all measures them`);
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

function readOptions(): {
  only: readonly string[] | undefined;
  all: boolean;
  quick: boolean;
  help: boolean;
} {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        all: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const only = values.only?.split(',');
    const unknown = only?.find((name) => !SECTIONS.some((one) => one.name === name));
    if (unknown !== undefined) throw new Error(`no section ${unknown}`);
    const { all, quick, help } = values;
    return { only, all, quick, help };
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
