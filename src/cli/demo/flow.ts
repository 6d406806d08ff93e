/**
 * Plays the recorded flow into the sandbox: recorded bids become consumer demand, recorded asks provider capacity,
 * each priced around the live fair value of its series as far from it as it was from the recorded middle.
 *
 * An order that filled in the recording reaches across the spread when it did, so recorded trades become trades; what
 * it then leaves is cancelled, like an order that was deleted. Orders still on their way when their recorded change or deletion comes are changed or cancelled once they are there.
 * Bounded: at most ORDERS_MAX orders are followed; an order beyond is not placed.
 */
import {
  type PatxClient,
  PatxError,
  type Quote,
  type SeriesInfo,
  SIDE,
} from '../../client/index.js';
import { FLOW_ACTION, type FlowEvent, type Recording } from './recording.js';
import type { Tally } from './tally.js';

const PPM = 1_000_000;
/** Farther from fair value the collars refuse. */
const OFFSET_PPM_MAX = 150_000;
/** How far beyond fair value an order reaches that filled in the recording. */
const TAKE_PPM = 100_000;
const LOTS_MAX = 25;
const ORDERS_MAX = 20_000;
/** Rights minted at once into a series by a provider that runs low. */
const MINT_LOTS = 400;
const LOW_LOTS = 100;
/** A provider that just minted into a series waits this long before it does so again. */
const MINT_PAUSE_MS = 30_000;

interface Placed {
  readonly client: PatxClient;
  readonly seriesId: number;
  readonly side: number;
  readonly orderId: Promise<number>;
}

export interface FlowParties {
  readonly consumers: readonly PatxClient[];
  readonly providers: readonly PatxClient[];
}

export class Flow {
  /** Next event of the recording. */
  nextEvent: number;
  loops: number;
  private readonly recording: Recording;
  private readonly parties: FlowParties;
  private readonly tally: Tally;
  private readonly placed = new Map<number, Placed>();
  private readonly mintedAtMs = new Map<string, number>();
  private readonly freeLots = new Map<string, number>();
  private clockMs: number;

  constructor(
    recording: Recording,
    parties: FlowParties,
    tally: Tally,
    from: { nextEvent: number; loops: number },
  ) {
    this.recording = recording;
    this.parties = parties;
    this.tally = tally;
    this.nextEvent = from.nextEvent < recording.eventCount ? from.nextEvent : 0;
    this.loops = from.loops;
    this.clockMs = recording.at(this.nextEvent).timeMs;
  }

  /** Plays what falls due in `recordedMs` more of the recording's time. */
  advance(
    recordedMs: number,
    series: readonly SeriesInfo[],
    quotes: ReadonlyMap<number, Quote>,
  ): void {
    this.clockMs += recordedMs;
    for (;;) {
      if (this.nextEvent >= this.recording.eventCount) {
        this.nextEvent = 0;
        this.loops += 1;
        this.clockMs = 0;
        this.placed.clear();
      }
      const event = this.recording.at(this.nextEvent);
      if (event.timeMs > this.clockMs) return;
      this.nextEvent += 1;
      this.play(event, series, quotes);
    }
  }

  /** Mints where a provider runs low, so that recorded asks have rights to offer. */
  async mint(seriesId: number): Promise<void> {
    for (const provider of this.parties.providers) {
      const key = `${provider.accountId}/${seriesId}`;
      const nowMs = Date.now();
      const isLow = (this.freeLots.get(key) ?? 0) < LOW_LOTS;
      if (!isLow || nowMs - (this.mintedAtMs.get(key) ?? 0) < MINT_PAUSE_MS) continue;
      this.mintedAtMs.set(key, nowMs);
      await this.tally.guard(provider.rights.mint({ seriesId, quantityLots: MINT_LOTS }));
      this.freeLots.set(key, (this.freeLots.get(key) ?? 0) + MINT_LOTS);
    }
  }

  /** What a provider holds, as the venue pushed it. */
  learnPosition(accountId: number, seriesId: number, freeLots: number): void {
    this.freeLots.set(`${accountId}/${seriesId}`, freeLots);
  }

  private play(
    event: FlowEvent,
    series: readonly SeriesInfo[],
    quotes: ReadonlyMap<number, Quote>,
  ): void {
    const target = series[event.order % series.length];
    const markTicks =
      target === undefined ? 0 : (quotes.get(target.seriesId)?.markTicks ?? target.markTicks);
    if (target === undefined || markTicks === 0) return;
    if (event.action === FLOW_ACTION.CREATED) this.place(event, target.seriesId, markTicks);
    else if (event.action === FLOW_ACTION.CHANGED) this.change(event, markTicks);
    else this.end(event, markTicks);
  }

  private place(event: FlowEvent, seriesId: number, markTicks: number): void {
    if (this.placed.size >= ORDERS_MAX) return;
    const { consumers, providers } = this.parties;
    const side = event.isSell ? SIDE.SELL : SIDE.BUY;
    const parties = event.isSell ? providers : consumers;
    const client = parties[event.order % parties.length] as PatxClient;
    const sentMs = performance.now();
    const order = {
      seriesId,
      side,
      priceTicks: priceOf(event.offsetPpm, markTicks),
      quantityLots: lotsOf(event.lots),
    };
    const orderId = client.place(order).then((ack) => {
      this.tally.acknowledged(performance.now() - sentMs);
      return ack.orderId;
    });
    orderId.catch((error: unknown) => {
      this.tally.refused(error);
      this.placed.delete(event.order);
    });
    this.placed.set(event.order, { client, seriesId, side, orderId });
  }

  private change(event: FlowEvent, markTicks: number): void {
    const placed = this.placed.get(event.order);
    if (placed === undefined || event.lots === 0) return;
    const change = {
      priceTicks: priceOf(event.offsetPpm, markTicks),
      openLots: lotsOf(event.lots),
    };
    const done = placed.orderId.then((orderId) => placed.client.amend({ orderId }, change));
    done.catch((error: unknown) => this.ended(error));
  }

  /** An order that filled in the recording takes what is there now; one that was deleted is cancelled. */
  private end(event: FlowEvent, markTicks: number): void {
    const placed = this.placed.get(event.order);
    if (placed === undefined) return;
    this.placed.delete(event.order);
    const { client, side } = placed;
    const offsetPpm = side === SIDE.BUY ? TAKE_PPM : -TAKE_PPM;
    const change = { priceTicks: priceOf(offsetPpm, markTicks), openLots: lotsOf(event.lots) };
    const done = placed.orderId.then(async (orderId) => {
      if (event.lots === 0) await client.amend({ orderId }, change);
      await client.cancel({ orderId });
    });
    done.catch((error: unknown) => this.ended(error));
  }

  /** An order that filled meanwhile is unknown by now: no refusal worth counting. */
  private ended(error: unknown): void {
    if (!(error instanceof PatxError && error.name === 'UNKNOWN_ORDER')) this.tally.refused(error);
  }
}

function priceOf(offsetPpm: number, markTicks: number): number {
  const offset = Math.max(-OFFSET_PPM_MAX, Math.min(OFFSET_PPM_MAX, offsetPpm));
  return Math.max(1, Math.round((markTicks * (PPM + offset)) / PPM));
}

function lotsOf(recordedLots: number): number {
  return Math.max(1, Math.min(LOTS_MAX, recordedLots));
}
