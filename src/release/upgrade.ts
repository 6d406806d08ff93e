/**
 * Takes a venue over to the core of this build, or to other limits: its journal is folded to the end by the core that wrote
 * it, what that carries is written as the beginning of a new stretch and folded by this build's core, and what that carries
 * then must be the same, row for row. Only when all of it holds and is on disk, one rename makes it part of the journal.
 *
 * Invariant: whenever the process ends, the journal is the old one or has all of the new stretch. Two at once are kept apart
 * by the lock of the journal. Fails with an UpgradeError or a FrozenCoreError, as the store does, or as a fold does; the old
 * venue is then as it was.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import {
  brokenInvariants,
  CORE_VERSION,
  Core,
  exportState,
  limitsProblem,
} from '../engine/core/index.js';
import {
  clearStretches,
  removeNewestSegment,
  SnapshotReader,
  SnapshotStore,
  StretchSegment,
  stateHash,
  takeWriterLock,
} from '../engine/log/index.js';
import type { Limits } from '../values/index.js';
import { changedDefaults, type DefaultChange } from './changed-defaults.js';
import type { Stretch } from './core-module.js';
import { firstDifference } from './difference.js';
import { coreModule, RELEASES } from './frozen-cores.js';
import { beginningOf, foldToEnd, isUntouchedSince } from './old-venue.js';
import { carryOf } from './own-core.js';
import { PART_BYTES_MAX, StretchWriter } from './stretch-writer.js';
import { UpgradeError } from './upgrade-error.js';

/** What an upgrade has done, to be told of; tests end the process there. */
export type UpgradeStep = 'folded' | 'begun' | 'part' | 'carried' | 'compared' | 'renamed' | 'done';

export interface UpgradeOptions {
  readonly journal: string;
  readonly snapshots: string;
  /** Limits that are to be others. */
  readonly limits?: Partial<Limits> | undefined;
  /** Does everything but write. */
  readonly isDryRun?: boolean | undefined;
  readonly releases?: string | undefined;
  /** Bytes of rows in one command, about. */
  readonly partBytesMax?: number | undefined;
  /** Told of each step, and of the bytes of rows written so far. */
  readonly step?: ((step: UpgradeStep, rowsBytes: number) => void) | undefined;
  readonly warn?: ((warning: string) => void) | undefined;
}

export interface UpgradeReport {
  readonly fromCoreVersion: number;
  readonly toCoreVersion: number;
  /** Last sequence of the old stretch, and of the new one. */
  readonly fromSequence: number;
  readonly toSequence: number;
  readonly snapshotSequence: number;
  readonly foldedCommands: number;
  readonly limits: Limits;
  readonly rowsBytes: number;
  readonly digest: string;
  /** Parameters whose defaults differ, which nobody set; and ones that are gone. */
  readonly changedDefaults: readonly DefaultChange[];
  readonly isDryRun: boolean;
}

/** What an upgrade would begin from and go to, without folding anything; undefined when there is nothing to do. */
export function pendingUpgrade(
  journal: string,
  limits: Partial<Limits> = {},
): { readonly fromCoreVersion: number; readonly toCoreVersion: number } | undefined {
  const beginning = beginningOf(journal);
  const isSame =
    JSON.stringify({ ...beginning.limits, ...limits }) === JSON.stringify(beginning.limits);
  if (beginning.coreVersion === CORE_VERSION && isSame) return undefined;
  return { fromCoreVersion: beginning.coreVersion, toCoreVersion: CORE_VERSION };
}

export async function upgrade(options: UpgradeOptions): Promise<UpgradeReport> {
  const release = takeWriterLock(options.journal);
  try {
    if (clearStretches(options.journal)) {
      options.warn?.('an upgrade that was cut off before it took effect was cleared away');
    }
    return await upgradeLocked(options);
  } finally {
    release();
  }
}

/** Takes the newest stretch back, while no command has come since it began. Returns the version the venue is of again. */
export async function goBack(
  options: Pick<UpgradeOptions, 'journal' | 'snapshots' | 'step' | 'warn'>,
): Promise<number> {
  const { journal, snapshots } = options;
  const release = takeWriterLock(journal);
  try {
    clearStretches(journal);
    const beginning = beginningOf(journal);
    if (!isUntouchedSince(journal, beginning)) {
      throw new UpgradeError(
        'cannot-go-back',
        beginning.previousFrameHash === undefined
          ? 'the venue was never upgraded'
          : `commands have come since the upgrade at sequence ${beginning.sequence}`,
        'go on with this build',
      );
    }
    // Snapshots first: one of a state that is gone would hold up the next start.
    if (existsSync(snapshots)) {
      const store = SnapshotStore.open({ directory: snapshots });
      store.removeFrom(beginning.sequence);
      await store.close();
    }
    options.step?.('begun', 0);
    removeNewestSegment(journal);
    options.step?.('done', 0);
    return beginningOf(journal).coreVersion;
  } finally {
    release();
  }
}

async function upgradeLocked(options: UpgradeOptions): Promise<UpgradeReport> {
  const {
    journal,
    snapshots: snapshotDirectory,
    isDryRun = false,
    step = () => undefined,
  } = options;
  const beginning = beginningOf(journal);
  const limits = limitsFrom(beginning.limits, options.limits);
  requireSomethingToDo(beginning.coreVersion, beginning.limits, limits);
  const module = await coreModule(beginning.coreVersion, options.releases ?? RELEASES);
  const snapshots = SnapshotReader.openForReading(snapshotDirectory);
  const old = foldToEnd(journal, beginning, module, snapshots);
  await snapshots?.close();
  const { stretch, position } = old;
  requireSound(stretch.broken(), 'before');
  requireRoom(stretch, limits);
  step('folded', 0);

  const core = new Core({ limits });
  core.state.goOn(stretch.sequence, stretch.timeMs);
  const segment = isDryRun ? undefined : StretchSegment.begin(journal);
  try {
    const writer = new StretchWriter({
      core,
      position,
      eventHash: stretch.eventHash().slice(),
      append: (frame) => segment?.append(frame),
    });
    writer.begin({
      coreVersion: CORE_VERSION,
      previousCoreVersion: beginning.coreVersion,
      previousFrameHash: position.lastHash,
      limits,
    });
    step('begun', 0);
    for (const part of stretch.carry(options.partBytesMax ?? PART_BYTES_MAX)) {
      writer.rows(part);
      step('part', writer.rowsBytes);
      await turn();
    }
    const digest = writer.end();
    step('carried', writer.rowsBytes);
    requireSame(stretch, core, digest);
    requireSound(brokenInvariants(core), 'after');
    step('compared', writer.rowsBytes);
    await segment?.commit();
    step('renamed', writer.rowsBytes);
    if (!isDryRun) await saveState(options, writer);
    step('done', writer.rowsBytes);
    return {
      fromCoreVersion: beginning.coreVersion,
      toCoreVersion: CORE_VERSION,
      fromSequence: stretch.sequence,
      toSequence: core.state.sequence,
      snapshotSequence: old.snapshotSequence,
      foldedCommands: old.foldedCommands,
      limits,
      rowsBytes: writer.rowsBytes,
      digest: Buffer.from(digest).toString('hex'),
      changedDefaults: changedDefaults(module.parameters, core),
      isDryRun,
    };
  } catch (error) {
    await segment?.abandon();
    throw error;
  }
}

function limitsFrom(venue: Limits, given: Partial<Limits> = {}): Limits {
  const limits = { ...venue, ...given };
  const { maxIdSpaces, maxAccounts } = limits;
  const problem =
    limitsProblem(limits) ??
    (maxIdSpaces < maxAccounts
      ? `maxIdSpaces is ${maxIdSpaces} and maxAccounts ${maxAccounts}: every account that trades needs an id space`
      : undefined);
  if (problem === undefined) return limits;
  throw new UpgradeError('bad-limits', problem, 'give another value');
}

function requireSomethingToDo(coreVersion: number, before: Limits, after: Limits): void {
  if (coreVersion > CORE_VERSION) {
    throw new UpgradeError(
      'newer-core',
      `core version ${coreVersion} wrote the newest part of the journal, this build has ${CORE_VERSION}`,
      `use a build whose core version is ${coreVersion} or newer; it can take the venue back with \`patx upgrade --back\` while no command has come since`,
    );
  }
  if (coreVersion < CORE_VERSION || JSON.stringify(before) !== JSON.stringify(after)) return;
  throw new UpgradeError(
    'nothing-to-upgrade',
    `core version ${CORE_VERSION} folds the venue already, with these limits`,
    'start it',
  );
}

/** Names every limit that is below what is in use, with the numbers. */
function requireRoom(stretch: Stretch, limits: Limits): void {
  const below = stretch
    .fillLevels()
    .filter(({ limit, leastMax }) => limit !== undefined && limits[limit] < leastMax)
    .map(({ limit, leastMax }) => `${limit} ${limits[limit as keyof Limits]}, in use ${leastMax}`);
  if (below.length === 0) return;
  throw new UpgradeError(
    'limits-below-use',
    `limits may not be below what is in use: ${below.join('; ')}`,
    'give limits that are at least as large',
  );
}

function requireSound(broken: readonly string[], when: string): void {
  if (broken.length === 0) return;
  throw new UpgradeError(
    'broken-invariants',
    `${when} the upgrade ${broken.length} invariants are broken, the first: ${broken[0]}`,
    'keep the data directory as it is and report it: this is a bug',
  );
}

/** What the new core carries must be what it was given. */
function requireSame(stretch: Stretch, core: Core, digest: Uint8Array): void {
  const hash = createHash('sha256');
  for (const part of carryOf(core, PART_BYTES_MAX)) hash.update(part);
  if (Buffer.compare(hash.digest(), digest) === 0) return;
  // A field that the core before did not know makes the bytes others, and not what they say.
  const difference = firstDifference(stretch.carry(PART_BYTES_MAX), carryOf(core, PART_BYTES_MAX));
  if (difference === undefined) return;
  throw new UpgradeError(
    'not-equal',
    `the new core has something else than the old one: ${difference}`,
    'go on with the build before, and report it: this is a bug',
  );
}

/** Saves the state, so that the next start need not take everything in again. What fails here costs time and nothing else. */
async function saveState(options: UpgradeOptions, writer: StretchWriter): Promise<void> {
  const { core, position, eventHash } = writer;
  const { sequence, timeMs } = core.state;
  const store = SnapshotStore.open({ directory: options.snapshots });
  try {
    const hashes = { frameHash: position.lastHash, eventHash, stateHash: stateHash(core.state) };
    const meta = { sequence, timeMs, epoch: position.epoch, coreVersion: CORE_VERSION, ...hashes };
    const columns = exportState(core).map((part) => ({ ...part, type: 'bytes' }));
    await store.markVerified(sequence, await store.write(meta, columns));
  } catch (error) {
    options.warn?.(`no snapshot was saved, so the next start takes longer: ${String(error)}`);
  } finally {
    await store.close();
  }
}
