/**
 * `patx archive`: copies the journal's closed segments to another place, reads every copy back, and takes segments off the
 * machine that are safe there. May run beside the exchange: the segment being written is left alone.
 *
 * Can be repeated and cut off anywhere: a copy that verifies is not made again, one that does not is, and that is told. Ends
 * with StoreError or FrameError at the first damage of the journal itself; a segment that may not be removed yet is told,
 * with the reason, and is no failure.
 */
import type { Command } from 'commander';
import {
  type ArchiveManifest,
  archivedSegments,
  archiveSegment,
  FrameError,
  listSegments,
  removeSegment,
  SnapshotReader,
  StoreError,
  verifyArchive,
} from '../../engine/log/index.js';
import { journalDirectory, warnOnStderr } from '../command-error.js';
import { dataDirectory } from '../data-directory.js';

interface ArchiveOptions {
  readonly data: string;
  readonly to: string;
  readonly remove?: boolean;
  readonly json?: boolean;
}

/** What became of one segment. */
interface Told extends ArchiveManifest {
  readonly did: 'copied' | 'held' | 'removed';
}

export function addArchive(program: Command): void {
  program
    .command('archive')
    .description('copy closed segments of the journal to another place, and read the copies back')
    .option('--data <dir>', 'data directory', './data')
    .requiredOption('--to <dir>', 'where the copies go: another disk, better another machine')
    .option('--remove', 'then remove segments that a verified snapshot has made dispensable')
    .option('--json', 'a JSON line for each segment')
    .action(async (options: ArchiveOptions) => {
      const journal = journalDirectory(options.data);
      const { snapshots } = dataDirectory(options.data);
      for (const manifest of await copySegments(journal, options.to)) tell(manifest, options);
      if (options.remove) await removeSegments({ journal, snapshots, options });
    });
}

/** Copies what is not yet in the archive; returns what the archive holds of this journal's closed segments. */
async function copySegments(journal: string, archive: string): Promise<Told[]> {
  const told: Told[] = [];
  const held = new Set(archivedSegments(archive));
  for (const segment of listSegments(journal).slice(0, -1)) {
    const sound = held.has(segment) ? soundCopy(archive, segment) : undefined;
    const place = {
      journalDirectory: journal,
      archiveDirectory: archive,
      segment,
      warn: warnOnStderr,
    };
    told.push(
      sound === undefined
        ? { ...(await archiveSegment(place)), did: 'copied' }
        : { ...sound, did: 'held' },
    );
  }
  return told;
}

/** What a copy holds; undefined when it is damaged, which is told. */
function soundCopy(archive: string, segment: number): ArchiveManifest | undefined {
  try {
    return verifyArchive(archive, segment);
  } catch (error) {
    const isDamage = error instanceof FrameError || error instanceof StoreError;
    if (!isDamage) throw error;
    process.stderr.write(
      `patx: the copy of segment ${segment} in ${archive} is damaged and made again (${error.code})\n`,
    );
    return undefined;
  }
}

/** Removes from the oldest on, as far as that loses nothing. */
async function removeSegments(place: {
  readonly journal: string;
  readonly snapshots: string;
  readonly options: ArchiveOptions;
}): Promise<void> {
  const { journal, options } = place;
  const snapshots = SnapshotReader.openForReading(place.snapshots, warnOnStderr);
  if (snapshots === undefined) {
    process.stderr.write('patx: nothing is removed: there is no snapshot yet\n');
    return;
  }
  try {
    for (const segment of listSegments(journal).slice(0, -1)) {
      const archiveDirectory = options.to;
      const request = { journalDirectory: journal, archiveDirectory, segment, snapshots };
      tell({ ...(await removeSegment(request)), did: 'removed' }, options);
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'segment-not-removable') throw error;
    process.stderr.write(`patx: ${error.message}\n`);
  } finally {
    await snapshots.close();
  }
}

function tell(told: Told, { json }: ArchiveOptions): void {
  const { did, segment, firstSequence, lastSequence, bytes, sha256 } = told;
  const line = json
    ? JSON.stringify(told)
    : `segment ${segment} ${did}: sequences ${firstSequence} to ${lastSequence}, ${bytes} bytes, SHA-256 ${sha256}`;
  process.stdout.write(`${line}\n`);
}
