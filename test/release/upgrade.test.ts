/**
 * Catches an upgrade that loses or changes anything, that leaves half of itself behind, that goes on where it must not, or
 * that a later start, replay or proof cannot follow: a venue of the core before, taken over, used, and taken over again.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { backtest } from '../../src/backtest/index.js';
import { brokenInvariants, CORE_VERSION } from '../../src/engine/core/index.js';
import {
  commandsOf,
  type Frame,
  FrameWriter,
  LmdbCommandLog,
  type SealedFrame,
  takeWriterLock,
  verifyJournal,
} from '../../src/engine/log/index.js';
import { firstDifference } from '../../src/release/difference.js';
import {
  coreModule,
  goBack,
  History,
  loadCores,
  pendingUpgrade,
  RELEASES,
  upgrade,
} from '../../src/release/index.js';
import { CommandCodec, readCarryRows } from '../../src/schema/index.js';
import {
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  Command,
  type Limits,
  UNKNOWN,
} from '../../src/values/index.js';
import { carriedBytes } from '../engine/core/carry/copy.js';
import { appendRaw, goldenOf, OLD_VERSION, placeOf, writeOldVenue } from './old-venue.js';
import { start } from './running.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-upgrade-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const cores = await loadCores();
const LIMITS = (await coreModule(OLD_VERSION)).begin(
  Buffer.from(goldenOf(OLD_VERSION).frames[0] ?? '', 'base64'),
).limits;
let root = '';
let number = 0;
let lastSequence = 0;

beforeEach(async () => {
  number += 1;
  root = join(scratch, String(number));
  lastSequence = await writeOldVenue(root);
});

const framesOf = (): Frame[] => [...verifyJournal(placeOf(root).journal)];

function folded(): History {
  const history = new History(cores);
  for (const frame of framesOf()) history.apply(frame);
  return history;
}

/** What the old core carries at its end. */
async function oldBytes(): Promise<Buffer> {
  const frames = goldenOf(OLD_VERSION).frames.map((frame) => Buffer.from(frame, 'base64'));
  const stretch = (await coreModule(OLD_VERSION)).begin(frames[0] as Buffer);
  for (const frame of frames) stretch.applyFrame(frame);
  return Buffer.concat([...stretch.carry(1_000)]);
}

/** Tables a core before had otherwise, or not at all: test/release/older-venues.test.ts. */
const TRANSLATED = ['delivery', 'piece', 'entitlement', 'timer', 'review'];

/** Every row of the old core is there, in order and field by field, but for what it said nothing of. */
function expectCarried(before: Uint8Array, after: Uint8Array): void {
  expect(firstDifference([before], [after])).toBeUndefined();
  const [one, other] = [before, after].map((bytes) =>
    readCarryRows(Uint8Array.from(bytes)).filter(({ table }) => !TRANSLATED.includes(table)),
  );
  const said = one?.map(({ table, row }) => {
    const known = Object.entries(row).filter(([, value]) => value !== UNKNOWN);
    return { table, row: Object.fromEntries(known) };
  });
  expect(other).toMatchObject(said ?? []);
}

/** The bytes of every file of the journal but locks. */
const listing = (): string[] =>
  readdirSync(placeOf(root).journal, { recursive: true }).map(String).toSorted();

test('a venue of the core before goes on, with everything it had', async () => {
  expect(pendingUpgrade(placeOf(root).journal)).toEqual({
    fromCoreVersion: OLD_VERSION,
    toCoreVersion: CORE_VERSION,
  });
  const report = await upgrade(placeOf(root));
  expect(report).toMatchObject({ fromCoreVersion: OLD_VERSION, fromSequence: lastSequence });
  expect(pendingUpgrade(placeOf(root).journal)).toBeUndefined();
  const venue = await start(root);
  expect(venue.recovered.snapshotSequence).toBe(report.toSequence);
  expectCarried(await oldBytes(), carriedBytes(venue.core));
  expect(brokenInvariants(venue.core)).toEqual([]);
  await venue.send({ kind: COMMAND_KIND.ADVANCE_TIME, body: {} });
  await venue.close();
  const history = folded();
  expect(history.stretches.map(({ coreVersion }) => coreVersion)).toEqual([
    OLD_VERSION,
    CORE_VERSION,
  ]);
  expect(history.sequence).toBe(report.toSequence + 1);
  expect(history.broken()).toEqual([]);
});

test('without its snapshot the next start takes everything in from the journal', async () => {
  await upgrade(placeOf(root));
  const quick = await start(root);
  const expected = carriedBytes(quick.core);
  await quick.close();
  rmSync(placeOf(root).snapshots, { recursive: true });
  const venue = await start(root);
  expect(venue.recovered.snapshotSequence).toBe(lastSequence);
  expect(Buffer.compare(carriedBytes(venue.core), expected)).toBe(0);
  await venue.close();
});

test('the state at a sequence of the old stretch is found in a core of this build', async () => {
  await upgrade(placeOf(root));
  const history = new History(cores);
  const frames = framesOf();
  for (const frame of frames.slice(0, 3)) history.apply(frame);
  const core = history.core();
  expect(core.state.sequence).toBe(frames[2]?.lastSequence);
  expect(brokenInvariants(core)).toEqual([]);
});

test('every limit grows, twice in a row, and the history is proved across the seams', async () => {
  await upgrade(placeOf(root));
  const names = Object.keys(LIMITS) as (keyof Limits)[];
  const grown = Object.fromEntries(names.map((name) => [name, LIMITS[name] * 2]));
  const first = await upgrade({ ...placeOf(root), limits: grown });
  expect(first).toMatchObject({ fromCoreVersion: CORE_VERSION, limits: grown });
  let venue = await start(root);
  expect(venue.core.state.limits).toEqual(grown);
  await venue.send({ kind: COMMAND_KIND.ADVANCE_TIME, body: {} });
  await venue.close();
  await upgrade({ ...placeOf(root), limits: { maxOrders: LIMITS.maxOrders * 4 } });
  venue = await start(root);
  expectCarried(await oldBytes(), carriedBytes(venue.core));
  expect(venue.core.state.limits.maxOrders).toBe(LIMITS.maxOrders * 4);
  await venue.close();
  expect(folded().stretches.length).toBe(4);
});

test('limits below what is in use are refused with the numbers', async () => {
  await upgrade(placeOf(root));
  const venue = await start(root);
  const publicKey = new Uint8Array(0);
  const account = { role: ACCOUNT_ROLE.CONSUMER, accountClass: 1, firmGroup: 0, name: 'one more' };
  for (let i = 0; i < 20; i += 1) {
    const clientId = 2 ** 52 + i;
    const body = { ...account, clientRequestId: clientId, publicKey, scopes: [] };
    await venue.send({ kind: COMMAND_KIND.OPEN_ACCOUNT, accountId: 2, clientId, body });
  }
  const { count } = venue.core.state.accounts;
  expect(count).toBeGreaterThan(20);
  await venue.close();
  const before = listing();
  const limits = { maxAccounts: 16, outcomesPerIdSpace: 16 };
  await expect(upgrade({ ...placeOf(root), limits })).rejects.toThrow(
    `limits-below-use: limits may not be below what is in use: maxAccounts 16, in use ${count}.`,
  );
  await expect(upgrade({ ...placeOf(root), limits: { maxOrders: 3 } })).rejects.toThrow(
    /bad-limits: maxOrders is 3/,
  );
  await expect(upgrade({ ...placeOf(root), limits: { maxAccounts: 1_000 } })).rejects.toThrow(
    /bad-limits: maxIdSpaces is \d+ and maxAccounts 1000/,
  );
  expect(listing()).toEqual(before);
});

test('a dry run says what would be and writes nothing', async () => {
  const before = listing();
  const report = await upgrade({ ...placeOf(root), isDryRun: true });
  expect(listing()).toEqual(before);
  expect(await upgrade(placeOf(root))).toEqual({ ...report, isDryRun: false });
});

test('it is taken back until the first command, and not after', async () => {
  await expect(goBack(placeOf(root))).rejects.toThrow(/cannot-go-back: .*never upgraded/);
  await upgrade(placeOf(root));
  expect(await goBack(placeOf(root))).toBe(OLD_VERSION);
  expect(folded().sequence).toBe(lastSequence);
  await upgrade(placeOf(root));
  const venue = await start(root);
  await venue.send({ kind: COMMAND_KIND.ADVANCE_TIME, body: {} });
  await venue.close();
  await expect(goBack(placeOf(root))).rejects.toThrow(/cannot-go-back: commands have come/);
  expect(folded().stretches.length).toBe(2);
});

test('an upgrade that is not needed is refused', async () => {
  await upgrade(placeOf(root));
  await expect(upgrade(placeOf(root))).rejects.toThrow(/nothing-to-upgrade/);
});

test('two at once: the second is told of the first', async () => {
  const release = takeWriterLock(placeOf(root).journal);
  await expect(upgrade(placeOf(root))).rejects.toThrow(/journal-locked/);
  await expect(goBack(placeOf(root))).rejects.toThrow(/journal-locked/);
  release();
  expect(folded().sequence).toBe(lastSequence);
});

test('a frozen core whose hash differs is not run, and the venue stays as it was', async () => {
  const releases = join(root, 'releases');
  cpSync(RELEASES, releases, { recursive: true });
  cpSync(join(RELEASES, 'core-25.json'), join(releases, `core-${OLD_VERSION}.mjs`));
  const before = listing();
  await expect(upgrade({ ...placeOf(root), releases })).rejects.toThrow(/frozen-core: .* has hash/);
  expect(listing()).toEqual(before);
});

test.each([
  ['the rows of an order', (bytes: Uint8Array) => bytes.length >> 1],
  ['the digest', (bytes: Uint8Array) => bytes.length - 3],
])('one byte of what was carried is changed and sealed anew: %s', async (what, where) => {
  await upgrade(placeOf(root));
  const frames = framesOf();
  const first = frames.findIndex(({ firstSequence }) => firstSequence > lastSequence);
  const changed = what === 'the digest' ? frames.length - 1 : first + 1;
  const segment = join(placeOf(root).journal, '000002');
  rmSync(segment, { recursive: true });
  rmSync(placeOf(root).snapshots, { recursive: true });
  const log = LmdbCommandLog.open({ directory: placeOf(root).journal, segmentBytes: 1 });
  for (const [i, frame] of frames.entries()) {
    if (i < first) continue;
    log.appendBlocking(resealed(frame, log.position.lastHash, i === changed ? where : undefined));
  }
  await log.close();
  await expect(start(root)).rejects.toThrow(
    /bad-seam: .*(was changed|does not fit|another core)|diverges/,
  );
  expect(() => folded()).toThrow(/bad-seam|diverges/);
});

/** A frame that goes on from another one, with a byte of its command changed. */
function resealed(
  frame: Frame,
  previousHash: Uint8Array,
  where: ((bytes: Uint8Array) => number) | undefined,
): SealedFrame {
  const writer = new FrameWriter(4_194_304);
  for (const bytes of commandsOf(frame)) {
    const copy = Uint8Array.from(bytes);
    if (where !== undefined) copy[where(copy)]! ^= 1;
    writer.append(copy);
  }
  const { epoch, firstSequence, timeMs, eventHash, stateSlice } = frame;
  return writer.seal({ epoch, firstSequence, timeMs, previousHash, eventHash, stateSlice });
}

test('a journal a newer core goes on with is refused by name', async () => {
  await upgrade(placeOf(root));
  const [begin] = framesOf().filter(({ firstSequence }) => firstSequence > lastSequence);
  const command = new Command();
  new CommandCodec().decode(begin?.payload ?? new Uint8Array(), 0, command);
  const body = command.body as ColdBodies['carryOver'];
  Object.assign(body.begin as object, { coreVersion: CORE_VERSION + 1 });
  const bytes = new Uint8Array(4_096);
  const end = new CommandCodec().encodeBare(command, bytes, 0);
  rmSync(join(placeOf(root).journal, '000002'), { recursive: true });
  rmSync(placeOf(root).snapshots, { recursive: true });
  await appendRaw(root, bytes.subarray(0, end));
  await expect(upgrade(placeOf(root))).rejects.toThrow(
    `newer-core: core version ${CORE_VERSION + 1} wrote the newest part of the journal, this build has ${CORE_VERSION}`,
  );
  await expect(start(root)).rejects.toThrow(
    `core-version: the journal was written by core version ${CORE_VERSION + 1}`,
  );
});

test('a backtest of an upgraded venue is refused by name, also where the core is the same', async () => {
  await upgrade(placeOf(root));
  await upgrade({ ...placeOf(root), limits: { maxOrders: LIMITS.maxOrders * 2 } });
  const options = { sets: [], horizonMs: 1, threads: 1, progress: () => undefined };
  const { journal: journalDirectory } = placeOf(root);
  await expect(backtest({ ...options, journalDirectory })).rejects.toThrow(
    /core-version|upgraded-journal/,
  );
});
