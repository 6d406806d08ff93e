/**
 * Would catch an applier that drops, repeats or swaps a command where it changes over to the function it made for its
 * core, or a core that comes out different behind it.
 */
import { setFlagsFromString } from 'node:v8';
import { afterAll, expect, test } from 'vitest';
import { BENCH_LIMITS, benchVenue, buyer, seller } from '../../../bench/core/venue.js';
import { type Core, EventLog, SERIES_FIELD } from '../../../src/engine/core/index.js';
import { Applier, stateHash } from '../../../src/engine/log/index.js';
import {
  COMMAND_KIND,
  Command,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';

// It tells V8 to inline more, and the tests of other files run in the same process. Not the limit of a single callee:
// V8 ends the process when that falls while it compiles.
afterAll(() => {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=920');
  setFlagsFromString('--max-inlined-bytecode-size-absolute=4600');
});

const COMMANDS = 20_000;
const WARM_COMMANDS = 4_000;
const TURN = 1_024;
const limits = {
  ...BENCH_LIMITS,
  maxOrders: 16_384,
  maxPositions: 16_384,
  maxObligations: 262_144,
  maxPricePages: 4_096,
};

/** Buys and sells of small sizes around one price; every third takes. */
function orderOf(n: number, command: Command): void {
  const isBuy = n % 2 === 0;
  command.kind = COMMAND_KIND.PLACE_ORDER;
  command.accountId = isBuy ? buyer((n >> 1) % 100) : seller((n >> 1) % 100);
  command.clientId = 1_000_000 + n;
  command.seriesId = 1;
  command.side = isBuy ? SIDE.BUY : SIDE.SELL;
  command.orderType = ORDER_TYPE.LIMIT;
  command.timeInForce = n % 64 === 0 ? TIME_IN_FORCE.GTC : TIME_IN_FORCE.IOC;
  command.priceTicks = 50_000 + ((n * 7) % 40) - 20;
  command.lots = 1 + (n % 3);
}

function play(core: Core, apply: (command: Command) => void): string {
  const events = new EventLog();
  core.events = events;
  const command = new Command();
  for (let n = 0; n < COMMANDS; n += 1) {
    orderOf(n, command);
    command.timeMs = core.state.timeMs;
    apply(command);
    if (n % TURN === 0) events.clear();
  }
  return Buffer.from(stateHash(core.state)).toString('hex');
}

test('a core behind an applier is the core without one, before and after the change', () => {
  const plain = benchVenue(1, limits);
  const compiled = benchVenue(1, limits);
  const applier = new Applier(compiled, WARM_COMMANDS);
  const expected = play(plain, (command) => plain.apply(command));
  expect(play(compiled, (command) => applier.apply(command))).toBe(expected);
  expect(compiled.state.series.get(1, SERIES_FIELD.lastTradeId)).toBeGreaterThan(COMMANDS / 100);
});

test('every command is applied once, in order', () => {
  const seen: number[] = [];
  const core = { apply: (command: Command) => seen.push(command.clientId) };
  const applier = new Applier(core as unknown as Core, WARM_COMMANDS);
  const command = new Command();
  for (let n = 0; n < COMMANDS; n += 1) {
    command.clientId = n;
    applier.apply(command);
  }
  expect(seen.length).toBe(COMMANDS);
  expect(seen.every((id, n) => id === n)).toBe(true);
});
