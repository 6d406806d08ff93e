/**
 * Catches a damaged journal that `patx verify` passes, cannot name, or dies of: the real command, on the data directory
 * a real exchange left, with single bytes flipped in frames, in page headers and in the meta pages.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox } from '../../bench/e2e/sandbox.js';
import {
  FRAME_HEADER_BYTES,
  FRAME_OFFSET,
  type Frame,
} from '../../src/engine/log/store/frame-layout.js';
import { verifyJournal } from '../../src/engine/log/store/index.js';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const PAGE_BYTES = 4096;
const scratch = mkdtempSync(join(tmpdir(), 'patx-verify-'));
const sound = join(scratch, 'sound');
const damaged = join(scratch, 'damaged');
const segment = join('journal', '000001', 'data.mdb');
let frames: { firstSequence: number; lastSequence: number; bytes: Buffer }[] = [];

/** What the command says of a data directory. */
function verify(data: string) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'verify', '--data', data],
    { encoding: 'utf8' },
  );
  return { status, signal, stdout, stderr };
}

/** Verifies a copy of the journal with one bit of the byte at `offset` flipped. */
function verifyFlipped(offset: number, bit = 0) {
  const bytes = readFileSync(join(sound, segment));
  bytes[offset] = (bytes[offset] as number) ^ (1 << bit);
  writeFileSync(join(damaged, segment), bytes);
  return verify(damaged);
}

/** Where a frame lies in the data file; copies of pages that were replaced are not what is looked for. */
function placeOf(frame: { bytes: Buffer } | undefined): number {
  if (frame === undefined) throw new Error('no such frame');
  const at = readFileSync(join(sound, segment)).lastIndexOf(frame.bytes);
  expect(at).toBeGreaterThan(0);
  return at;
}

beforeAll(async () => {
  const sandbox = await openSandbox(4);
  const ended = new Promise<void>((resolve) => sandbox.child.once('exit', () => resolve()));
  sandbox.child.kill('SIGTERM');
  await ended;
  cpSync(sandbox.data, sound, { recursive: true });
  cpSync(sandbox.data, damaged, { recursive: true });
  rmSync(sandbox.data, { recursive: true, force: true });
  frames = [...verifyJournal(join(sound, 'journal'))].map(detached);
}, 60_000);

/** A frame's place in the sequence and a copy of its bytes. */
function detached({ firstSequence, lastSequence, bytes }: Frame) {
  return { firstSequence, lastSequence, bytes: Buffer.from(bytes) };
}

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a sound journal passes, with its frames, commands, state hash and invariants', () => {
  const { status, stdout } = verify(sound);
  expect(status).toBe(0);
  expect(stdout).toContain(`frames        ${frames.length}\n`);
  expect(stdout).toContain(`commands      ${frames.at(-1)?.lastSequence}\n`);
  expect(stdout).toMatch(/state hash {4}[0-9a-f]{64}\n/);
  expect(stdout).toContain('invariants    all hold');
});

test.each([
  ['the first', 0],
  ['a middle', 0.5],
  ['the last', 1],
])(
  'a flipped byte anywhere in %s frame is found, and the frame named',
  (_name, part) => {
    const frame = frames[Math.floor((frames.length - 1) * part)];
    const at = placeOf(frame);
    const sequence = frame?.firstSequence;
    for (const [offset, says] of [
      [0, 'not with the letters PATX'],
      [FRAME_OFFSET.timeMs, 'checksum'],
      [FRAME_OFFSET.previousHash, 'checksum'],
      [FRAME_OFFSET.eventHash, 'checksum'],
      [FRAME_HEADER_BYTES, 'checksum'],
      [(frame?.bytes.length ?? 0) - 1, 'checksum'],
    ] as const) {
      const { status, stdout, stderr } = verifyFlipped(at + offset);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^patx: frame-[a-z-]+: .*${says}`));
      expect(stderr).toMatch(new RegExp(`\\b${sequence}\\b`));
    }
  },
  60_000,
);

test('a frame that was changed and sealed again breaks the chain at the frame after it', () => {
  const place = Math.floor(frames.length / 2);
  const [frame, after] = frames.slice(place);
  const at = placeOf(frame);
  const bytes = Buffer.from(frame?.bytes ?? []);
  bytes[FRAME_OFFSET.eventHash] = (bytes[FRAME_OFFSET.eventHash] as number) ^ 1;
  const headerCrc = crc32(bytes.subarray(0, FRAME_OFFSET.crc32));
  bytes.writeUInt32LE(crc32(bytes.subarray(FRAME_HEADER_BYTES), headerCrc), FRAME_OFFSET.crc32);
  const file = readFileSync(join(sound, segment));
  bytes.copy(file, at);
  writeFileSync(join(damaged, segment), file);
  const { status, stderr } = verify(damaged);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `^patx: frame-broken-chain: frame at sequence ${after?.firstSequence}: names [0-9a-f]{64} as the frame before`,
    ),
  );
});

test('a flip in the structure of the file is named, or means nothing; the command never dies of it', () => {
  const soundReport = verify(sound).stdout.replace(/time .*/, '');
  const pages = readFileSync(join(sound, segment)).length / PAGE_BYTES;
  // Meta pages: magic, version, flags and depth of the tree, its root, last page. Others: number, flags, bounds.
  const offsets = [20, 24, 74, 100, 136].flatMap((at) => [at, PAGE_BYTES + at]);
  for (let page = 2; page < pages; page += 4) offsets.push(page * PAGE_BYTES + ((page * 5) % 24));
  let found = 0;
  for (const offset of offsets.slice(0, 15)) {
    const { status, signal, stdout, stderr } = verifyFlipped(offset, offset % 8);
    expect({ offset, signal }).toEqual({ offset, signal: null });
    if (status === 0) {
      expect({ offset, report: stdout.replace(/time .*/, '') }).toEqual({
        offset,
        report: soundReport,
      });
      continue;
    }
    found += 1;
    expect(stderr).toMatch(/^patx: .*(data\.mdb|page|frame|sequence|segment)/);
  }
  expect(found).toBeGreaterThan(3);
}, 120_000);
