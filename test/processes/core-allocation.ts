/**
 * A process that plays the frequent commands through a warm core and says how many bytes of garbage each kind leaves.
 *
 * Start it with `--expose-gc` and a young generation that holds all that is allocated while it measures
 * (`--min-semi-space-size=64 --max-semi-space-size=64`): then the growth of the heap between two looks is what was
 * allocated between them. It prints one JSON line. It fails by throwing when the core refused a command, so that
 * something else was measured.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { BENCH_LIMITS, benchVenue, buyer, seller } from '../../bench/core/venue.js';
import { brokenInvariants, EVENT, EVENT_WORDS, EventLog } from '../../src/engine/core/index.js';
import { Applier } from '../../src/engine/log/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  Command,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';

/** The applier makes its function after 200,000 commands, and V8 compiles it soon after. */
const WARM_ROUNDS = 30;
const ROUNDS = 15;
/** Commands of a kind in a round. */
const COMMANDS = 2_000;
/** Commands in a turn: the event log is cleared after each. */
const TURN = 64;
const SERIES = 4;
const ACCOUNTS = 100;
const MIDDLE_TICKS = 50_000;
const LEVELS = 150;
/** Orders that one mass cancel finds. */
const FEW = 4;

const limits = {
  ...BENCH_LIMITS,
  maxOrders: 16_384,
  maxPositions: 16_384,
  maxObligations: 262_144,
};
const core = benchVenue(SERIES, { ...limits, maxPricePages: 4_096 });
const events = new EventLog();
core.events = events;
const applier = new Applier(core);
const command = new Command();
const orderIds = new Float64Array(COMMANDS);
const massCancel: ColdBodies['massCancel'] = {
  seriesId: 0,
  side: 0,
  sessionId: 0,
  minPriceTicks: 0,
  maxPriceTicks: 0,
};
let clientId = 1_000_000;
let refused = 0;
let trades = 0;

/** Applies the command; at the end of a turn looks for refusals and clears the events. */
function apply(kind: number, accountId: number): void {
  const c = command;
  clientId += 1;
  c.kind = kind;
  c.accountId = accountId;
  c.clientId = clientId;
  c.timeMs = core.state.timeMs;
  applier.apply(c);
  if (clientId % TURN === 0) endTurn();
}

function endTurn(): void {
  const { words, length } = events;
  for (let at = 0; at < length; ) {
    const type = words[at] as number;
    if (type === EVENT.TRADE) trades += 1;
    if (type === EVENT.ORDER_REFUSED) refused += 1;
    if (type === EVENT.COMMAND_RESULT && words[at + 4] !== 0) refused += 1;
    at += EVENT_WORDS[type] as number;
  }
  events.clear();
}

const accountOf = (i: number): number =>
  i % 2 === 0 ? buyer((i >> 1) % ACCOUNTS) : seller((i >> 1) % ACCOUNTS);

/** Even numbers buy below the middle, odd ones sell above it. */
function place(i: number, priceTicks: number, lots: number, timeInForce: number): void {
  const c = command;
  c.seriesId = 1 + ((i >> 1) % SERIES);
  c.side = i % 2 === 0 ? SIDE.BUY : SIDE.SELL;
  c.orderType = ORDER_TYPE.LIMIT;
  c.timeInForce = timeInForce;
  c.priceTicks = priceTicks;
  c.lots = lots;
  apply(COMMAND_KIND.PLACE_ORDER, accountOf(i));
}

const away = (i: number, by: number): number =>
  i % 2 === 0 ? MIDDLE_TICKS - by : MIDDLE_TICKS + by;

function placeResting(): void {
  for (let i = 0; i < COMMANDS; i += 1) {
    const at = events.length;
    // The log may be cleared after the command; what it wrote stays readable until the next.
    place(i, away(i, 1 + ((i * 7) % LEVELS)), 3, TIME_IN_FORCE.GTC);
    orderIds[i] = events.words[at + 3] as number;
  }
}

/** Half of them change their price, the others give lots away. */
function amend(): void {
  for (let i = 0; i < COMMANDS; i += 1) {
    const by = i % 4 < 2 ? 1 + ((i * 7) % LEVELS) : 2 + ((i * 11) % LEVELS);
    command.orderId = orderIds[i] as number;
    command.priceTicks = away(i, by);
    command.lots = i % 4 < 2 ? 2 : 3;
    apply(COMMAND_KIND.AMEND_ORDER, accountOf(i));
  }
  command.orderId = 0;
}

/** Takes from the other side, some orders over several levels. */
function placeCrossing(): void {
  for (let i = 0; i < COMMANDS; i += 1) {
    place(i, away(i, -LEVELS - 2), i % 16 < 2 ? 4 : 1, TIME_IN_FORCE.IOC);
  }
}

/** Also those that were filled meanwhile: their cancel is refused, and that is frequent too. */
function cancel(): void {
  for (let i = 0; i < COMMANDS; i += 1) {
    command.orderId = orderIds[i] as number;
    apply(COMMAND_KIND.CANCEL_ORDER, accountOf(i));
  }
  command.orderId = 0;
  endTurn();
  refused = 0;
}

function massCancelFew(): void {
  for (let i = 0; i < ACCOUNTS * 2; i += 1) {
    command.body = massCancel;
    apply(COMMAND_KIND.MASS_CANCEL, accountOf(i));
    command.body = undefined;
  }
}

/** What mass cancels will find. */
function placeFew(): void {
  for (let i = 0; i < ACCOUNTS * 2 * FEW; i += 1) {
    place(i, away(i, 1 + ((i * 7) % LEVELS)), 1, TIME_IN_FORCE.GTC);
  }
}

const STEPS = [
  { name: 'place, resting', commands: COMMANDS, run: placeResting },
  { name: 'amend', commands: COMMANDS, run: amend },
  { name: 'place, crossing', commands: COMMANDS, run: placeCrossing },
  { name: 'cancel', commands: COMMANDS, run: cancel },
  { name: 'place a few', commands: ACCOUNTS * 2 * FEW, run: placeFew },
  { name: 'mass cancel', commands: ACCOUNTS * 2, run: massCancelFew },
];

const allocated = STEPS.map(() => new Float64Array(ROUNDS));
const collections = new PerformanceObserver(() => undefined);

const usedBytes = (): number => getHeapStatistics().used_heap_size;

/** Plays every step once; with a round number, notes what each allocated. */
function play(round: number): void {
  for (let step = 0; step < STEPS.length; step += 1) {
    const { run } = STEPS[step] as (typeof STEPS)[number];
    const before = usedBytes();
    run();
    const grown = usedBytes() - before;
    if (round >= 0) (allocated[step] as Float64Array)[round] = grown;
  }
  endTurn();
  if (refused > 0) throw new Error(`void: ${refused} commands were refused`);
}

for (let round = 0; round < WARM_ROUNDS; round += 1) play(-1);
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('start it with --expose-gc');
await turn();
collect();
collect();
const keptBefore = usedBytes();
collections.observe({ entryTypes: ['gc'] });
await turn();
collections.takeRecords();
for (let round = 0; round < ROUNDS; round += 1) play(round);
await turn();
const scavenges = collections.takeRecords().length;
collections.disconnect();
collect();
collect();
const keptBytes = usedBytes() - keptBefore;
const broken = brokenInvariants(core);
if (broken.length > 0) throw new Error(`void: ${broken.join(', ')}`);

const middle = (values: Float64Array): number => values.toSorted()[ROUNDS >> 1] as number;
const bytesPerCommand = Object.fromEntries(
  STEPS.map(({ name, commands }, i) => [name, middle(allocated[i] as Float64Array) / commands]),
);
const commands = ROUNDS * STEPS.reduce((sum, one) => sum + one.commands, 0);
console.log(JSON.stringify({ commands, trades, scavenges, keptBytes, bytesPerCommand }));
