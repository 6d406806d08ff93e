/**
 * Catches a damaged journal that `patx verify` passes, cannot name, or dies of: the real command, on the data directory
 * a real exchange left, with single bytes flipped in frames, in page headers and in the meta pages.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FRAME_HEADER_BYTES, FRAME_OFFSET } from '../../src/engine/log/store/frame-layout.js';
import { itWith } from '../support/data.js';
import { IS_LONG, some } from '../support/long.js';
import { type Exhibit, makeExhibit, type Said } from './exhibit.js';
import { MAIN } from './patx.js';

const NOBODY = 65_534;

/** Runs the command as a user who owns nothing. */
const asNobody = (...args: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    uid: NOBODY,
    gid: NOBODY,
    cwd: '/',
  });

const cannotBecomeNobody =
  process.getuid?.() === 0 && asNobody('--version').status === 0
    ? undefined
    : 'only root can become another user, and the build has to lie where that user may read';

let exhibit: Exhibit;

beforeAll(async () => {
  exhibit = await makeExhibit();
}, 60_000);

afterAll(() => exhibit.remove());

/** What the command says of a sound or of a damaged copy. */
const verify = (data: string): Said => exhibit.run('verify', data);

/** Verifies a copy of the journal with one bit of the byte at `offset` flipped. */
const verifyFlipped = (offset: number, bit = 0): Said => verify(exhibit.flipped(offset, bit));

test('a sound journal passes, with its frames, commands, state hash and invariants', () => {
  const { status, stdout } = verify(exhibit.sound);
  expect(status).toBe(0);
  expect(stdout).toContain(`frames        ${exhibit.frames.length}\n`);
  expect(stdout).toContain(`commands      ${exhibit.frames.at(-1)?.lastSequence}\n`);
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
    const frame = exhibit.frames[Math.floor((exhibit.frames.length - 1) * part)];
    const at = exhibit.placeOf(frame);
    const sequence = frame?.firstSequence;
    const flips: readonly (readonly [number, string])[] = [
      [0, 'not with the letters PATX'],
      [FRAME_OFFSET.timeMs, 'checksum'],
      [FRAME_OFFSET.previousHash, 'checksum'],
      [FRAME_OFFSET.eventHash, 'checksum'],
      [FRAME_HEADER_BYTES, 'checksum'],
      [(frame?.bytes.length ?? 0) - 1, 'checksum'],
    ];
    for (const [offset, says] of some(1, flips.toReversed())) {
      const { status, stdout, stderr } = verifyFlipped(at + offset);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^patx: frame-[a-z-]+: .*${says}`, 'm'));
      expect(stderr).toMatch(new RegExp(`\\b${sequence}\\b`));
    }
  },
  60_000,
);

test('a frame that was changed and sealed again breaks the chain at the frame after it', () => {
  const place = Math.floor(exhibit.frames.length / 2);
  const [frame, after] = exhibit.frames.slice(place);
  const at = exhibit.placeOf(frame);
  const bytes = Buffer.from(frame?.bytes ?? []);
  bytes[FRAME_OFFSET.eventHash] = (bytes[FRAME_OFFSET.eventHash] as number) ^ 1;
  const headerCrc = crc32(bytes.subarray(0, FRAME_OFFSET.crc32));
  bytes.writeUInt32LE(crc32(bytes.subarray(FRAME_HEADER_BYTES), headerCrc), FRAME_OFFSET.crc32);
  const file = readFileSync(exhibit.soundFile);
  bytes.copy(file, at);
  writeFileSync(exhibit.damagedFile, file);
  const { status, stderr } = verify(exhibit.damaged);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `^patx: frame-broken-chain: frame at sequence ${after?.firstSequence}: names [0-9a-f]{64} as the frame before`,
      'm',
    ),
  );
});

test.runIf(IS_LONG)(
  'a flip in the structure of the file is named, or means nothing; the command never dies of it',
  () => {
    const soundReport = verify(exhibit.sound).stdout.replace(/time .*/, '');
    let found = 0;
    for (const offset of some(5, [...exhibit.structuralOffsets()])) {
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
      expect(stderr).toMatch(/^patx: .*(data\.mdb|page|frame|sequence|segment)/m);
    }
    expect(found).toBeGreaterThan(1);
  },
  120_000,
);

itWith(cannotBecomeNobody, 'a copy that its user may only read is verified too', () => {
  const copy = mkdtempSync(join(tmpdir(), 'patx-audit-'));
  try {
    cpSync(exhibit.sound, copy, { recursive: true });
    for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
      chmodSync(join(copy, path), 0o555);
    }
    chmodSync(copy, 0o555);
    const { status, stdout, stderr } = asNobody('verify', '--data', copy);
    // On a slow machine it says how far it is.
    expect({ status, refusal: /patx:.*/.exec(stderr) }).toEqual({ status: 0, refusal: null });
    expect(stdout).toContain(`frames        ${exhibit.frames.length}\n`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
