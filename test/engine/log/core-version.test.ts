/**
 * Catches a journal or snapshot of another core version that is folded all the same, or refused as if it were damaged:
 * the refusal must come before the first command is applied, and name both versions and what to do.
 */
import { expect, test } from 'vitest';
import { CORE_VERSION, Core, exportState } from '../../../src/engine/core/index.js';
import {
  CoreVersionError,
  MemoryCommandLog,
  recover,
  type SnapshotStore,
  stateHash,
} from '../../../src/engine/log/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import { Command } from '../../../src/values/index.js';
import { firstFrameOf } from '../../support/foreign-journal.js';
import { SMALL_LIMITS, TestVenue } from '../../support/venue.js';

/** What a recovery throws; undefined when it does not. */
async function recoveryError(
  log: MemoryCommandLog,
  snapshots?: Pick<SnapshotStore, 'newestValid'>,
): Promise<unknown> {
  try {
    await recover({
      log,
      codec: new CommandCodec(),
      ...(snapshots && { snapshots: snapshots as SnapshotStore }),
    });
    return undefined;
  } catch (error) {
    return error;
  }
}

function logOf(coreVersion: number): MemoryCommandLog {
  const log = new MemoryCommandLog();
  log.appendBlocking(firstFrameOf(coreVersion));
  return log;
}

test.each([
  ['does not say its version', 0, 1],
  ['an older core wrote', CORE_VERSION - 1, CORE_VERSION - 1],
  ['a newer core wrote', CORE_VERSION + 1, CORE_VERSION + 1],
])(
  'a journal that %s is refused with both versions and the remedy',
  async (_name, said, written) => {
    const error = await recoveryError(logOf(said));
    expect(error).toBeInstanceOf(CoreVersionError);
    expect(error).toMatchObject({ code: 'core-version', written, known: CORE_VERSION });
    const older = written < CORE_VERSION;
    const takeOver = older
      ? 'take the venue over with `patx upgrade` where this build has that core (--dry-run says so and writes nothing), or '
      : '';
    expect((error as Error).message).toBe(
      `core-version: the journal was written by core version ${written}, this build reads version ${CORE_VERSION}. Remedy: ${takeOver}keep the data directory as it is and use a build whose core version is ${written} (\`patx --version\` names it), or begin a new venue in an empty data directory`,
    );
  },
);

test('a journal of this version is not held back', async () => {
  // The frame's state check is not the one of an empty core, so the replay comes as far as comparing it.
  expect(((await recoveryError(logOf(CORE_VERSION))) as Error).name).toBe('Divergence');
});

test.each([
  ['older', CORE_VERSION - 1],
  ['newer', CORE_VERSION + 1],
])(
  'a snapshot by an %s core is refused, whatever its columns look like',
  async (_name, coreVersion) => {
    const { core } = new TestVenue();
    const { sequence, timeMs } = core.state;
    const hash = new Uint8Array(32);
    const snapshot = {
      meta: {
        ...{ sequence, timeMs, epoch: 1, coreVersion },
        ...{ frameHash: hash, eventHash: hash, stateHash: stateHash(core.state) },
      },
      columns: exportState(core).map((part) => ({ ...part, type: 'bytes' })),
      sha256: hash,
    };
    const error = await recoveryError(logOf(CORE_VERSION), {
      newestValid: () => ({ snapshot, rejected: [] }),
    });
    expect(error).toBeInstanceOf(CoreVersionError);
    expect((error as Error).message).toContain(
      `the snapshot at ${sequence} was written by core version ${coreVersion}, this build reads version ${CORE_VERSION}`,
    );
  },
);

test('a core does not begin a journal under a version that is not its own', () => {
  const core = new Core({ limits: SMALL_LIMITS });
  const command = new Command();
  const [frame] = logOf(CORE_VERSION + 1).read(1);
  new CommandCodec().decode(frame?.payload ?? new Uint8Array(), 0, command);
  expect(() => core.apply(command)).toThrow('I16');
});
