/**
 * `npm test`: everything a change has to pass, one stage after the other. Prints the seconds of each
 * stage, names what was skipped, and closes with `N passed, N failed` over the tests and the stages that failed.
 * A failed build stops the run, since tests that start processes would run old code; any other
 * failure lets the later stages speak too. Exits 1 if anything failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './run.mjs';

const REPORT = join(ROOT, 'reports', 'vitest.json');

/** @type {[name: string, command: string][]} */
const STAGES = [
  ['build', 'npm run --silent build'],
  ['lint', 'npm run --silent lint'],
  ['schema', 'npm run --silent proto:check'],
  ['documents', 'npm run --silent docs:check'],
  ['binaries', 'npm run --silent binaries:check'],
  ['tests', `npx vitest run --reporter=default --reporter=json --outputFile.json="${REPORT}"`],
];

/**
 * @returns {{ passed: number, failed: number, skipped: string[] }} files that could not be loaded count as failed tests;
 *   what was skipped, by name
 */
function readReport() {
  const report = JSON.parse(readFileSync(REPORT, 'utf8'));
  /** @param {{ status: string, assertionResults: unknown[] }} file */
  const isBroken = ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.length === 0;
  const broken = report.testResults.filter(isBroken).length;
  /** @param {{ name: string, assertionResults: { status: string, fullName: string }[] }} file */
  const skippedIn = ({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'skipped' || status === 'pending')
      .map(({ fullName }) => `${relative(ROOT, name)}: ${fullName}`);
  const skipped = report.testResults.flatMap(skippedIn);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped };
}

mkdirSync(join(ROOT, 'reports'), { recursive: true });
rmSync(REPORT, { force: true });
/** @type {{ name: string, ok: boolean, seconds: number }[]} */
const stages = [];
for (const [name, command] of STAGES) {
  const started = performance.now();
  const { status } = spawnSync(command, { cwd: ROOT, shell: true, stdio: 'inherit' });
  stages.push({ name, ok: status === 0, seconds: (performance.now() - started) / 1000 });
  if (name === 'build' && status !== 0) break;
}

console.log('\nstage        seconds');
for (const { name, ok, seconds } of stages) {
  console.log(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)}${ok ? '' : '  failed'}`);
}
const tests = stages.at(-1);
const counted = tests?.name === 'tests' ? readReport() : { passed: 0, failed: 0, skipped: [] };
// A failed test already fails its stage; a stage that fails with no failed test counts as one.
const failedStages = stages.filter(
  (stage) => !stage.ok && (stage !== tests || counted.failed === 0),
).length;
const failed = counted.failed + failedStages;
for (const name of counted.skipped) console.log(`skipped: ${name}`);
if (counted.skipped.length > 0) console.log(`${counted.skipped.length} skipped`);
console.log(`${counted.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
