/**
 * The schema's tool: proto/patx/v1/*.proto is the source.
 *
 *   check      lints the schema, and refuses a change that breaks the baseline
 *   baseline   makes the present schema the one later changes are compared with; run at a release
 *
 * What is made of the schema is `scripts/commands.mjs`'s.
 */
import { join } from 'node:path';
import { ROOT, run, tryRun } from './run.mjs';

const BASELINE = join(ROOT, 'proto', 'baseline.binpb');

function check() {
  const failures = [];
  if (tryRun('buf', 'lint') !== 0) failures.push('the schema does not pass buf lint');
  if (tryRun('buf', 'breaking', '--against', BASELINE) !== 0) {
    failures.push('the schema breaks proto/baseline.binpb');
  }
  for (const failure of failures) console.error(`proto: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

const verb = process.argv[2];
if (verb === 'check') check();
else if (verb === 'baseline') run('buf', 'build', '--exclude-source-info', '-o', BASELINE);
else {
  console.error('usage: node scripts/proto.mjs check | baseline');
  process.exitCode = 2;
}
