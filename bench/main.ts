/**
 * `npm run bench`: every measured claim, each in processes of its own so that none warms or disturbs another. Prints
 * one table, and writes it with machine, commit and seeds to bench/RESULTS.md, and the same as JSON to
 * bench/results.json. Files are written only by a full run in which no figure was void; otherwise the program ends
 * with 1 and says what failed.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, ROOT } from './child.js';
import { TRADE_HEAVY_SEED } from './core/trade-heavy.js';
import { latencyPlot } from './latency-plot.js';
import { type Row, ratioOf, table } from './row.js';
import { runSection, SECTIONS } from './sections.js';
import { YARDSTICK_SEED } from './yardstick/workload.js';

const HELP = `Usage: npm run bench -- [options]

Options:
  --only NAME   one section: ${SECTIONS.map(({ name }) => name).join(', ')}
  --quick       the least of each section that shows that it works; figures mean little
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
  loadAverageBefore: Number((loadavg()[0] as number).toFixed(2)),
};
const commit = describeCommit();
const seeds = { yardstick: YARDSTICK_SEED, 'trade-heavy': TRADE_HEAVY_SEED };
const rows: Row[] = [];
const failures: string[] = [];
for (const one of SECTIONS) {
  if (only !== undefined && only !== one.name) continue;
  console.error(`${one.name}: ${one.command(quick).join(' ')}`);
  try {
    rows.push(...runSection(one, quick));
  } catch (error) {
    failures.push(`${one.name}: ${messageOf(error)}`);
  }
}

const text = [
  '# Results',
  '',
  `Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.system}; Node ${machine.node};`,
  `load average ${machine.loadAverageBefore} before the run. Commit ${commit}. Seeds: ${Object.entries(
    seeds,
  )
    .map(([name, seed]) => `${name} ${seed}`)
    .join(', ')}.`,
  '',
  'Written by `npm run bench`. A ratio is the figure by what it is set against, both measured in the same run; a ceiling',
  'is what nothing built on the same parts could pass. Of times and bytes less is better. The commands:',
  '',
  ...SECTIONS.map((one) => `- ${one.name}: \`node dist/bench/${one.command(false).join(' ')}\``),
  '',
  ...table(rows),
  '',
  '![Latency of a command at half the sustainable rate, by percentile](latency.svg)',
];
console.log(text.join('\n'));
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
else if (only === undefined && !quick) write();

function write(): void {
  const results = rows.map((row) => ({ ...row, ratio: ratioOf(row) }));
  const json = JSON.stringify({ machine, commit, seeds, results }, null, 2);
  writeFileSync(join(ROOT, 'bench', 'RESULTS.md'), `${text.join('\n')}\n`);
  writeFileSync(join(ROOT, 'bench', 'results.json'), `${json}\n`);
  const latency = rows.filter(({ section }) => section === 'latency');
  const title = 'A command from due to framed, open loop at half the sustainable rate';
  writeFileSync(join(ROOT, 'bench', 'latency.svg'), latencyPlot(latency, title));
}

function readOptions(): { only: string | undefined; quick: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const isKnown = SECTIONS.some(({ name }) => name === values.only);
    if (values.only !== undefined && !isKnown) throw new Error(`no section ${values.only}`);
    return { only: values.only, quick: values.quick, help: values.help };
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
