/**
 * What a start costs: CPU seconds of every thread of `patx start` until it is open, set against a bare `node` that loads nothing, in
 * turns in one run. A ratio that grows from one build to the next is a start that grew.
 *
 * `node dist/bench/start/main.js [runs]`; Linux, which says what a process has used while it lives.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN_FILE, median } from '../child.js';

const TICKS_PER_SECOND = 100;
/** Bare processes beside each start: one is a few ticks of the clock. */
const BARE = 5;

const runs = Number(process.argv[2] ?? 5);
const scratch = mkdtempSync(join(tmpdir(), 'patx-start-'));
const used = {
  bare: [] as number[],
  help: [] as number[],
  plain: [] as number[],
  api: [] as number[],
};
try {
  for (let run = 0; run < runs; run += 1) {
    used.bare.push(cpuOfEnded(['-e', '0'], BARE));
    used.help.push(cpuOfEnded([MAIN_FILE, 'start', '--help'], 1));
    used.plain.push(await cpuOfStart(join(scratch, `plain-${run}`), 'none'));
    used.api.push(await cpuOfStart(join(scratch, `api-${run}`), '0'));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const against = { what: 'a bare node', value: median(used.bare) };
for (const [what, values] of [
  ['start --help', used.help],
  ['start of a new venue', used.plain],
  ['the same with the HTTP API', used.api],
] as const) {
  console.log(JSON.stringify({ what, value: median(values), unit: 'CPU s', against }));
}

/** CPU seconds, user and system, of each of some processes that end by themselves. */
function cpuOfEnded(args: readonly string[], count: number): number {
  // A process counts its children when they have ended; one in between keeps those of other runs out.
  const script = `
    const { spawnSync } = require('node:child_process');
    for (let n = 0; n < ${count}; n += 1) {
      if (spawnSync(process.execPath, ${JSON.stringify(args)}).status !== 0) process.exit(1);
    }
    console.log(require('node:fs').readFileSync('/proc/self/stat', 'utf8'));`;
  const { status, stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return (field(stdout, 16) + field(stdout, 17)) / TICKS_PER_SECOND / count;
}

async function cpuOfStart(data: string, apiPort: string): Promise<number> {
  const ports = ['--gateway-port', '0', '--http-port', '0', '--api-port', apiPort];
  const venue = fork(MAIN_FILE, ['start', '--data', data, ...ports], { stdio: 'ignore' });
  const ended = once(venue, 'exit');
  await Promise.race([once(venue, 'message'), ended.then(() => fail())]);
  const seconds = cpuOf(venue);
  venue.kill('SIGTERM');
  await ended;
  return seconds;
}

/** CPU seconds of all threads of a process so far. */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return (field(stat, 14) + field(stat, 15)) / TICKS_PER_SECOND;
}

/** A field of proc(5) `stat` by its number there; the name, the second, may hold spaces. */
function field(stat: string, number: number): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[number - 3]);
}

function fail(): never {
  throw new Error('the venue ended before it was open');
}
