/**
 * Opens a journal and a store of snapshots that another process writes, reads them and closes them, again and again.
 * Arguments: directory of the journal, of the snapshots, milliseconds. Prints what it read, as JSON.
 */
import {
  JournalReader,
  type NewestSnapshot,
  SnapshotReader,
} from '../../src/engine/log/store/index.js';

const [journal = '', snapshots = '', forMs = '0'] = process.argv.slice(2);
let frames = 0;
let snapshotsRead = 0;
const rejected: NewestSnapshot['rejected'][number][] = [];
for (const untilMs = Date.now() + Number(forMs); Date.now() < untilMs; ) {
  const oldest = JournalReader.openOldest({ directory: journal });
  for (let read = oldest.next(); read.length > 0 && Date.now() < untilMs; read = oldest.next()) {
    frames += read.length;
    // The end of the journal is where pages are taken for others; most opens are there.
    for (let i = 0; i < 20; i += 1) {
      const end = JournalReader.open({ directory: journal }, oldest.nextSequence);
      frames += end.next(3).length;
      end.close();
    }
  }
  oldest.close();
  const store = SnapshotReader.openForReading(snapshots, (warning) => {
    throw new Error(warning);
  });
  const newest = store?.newestValid();
  if (newest?.snapshot !== undefined) snapshotsRead += 1;
  for (const one of newest?.rejected ?? []) {
    if (one.reason !== 'was never verified') rejected.push(one);
  }
  await store?.close();
}
process.stdout.write(`${JSON.stringify({ frames, snapshotsRead, rejected })}\n`);
