/**
 * `patx verify`: walks a journal from its first command and proves it: checksums, hash chain, gaps, replay, event
 * hashes, state checks, snapshots, ledger invariants; each stretch by the core that wrote it, and what every upgrade carried. Exit code 1 when anything does not hold, with the sequence. Writes
 * nothing: it also runs on a copy its user may only read.
 */
import type { Command } from 'commander';
import { SnapshotReader } from '../../engine/log/index.js';
import { type FoldedStretch, History, loadCores } from '../../release/index.js';
import { CommandError, warnOnStderr } from '../command-error.js';
import { dataDirectory } from '../data-directory.js';
import { Evidence, type EvidenceReport } from '../evidence.js';
import { ARCHIVE_OPTION, venueFrames } from '../venue-frames.js';

export interface VerifyReport {
  readonly frames: number;
  readonly commands: number;
  readonly lastSequence: number;
  readonly eventHash: string;
  readonly stateHash: string;
  readonly snapshotsMatched: number;
  readonly brokenInvariants: readonly string[];
  /** Sign-ins and approvals by passkey, checked from what the journal keeps of them. */
  readonly evidence: EvidenceReport;
  /** More than one where the venue was upgraded; every seam was proved. */
  readonly stretches: readonly FoldedStretch[];
  readonly seconds: number;
}

const PROGRESS_MS = 2_000;

/** Replays everything; throws FrameError, StoreError or Divergence at the first thing that is not right. */
export async function verifyJournal(
  root: string,
  progress: (sequence: number) => void,
  archive?: string,
): Promise<VerifyReport> {
  const directory = dataDirectory(root);
  const begunMs = performance.now();
  const snapshots = SnapshotReader.openForReading(directory.snapshots, warnOnStderr);
  const hashes = snapshots?.verifiedStateHashes() ?? new Map<number, Uint8Array>();
  let frames = 0;
  let snapshotsMatched = 0;
  let shownMs = begunMs;
  // The walk looks at the files' structure before the storage engine, which trusts it, opens one: nothing may be read
  // from the journal before it.
  const history = new History(await loadCores());
  const evidence = new Evidence();
  for (const frame of venueFrames(root, archive)) {
    history.apply(frame, (command, core) => evidence.take(command, core));
    if (evidence.isFull) await evidence.check();
    frames += 1;
    const expected = hashes.get(frame.lastSequence);
    if (expected !== undefined) {
      if (Buffer.compare(expected, history.stateHash()) !== 0) {
        throw new Error(
          `the snapshot at ${frame.lastSequence} has another state hash than the replay`,
        );
      }
      snapshotsMatched += 1;
    }
    if (performance.now() - shownMs > PROGRESS_MS) {
      shownMs = performance.now();
      progress(history.sequence);
    }
  }
  await snapshots?.close();
  if (frames === 0) {
    throw new CommandError('empty-journal', 'the journal holds no frame: nothing was ever written');
  }
  return {
    frames,
    commands: history.commandCount,
    lastSequence: history.sequence,
    eventHash: Buffer.from(history.eventHash).toString('hex'),
    stateHash: Buffer.from(history.stateHash()).toString('hex'),
    snapshotsMatched,
    brokenInvariants: history.broken(),
    evidence: await evidence.check(),
    stretches: history.stretches,
    seconds: (performance.now() - begunMs) / 1000,
  };
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'walk a journal and prove it: hash chain, checksums, replay, state hashes, invariants',
    )
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option('--json', 'print the result as JSON')
    .action(async (options: { data: string; archive?: string; json?: boolean }) => {
      const progress = (sequence: number): void => {
        if (!options.json) process.stderr.write(`verified up to sequence ${sequence}\n`);
      };
      const report = await verifyJournal(options.data, progress, options.archive);
      if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
      else process.stdout.write(describe(report));
      if (report.brokenInvariants.length + report.evidence.failed.length > 0) process.exitCode = 1;
    });
}

function describe(report: VerifyReport): string {
  const invariants =
    report.brokenInvariants.length === 0
      ? 'all hold'
      : `BROKEN\n  ${report.brokenInvariants.join('\n  ')}`;
  const { checked, failed } = report.evidence;
  const evidence =
    failed.length === 0
      ? `${checked} sign-ins and approvals by passkey, all hold`
      : `BROKEN\n  ${failed.join('\n  ')}`;
  return [
    `frames        ${report.frames}`,
    `commands      ${report.commands}`,
    `last sequence ${report.lastSequence}`,
    `event hash    ${report.eventHash}`,
    `state hash    ${report.stateHash}`,
    ...upgrades(report.stretches),
    `snapshots     ${report.snapshotsMatched} verified snapshots match the replay`,
    `invariants    ${invariants}`,
    `evidence      ${evidence}`,
    `time          ${report.seconds.toFixed(2)} s, ${Math.round(report.commands / report.seconds)} commands/s`,
    '',
  ].join('\n');
}

function upgrades(stretches: readonly FoldedStretch[]): string[] {
  const [first, ...others] = stretches;
  if (first === undefined || others.length === 0) return [];
  const all = others.map(
    ({ coreVersion, firstSequence }) => `core ${coreVersion} from sequence ${firstSequence}`,
  );
  return [`upgrades      core ${first.coreVersion}, then ${all.join(', ')}; each seam proved`];
}
