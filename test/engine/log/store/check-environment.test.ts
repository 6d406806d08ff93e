/** Would catch: a damaged data file that kills the process or passes, a sound one that is called damaged. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FrameError,
  LmdbCommandLog,
  StoreError,
  verifyJournal,
} from '../../../../src/engine/log/store/index.js';
import { frameAfter, scratchDirectory } from './fixtures.js';

/** A journal of frames from 130 bytes to 12 KB, written and closed. */
const makeJournal = async (directory: string, frames: number): Promise<void> => {
  const log = LmdbCommandLog.open({ directory, segmentBytes: 1 << 24 });
  for (let index = 0; index < frames; index += 1) {
    log.appendBlocking(frameAfter(log.position, { count: 1 + ((index * 7919) % 300) }));
  }
  await log.close();
};

/** The hashes of all frames, or the code of the error and what it names. */
const verify = (directory: string): string[] | { code: string; message: string } => {
  try {
    return [...verifyJournal(directory)].map(({ hash }) => Buffer.from(hash).toString('hex'));
  } catch (error) {
    if (error instanceof StoreError || error instanceof FrameError) {
      return { code: error.code, message: error.message };
    }
    throw error;
  }
};

/** How many bytes are flipped; `npm run test:long` flips more. */
const FLIPS = Number(process.env.PATX_FLIPS ?? 60);

describe('the structure of a segment', () => {
  it.each([0, 1, 2, 3, 40, 300])('is found sound after %d frames', async (frames) => {
    const directory = scratchDirectory();
    await makeJournal(directory, frames);
    expect(verify(directory)).toHaveLength(frames);
  });

  it('is damaged or means the same, whichever byte of the file is flipped', async () => {
    const original = scratchDirectory();
    await makeJournal(original, 40);
    const sound = verify(original);
    const file = join(original, '000001', 'data.mdb');
    const bytes = readFileSync(file);
    // Half of the flips go where structure is: the meta pages and the beginnings and ends of pages.
    const anywhere = fc.nat(bytes.length - 1);
    const structural = fc
      .tuple(fc.nat(bytes.length / 4096 - 1), fc.integer({ min: -160, max: 160 }))
      .map(([page, near]) => (page * 4096 + near + bytes.length) % bytes.length);
    let found = 0;
    fc.assert(
      fc.property(fc.oneof(anywhere, structural), fc.nat(7), (offset, bit) => {
        const damaged = Uint8Array.from(bytes);
        damaged[offset] = (damaged[offset] ?? 0) ^ (1 << bit);
        writeFileSync(file, damaged);
        const result = verify(original);
        if (Array.isArray(result)) {
          expect(result).toEqual(sound);
        } else {
          found += 1;
          expect(result.message).toMatch(/frame at sequence \d+: |data\.mdb: page \d+: /);
        }
      }),
      { numRuns: FLIPS },
    );
    expect(found).toBeGreaterThan(FLIPS / 5);
  });

  it('is damaged when the file is cut at any page', async () => {
    const original = scratchDirectory();
    await makeJournal(original, 20);
    const bytes = readFileSync(join(original, '000001', 'data.mdb'));
    const directory = scratchDirectory();
    cpSync(original, directory, { recursive: true });
    for (let length = bytes.length - 4096; length >= 0; length -= 9 * 4096 - 7) {
      writeFileSync(join(directory, '000001', 'data.mdb'), bytes.subarray(0, length));
      expect(verify(directory), `${length} bytes`).toMatchObject({ code: 'segment-damaged' });
    }
  });

  it('is damaged when the file is not one of pages', async () => {
    const directory = scratchDirectory();
    await makeJournal(directory, 1);
    const file = join(directory, '000001', 'data.mdb');
    writeFileSync(file, Buffer.concat([Buffer.from('not pages'), Buffer.alloc(8192)]));
    expect(() => LmdbCommandLog.open({ directory })).toThrow(/segment-damaged: .*page 0: /);
  });
});
