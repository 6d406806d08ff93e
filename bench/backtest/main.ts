/**
 * Commands a second that one core of a backtest plays: `node dist/bench/backtest/main.js` after a build.
 *
 * Plays a journal of the demo, recorded for this in a process of its own or given by `--data DIR`, against the recorded
 * parameters, from frames in memory and on one thread. Rates are recorded commands by processor time, which other
 * programs on the machine do not change much, and by the clock. The first round warms the code up and is not counted.
 * Void, and an error, when the fills are not those of the journal.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replayRecorded, runSet } from '../../src/backtest/index.js';
import { type Frame, raiseInliningBudget, verifyJournal } from '../../src/engine/log/index.js';
import { MAIN_FILE, median } from '../child.js';

const HORIZON_MS = 300_000;
const MICROS = 1e6;

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    // Some 10,000 orders a second: a journal short enough to record, and so long that making a core counts little.
    speed: { type: 'string', default: '8000' },
    rounds: { type: 'string', default: '5' },
  },
});

const scratch =
  flags.data === undefined ? mkdtempSync(join(tmpdir(), 'patx-backtest-')) : undefined;
// As every command that runs a core does.
raiseInliningBudget();
try {
  const data = flags.data ?? record(scratch as string);
  console.log(JSON.stringify(measure([...verifyJournal(join(data, 'journal'))])));
} finally {
  if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
}

/** Runs the demo for a while; its journal is what is measured. */
function record(directory: string): string {
  const options = ['--data', directory, '--seconds', flags.seconds, '--speed', flags.speed];
  const ports = ['--gateway-port', '0', '--http-port', '0', '--api-port', 'none'];
  const { status, stderr } = spawnSync(
    process.execPath,
    [MAIN_FILE, 'demo', ...options, ...ports],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the demo ended with ${status}\n${stderr}`);
  return directory;
}

function measure(frames: readonly Frame[]): Readonly<Record<string, number>> {
  const { tape, measured } = replayRecorded(frames, HORIZON_MS);
  const processor: number[] = [];
  const clock: number[] = [];
  for (let round = 0; round <= Number(flags.rounds); round += 1) {
    const begun = process.cpuUsage();
    const begunMs = performance.now();
    const set = { name: 'as recorded', values: [] };
    const { fills } = runSet({ frames, tape, set, horizonMs: HORIZON_MS });
    const { user, system } = process.cpuUsage(begun);
    // The broker's own fills may differ by when its quotes came: see docs/backtest.md.
    if (fills.amongCustomersFingerprint !== measured.fills.amongCustomersFingerprint) {
      throw new Error('void: the customers did not trade among themselves as recorded');
    }
    if (round === 0) continue;
    processor.push(tape.commandCount / ((user + system) / MICROS));
    clock.push(tape.commandCount / ((performance.now() - begunMs) / 1000));
  }
  return {
    commands: tape.commandCount,
    frames: tape.frameCount,
    trades: measured.fills.trades,
    rounds: processor.length,
    commandsPerProcessorSecond: Math.round(median(processor)),
    bestPerProcessorSecond: Math.round(Math.max(...processor)),
    commandsPerSecond: Math.round(median(clock)),
  };
}
