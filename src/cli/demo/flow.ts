/**
 * Plays the recorded flow into the sandbox: recorded bids become consumer demand, recorded asks provider capacity, over all
 * open series by order number.
 *
 * Created orders are placed, changed ones amended, deleted ones cancelled; an order that had filled in the recording is first
 * amended through the other side. The clock stands still while an account is offline or too many commands wait for their answers,
 * so nothing of the recording is left out and nothing piles up. At its end the recording begins anew, with empty books.
 */
import { type PatxClient, type SeriesInfo, SIDE } from '../../client/index.js';
import { type LiveOrder, LiveOrders, refOf } from './live-orders.js';
import { marketableTicks, type PriceBasis, restingTicks } from './prices.js';
import { FLOW_ACTION, type FlowEvent, type Recording } from './recording.js';
import type { Stocks } from './stocks.js';
import type { Tally } from './tally.js';

/** A recorded size beyond this is cut: one order may not take too much of what there is. */
const LOTS_MAX = 25;
/** Commands without an answer at which the clock stands still. */
const IN_FLIGHT_MAX = 1_000;

export interface FlowParts {
  readonly recording: Recording;
  readonly consumers: readonly PatxClient[];
  readonly providers: readonly PatxClient[];
  readonly stocks: Stocks;
  readonly tally: Tally;
  /** The open series of each contract, undefined where there is none. */
  readonly series: () => readonly (SeriesInfo | undefined)[];
  readonly basis: (series: SeriesInfo) => PriceBasis;
}

export class Flow {
  /** Next event of the recording. */
  nextEvent = 0;
  /** How often the recording was played to its end. */
  loops = 0;
  private readonly parts: FlowParts;
  private readonly live: LiveOrders;
  private clockMs = 0;
  private unanswered = 0;

  constructor(parts: FlowParts) {
    this.parts = parts;
    this.live = new LiveOrders(parts.recording.orderCount);
    for (const client of [...parts.consumers, ...parts.providers]) {
      client.events.reports.on((report) => this.live.learn(report));
    }
  }

  /** How far into the recording the replay is. */
  get recordedMs(): number {
    return this.clockMs;
  }

  /** Orders of the flow that are in the books. */
  get liveCount(): number {
    return this.live.size;
  }

  /** Goes on where the venue says the flow stands: after the order placed last, with the orders still open. */
  async resume(): Promise<void> {
    const { consumers, providers, recording } = this.parts;
    let last = { loop: 0, order: -1 };
    for (const client of [...consumers, ...providers]) {
      const { openOrders, lastClientOrderIds } = await client.queries.accountSnapshot();
      for (const id of lastClientOrderIds) {
        const place = this.live.placeOf(id);
        if (place !== undefined && isLater(place, last)) last = place;
      }
      for (const { clientOrderId, ...open } of openOrders) {
        const place = this.live.placeOf(clientOrderId);
        if (place !== undefined) this.live.add(place.order, { ...open, client, clientOrderId });
      }
    }
    this.loops = last.loop;
    this.nextEvent = last.order < 0 ? 0 : recording.indexOfCreation(last.order) + 1;
    this.clockMs = this.timeOf(this.nextEvent);
    // What is left of earlier loops has no deletion to come.
    for (const [order, live] of this.live.entries()) {
      if (this.live.placeOf(live.clientOrderId)?.loop === last.loop) continue;
      this.live.remove(order);
      this.send(live.client.cancel(refOf(live)));
    }
  }

  /** Plays what falls due in `recordedMs` more of the recording's time. */
  advance(recordedMs: number): void {
    if (this.mustWait()) return;
    const { recording } = this.parts;
    this.clockMs += recordedMs;
    for (;;) {
      if (this.nextEvent >= recording.eventCount) this.beginAnew();
      if (this.timeOf(this.nextEvent) > this.clockMs) return;
      const event = recording.at(this.nextEvent);
      this.nextEvent += 1;
      this.play(event);
      if (this.unanswered >= IN_FLIGHT_MAX) {
        // The rest is due when there is room again.
        this.clockMs = event.timeMs;
        return;
      }
    }
  }

  private mustWait(): boolean {
    const { consumers, providers } = this.parts;
    if (this.unanswered >= IN_FLIGHT_MAX) return true;
    return [...consumers, ...providers].some(({ state }) => state !== 'online');
  }

  private timeOf(event: number): number {
    const { recording } = this.parts;
    return event < recording.eventCount ? recording.at(event).timeMs : recording.durationMs;
  }

  private beginAnew(): void {
    this.loops += 1;
    this.nextEvent = 0;
    this.clockMs = 0;
    for (const [, live] of this.live.entries()) this.send(live.client.cancel(refOf(live)));
    this.live.clear();
  }

  private play(event: FlowEvent): void {
    if (event.action === FLOW_ACTION.CREATED) {
      this.place(event);
      return;
    }
    const live = this.live.get(event.order);
    if (live === undefined) return;
    if (event.action === FLOW_ACTION.CHANGED) this.change(live, lotsOf(event.lots));
    else if (event.lots === 0) this.fill(live);
    else this.send(live.client.cancel(refOf(live)));
  }

  private place({ order, isSell, offsetPpm, lots }: FlowEvent): void {
    const { consumers, providers, stocks, tally, series } = this.parts;
    const listed = series();
    const target = listed[order % listed.length];
    if (target === undefined || lots === 0) return;
    const accounts = isSell ? providers : consumers;
    const client = accounts[order % accounts.length] as PatxClient;
    const { seriesId } = target;
    const quantityLots = lotsOf(lots);
    if (isSell && !stocks.offer(client, seriesId, quantityLots)) return;
    const side = isSell ? SIDE.SELL : SIDE.BUY;
    const priceTicks = restingTicks(side, offsetPpm, this.parts.basis(target));
    const clientOrderId = this.live.idOf({ loop: this.loops, order });
    const live = { client, seriesId, side, clientOrderId, orderId: 0, openLots: quantityLots };
    this.live.add(order, { ...live, priceTicks });
    const sentMs = performance.now();
    const placing = client.place({ seriesId, side, priceTicks, quantityLots, clientOrderId });
    this.send(
      placing.then(
        () => tally.acknowledged(performance.now() - sentMs),
        (error: unknown) => {
          this.live.remove(order);
          throw error;
        },
      ),
    );
  }

  /** The order shrank in the recording; here it keeps its place with what is open of it. */
  private change(live: LiveOrder, openLots: number): void {
    if (openLots >= live.openLots) return;
    this.send(live.client.amend(refOf(live), { priceTicks: live.priceTicks, openLots }));
  }

  /** The order filled in the recording: trades what it can here, and leaves. */
  private fill(live: LiveOrder): void {
    const series = this.parts.series().find((one) => one?.seriesId === live.seriesId);
    if (series !== undefined) {
      const priceTicks = marketableTicks(live.side, this.parts.basis(series));
      const change = { priceTicks, openLots: Math.max(1, live.openLots) };
      this.send(live.client.amend(refOf(live), change));
    }
    this.send(live.client.cancel(refOf(live)));
  }

  /** Waits for a command's end without holding anything up. */
  private send(command: Promise<unknown>): void {
    this.unanswered += 1;
    const over = (): void => {
      this.unanswered -= 1;
    };
    command.then(over, (error: unknown) => {
      over();
      this.parts.tally.failed(error);
    });
  }
}

function isLater(a: { loop: number; order: number }, b: { loop: number; order: number }): boolean {
  return a.loop > b.loop || (a.loop === b.loop && a.order > b.order);
}

function lotsOf(recordedLots: number): number {
  return Math.max(1, Math.min(LOTS_MAX, recordedLots));
}
