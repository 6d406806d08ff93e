/**
 * A life of a small engine, to be ended or hindered at any call: opens, commits frames of many sizes, has snapshots
 * written and verified, goes through segments, closes; twice, so that a clean start is in it.
 *
 * Arguments: data directory, file for acknowledgements, frames a run. Each durable frame is a line `SEQUENCE HASH` in that
 * file, written before the next one begins. Ends with 0, or with 1 and a line `refused CODE MESSAGE` on standard error.
 */
import { openSync, writeSync } from 'node:fs';
import { explained } from '../../src/cli/explained.js';
import { codeOf, SmallEngine } from '../faults/small-engine.js';

const [directory = '', marks = '', framesText = '12'] = process.argv.slice(2);
const RUNS = 2;
const SNAPSHOT_EVERY_COMMANDS = 300;
const SEGMENT_BYTES = 24 * 1024;
/** Commands of a frame, in turn: within a page, at its edge, many pages. */
const SIZES = [1, 3, 20, 70, 1, 260, 2, 110];

async function live(): Promise<void> {
  const file = openSync(marks, 'a');
  for (let run = 0; run < RUNS; run += 1) {
    const engine = await SmallEngine.open({
      ...{ directory, segmentBytes: SEGMENT_BYTES },
      snapshotEveryCommands: SNAPSHOT_EVERY_COMMANDS,
    });
    const tell = ({ sequence, hash }: { sequence: number; hash: string }) =>
      writeSync(file, `${sequence} ${hash}\n`);
    tell(engine.last);
    for (let frame = 0; frame < Number(framesText); frame += 1) {
      tell(await engine.commit(SIZES[frame % SIZES.length] as number));
      await engine.caughtUp();
    }
    await engine.close();
  }
}

live().catch((error: unknown) => {
  const told = explained(error);
  process.stderr.write(`refused ${codeOf(told) ?? '?'} ${told.message.split('\n')[0]}\n`);
  process.exit(1);
});
