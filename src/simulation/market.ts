/**
 * One broker's life in a simulated market: a seed's customers meet its quotes in the real core, day after day.
 *
 * Consumers send what they would pay at most, providers mint and send what they would take at least, both only against
 * what stands; a provider comes back with what it kept, and takes it back in the end. Who is informed trades when the
 * quote is wrong by what it knows. Between them time passes as the host lets it pass. Deterministic in scenario, seed
 * and broker.
 */
import { Monitor } from '../backtest/index.js';
import { DELIVERY, EVENT, EVENT_WORDS, type EventLog } from '../engine/core/index.js';
import { DELIVERY_STATE, SIDE } from '../values/index.js';
import { Agenda } from './agenda.js';
import { ARRIVAL, type Arrival, drawArrivals } from './arrivals.js';
import { type BrokerResult, MarketMeasure } from './measure.js';
import { DAY_MS, HOUR_MS, type Scenario, SIM_START_MS } from './scenario.js';
import { PAT, SimVenue, TICK_MICRO_PAT } from './sim-venue.js';
import { TrueValues } from './true-value.js';

/** The host's ticks: on this grid when something is due, and at least so often. */
const TICK_MS = 1_000;
const TICK_MAX_MS = 10_000;
const MARKOUT_MS = 300_000;
/** How often a provider comes back with rights it has minted and not sold. */
const RETRIES = 3;
/** What an informed customer wants to gain at least. */
const INFORMED_EDGE = 0.005;
/** A moment for quotes to answer a mint. */
const MINT_WAIT_MS = 2_000;

/** What the host drives; the exchange's desk is one. */
export interface Quoting {
  tick(nowMs: number): void;
  readonly nextRunAtMs: number;
}

export interface MarketOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly name: string;
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
  private readonly tickets: (readonly [id: number, consumer: number, provider: number])[] = [];
  private readonly seriesIds = new Map<string, number>();
  /** By number: contract and window start. */
  private readonly listed: (readonly [contractIndex: number, windowStartMs: number])[] = [[0, 0]];
  private nowMs = SIM_START_MS;
  private lastTickMs = SIM_START_MS;

  constructor({ scenario, seed, broker }: MarketOptions) {
    this.scenario = scenario;
    this.venue = new SimVenue(scenario);
    this.values = new TrueValues(scenario, seed);
    this.monitor = new Monitor(this.venue.core, MARKOUT_MS);
    this.measure = new MarketMeasure(this.venue, (id, atMs) => this.valuePat(id, atMs));
    for (const { contract, basePat } of scenario.contracts) {
      this.venue.parameter('base_value_micro_pat', basePat * PAT, contract);
    }
    this.venue.sequencer.listen({
      sealed: ({ events, timeMs }) => {
        this.monitor.read(events, timeMs);
        this.measure.read(events, timeMs);
        this.note(events);
      },
      durable: () => undefined,
    });
    this.quoting = broker(this.venue);
  }

  run(arrivals: readonly Arrival[], name: string): BrokerResult {
    const endMs = SIM_START_MS + this.scenario.days * DAY_MS;
    for (let atMs = SIM_START_MS; atMs < endMs; atMs += DAY_MS) {
      this.agenda.add(atMs, () => this.openDay(atMs));
    }
    for (let atMs = SIM_START_MS + HOUR_MS; atMs <= endMs; atMs += HOUR_MS) {
      this.agenda.add(atMs, () => {
        this.measure.sample();
        this.monitor.passed(atMs);
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
    return this.measure.result(name, this.monitor.result(endMs), endMs);
  }

  private openDay(startMs: number): void {
    for (const [contractIndex] of this.scenario.contracts.entries()) {
      const id = this.venue.openSeries(contractIndex + 1, startMs);
      this.seriesIds.set(`${contractIndex} ${startMs}`, id);
      this.listed[id] = [contractIndex, startMs];
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
    const worthTicks = this.valuePat(seriesId, this.nowMs) * (PAT / TICK_MICRO_PAT);
    if (kind === ARRIVAL.BUY) this.buy(arrival, seriesId, worthTicks * limit, lots);
    else if (kind === ARRIVAL.SELL) this.offer(arrival, seriesId, lots, RETRIES);
    else this.informed(arrival, seriesId);
  }

  private buy(arrival: Arrival, seriesId: number, limitTicks: number, lots: number): void {
    const { venue } = this;
    const consumer = pick(venue.consumers, arrival.account);
    const ticks = venue.inCollar(seriesId, SIDE.BUY, Math.floor(limitTicks));
    if (ticks > limitTicks) return;
    const bought = this.tradeAll(consumer, seriesId, SIDE.BUY, ticks, lots);
    if (bought === 0) return;
    const atMs = this.nowMs + arrival.keepMs;
    this.agenda.add(atMs, () => venue.exercise(consumer, seriesId, bought));
  }

  /** A provider mints, waits for quotes to answer, and sells at what it would take. */
  private offer(arrival: Arrival, seriesId: number, lots: number, retries: number): void {
    const { venue } = this;
    const provider = pick(venue.providers, arrival.account);
    venue.mint(provider, seriesId, lots);
    this.passTo(this.nowMs + MINT_WAIT_MS);
    this.sellKept(arrival, seriesId, lots, retries);
  }

  private sellKept(arrival: Arrival, seriesId: number, lots: number, retries: number): void {
    const { venue } = this;
    const provider = pick(venue.providers, arrival.account);
    const worthTicks = this.valuePat(seriesId, this.nowMs) * (PAT / TICK_MICRO_PAT);
    const ticks = venue.inCollar(seriesId, SIDE.SELL, Math.ceil(worthTicks * arrival.limit));
    const left = lots - this.tradeAll(provider, seriesId, SIDE.SELL, ticks, lots);
    if (left === 0) return;
    if (retries === 0) venue.withdraw(provider, seriesId, left);
    else {
      const again = (): void => this.sellKept(arrival, seriesId, left, retries - 1);
      this.agenda.add(this.nowMs + HOUR_MS, again);
    }
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

  /** Trades in pieces as large as one order may be; stops at the first that is not filled whole. */
  private tradeAll(
    accountId: number,
    seriesId: number,
    side: number,
    limitTicks: number,
    lots: number,
  ): number {
    let done = 0;
    while (done < lots) {
      const piece = Math.min(lots - done, this.venue.orderLotsMax(seriesId));
      const traded = this.venue.trade(accountId, seriesId, side, limitTicks, piece);
      done += traded;
      if (traded < piece) break;
    }
    return done;
  }

  /** Tickets of the events just made. */
  private note({ words: w, length }: EventLog): void {
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
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
