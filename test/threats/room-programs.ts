/**
 * Programs of colluding accounts that want nothing but room: lists of moves, each many times over, by two to six accounts
 * against the stores all share; and what is left to two honest ones.
 */
import {
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_REFUSED,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type Limits, ORDER_TYPE, SIDE } from '../../src/values/index.js';
import { setParameter } from '../support/auction.js';
import { type OrderFields, START_MS, type TradingVenue, tradingVenue } from '../support/venue.js';
import { letMint, openAccount, sell } from './colluders.js';
import type { Chance } from './programs.js';

/** What to do, which provider, which consumer, how often. */
export type Move = readonly [kind: number, a: number, b: number, times: number];
export interface Program {
  readonly providers: number;
  readonly consumers: number;
  readonly moves: readonly Move[];
}

export interface Result {
  /** Codes by which honest accounts were kept out, by what they tried. */
  readonly keptOut: readonly string[];
  /** How often anybody was told that a store is full: that is the operator's to see, and nobody's to bring about. */
  readonly timesFull: number;
  /** Of the fullest store, how much is taken: 1 is all. */
  readonly fullest: number;
}

const LIMITS: Partial<Limits> = {
  maxAccounts: 64,
  maxSeries: 32,
  maxOrders: 2_048,
  maxPositions: 96,
  maxIdSpaces: 128,
  maxObligations: 1_024,
  maxDeliveries: 256,
  maxEntitlements: 256,
  maxPricePages: 768,
};
const PRICE = 100;
const TIMES = [1, 8, 40, 150, 400];
const SAY = [
  'trade one lot',
  'exercise one lot',
  'exercise many',
  'stops',
  'trailing stops',
  'pegs',
  'orders',
  'orders far apart',
  'orders in many series',
  'notice and dispute',
  'cancel all',
  'wait',
  'notice',
  'mint',
] as const;
/** The first ones want nothing but places. */
const GREEDY = 9;
const SERIES = 24;
/** Prices of a page of them. */
const PAGE_TICKS = 32;
const BUY_ONE = { side: SIDE.BUY, priceTicks: 90, lots: 1 };
const FAR = { side: SIDE.SELL, priceTicks: 0, lots: 1 };
const STOP = { ...BUY_ONE, orderType: ORDER_TYPE.STOP, triggerPriceTicks: 150 };
const TRAIL = { ...STOP, orderType: ORDER_TYPE.TRAILING_STOP, trailingOffsetTicks: 10 };
const PEG = { ...BUY_ONE, orderType: ORDER_TYPE.PEGGED };
const EVERYTHING = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
const HELD_LOTS = 4;
/** What each of them begins with, bought in one trade. */
const BOUGHT_LOTS = 150;

const randomMove = (chance: Chance): Move => [
  chance.below(3) === 0 ? chance.below(SAY.length) : chance.below(GREEDY),
  chance.below(6),
  chance.below(6),
  chance.below(TIMES.length),
];

/** Every other one is of accounts that all take as much as they can of one thing, in turn of each. */
export function randomProgram(chance: Chance, number: number): Program {
  const accounts = { providers: 1 + chance.below(2), consumers: 1 + chance.below(4) };
  const greed = number % 2 === 0 ? (number / 2) % GREEDY : undefined;
  const moves = Array.from({ length: 3 + chance.below(10) }, (_, i): Move => {
    return greed === undefined ? randomMove(chance) : [greed, i, i, TIMES.length - 1];
  });
  return { ...accounts, moves };
}

/** A program a little different from another. */
export function changed({ providers, consumers, moves }: Program, chance: Chance): Program {
  const next = [...moves];
  const at = chance.below(next.length);
  const how = chance.below(4);
  if (how === 0) next.splice(at, 0, randomMove(chance));
  else if (how === 1 && next.length > 1) next.splice(at, 1);
  else if (how === 2) next.push(next[at] as Move);
  else next[at] = randomMove(chance);
  return { providers, consumers, moves: next.slice(0, 20) };
}

export function describeProgram({ providers, consumers, moves }: Program): string {
  const lines = moves.map(
    ([kind, a, b, times]) => `  ${TIMES[times]} × ${SAY[kind]} p${a % providers} c${b % consumers}`,
  );
  return [`${providers} providers, ${consumers} consumers`, ...lines].join('\n');
}

const codeOf = (events: readonly number[][]): number => {
  const refused = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  return refused?.[ORDER_REFUSED.code] ?? result?.[COMMAND_RESULT.code] ?? 0;
};

/** Plays a program, then lets an honest pair do once whatever needs a place. */
export function playForRoom(program: Program): Result {
  const scene = new Scene(program);
  for (const move of program.moves) scene.play(move);
  return scene.end();
}

class Scene {
  private readonly venue: TradingVenue;
  private readonly providers: readonly number[];
  private readonly consumers: readonly number[];
  private readonly honest: readonly [provider: number, consumer: number];
  private timesFull = 0;

  constructor({ providers, consumers }: Program) {
    const rules = { disputeWindowMs: 86_400_000, maxPriceTicks: 1_000_000 };
    this.venue = tradingVenue(rules, LIMITS);
    const { venue } = this;
    venue.isChecked = false;
    setParameter(venue, 'order_burst_count', 1_000_000);
    setParameter(venue, 'max_order_share_ppm', 1_000_000_000_000);
    setParameter(venue, 'max_open_orders', 100_000);
    setParameter(venue, 'collar_cap_ppm', 1_000_000_000);
    setParameter(venue, 'collar_buy_ppm', 1_000_000_000);
    for (let i = 1; i < SERIES; i += 1) {
      const windowStartMs = START_MS - i * 60_000;
      venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs });
    }
    const open = (role: number, count: number) =>
      Array.from({ length: count }, () => openAccount(venue, role));
    this.providers = open(ACCOUNT_ROLE.PROVIDER, providers);
    this.consumers = open(ACCOUNT_ROLE.CONSUMER, consumers);
    const own = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
    this.honest = [own, openAccount(venue, ACCOUNT_ROLE.CONSUMER)];
    for (const provider of [...this.providers, own]) {
      letMint(venue, provider);
      venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 2_000 });
    }
    sell(venue, ...this.honest, PRICE, HELD_LOTS);
    for (const consumer of this.consumers) {
      sell(venue, this.providers[0] as number, consumer, PRICE, BOUGHT_LOTS);
    }
  }

  play([kind, a, b, times]: Move): void {
    const { venue } = this;
    const provider = this.providers[a % this.providers.length] as number;
    const consumer = this.consumers[b % this.consumers.length] as number;
    for (let i = 0; i < (TIMES[times] as number); i += 1) {
      const code = this.once(SAY[kind] ?? 'wait', provider, consumer, i);
      if (code === CODE.CAPACITY_FULL) this.timesFull += 1;
      // What is refused once is refused again.
      if (code !== 0) break;
    }
    if (SAY[kind] === 'wait') for (let i = 0; i < 4; i += 1) venue.send(0, 'advanceTime', {});
  }

  private once(what: (typeof SAY)[number], provider: number, consumer: number, i: number): number {
    const { venue } = this;
    const order = (account: number, terms: OrderFields) => codeOf(venue.order(account, terms));
    switch (what) {
      case 'trade one lot': {
        // Neighbours differ, so none of them are one entry.
        const priceTicks = PRICE + (i % 2);
        const offered = order(provider, { side: SIDE.SELL, priceTicks, lots: 1 });
        if (offered !== 0) return offered;
        const code = order(consumer, { side: SIDE.BUY, priceTicks, lots: 1 });
        if (code !== 0) venue.send(provider, 'massCancel', EVERYTHING);
        return code;
      }
      case 'exercise one lot':
        return codeOf(venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 }));
      case 'exercise many':
        return codeOf(venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 20 }));
      case 'stops':
        return order(consumer, STOP);
      case 'trailing stops':
        return order(consumer, TRAIL);
      case 'pegs':
        return order(consumer, PEG);
      case 'orders':
        return order(consumer, { ...BUY_ONE, priceTicks: 60 + (i % 40) });
      case 'orders far apart':
        // Behind what is offered, so that they rest.
        return order(provider, { ...FAR, priceTicks: PAGE_TICKS * (100 + i + 400 * consumer) });
      case 'orders in many series':
        return order(consumer, { ...BUY_ONE, seriesId: 1 + (i % SERIES) });
      case 'notice':
      case 'notice and dispute':
        if (i === 0) this.eachDelivery(provider, consumer, what === 'notice and dispute');
        return 0;
      case 'cancel all':
        return codeOf(venue.send(consumer, 'massCancel', EVERYTHING));
      case 'mint':
        return codeOf(venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 1 }));
      default:
        venue.timeMs += 60_000;
        return codeOf(venue.send(0, 'advanceTime', {}));
    }
  }

  end(): Result {
    const { venue } = this;
    const [provider, consumer] = this.honest;
    const exercise = () =>
      codeOf(venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 }));
    const offer = { side: SIDE.SELL, priceTicks: PRICE, lots: 1 };
    const { fullest } = this;
    const tries: Readonly<Record<string, () => number>> = {
      stop: () => codeOf(venue.order(consumer, STOP)),
      'trailing stop': () => codeOf(venue.order(consumer, TRAIL)),
      peg: () => codeOf(venue.order(consumer, PEG)),
      order: () => codeOf(venue.order(consumer, BUY_ONE)),
      'order far away': () => codeOf(venue.order(provider, { ...FAR, priceTicks: 999_999 })),
      offer: () => codeOf(venue.order(provider, offer)),
      purchase: () => codeOf(venue.order(consumer, { ...offer, side: SIDE.BUY })),
      exercise,
      'another exercise': exercise,
    };
    const keptOut = Object.entries(tries).flatMap(([name, attempt]) => {
      const code = attempt();
      return code === CODE.CAPACITY_FULL || code === CODE.SHARE_USED ? [`${name}: ${code}`] : [];
    });
    venue.check();
    return { keptOut, timesFull: this.timesFull, fullest };
  }

  private get fullest(): number {
    const { deliveries, entitlements, sources, limits, orders, positions, book, specials } =
      this.venue.core.state;
    const { waiting } = specials.triggers;
    return Math.max(
      deliveries.liveCount / limits.maxDeliveries,
      entitlements.counts().waiting / limits.maxEntitlements,
      sources.liveCount / limits.maxObligations,
      orders.liveCount / limits.maxOrders,
      positions.liveCount / limits.maxPositions,
      book.levels.pagesUsed / limits.maxPricePages,
      waiting.levels.pagesUsed / limits.maxPricePages,
    );
  }

  private eachDelivery(provider: number, consumer: number, isDisputed: boolean): void {
    const { venue } = this;
    const { deliveries } = venue.core.state;
    for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
      if (deliveries.get(slot, 0) === 0) continue;
      const deliveryId = deliveries.idOf(slot);
      const contentHash = new Uint8Array(32).fill(1);
      venue.send(provider, 'noticeDelivery', { deliveryId, contentHash, location: 'x' });
      if (isDisputed) venue.send(consumer, 'disputeDelivery', { deliveryId, reason: 'none' });
    }
  }
}
