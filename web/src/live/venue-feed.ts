/**
 * What the venue shows anybody, live, as signals: every series, and book, quote and trades of the one that is looked at.
 *
 * One stream at a time. What comes in between two frames of the screen is put in together. A stream that breaks, or says
 * nothing for three seconds, is told at once in `connection` and begun again every second; whatever was shown stays, and
 * is right again with the first words of the next stream, which begins with everything.
 */
import { batch, signal } from '@preact/signals';
import type { Book, Quote, Series, Trade, VenueStatus } from './shapes.js';

export interface Connection {
  readonly state: 'connecting' | 'live' | 'lost';
  /** When the venue last said something; 0: never yet. */
  readonly lastWordMs: number;
}

export const connection = signal<Connection>({ state: 'connecting', lastWordMs: 0 });
export const venue = signal<VenueStatus | undefined>(undefined);
export const seriesById = signal<ReadonlyMap<number, Series>>(new Map());
export const book = signal<Book | undefined>(undefined);
export const quote = signal<Quote | undefined>(undefined);
export const trades = signal<readonly Trade[]>([]);

const SILENCE_MS = 3_000;
const RETRY_MS = 1_000;
const LOOK_MS = 250;
/** A page in the background draws no frames; what it shows is put in all the same. */
const FRAME_MS_MAX = 250;

let source: EventSource | undefined;
let watched: number | undefined;
let openedAtMs = 0;
let lastWordMs = 0;
let isFrameAsked = false;
const waiting = new Map<string, unknown>();
const waitingSeries = new Map<number, Series>();

/** Looks at a series, or at none of them in particular. */
export function watch(seriesId: number | undefined): void {
  if (watched === seriesId && source !== undefined) return;
  watched = seriesId;
  batch(() => {
    book.value = undefined;
    quote.value = undefined;
    trades.value = [];
  });
  open();
}

function open(): void {
  source?.close();
  waiting.clear();
  openedAtMs = performance.now();
  const opened = new EventSource(
    watched === undefined ? '/v1/stream' : `/v1/stream?seriesId=${watched}`,
  );
  source = opened;
  for (const name of ['venue', 'series', 'book', 'quote', 'trades']) {
    opened.addEventListener(name, (event) => {
      if (source === opened) heard(name, JSON.parse((event as MessageEvent<string>).data));
    });
  }
  opened.addEventListener('error', () => {
    if (source === opened) lost();
  });
}

function heard(name: string, value: unknown): void {
  lastWordMs = Date.now();
  if (name === 'series') for (const one of value as Series[]) waitingSeries.set(one.seriesId, one);
  else waiting.set(name, value);
  if (isFrameAsked) return;
  isFrameAsked = true;
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    isFrameAsked = false;
    putIn();
  };
  const timer = setTimeout(once, FRAME_MS_MAX);
  requestAnimationFrame(once);
}

function putIn(): void {
  batch(() => {
    connection.value = { state: 'live', lastWordMs };
    if (waitingSeries.size > 0) {
      seriesById.value = new Map([...seriesById.value, ...waitingSeries]);
      waitingSeries.clear();
    }
    for (const [name, value] of waiting) {
      if (name === 'venue') venue.value = value as VenueStatus;
      else if (name === 'book') book.value = value as Book;
      else if (name === 'quote') quote.value = value as Quote;
      else trades.value = (value as { data: Trade[] }).data;
    }
    waiting.clear();
  });
}

function lost(): void {
  source?.close();
  waiting.clear();
  connection.value = { state: 'lost', lastWordMs };
}

setInterval(() => {
  if (source === undefined) return;
  const isLost = connection.value.state === 'lost';
  const isSilent = Date.now() - Math.max(lastWordMs, 0) > SILENCE_MS;
  const openForMs = performance.now() - openedAtMs;
  if (!isLost && isSilent && openForMs > SILENCE_MS) lost();
  else if (isLost && openForMs > RETRY_MS && source.readyState === EventSource.CLOSED) open();
  else if (isLost && openForMs > SILENCE_MS) open();
}, LOOK_MS);
