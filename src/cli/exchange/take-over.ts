/**
 * What a start does with a journal that another core wrote: it says what would be, and does it when it was asked to. A venue
 * that this build has no core for is left to recovery, which refuses it by name. Fails with CommandError, or as an upgrade does.
 */
import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { listSegments } from '../../engine/log/index.js';
import { frozenVersions, pendingUpgrade, upgrade } from '../../release/index.js';
import { CommandError } from '../command-error.js';
import type { DataDirectory } from '../data-directory.js';

/** Returns once the newest part of the journal is this core's, or there is nothing this build can do about it. */
export async function takeOver(
  { journal, snapshots }: DataDirectory,
  isAsked: boolean,
  logger: Logger,
): Promise<void> {
  if (!existsSync(journal) || listSegments(journal).length === 0) return;
  const pending = pendingOf(journal);
  if (pending === undefined || !frozenVersions().includes(pending.fromCoreVersion)) return;
  const { fromCoreVersion, toCoreVersion } = pending;
  if (!isAsked) {
    throw new CommandError(
      'upgrade-needed',
      `core version ${fromCoreVersion} folds the venue, this build has ${toCoreVersion}: say --upgrade to take it over, which keeps every balance, order, id and sequence; \`patx upgrade --dry-run\` says what it would do and writes nothing`,
    );
  }
  logger.info(pending, 'taking the venue over from the core before');
  const report = await upgrade({ journal, snapshots, warn: (text) => logger.warn(text) });
  const { fromSequence, toSequence, rowsBytes, changedDefaults } = report;
  logger.info({ fromSequence, toSequence, rowsBytes, changedDefaults }, 'the venue is taken over');
}

/** What recovery will say better than this is not said here. */
function pendingOf(journal: string): ReturnType<typeof pendingUpgrade> {
  try {
    return pendingUpgrade(journal);
  } catch {
    return undefined;
  }
}
