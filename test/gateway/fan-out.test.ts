/** Catches a conflated subscriber that is cut off by the snapshots it is to go on from. */
import { expect, it } from 'vitest';
import type { Context } from '../../src/gateway/context.js';
import { DEFAULT_GATEWAY_LIMITS } from '../../src/gateway/limits.js';
import { Channel } from '../../src/gateway/market/channel.js';
import { FanOut } from '../../src/gateway/market/fan-out.js';
import { Subscription } from '../../src/gateway/market/subscription.js';
import { SubscriptionTable } from '../../src/gateway/market/subscription-table.js';
import { GatewayMetrics } from '../../src/gateway/metrics.js';
import { Outgoing } from '../../src/gateway/outbox/outgoing.js';
import { SESSION_STATE, Session } from '../../src/gateway/session/session.js';
import type { Connection } from '../../src/gateway/transport/index.js';
import type { ServerEncoder } from '../../src/schema/index.js';
import { ServerFrameDecoder } from '../../src/schema/index.js';
import { CHANNEL_KIND, SIDE } from '../../src/values/index.js';

const LEVELS = Array.from({ length: 1_000 }, (_, n) => ({
  ...{ side: SIDE.BUY, priceTicks: 1_000_000 - n, quantityLots: 1_000_000, orderCount: 1 },
}));

/** A book of as many levels as a snapshot may have. */
class DeepBook extends Channel {
  constructor(id: number) {
    super(id, CHANNEL_KIND.BOOK, id);
  }

  override close(): void {
    this.begin();
    const gap = { skippedCount: 0 };
    this.end(this.head.message(0, this.id, 'channelGap', gap));
    this.end(this.tail.message(0, this.id, 'channelGap', gap));
  }

  override snapshot(out: ServerEncoder): boolean {
    const terms = { asOfSequence: 1, checksum: 0, truncated: false };
    const body = { seriesId: this.seriesId, bids: LEVELS, asks: LEVELS, ...terms };
    return out.message(0, this.id, 'bookSnapshot', body);
  }
}

it('as many deep books as a session may follow come back, one frame after the other', () => {
  const limits = DEFAULT_GATEWAY_LIMITS;
  const context = {
    ...{ limits, metrics: new GatewayMetrics(), nowMs: () => 0 },
  } as unknown as Context;
  let bufferedBytes = 0;
  const snapshots = new Map<number, number>();
  let longestFrame = 0;
  const connection = {
    isOpen: true,
    subprotocol: 'patx.v1.proto',
    remoteAddress: '127.0.0.1',
    get bufferedBytes() {
      return bufferedBytes;
    },
    send(bytes: Uint8Array) {
      longestFrame = Math.max(longestFrame, bytes.length);
      const decoder = new ServerFrameDecoder();
      decoder.start(bytes);
      for (let next = decoder.next(); next !== undefined; next = decoder.next()) {
        if (next.type !== 'bookSnapshot') continue;
        snapshots.set(next.channelId, (snapshots.get(next.channelId) ?? 0) + 1);
      }
      return 'sent';
    },
  } as unknown as Connection;
  const ended: Session[] = [];
  const outgoing = new Outgoing(context, {
    end: (session) => ended.push(session),
    wake: () => undefined,
  });
  const table = new SubscriptionTable();
  const fanOut = new FanOut(context, outgoing, table);
  const session = new Session(1, connection, new Uint8Array(32), { nowMs: 0, dueMs: 0 });
  session.state = SESSION_STATE.ACTIVE;
  const channels = Array.from({ length: limits.subscriptionsMax }, (_, n) => new DeepBook(n + 1));
  for (const channel of channels) {
    table.add(new Subscription(session, channel, { depth: 1_000, disconnects: false }));
  }

  session.isBuffered = true;
  bufferedBytes = limits.marketQueueBytesMax + 1;
  for (const channel of channels) {
    channel.close();
    fanOut.copy(channel);
    channel.reset();
  }
  expect(session.gappedCount).toBe(channels.length);

  session.isBuffered = false;
  bufferedBytes = 0;
  for (let frames = 0; fanOut.isConflating && frames < channels.length; frames += 1) {
    fanOut.recover();
    outgoing.release(0);
  }
  expect(ended).toEqual([]);
  expect(fanOut.isConflating).toBe(false);
  expect(snapshots.size).toBe(channels.length);
  expect([...snapshots.values()].every((count) => count === 1)).toBe(true);
  // Room is left for what comes before the frame has gone, or the same books would be conflated again.
  expect(longestFrame).toBeLessThan(limits.marketQueueBytesMax);
});
