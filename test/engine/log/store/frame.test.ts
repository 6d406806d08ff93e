/** Would catch: a frame whose layout moved, a damaged frame that is accepted, an error that does not name the fault. */
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkFollows,
  commandsOf,
  FRAME_HEADER_BYTES,
  FrameError,
  FrameWriter,
  GENESIS,
  positionAfter,
  readFrame,
} from '../../../../src/engine/log/store/index.js';
import { after, chainOf, commandAt, frameAfter } from './fixtures.js';

/** The code of the frame error `run` fails with; anything else escapes. */
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FrameError) {
      return error.code;
    }
    throw error;
  }
  return 'none';
};

/** Rewrites the checksum, so that a changed field is reached by the checks behind it. */
const withChecksum = (bytes: Uint8Array): Uint8Array => {
  const head = crc32(bytes.subarray(0, 116));
  new DataView(bytes.buffer).setUint32(116, crc32(bytes.subarray(FRAME_HEADER_BYTES), head), true);
  return bytes;
};

describe('frame format', () => {
  it('keeps every byte of the header where version 1 put it', () => {
    const writer = new FrameWriter(64);
    writer.append(Uint8Array.of(1, 2, 3));
    writer.append(Uint8Array.of(4));
    const { bytes, hash } = writer.seal({
      epoch: 7,
      firstSequence: 2 ** 40 + 5,
      timeMs: 1_700_000_000_123,
      previousHash: new Uint8Array(32).fill(0xaa),
      eventHash: new Uint8Array(32).fill(0xbb),
      stateSlice: { cursor: 2 ** 33 + 1, crc32: 0xdeadbeef },
    });
    const aa = 'aa'.repeat(32);
    const bb = 'bb'.repeat(32);
    expect(Buffer.from(bytes).toString('hex')).toBe(
      `5041545801000000070000000200000005000000000100007b68e5cf8b010000${aa}${bb}` +
        `0100000002000000efbeadde0600000000000000a4660d93030102030104`,
    );
    expect(Buffer.from(hash).toString('hex')).toBe(
      '11c30c6bcb97a1b7d00853bb90371d158443a29f7a9e03ac6e39a338cc756de5',
    );
  });

  it('gives back what was sealed, for any commands', () => {
    const commands = fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(commands, fc.nat(), fc.nat(), (list, epoch, timeMs) => {
        const writer = new FrameWriter(30 * 402);
        for (const command of list) {
          expect(writer.append(command)).toBe(true);
        }
        const sealed = writer.seal({
          epoch,
          firstSequence: 9,
          timeMs,
          previousHash: new Uint8Array(32).fill(1),
          eventHash: new Uint8Array(32).fill(2),
          stateSlice: { cursor: epoch, crc32: timeMs },
        });
        const frame = readFrame(sealed.bytes);
        expect([...commandsOf(frame)].map((bytes) => [...bytes])).toEqual(
          list.map((bytes) => [...bytes]),
        );
        expect(frame).toMatchObject({ epoch, timeMs, firstSequence: 9, count: list.length });
        expect(frame.stateSlice).toEqual({ cursor: epoch, crc32: timeMs });
        expect(frame.hash).toEqual(sealed.hash);
        expect(frame.lastSequence).toBe(sealed.lastSequence);
      }),
    );
  });

  it('encodes in place the same bytes as it does by copying', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1 }), (list) => {
        const fields = {
          epoch: 1,
          firstSequence: 1,
          timeMs: 1,
          previousHash: GENESIS.lastHash,
          eventHash: GENESIS.lastHash,
          stateSlice: { cursor: 0, crc32: 0 },
        };
        const copied = new FrameWriter(list.length * 302);
        const inPlace = new FrameWriter(list.length * 302);
        for (const command of list) {
          copied.append(command);
          const offset = inPlace.reserve(300);
          if (offset < 0) {
            return;
          }
          inPlace.buffer.set(command, offset);
          inPlace.commit(command.length);
        }
        expect(inPlace.seal(fields).bytes).toEqual(copied.seal(fields).bytes);
      }),
    );
  });

  it('refuses a command that does not fit and stays usable', () => {
    const writer = new FrameWriter(10);
    expect(writer.append(new Uint8Array(8))).toBe(true);
    expect(writer.append(new Uint8Array(1))).toBe(false);
    expect(writer.append(new Uint8Array(0))).toBe(true);
    expect(writer.count).toBe(2);
    writer.reset();
    expect(writer.append(new Uint8Array(9))).toBe(true);
  });

  it('reuses the buffer without leaving anything of the frame before', () => {
    const writer = new FrameWriter(1000);
    const fields = {
      epoch: 1,
      firstSequence: 1,
      timeMs: 1,
      previousHash: GENESIS.lastHash,
      eventHash: GENESIS.lastHash,
      stateSlice: { cursor: 0, crc32: 0 },
    };
    writer.append(new Uint8Array(500).fill(9));
    writer.seal(fields);
    writer.reset();
    writer.append(Uint8Array.of(5));
    const again = writer.seal(fields).bytes;
    const fresh = new FrameWriter(1000);
    fresh.append(Uint8Array.of(5));
    expect(again).toEqual(fresh.seal(fields).bytes);
  });
});

describe('a damaged frame', () => {
  it('is found wherever one byte changed', () => {
    const { bytes } = frameAfter(GENESIS, { count: 5 });
    for (let offset = 0; offset < bytes.length; offset += 1) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const damaged = Uint8Array.from(bytes);
        damaged[offset] = (damaged[offset] ?? 0) ^ mask;
        expect(
          codeOf(() => readFrame(damaged)),
          `byte ${offset} ^ ${mask}`,
        ).not.toBe('none');
      }
    }
  });

  it('is found wherever it is cut off or continued', () => {
    const { bytes } = frameAfter(GENESIS, { count: 3 });
    for (let length = 0; length < bytes.length; length += 1) {
      expect(codeOf(() => readFrame(bytes.subarray(0, length)))).toBe('frame-truncated');
    }
    expect(codeOf(() => readFrame(Buffer.concat([bytes, Buffer.of(0)])))).toBe('frame-bad-length');
  });

  it('never throws anything but a frame error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, headed) => {
        const bytes = Uint8Array.from(noise);
        if (headed && bytes.length >= FRAME_HEADER_BYTES) {
          bytes.set(Buffer.from('PATX\x01\x00', 'latin1'));
          new DataView(bytes.buffer).setUint32(108, bytes.length - FRAME_HEADER_BYTES, true);
          withChecksum(bytes);
        }
        codeOf(() => [...commandsOf(readFrame(bytes))]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['magic', 0, 'frame-bad-magic'],
    ['version', 4, 'frame-unsupported-version'],
    ['flags', 6, 'frame-out-of-range'],
    ['first sequence past 2^53', 23, 'frame-out-of-range'],
    ['time past 2^53', 31, 'frame-out-of-range'],
    ['state cursor past 2^53', 103, 'frame-out-of-range'],
    ['reserved', 112, 'frame-out-of-range'],
  ])('names a %s that is not as written', (_name, offset, code) => {
    const bytes = Uint8Array.from(frameAfter(GENESIS).bytes);
    bytes[offset] = (bytes[offset] ?? 0) ^ 0x40;
    expect(codeOf(() => readFrame(withChecksum(bytes)))).toBe(code);
  });

  it('names the sequence of its place and what to do', () => {
    expect(() => readFrame(new Uint8Array(3), { sequence: 42 })).toThrow(
      /frame-truncated: frame at sequence 42: .*Remedy: /,
    );
  });

  it('is refused when its commands do not fill the payload exactly', () => {
    const bytes = Uint8Array.from(frameAfter(GENESIS, { count: 3 }).bytes);
    for (const count of [2, 4]) {
      new DataView(bytes.buffer).setUint32(12, count, true);
      const frame = readFrame(withChecksum(bytes));
      expect(codeOf(() => [...commandsOf(frame)])).toBe('frame-bad-payload');
    }
  });
});

describe('the chain', () => {
  it('accepts frames in order and names a gap, a foreign predecessor and an epoch that went back', () => {
    const [first, second] = chainOf([
      { count: 2, epoch: 3 },
      { count: 1, epoch: 3 },
    ]);
    if (first === undefined || second === undefined) {
      throw new Error('two frames');
    }
    const position = positionAfter(readFrame(first.bytes));
    expect(position).toEqual(after(first));
    expect(codeOf(() => checkFollows(readFrame(second.bytes), position))).toBe('none');
    expect(codeOf(() => checkFollows(readFrame(second.bytes), GENESIS))).toBe('frame-sequence-gap');
    const foreign = { ...position, lastHash: GENESIS.lastHash };
    expect(codeOf(() => checkFollows(readFrame(second.bytes), foreign))).toBe('frame-broken-chain');
    const later = { ...position, epoch: 4 };
    expect(codeOf(() => checkFollows(readFrame(second.bytes), later))).toBe(
      'frame-epoch-regressed',
    );
  });

  it('distinguishes frames that hold different commands', () => {
    const left = frameAfter(GENESIS, { commandBytes: 10 });
    expect(commandAt(1, 10)).not.toEqual(commandAt(2, 10));
    expect(frameAfter(GENESIS, { commandBytes: 11 }).hash).not.toEqual(left.hash);
  });
});
