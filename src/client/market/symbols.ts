/**
 * The symbols of series: puts the text of the series into every message that is about one, such as
 * `AUTO_INTENT|7D|0.70-0.85@2026-03-02`.
 *
 * Known from the list that is asked for when the client connects, and from whatever tells of a series later. A message about a
 * series that is not known yet makes the list be asked for again, at most once a second; its symbol is empty until then.
 */
import type { MarketList, ServerMessage } from '../../schema/index.js';
import type { ToldMessage } from '../names.js';

const ASK_AGAIN_MS = 1_000;

interface AboutSeries {
  readonly seriesId?: number;
  series?: unknown;
}

export class Symbols {
  private readonly byId = new Map<number, string>();
  private readonly ask: () => Promise<MarketList>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedMs = Number.NEGATIVE_INFINITY;

  /** @param ask asks for the list of series, closed ones included */
  constructor(ask: () => Promise<MarketList>) {
    this.ask = ask;
  }

  /** The symbol of a series; empty while it is not known. */
  of(seriesId: number): string {
    return this.byId.get(seriesId) ?? '';
  }

  /** Asks for the list. Never rejects: without it (a key that may not read) symbols stay empty. */
  async load(): Promise<void> {
    this.askedMs = performance.now();
    try {
      for (const { seriesId, series } of (await this.ask()).series) this.byId.set(seriesId, series);
    } catch {
      // The next message about an unknown series asks again.
    }
  }

  /** Learns from a message, and puts the symbol into it. */
  put(message: ServerMessage): ToldMessage {
    this.putInto(message);
    return message as ToldMessage;
  }

  private putInto({ type, body }: ServerMessage): void {
    switch (type) {
      case 'seriesInfo':
        this.byId.set(body.seriesId, body.series);
        return;
      case 'marketList':
        for (const { seriesId, series } of body.series) this.byId.set(seriesId, series);
        return;
      case 'accountSnapshot':
      case 'parameterDryRun':
        this.name(body);
        for (const part of Object.values(body)) this.nameParts(part);
        return;
      default:
        this.name(body);
    }
  }

  private nameParts(part: unknown): void {
    if (!Array.isArray(part)) return;
    for (const entry of part) if (typeof entry === 'object') this.name(entry);
  }

  /** Asks for the list again: now, or once a second has passed since it was asked for last. */
  private askSoon(): void {
    if (this.timer !== undefined) return;
    const waitMs = Math.max(0, this.askedMs + ASK_AGAIN_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.load();
    }, waitMs);
    // A program that is done does not wait for it; browsers have no such thing.
    (this.timer as { unref?: () => void }).unref?.();
  }

  private name(message: object): void {
    const body: AboutSeries = message;
    const { seriesId } = body;
    if (seriesId === undefined || body.series !== undefined) return;
    const series = seriesId === 0 ? '' : this.byId.get(seriesId);
    if (series !== undefined) {
      body.series = series;
      return;
    }
    const get = (): string => this.of(seriesId);
    Object.defineProperty(body, 'series', { get, enumerable: true, configurable: true });
    this.askSoon();
  }
}
