/** Would catch a running hash that leaves out the events, the frame, or what came before. */
import { expect, test } from 'vitest';
import { EventChain, GENESIS_HASH } from '../../../src/engine/log/index.js';

const FRAME = new Uint8Array(32).fill(7);
const EVENTS = new Uint8Array(1_000).map((_, i) => i);

function hashOf(...turns: readonly (readonly [frame: Uint8Array, events: Uint8Array])[]): string {
  const chain = new EventChain();
  for (const [frame, events] of turns) chain.extend(frame, events);
  return Buffer.from(chain.hash).toString('hex');
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

test('any bit of a frame or of its events, their number and their order, is in the running hash', () => {
  const turn = [FRAME, EVENTS] as const;
  const others = [
    hashOf(),
    hashOf(turn),
    hashOf(turn, turn),
    hashOf([flipped(FRAME, 31), EVENTS]),
    hashOf([FRAME, EVENTS.subarray(1)]),
    hashOf([FRAME, new Uint8Array(0)]),
    hashOf([flipped(FRAME, 0), EVENTS], turn),
    hashOf(turn, [flipped(FRAME, 0), EVENTS]),
    ...[0, 499, 999].map((at) => hashOf([FRAME, flipped(EVENTS, at)])),
  ];
  expect(new Set(others).size).toBe(others.length);
  expect(hashOf(turn)).toBe(hashOf(turn));
  expect(hashOf()).toBe(Buffer.from(GENESIS_HASH).toString('hex'));
});
