/**
 * `node scripts/make-recording.mjs SOURCE.csv.xz [TARGET]` after `npm run build`: derives the recording the demo
 * replays from the published order events. Needs `xz`. See recordings/README.md.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveFlow, readRows } from './bitstamp-flow.mjs';
import { ROOT } from './run.mjs';

const [source, target = join(ROOT, 'recordings', 'bitstamp-2015-05-01.patxrec')] =
  process.argv.slice(2);
if (source === undefined) {
  console.error('usage: node scripts/make-recording.mjs SOURCE.csv.xz [TARGET]');
  process.exit(2);
}
const { encodeRecording } = await import(join(ROOT, 'dist/src/cli/demo/recording.js'));
const csv = execFileSync('xz', ['--decompress', '--stdout', source], { maxBuffer: 2 ** 26 });
const events = deriveFlow(readRows(csv.toString('utf8')));
const file = encodeRecording(events);
writeFileSync(target, file);
console.log(`${events.length} events, ${file.length} bytes: ${target}`);
