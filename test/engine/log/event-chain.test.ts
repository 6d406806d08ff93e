/** Would catch a running hash that leaves out the events, the frame, or what came before. */
import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { EventChain, GENESIS_HASH } from '../../../src/engine/log/index.js';

const FRAME = new Uint8Array(32).fill(7);
/** Events that are hashed as they are, and events that are hashed by their digest. */
const SIZES = [16, 1_000, 8_192, 8_200, 100_000];
const eventsOf = (bytes: number): Uint8Array => new Uint8Array(bytes).map((_, i) => i);

function hashOf(...turns: readonly (readonly [frame: Uint8Array, events: Uint8Array])[]): string {
  const chain = new EventChain();
  for (const [frame, events] of turns) chain.extend(frame, events);
  return Buffer.from(chain.hash).toString('hex');
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

test.each(SIZES)(
  'any bit of a frame or of its %d bytes of events, their number and their order, is in the running hash',
  (bytes) => {
    const events = eventsOf(bytes);
    const turn = [FRAME, events] as const;
    const others = [
      hashOf(),
      hashOf(turn),
      hashOf(turn, turn),
      hashOf([flipped(FRAME, 31), events]),
      hashOf([FRAME, events.subarray(1)]),
      hashOf([FRAME, new Uint8Array(0)]),
      hashOf([flipped(FRAME, 0), events], turn),
      hashOf(turn, [flipped(FRAME, 0), events]),
      ...[0, bytes >> 1, bytes - 1].map((at) => hashOf([FRAME, flipped(events, at)])),
    ];
    expect(new Set(others).size).toBe(others.length);
    expect(hashOf(turn)).toBe(hashOf(turn));
    expect(hashOf()).toBe(Buffer.from(GENESIS_HASH).toString('hex'));
  },
);

test('events that look like the digest of others have another running hash', () => {
  const events = eventsOf(100_000);
  const mac = createCipheriv('aes-128-gcm', new Uint8Array(16), new Uint8Array(12)).setAAD(events);
  mac.final();
  expect(hashOf([FRAME, mac.getAuthTag()])).not.toBe(hashOf([FRAME, events]));
});

test('few events after many are hashed without what is left of them', () => {
  const few = eventsOf(200);
  const chain = new EventChain();
  chain.extend(FRAME, eventsOf(8_192));
  const fresh = new EventChain(chain.hash);
  chain.extend(FRAME, few);
  fresh.extend(FRAME, few);
  expect(Buffer.compare(chain.hash, fresh.hash)).toBe(0);
});
