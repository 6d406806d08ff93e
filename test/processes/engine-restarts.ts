/**
 * One engine started and stopped in order many times, as a venue is that is looked after well: open, a few commands, close.
 *
 * Arguments: data directory, restarts, seed. Prints the restarts done now and then and at the end, as `done N`. Ends with 1
 * and `refused CODE MESSAGE` at the first start that does not take place.
 */
import { codeOf, SmallEngine } from '../faults/small-engine.js';

const [directory = '', restarts = '1', seed = '1'] = process.argv.slice(2);
const SHOW_EVERY = 250;
/** A start replays what is behind the newest snapshot: without any, thousands of starts take hours. */
const SNAPSHOT_EVERY_COMMANDS = 300;
/** Large enough that the transaction ids of one segment go far beyond a byte. */
const SEGMENT_BYTES = 8 * 1_048_576;

async function restartOften(): Promise<void> {
  for (let done = 0; done < Number(restarts); done += 1) {
    const engine = await SmallEngine.open({
      ...{ directory, segmentBytes: SEGMENT_BYTES },
      snapshotEveryCommands: SNAPSHOT_EVERY_COMMANDS,
    });
    // None, one or two frames, so that a stop meets every residue of the counters on disk.
    for (let frame = (done * 7 + Number(seed)) % 3; frame > 0; frame -= 1) await engine.commit(1);
    await engine.caughtUp();
    await engine.close();
    if ((done + 1) % SHOW_EVERY === 0) process.stdout.write(`done ${done + 1}\n`);
  }
  process.stdout.write(`done ${restarts}\n`);
}

restartOften().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`refused ${codeOf(error) ?? '?'} ${message.split('\n')[0]}\n`);
  process.exit(1);
});
