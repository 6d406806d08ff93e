/**
 * Catches an archive that cannot stand in for the segments that left: the real commands on a journal of the real sequencer, in
 * small segments. Also a removal before it is safe, a damaged or missing copy that passes, and a cut-off run that
 * cannot be repeated.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayFrom } from '../../src/cli/replay-from.js';
import {
  BROKER_ACCOUNT,
  CORE_VERSION,
  Core,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  EventChain,
  LmdbCommandLog,
  listSegments,
  type Replayer,
  Sequencer,
  SnapshotStore,
  stateHash,
  verifyJournal,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { type ColdBodies, type ColdKind, Command } from '../../src/values/index.js';
import { kindOf, SMALL_LIMITS, START_MS } from '../support/venue.js';
import { MAIN } from './patx.js';

const SEGMENT_BYTES = 65_536;
const DEPOSITS = 900;
/** A dozen processes one after the other, on a machine that may be busy. */
const TIMEOUT_MS = 180_000;

let scratch: string;
let count = 0;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-archive-'));
  await writeJournal(join(scratch, 'original', 'journal'));
}, TIMEOUT_MS);

afterAll(() => rmSync(scratch, { recursive: true }));

/** A venue and so many deposits, a frame each. */
async function writeJournal(directory: string): Promise<void> {
  const log = LmdbCommandLog.open({ directory, segmentBytes: SEGMENT_BYTES });
  const sequencer = new Sequencer({
    core: new Core({ limits: SMALL_LIMITS }),
    log,
    blockingLog: log,
    codec: new CommandCodec(),
    chain: new EventChain(),
    stateCursor: 0,
    epoch: 1,
    nowMs: () => START_MS,
    failed: (error) => {
      throw error;
    },
  });
  const submit = <K extends ColdKind>(name: K, body: ColdBodies[K], accountId = 0): void => {
    const command = new Command();
    command.kind = kindOf(name);
    command.accountId = accountId;
    command.clientId = 'clientRequestId' in body ? body.clientRequestId : 0;
    command.body = body;
    sequencer.submit(command, 0);
    sequencer.flush();
  };
  submit('initializeVenue', {
    venue: 'archived',
    brokerPublicKey: new Uint8Array(32).fill(1),
    operatorPublicKey: new Uint8Array(32).fill(2),
    limits: SMALL_LIMITS,
    coreVersion: CORE_VERSION,
    furtherOperators: [],
  });
  for (let id = 1; id <= DEPOSITS; id += 1) {
    const body = { clientRequestId: id, targetAccountId: BROKER_ACCOUNT, amountMicroPat: id };
    submit('deposit', body, FIRST_OPERATOR_ACCOUNT);
  }
  await sequencer.drain();
  await log.close();
}

interface Place {
  readonly data: string;
  readonly journal: string;
  readonly archive: string;
}

/** A copy of the journal of many segments, without snapshots, and an empty archive. */
function makePlace(): Place {
  count += 1;
  const root = join(scratch, String(count));
  const data = join(root, 'data');
  cpSync(join(scratch, 'original'), data, { recursive: true });
  return { data, journal: join(data, 'journal'), archive: join(root, 'archive') };
}

function patx(command: string, { data }: Place, ...options: readonly string[]) {
  const args = [MAIN, command, '--data', data, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const archived = (place: Place, ...options: readonly string[]) =>
  patx('archive', place, '--to', place.archive, ...options);

/** What verify says that does not depend on how long it took. */
const proved = (place: Place, ...options: readonly string[]) => {
  const { status, stdout, stderr } = patx('verify', place, '--json', ...options);
  expect(stderr).toBe('');
  const { seconds: _seconds, ...report } = JSON.parse(stdout) as Record<string, unknown>;
  return { status, report };
};

/** A verified snapshot of the state behind the last frame. */
async function takeSnapshot({ data, journal }: Place): Promise<void> {
  let replayer: Replayer | undefined;
  let last: { epoch: number; hash: Uint8Array } | undefined;
  for (const frame of verifyJournal(journal)) {
    replayer ??= replayFrom(frame);
    replayer.apply(frame);
    last = { epoch: frame.epoch, hash: Buffer.from(frame.hash) };
  }
  if (replayer === undefined || last === undefined) throw new Error('an empty journal');
  const { core } = replayer;
  const snapshots = SnapshotStore.open({ directory: join(data, 'snapshots') });
  const meta = {
    sequence: core.state.sequence,
    timeMs: core.state.timeMs,
    epoch: last.epoch,
    coreVersion: core.state.registry.coreVersion,
    frameHash: last.hash,
    eventHash: replayer.eventHash,
    stateHash: stateHash(core.state),
  };
  const columns = exportState(core).map((part) => ({ ...part, type: 'bytes' }));
  await snapshots.markVerified(meta.sequence, await snapshots.write(meta, columns));
  await snapshots.close();
}

test(
  'segments are copied once, removed once a snapshot covers them, and still prove the journal',
  async () => {
    const place = makePlace();
    const before = listSegments(place.journal);
    expect(before.length).toBeGreaterThan(2);
    const whole = proved(place);

    const first = archived(place);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout.match(/ copied: /g)).toHaveLength(before.length - 1);
    expect(archived(place).stdout.match(/ held: /g)).toHaveLength(before.length - 1);

    const early = archived(place, '--remove');
    expect(early).toMatchObject({ status: 0, stderr: expect.stringContaining('no snapshot') });
    expect(listSegments(place.journal)).toEqual(before);

    await takeSnapshot(place);
    const late = archived(place, '--remove');
    expect(late).toMatchObject({ status: 0, stderr: '' });
    expect(late.stdout.match(/ removed: /g)).toHaveLength(before.length - 1);
    expect(listSegments(place.journal)).toEqual(before.slice(-1));

    const alone = patx('verify', place);
    expect(alone).toMatchObject({ status: 1, stderr: expect.stringContaining('--archive') });
    const joined = proved(place, '--archive', place.archive);
    expect(joined).toEqual({ ...whole, report: { ...whole.report, snapshotsMatched: 1 } });
    expect(patx('replay', place, '--archive', place.archive).status).toBe(0);
    const args = ['--all', '--archive', place.archive];
    expect(patx('proof', place, ...args)).toMatchObject({ status: 0 });
  },
  TIMEOUT_MS,
);

test(
  'a damaged or missing copy ends the walk with its segment, and is made again while the journal has it',
  () => {
    const place = makePlace();
    archived(place);
    const frames = join(place.archive, '000001.frames');
    const bytes = readFileSync(frames);
    writeFileSync(frames, bytes.subarray(0, -1));
    const segment = join(place.journal, '000001');
    renameSync(segment, `${segment}.away`);
    const read = patx('verify', place, '--archive', place.archive);
    renameSync(`${segment}.away`, segment);
    expect(read.status).toBe(1);
    expect(read.stderr).toMatch(/frame-truncated|archive-damaged/);

    const mended = archived(place);
    expect(mended).toMatchObject({ status: 0, stdout: expect.stringMatching(/^segment 1 copied/) });
    expect(mended.stderr).toContain(`the copy of segment 1 in ${place.archive} is damaged`);
    expect(readFileSync(frames)).toEqual(bytes);

    rmSync(join(place.journal, '000001'), { recursive: true });
    rmSync(join(place.journal, '000002'), { recursive: true });
    rmSync(join(place.archive, '000001.json'));
    const gap = patx('verify', place, '--archive', place.archive);
    expect(gap.status).toBe(1);
    expect(gap.stderr).toContain('frame-sequence-gap');
  },
  TIMEOUT_MS,
);

test(
  'what is not there is named',
  () => {
    const place = makePlace();
    const nowhere = { ...place, data: join(scratch, 'nowhere') };
    expect(archived(nowhere).stderr).toContain('no-journal');
    const { status, stderr } = patx('verify', place, '--archive', join(scratch, 'nowhere'));
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no-archive'),
    });
    expect(patx('archive', place).stderr).toContain('--to');
    expect(readdirSync(place.data)).toEqual(['journal']);
  },
  TIMEOUT_MS,
);
