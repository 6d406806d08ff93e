/**
 * The venue as it is before an upgrade: its newest stretch, folded to the end by the core that wrote it, from its newest
 * snapshot where one counts. Changes nothing. Fails as the fold does, and with an UpgradeError where there is no venue.
 */

import type { FillLevel } from '../engine/core/index.js';
import {
  type ChainPosition,
  carryEndIn,
  type Frame,
  JournalReader,
  newestStretch,
  positionAfter,
  SnapshotReader,
  type StretchBeginning,
} from '../engine/log/index.js';
import { CommandCodec } from '../schema/index.js';

import type { CoreModule, Stretch } from './core-module.js';
import { coreModule } from './frozen-cores.js';
import { UpgradeError } from './upgrade-error.js';

export interface OldVenue {
  readonly beginning: StretchBeginning;
  readonly stretch: Stretch;
  /** The end of the journal. */
  readonly position: ChainPosition;
  /** Sequence of the snapshot it was folded from; 0: from the beginning of the stretch. */
  readonly snapshotSequence: number;
  readonly foldedCommands: number;
}

/** How the newest stretch of a journal begins. */
export function beginningOf(journal: string): StretchBeginning {
  const beginning = newestStretch(journal, new CommandCodec());
  if (beginning !== undefined) return beginning;
  throw new UpgradeError(
    'no-venue',
    `${journal} does not hold the beginning of a venue or of what an upgrade carried`,
    'name the data directory of a venue; where its first segments are archived and nothing was upgraded since, copy them back',
  );
}

/** @param snapshots of any core; those that are not of this stretch are passed over */
export function foldToEnd(
  journal: string,
  beginning: StretchBeginning,
  module: CoreModule,
  snapshots: SnapshotReader | undefined,
): OldVenue {
  const snapshot = snapshots?.newestValid().snapshot;
  const isOfStretch =
    snapshot !== undefined &&
    snapshot.meta.sequence >= beginning.sequence &&
    snapshot.meta.coreVersion === module.coreVersion;
  const saved = isOfStretch ? { ...snapshot.meta, columns: snapshot.columns } : undefined;
  const reader = JournalReader.open({ directory: journal }, saved?.sequence ?? beginning.sequence);
  let stretch = saved && module.restore(saved);
  let foldedCommands = 0;
  let last: Frame | undefined;
  try {
    for (const frame of reader.frames()) {
      stretch ??= module.begin(frame.bytes);
      last = frame;
      if (frame.lastSequence <= stretch.sequence) continue;
      stretch.applyFrame(frame.bytes);
      foldedCommands += frame.count;
    }
  } finally {
    reader.close();
  }
  if (stretch === undefined || last === undefined || last.lastSequence !== stretch.sequence) {
    throw new UpgradeError(
      'no-venue',
      `the journal ends at ${last?.lastSequence}, its state at ${stretch?.sequence}`,
      'restore the journal from its archive; a snapshot may be ahead of it',
    );
  }
  const snapshotSequence = saved?.sequence ?? 0;
  return { beginning, stretch, position: positionAfter(last), snapshotSequence, foldedCommands };
}

/** Whether everything from the beginning of the newest stretch on is what an upgrade carried: no command has come since. */
export function isUntouchedSince(journal: string, beginning: StretchBeginning): boolean {
  if (beginning.previousFrameHash === undefined) return false;
  const codec = new CommandCodec();
  const reader = JournalReader.open({ directory: journal }, beginning.sequence);
  let isEnded = false;
  try {
    for (const frame of reader.frames()) {
      if (isEnded) return false;
      isEnded = carryEndIn(frame, codec) !== undefined;
    }
  } finally {
    reader.close();
  }
  return isEnded;
}

/** How full the stores of the venue on disk are, whichever core wrote it, and at which sequence. Changes nothing. */
export async function fillOnDisk(
  journal: string,
  snapshotDirectory: string,
): Promise<{ readonly sequence: number; readonly levels: readonly FillLevel[] }> {
  const beginning = beginningOf(journal);
  const module = await coreModule(beginning.coreVersion);
  const snapshots = SnapshotReader.openForReading(snapshotDirectory);
  try {
    const { stretch } = foldToEnd(journal, beginning, module, snapshots);
    return { sequence: stretch.sequence, levels: stretch.fillLevels() };
  } finally {
    await snapshots?.close();
  }
}
