/**
 * `patx surveil`: cases of what looks like a market being fooled, from a journal from its first command: wash trades, orders set and taken
 * back, feigned mints and the like, with the counts that made the case. An operator decides what it was.
 *
 * With `--follow` it goes on with the journal of a running exchange and tells each case on a line as it is made, in a process of its
 * own: the venue does not wait for it. What is found follows from the journal, the same one finds the same; what an operator makes of it
 * is journaled, as a case that names the hash told here (docs/surveillance.md).
 */
import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import {
  DurableFile,
  FIRST_SEQUENCE,
  JournalSource,
  type Replayer,
} from '../../engine/log/index.js';
import { evidenceText, Surveillance, type SurveillanceCase } from '../../surveillance/index.js';
import { journalDirectory } from '../command-error.js';
import { replayFrom } from '../replay-from.js';
import { textTable } from '../text-table.js';
import { ARCHIVE_OPTION, venueFrames } from '../venue-frames.js';

interface SurveilOptions {
  readonly data: string;
  readonly archive?: string;
  readonly json?: boolean;
  readonly follow?: boolean;
}

/** Frames read at a time. */
const FRAMES_MAX = 256;

/** The cases of a whole journal. */
export function casesOf(root: string, archive?: string): readonly SurveillanceCase[] {
  let replayer: Replayer | undefined;
  let watch: Surveillance | undefined;
  for (const frame of venueFrames(root, archive)) {
    replayer ??= replayFrom(frame);
    watch ??= new Surveillance(replayer.core);
    replayer.apply(frame);
    watch.read(replayer.lastEvents, frame.timeMs);
  }
  return watch?.cases ?? [];
}

export function addSurveil(program: Command): void {
  program
    .command('surveil')
    .description('cases for an operator: wash trades, spoofing, feigned mints and the like')
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option('--json', 'print the cases as JSON')
    .option('--follow', 'go on with a running exchange, and print each case as a line of JSON')
    .action(async (options: SurveilOptions) => {
      if (options.follow === true) return await follow(options.data);
      const cases = casesOf(options.data, options.archive);
      const text = options.json === true ? JSON.stringify(cases.map(withHash)) : describe(cases);
      process.stdout.write(`${text}\n`);
    });
}

/** Tells the cases of a journal as they are made, also when the venue ends and comes back, until the process is told to end. */
async function follow(root: string): Promise<void> {
  const directory = journalDirectory(root);
  const source = new JournalSource(directory, new DurableFile(directory));
  let replayer: Replayer | undefined;
  let watch: Surveillance | undefined;
  for await (const frames of source.follow(FIRST_SEQUENCE, FRAMES_MAX)) {
    for (const frame of frames) {
      replayer ??= replayFrom(frame);
      watch ??= new Surveillance(replayer.core, (found) =>
        process.stdout.write(`${JSON.stringify(withHash(found))}\n`),
      );
      replayer.apply(frame);
      watch.read(replayer.lastEvents, frame.timeMs);
    }
  }
}

/** With the hash by which a case of the venue names its evidence. */
const withHash = (found: SurveillanceCase): object => ({
  ...found,
  evidenceHash: createHash('sha256').update(evidenceText(found)).digest('hex'),
});

function describe(cases: readonly SurveillanceCase[]): string {
  if (cases.length === 0) return 'no cases';
  return textTable(
    ['time', 'case', 'accounts', 'series', 'evidence'],
    cases.map(({ kind, accounts, seriesId, atMs, evidence }) => [
      new Date(atMs).toISOString(),
      kind,
      accounts.join(' '),
      seriesId === 0 ? '' : String(seriesId),
      Object.entries(evidence)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    ]),
  );
}
