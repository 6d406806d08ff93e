/**
 * `npm run test:long`: the tests that take minutes (`--only tests`), then every campaign of faults (test/faults) over all its cases. Prints what fails as it fails, the seconds
 * of each campaign and a table at the end, which is also written to reports/faults.json. Hours on two cores. Exits 1 when a
 * case failed or a campaign could not be run.
 *
 * Options: `--only a,b` campaigns, `--seed N`, `--jobs N` cases at a time (2), `--quick` 20 cases of each, `--cases N` so many of
 * each, `--case NAME`
 * one case of the one campaign named, which is how a failure is repeated.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ROOT } from './run.mjs';

const PROGRAM = join(ROOT, 'dist', 'test', 'processes', 'faults.js');
const REPORT = join(ROOT, 'reports', 'faults.json');
const QUICK_CASES = 20;

/** @typedef {import('../test/faults/campaign.js').CampaignResult} Result */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
    cases: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});
if (values.help) {
  console.log(`npm run test:long -- [options]: every campaign of faults, over all its cases
  --only a,b   campaigns, and tests for those that take minutes (default: all)
  --cases N    most cases of each (default: all)
  --quick      the same as --cases ${QUICK_CASES}
  --seed N     chooses the cases, and what a power cut leaves (default: by the clock)
  --jobs N     cases at a time (default: 2)
  --case NAME  one case of the one campaign named with --only`);
  process.exit(0);
}
const seed = values.seed ?? String(Date.now() % 1_000_000);

/**
 * Runs the program that tries the cases, and gives each line it prints to `line`.
 * @param {string[]} args
 * @param {(text: string) => void} line
 * @returns {Promise<number | null>} its exit code
 */
function run(args, line) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', line);
  return new Promise((resolve) => child.on('close', (code) => resolve(code)));
}

if (!existsSync(PROGRAM)) {
  console.error('dist/ is not built: run npm run build first');
  process.exit(1);
}
/** @type {string[]} */
const all = [];
if ((await run(['list'], (text) => all.push(text))) !== 0) process.exit(1);
const asked = values.only?.split(',') ?? ['tests', ...all];
const chosen = asked.filter((name) => name !== 'tests');
if (values.case !== undefined && asked.length !== 1) {
  console.error('--case is of one campaign: name it with --only');
  process.exit(1);
}
/** @type {Result[]} */
const results = [];
/** @type {string[]} */
const broken = [];
if (asked.includes('tests')) {
  const env = { ...process.env, PATX_LONG: '1', PATX_FLIPS: '2000', PATX_KILLS: '7' };
  const { status } = spawnSync('npx', ['vitest', 'run'], { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) broken.push('tests');
}
if (chosen.length > 0) console.log(`seed ${seed}, ${values.jobs} cases at a time`);
for (const campaign of chosen) {
  const casesMax = values.quick ? String(QUICK_CASES) : values.cases;
  const args = [campaign, seed, values.jobs, casesMax, values.case ?? ''];
  const before = results.length;
  const code = await run(args, (text) => results.push(JSON.parse(text)));
  const result = results[before];
  if (code !== 0 || result === undefined) {
    broken.push(campaign);
    continue;
  }
  console.log(`${campaign}: ${result.tried} cases in ${result.seconds.toFixed(0)} s`);
}

console.log('\ncampaign            tried   well  refused  failed  seconds');
for (const { campaign, tried, well, refused, failures, seconds } of results) {
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
  const numbers = [
    ...[String(tried).padStart(7), String(well).padStart(7), String(refusals).padStart(9)],
    ...[String(failures.length).padStart(8), seconds.toFixed(0).padStart(9)],
  ];
  console.log(campaign.padEnd(18) + numbers.join(''));
  for (const [code, count] of Object.entries(refused)) console.log(`  ${code}: ${count}`);
  for (const { name, what, reason } of failures) {
    console.log(`  FAILED ${what}: ${reason}`);
    console.log(`    npm run test:long -- --only ${campaign} --seed ${seed} --case '${name}'`);
  }
}
for (const campaign of broken) console.log(`${campaign}: failed, or could not be run`);
mkdirSync(join(ROOT, 'reports'), { recursive: true });
writeFileSync(REPORT, `${JSON.stringify({ seed: Number(seed), results, broken }, null, 2)}\n`);
const count = results.reduce((sum, { failures }) => sum + failures.length, 0);
process.exitCode = count + broken.length > 0 ? 1 : 0;
