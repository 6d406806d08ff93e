/**
 * One broker's life in a simulated market: a seed's customers meet its quotes in the real core, day after day.
 *
 * Consumers send what they would pay at most, providers mint and send what they would take at least, both only against
 * what stands; a provider comes back with what it kept, and takes it back in the end. Who is informed trades when the
 * quote is wrong by what it knows. Between them time passes as the host lets it pass. Deterministic in scenario, seed
 * and broker.
 */
import { Agenda, Monitor } from '../backtest/index.js';
import { DELIVERY, EVENT, EVENT_WORDS, type EventLog, TRADE } from '../engine/core/index.js';
import type { BlockingCommandLog } from '../engine/log/index.js';
import type { Quoter } from '../quoting/index.js';
import { Surveillance } from '../surveillance/index.js';
import { DELIVERY_STATE, SIDE } from '../values/index.js';
import { ARRIVAL, type Arrival, drawArrivals } from './arrivals.js';
import { Attacker, type AttackPlan } from './attacker.js';
import { type BrokerResult, MarketMeasure } from './measure.js';
import { Rival } from './rival.js';
import { DAY_MS, governedPat, HOUR_MS, type Scenario, SIM_START_MS } from './scenario.js';
import { type Order, PAT, SimVenue, TICK_MICRO_PAT } from './sim-venue.js';
import { TrueValues } from './true-value.js';

/** The host's ticks: on this grid when something is due, and at least so often. */
const TICK_MS = 1_000;
const TICK_MAX_MS = 60_000;
const MARKOUT_MS = 300_000;
/** How often a provider comes back with rights it has minted and not sold. */
const RETRIES = 3;
/** What an informed customer wants to gain at least. */
const INFORMED_EDGE = 0.005;
/** A moment for quotes to answer a mint. */
const MINT_WAIT_MS = 2_000;
/** How far under the broker's ask somebody rests who undercuts it, a share; until shortly before the next try. */
const UNDERCUT = 0.01;
const RESTS_MS = HOUR_MS - 1_000;
/** When in the life of a series attacks begin. */
const ATTACK_HOUR = 6;
/**
 * Parameters of the venue that make a market minutes and not hours to play: quotes stand longer, scheduled decay goes in larger
 * steps, and the host may be silent between its rarer ticks.
 */
const PACE = { quote_valid_ms: 600_000, decay_step_ppm: 4_000, source_dead_ms: 600_000 };

/** What the host drives; the exchange's desk is one. */
export interface Quoting {
  tick(nowMs: number): void;
  readonly nextRunAtMs: number;
  /** Tells the factors of what stands, where there are any. */
  readonly quoter?: Pick<Quoter, 'decisionFor'>;
}

export interface MarketOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly name: string;
  /** Somebody who would move the quote to earn by it. */
  readonly attack?: AttackPlan;
  /** Takes everything down as a journal. */
  readonly log?: BlockingCommandLog;
  /** Makes the broker, who listens to the venue from now on. */
  readonly broker: (venue: SimVenue) => Quoting;
}

class Market {
  private readonly scenario: Scenario;
  private readonly venue: SimVenue;
  private readonly values: TrueValues;
  private readonly monitor: Monitor;
  private readonly measure: MarketMeasure;
  private readonly quoting: Quoting;
  private readonly agenda = new Agenda();
  private readonly rival: Rival;
  private readonly attacker: Attacker | undefined;
  private readonly attackMs: number;
  private readonly surveillance: Surveillance;
  /** Lots traded of orders that rest, by order. */
  private readonly restingLots = new Map<number, number>();
  private readonly tickets: (readonly [id: number, consumer: number, provider: number])[] = [];
  private readonly seriesIds = new Map<string, number>();
  /** By number: contract and window start. */
  private readonly listed: (readonly [contractIndex: number, windowStartMs: number])[] = [[0, 0]];
  private nowMs = SIM_START_MS;
  private lastTickMs = SIM_START_MS;

  constructor({ scenario, seed, broker, attack, log }: MarketOptions) {
    this.scenario = scenario;
    this.venue = new SimVenue(scenario, log);
    this.values = new TrueValues(scenario, seed);
    this.monitor = new Monitor(this.venue.core, MARKOUT_MS);
    this.measure = new MarketMeasure(
      this.venue,
      (id, atMs) => this.valuePat(id, atMs),
      (id, atMs) => this.governedPat(id, atMs),
    );
    const { venue } = this;
    this.rival = new Rival({
      venue,
      scenario,
      seed,
      valuePat: (id, atMs) => this.valuePat(id, atMs),
    });
    for (const one of scenario.contracts) {
      venue.parameter('base_value_micro_pat', Math.round(governedPat(one) * PAT), one.contract);
    }
    for (const [name, value] of Object.entries(PACE)) venue.parameter(name, value);
    this.surveillance = new Surveillance(venue.core);
    this.attackMs = (attack?.hour ?? ATTACK_HOUR) * HOUR_MS;
    this.attacker =
      attack === undefined
        ? undefined
        : new Attacker(attack, {
            venue,
            valuePat: (id, atMs) => this.valuePat(id, atMs),
            later: (waitMs, act) => this.agenda.add(this.nowMs + waitMs, () => act(this.nowMs)),
          });
    this.venue.sequencer.listen({
      sealed: ({ events, timeMs }) => {
        this.monitor.read(events, timeMs);
        this.measure.read(events, timeMs);
        this.attacker?.read(events, timeMs);
        this.surveillance.read(events, timeMs);
        this.note(events);
      },
      durable: () => undefined,
    });
    this.quoting = broker(this.venue);
    this.measure.factorsOf = (id) => this.quoting.quoter?.decisionFor(id);
  }

  run(arrivals: readonly Arrival[], name: string): BrokerResult {
    const endMs = SIM_START_MS + this.scenario.days * DAY_MS;
    for (let atMs = SIM_START_MS; atMs < endMs; atMs += DAY_MS) {
      this.agenda.add(atMs, () => this.openDay(atMs));
    }
    for (let atMs = SIM_START_MS; atMs < endMs && this.attacker !== undefined; atMs += DAY_MS) {
      this.agenda.add(atMs + this.attackMs, () => {
        const id = this.seriesIds.get(`0 ${atMs}`);
        if (id !== undefined) this.attacker?.begin(id);
      });
    }
    for (let atMs = SIM_START_MS + HOUR_MS; atMs <= endMs; atMs += HOUR_MS) {
      this.agenda.add(atMs, () => {
        this.measure.sample(atMs);
        this.monitor.passed(atMs);
        if (atMs < endMs) this.quoteRival();
      });
    }
    let next = 0;
    for (;;) {
      const arrival = arrivals[next];
      const arrivalMs = arrival?.atMs ?? Number.POSITIVE_INFINITY;
      const atMs = Math.min(arrivalMs, this.agenda.nextMs, endMs);
      this.passTo(atMs);
      if (this.agenda.nextMs <= atMs) this.agenda.take()();
      else if (arrival !== undefined && arrivalMs <= atMs) {
        next += 1;
        this.arrive(arrival);
      } else break;
      this.serve();
    }
    const result = this.measure.result(name, this.monitor.result(endMs), endMs);
    return {
      ...result,
      cases: this.surveillance.cases,
      attackers: [...(this.attacker?.mine ?? [])],
      attackerPat: this.attacker?.gainPat ?? 0,
    };
  }

  private openDay(startMs: number): void {
    for (const [contractIndex, { fromDay = 0 }] of this.scenario.contracts.entries()) {
      if (startMs < SIM_START_MS + fromDay * DAY_MS) continue;
      const id = this.venue.openSeries(contractIndex + 1, startMs);
      this.seriesIds.set(`${contractIndex} ${startMs}`, id);
      this.listed[id] = [contractIndex, startMs];
    }
  }

  private quoteRival(): void {
    for (const [id, [contractIndex, startMs]] of this.listed.entries()) {
      const endMs = startMs + (this.scenario.contracts[contractIndex]?.windowMs ?? 0);
      if (id > 0 && this.nowMs < endMs - HOUR_MS) this.rival.quote(id, this.nowMs);
    }
  }

  /** The host's passes up to a time. */
  private passTo(untilMs: number): void {
    const { venue, quoting } = this;
    for (;;) {
      const wanted = Math.min(quoting.nextRunAtMs, this.lastTickMs + TICK_MAX_MS);
      const dueMs = Math.max(Math.ceil(wanted / TICK_MS) * TICK_MS, this.lastTickMs + TICK_MS);
      if (dueMs > untilMs) break;
      this.lastTickMs = dueMs;
      venue.sequencer.nowMs = dueMs;
      venue.advance();
      quoting.tick(dueMs);
      venue.sequencer.settle();
      this.serve();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
    venue.sequencer.nowMs = this.nowMs;
    venue.advance();
  }

  private arrive(arrival: Arrival): void {
    const { contractIndex, windowStartMs, kind, limit, lots } = arrival;
    const seriesId = this.seriesIds.get(`${contractIndex} ${windowStartMs}`);
    if (seriesId === undefined) return;
    if (kind === ARRIVAL.BUY) {
      const id = this.cheapest(contractIndex, windowStartMs) ?? seriesId;
      const worthTicks = this.valuePat(id, this.nowMs) * (PAT / TICK_MICRO_PAT);
      this.buy(arrival, id, worthTicks * limit, lots);
    } else if (kind === ARRIVAL.SELL) this.offer(arrival, seriesId, lots, RETRIES);
    else this.informed(arrival, seriesId);
  }

  /** Of contracts that substitute for each other, the series with the lowest ask by its value. */
  private cheapest(contractIndex: number, windowStartMs: number): number | undefined {
    const { substitutes } = this.scenario;
    if (!substitutes.includes(contractIndex)) return undefined;
    let best: number | undefined;
    let bestShare = Number.POSITIVE_INFINITY;
    for (const other of substitutes) {
      const id = this.seriesIds.get(`${other} ${windowStartMs}`);
      const ask = id === undefined ? 0 : this.venue.core.checks.brokerAsk(id);
      if (id === undefined || ask === 0) continue;
      const share = ask / this.valuePat(id, this.nowMs);
      if (share < bestShare) [best, bestShare] = [id, share];
    }
    return best;
  }

  private buy(arrival: Arrival, seriesId: number, limitTicks: number, lots: number): void {
    const { venue } = this;
    const consumer = pick(venue.consumers, arrival.account);
    const ticks = venue.inCollar(seriesId, SIDE.BUY, Math.floor(limitTicks));
    if (ticks > limitTicks) return;
    const order = { accountId: consumer, seriesId, side: SIDE.BUY, limitTicks: ticks, lots };
    const bought = this.tradeAll(order, this.isSilent(arrival));
    if (bought === 0) return;
    const atMs = this.nowMs + arrival.keepMs;
    this.agenda.add(atMs, () => venue.exercise(consumer, seriesId, bought));
  }

  /** A provider mints, waits for quotes to answer, and sells at what it would take. */
  private offer(arrival: Arrival, seriesId: number, lots: number, retries: number): void {
    const { venue } = this;
    const provider = pick(venue.providers, arrival.account);
    if (this.isSilent(arrival)) {
      const least = this.valuePat(seriesId, this.nowMs) * (PAT / TICK_MICRO_PAT) * arrival.limit;
      if (venue.core.checks.brokerBid(seriesId) < least) return;
    }
    venue.mint(provider, seriesId, lots);
    this.passTo(this.nowMs + MINT_WAIT_MS);
    this.sellKept(arrival, seriesId, lots, retries);
  }

  private sellKept(arrival: Arrival, seriesId: number, lots: number, retries: number): void {
    const { venue } = this;
    const provider = pick(venue.providers, arrival.account);
    const worthTicks = this.valuePat(seriesId, this.nowMs) * (PAT / TICK_MICRO_PAT);
    const ticks = venue.inCollar(seriesId, SIDE.SELL, Math.ceil(worthTicks * arrival.limit));
    const order = { accountId: provider, seriesId, side: SIDE.SELL, limitTicks: ticks, lots };
    const left = lots - this.tradeAll(order, this.isSilent(arrival));
    if (left === 0) return;
    if (retries === 0) {
      venue.withdraw(provider, seriesId, left);
      return;
    }
    const isUndercutter = arrival.account % 1_000 < 1_000 * this.scenario.undercutShare;
    const resting = isUndercutter ? this.undercut(provider, seriesId, ticks, left) : [];
    this.agenda.add(this.nowMs + HOUR_MS, () => {
      const kept = left - this.takeResting(resting);
      if (kept > 0) this.sellKept(arrival, seriesId, kept, retries - 1);
    });
  }

  /** Rests lots a little under the broker's ask, if that is enough for the provider; answers the orders. */
  private undercut(
    provider: number,
    seriesId: number,
    leastTicks: number,
    lots: number,
  ): readonly number[] {
    const { venue } = this;
    const ask = venue.core.checks.brokerAsk(seriesId);
    const ticks = Math.floor(ask * (1 - UNDERCUT));
    const limitTicks = venue.inCollar(seriesId, SIDE.SELL, ticks);
    if (ask === 0 || ticks < leastTicks || limitTicks !== ticks) return [];
    const orders: number[] = [];
    const untilMs = this.nowMs + RESTS_MS;
    for (let left = lots; left > 0; ) {
      const piece = Math.min(left, venue.orderLotsMax(seriesId));
      const order = { accountId: provider, seriesId, side: SIDE.SELL, limitTicks, lots: piece };
      const orderId = venue.rest(order, untilMs);
      orders.push(orderId);
      this.restingLots.set(orderId, 0);
      venue.sequencer.settle();
      left -= piece;
    }
    return orders;
  }

  /** Lots that orders traded while they rested; they are forgotten. */
  private takeResting(orders: readonly number[]): number {
    let lots = 0;
    for (const orderId of orders) {
      lots += this.restingLots.get(orderId) ?? 0;
      this.restingLots.delete(orderId);
    }
    return lots;
  }

  private informed(arrival: Arrival, seriesId: number): void {
    const { core } = this.venue;
    const knownMs = this.nowMs + this.scenario.informedHours * HOUR_MS;
    const knownTicks = this.valuePat(seriesId, this.nowMs, knownMs) * (PAT / TICK_MICRO_PAT);
    const ask = core.checks.brokerAsk(seriesId);
    const most = knownTicks * (1 - INFORMED_EDGE);
    if (ask !== 0 && ask <= most) return this.buy(arrival, seriesId, most, arrival.lots);
    const least = knownTicks * (1 + INFORMED_EDGE);
    if (core.checks.brokerBid(seriesId) < least) return;
    const worthTicks = this.valuePat(seriesId, this.nowMs) * (PAT / TICK_MICRO_PAT);
    this.offer({ ...arrival, limit: least / worthTicks }, seriesId, arrival.lots, 0);
  }

  /** Whether somebody looks before ordering; another digit of the same number than says who undercuts. */
  private isSilent({ account }: Arrival): boolean {
    return Math.floor(account / 1_000) % 1_000 >= 1_000 * this.scenario.revealShare;
  }

  /**
   * Trades in pieces as large as one order may be; stops at the first that is not filled whole. Who is silent orders at the broker's
   * quote, as long as that is no worse than the limit.
   */
  private tradeAll(
    { accountId, seriesId, side, limitTicks, lots }: Order,
    isSilent: boolean,
  ): number {
    const { venue } = this;
    const { checks } = venue.core;
    let done = 0;
    while (done < lots) {
      const piece = Math.min(lots - done, venue.orderLotsMax(seriesId));
      const quote = side === SIDE.BUY ? checks.brokerAsk(seriesId) : checks.brokerBid(seriesId);
      const isMet = side === SIDE.BUY ? quote <= limitTicks : quote >= limitTicks;
      if (isSilent && (quote === 0 || !isMet)) break;
      const traded = venue.trade({
        ...{ accountId, seriesId, side, lots: piece },
        limitTicks: isSilent ? quote : limitTicks,
      });
      done += traded;
      if (traded < piece) break;
    }
    return done;
  }

  /** Tickets of the events just made, and what traded of orders that rest. */
  private note({ words: w, length }: EventLog): void {
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.TRADE) {
        const lots = w[at + TRADE.lots] as number;
        for (const orderId of [w[at + TRADE.makerOrderId], w[at + TRADE.takerOrderId]]) {
          const before = this.restingLots.get(orderId as number);
          if (before !== undefined) this.restingLots.set(orderId as number, before + lots);
        }
      }
      if (w[at] !== EVENT.DELIVERY || w[at + DELIVERY.state] !== DELIVERY_STATE.TICKETED) continue;
      this.tickets.push([
        w[at + DELIVERY.deliveryId] as number,
        w[at + DELIVERY.consumer] as number,
        w[at + DELIVERY.provider] as number,
      ]);
    }
  }

  private serve(): void {
    while (this.tickets.length > 0) {
      for (const [id, consumer, provider] of this.tickets.splice(0)) {
        this.venue.serve(id, consumer, provider);
      }
      this.venue.sequencer.settle();
    }
  }

  /** What the governed base value and freshness make of a lot, PAT. */
  private governedPat(seriesId: number, atMs: number): number {
    const [contractIndex, windowStartMs] = this.listed[seriesId] ?? [0, 0];
    const contract = this.scenario.contracts[contractIndex];
    if (contract === undefined) return Number.NaN;
    return governedPat(contract) * this.values.freshness(contractIndex, windowStartMs, atMs);
  }

  /** True value of a lot, PAT; with what is known at a later time, of its age now. */
  private valuePat(seriesId: number, atMs: number, knownMs = atMs): number {
    const [contractIndex, windowStartMs] = this.listed[seriesId] ?? [0, 0];
    return this.values.pat(contractIndex, windowStartMs, atMs, knownMs);
  }
}

function pick(accounts: readonly number[], of: number): number {
  return accounts[of % accounts.length] as number;
}

/** Plays a market with one broker. */
export function playMarket(options: MarketOptions): BrokerResult {
  const arrivals = drawArrivals(options.scenario, options.seed);
  return new Market(options).run(arrivals, options.name);
}
