/**
 * Catches a command that is as long as there are orders whose time is over: thousands that end in the same millisecond must end
 * in bounded commands, none of them may trade, nobody's command may come in between, and a replay must be the same.
 */
import { expect, test } from 'vitest';
import { EVENT, EVENT_WORDS } from '../../../src/engine/core/index.js';
import { type Batch, recover } from '../../../src/engine/log/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import {
  COMMAND_KIND,
  Command,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { market } from '../../broker/broker-venue.js';
import { SMALL_LIMITS } from '../../support/venue.js';

const ORDERS = 1_500;
/** Ends of one command, and commands of a batch by which time passes. */
const ENDS_MAX = 256;
const COMMANDS_MAX = 2;

/** Types of the events in these words. */
function typesOf(words: Float64Array): number[] {
  const types: number[] = [];
  for (let at = 0; at < words.length; at += EVENT_WORDS[types.at(-1) as number] as number) {
    types.push(words[at] as number);
  }
  return types;
}

test('orders that end in one millisecond end in bounded commands, before anybody trades', async () => {
  const limits = { ...SMALL_LIMITS, maxOrders: 8_192, maxPricePages: 8_192 };
  const { venue, consumer, provider } = await market({
    ...{ limits, parameters: false, endingCommandsMax: COMMANDS_MAX },
  });
  const { core, sequencer } = venue;
  for (const name of ['order_rate_per_second', 'order_burst_count', 'max_open_orders']) {
    venue.parameter(name, 100_000);
  }
  venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 1_000 });
  const endMs = venue.nowMs + 60_000;
  const bid = { side: SIDE.BUY, priceTicks: 100, lots: 1 };
  const ending = { timeInForce: TIME_IN_FORCE.GTD, expireTimeMs: endMs };
  for (let i = 0; i < ORDERS / 2; i += 1) {
    venue.order(consumer, { ...bid, ...ending });
    venue.order(provider, { ...bid, ...ending, side: SIDE.SELL, priceTicks: 105 });
  }
  await venue.settle();
  expect(core.state.orders.liveCount).toBe(ORDERS);

  const endedByCommand: number[] = [];
  const endedByBatch: number[] = [];
  const traded: number[] = [];
  sequencer.listen({
    sealed: () => undefined,
    durable: ({ count, eventEnds, events }: Batch) => {
      const ended = endedByCommand.length;
      for (let i = 0; i < count; i += 1) {
        const types = typesOf(events.words.subarray(i === 0 ? 0 : eventEnds[i - 1], eventEnds[i]));
        endedByCommand.push(types.filter((type) => type === EVENT.ORDER_CANCELED).length);
        traded.push(...types.filter((type) => type === EVENT.TRADE));
      }
      endedByBatch.push(endedByCommand.slice(ended).reduce((sum, of) => sum + of, 0));
    },
  });
  venue.nowMs = endMs;
  // Would meet what has ended.
  const late = new Command();
  const isLate = { kind: COMMAND_KIND.PLACE_ORDER, accountId: consumer, clientId: endMs + ORDERS };
  Object.assign(late, isLate, { seriesId: 1, side: SIDE.BUY, priceTicks: 105, lots: 1 });
  Object.assign(late, { orderType: ORDER_TYPE.LIMIT, timeInForce: TIME_IN_FORCE.GTC });
  let refusals = 0;
  while (!sequencer.submit(late, 0)) {
    expect(core.state.orders.liveCount).toBeGreaterThan(ENDS_MAX);
    expect(sequencer.takesBoth(late, late)).toBe(false);
    refusals += 1;
    await venue.settle();
  }
  await venue.settle();
  expect(refusals).toBeGreaterThan(0);
  expect(Math.max(...endedByBatch)).toBeLessThanOrEqual((COMMANDS_MAX + 1) * ENDS_MAX);
  expect(endedByCommand.reduce((sum, ended) => sum + ended)).toBe(ORDERS);
  expect(Math.max(...endedByCommand)).toBe(ENDS_MAX);
  expect(traded).toEqual([]);
  expect(core.state.orders.liveCount).toBe(1);
  await sequencer.stop();
  const again = await recover({ log: venue.log, codec: new CommandCodec() });
  expect(again?.core.state.sequence).toBe(core.state.sequence);
});
