/**
 * Shows with strace that nothing is acknowledged before it is on disk.
 *
 * Runs the journal's test writer under strace, with blocking and with awaited commits, and walks the system calls in
 * the order they finished. A commit is: pages written to the data file, `fdatasync` returned 0, then the meta page
 * written through the descriptor that was opened with O_DSYNC. The k-th acknowledgement must come after the k-th
 * commit. Prints what it saw and exits 1 on an acknowledgement that came early, or when it saw none.
 *
 * Usage: node scripts/show-durability.mjs [FRAMES]   (after `npm run build`; needs strace)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const FRAMES = Number(process.argv[2] ?? 200);
const WRITER = join(ROOT, 'dist', 'test', 'processes', 'journal-writer.js');

/**
 * The calls of a trace in the order they finished, each on one line, as `name(arguments) = result`.
 * @param {string} trace
 */
function* finishedCalls(trace) {
  /** @type {Map<string, string>} */
  const begun = new Map();
  for (const line of trace.split('\n')) {
    const [, thread = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(call);
    if (call.endsWith('<unfinished ...>')) {
      begun.set(thread, call.slice(0, -'<unfinished ...>'.length));
    } else if (resumed) {
      yield `${begun.get(thread) ?? ''}${resumed[1]}`;
    } else if (call.includes(' = ')) {
      yield call;
    }
  }
}

/**
 * Counts commits and acknowledgements in order.
 * @param {string} trace
 */
function judge(trace) {
  const seen = { flushes: 0, commits: 0, acknowledgements: 0, early: 0 };
  /** Descriptors of the data file that write through to the disk. @type {Set<string>} */
  const synchronous = new Set();
  let isFlushed = false;
  for (const call of finishedCalls(trace)) {
    const opened = /^openat\(.*data\.mdb".*O_DSYNC.*\) = (\d+)/.exec(call);
    const meta = /^pwrite64\((\d+)<.*data\.mdb>.*\) = \d+/.exec(call);
    if (opened?.[1] !== undefined) {
      synchronous.add(opened[1]);
    } else if (/^fdatasync\(\d+<.*data\.mdb>\)\s+= 0/.test(call)) {
      seen.flushes += 1;
      isFlushed = true;
    } else if (meta?.[1] !== undefined && synchronous.has(meta[1]) && isFlushed) {
      seen.commits += 1;
      isFlushed = false;
    } else if (/^write\(1<.*"durable /.test(call)) {
      seen.acknowledgements += 1;
      seen.early += seen.acknowledgements > seen.commits ? 1 : 0;
    }
  }
  return seen;
}

/** @param {string} mode */
function show(mode) {
  const directory = mkdtempSync(join(tmpdir(), 'patx-durability-'));
  try {
    const file = join(directory, 'trace');
    const calls = 'trace=openat,fdatasync,pwrite64,writev,write';
    const command = [process.execPath, WRITER, join(directory, 'journal'), mode, String(FRAMES)];
    const traced = spawnSync('strace', ['-f', '-y', '-e', calls, '-o', file, ...command]);
    if (traced.error !== undefined || traced.status !== 0) {
      throw new Error(`strace failed: ${traced.error?.message ?? traced.stderr.toString()}`);
    }
    const seen = judge(readFileSync(file, 'utf8'));
    const isHeld = seen.early === 0 && seen.acknowledgements === FRAMES;
    console.log(
      `${mode}: ${seen.acknowledgements} acknowledgements, ${seen.flushes} flushes, ` +
        `${seen.commits} commits, ${seen.early} early: ${isHeld ? 'holds' : 'BROKEN'}`,
    );
    return isHeld;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A trace in which the acknowledgement comes between the flush and the meta page: the check must see it. */
const EARLY = [
  '1 openat(AT_FDCWD, "j/data.mdb", O_WRONLY|O_DSYNC) = 9</j/data.mdb>',
  '1 fdatasync(8</j/data.mdb>) = 0',
  '1 write(1</dev/null>, "durable 1 00", 12) = 12',
  '1 pwrite64(9</j/data.mdb>, "", 128, 40) = 128',
].join('\n');

if (judge(EARLY).early !== 1) {
  throw new Error('the check does not see an early acknowledgement');
}
if (!existsSync(WRITER)) {
  console.error('dist/ is not built: run npm run build first');
  process.exit(1);
}
const results = ['blocking', 'awaited'].map(show);
process.exit(results.every(Boolean) ? 0 : 1);
