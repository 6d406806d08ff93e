/** What the demo shows: one state, as a line of progress or as a screen. No side effects. */
import {
  type BookView,
  explainQuote,
  type PriceLevel,
  QUOTER_STATE,
  type Quote,
  type SeriesInfo,
} from '../../client/index.js';
import type { SettlementView } from '../../desk/index.js';
import { PAT, TICK_MICRO_PAT } from './plan.js';
import { chainText, settlementLines } from './settlement-view.js';
import type { Tally } from './tally.js';

/** One series as the view shows it. */
export interface SeriesView {
  readonly series: SeriesInfo;
  readonly book: BookView | undefined;
  readonly quote: Readonly<Quote> | undefined;
  readonly brokerLots: number;
}

export interface ViewState {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  readonly data: string;
  /** A command to try. */
  readonly tryThis: string;
  readonly speed: number;
  readonly series: readonly SeriesView[];
  readonly tally: Tally;
  readonly brokerLots: number;
  readonly brokerWorthMicroPat: number;
  readonly brokerProfitMicroPat: number;
  readonly liveOrders: number;
  readonly lagMs: number;
  /** Whether every account is connected. */
  readonly isOnline: boolean;
  readonly recordedMs: number;
  readonly durationMs: number;
  readonly loops: number;
  readonly elapsedSeconds: number;
  readonly ordersPerSecond: number;
  /** The settler on its chain; undefined where there is none. */
  readonly settlement: SettlementView | undefined;
}

const LADDER_ROWS = 8;
const PPM = 1_000_000;
const BAR_MAX = 20;
/** Cursor home; the screen is redrawn line by line, each cleared to its end, so that nothing flickers. */
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const BOLD = '\u001b[1m';
const GREEN = '\u001b[32m';
const RED = '\u001b[31m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';
const COLOURS = [BOLD, GREEN, RED, DIM, PLAIN];

/** Shown before the first screen and after the last: hides and shows the cursor. */
export const SCREEN_BEGIN = '\u001b[2J\u001b[?25l';
export const SCREEN_END = '\u001b[?25h';

const STATE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(QUOTER_STATE).map(([name, value]) => [value, name]),
);

/** One line of progress; the words are explained when the market opens. */
export function progressLine(s: ViewState): string {
  const [first] = s.series;
  const parts = [
    `up ${clock(s.elapsedSeconds)}`,
    `played ${clock(s.recordedMs / 1000)} of ${clock(s.durationMs / 1000)}${s.loops > 0 ? `, ${s.loops} times before` : ''}`,
    `${s.tally.orders} orders (${s.ordersPerSecond.toFixed(0)}/s)`,
    `${s.tally.fills} fills (${s.tally.filledLots} lots)`,
    `${s.tally.deliveries} deliveries settled`,
  ];
  if (first !== undefined) {
    const { bestBid, bestAsk } = first.book ?? {};
    parts.push(
      `${first.series.series.split('|', 3).join('|')}: fair value ${pat(markOf(first))}, best bid ${priceOf(bestBid)}, best ask ${priceOf(bestAsk)} PAT`,
    );
  }
  parts.push(
    `broker holds ${s.brokerLots} lots worth ${money(s.brokerWorthMicroPat)} PAT, profit since this start ${signed(s.brokerProfitMicroPat)} PAT`,
    `on disk in ${s.tally.latencyMs(50).toFixed(1)} ms, 99% in ${s.tally.latencyMs(99).toFixed(1)} ms`,
    `refused: ${refusals(s.tally)}`,
  );
  if (s.settlement !== undefined) parts.push(`chain: ${chainText(s.settlement)}`);
  return parts.join(' | ');
}

/** The whole screen. */
export function screen(s: ViewState): string {
  const [first] = s.series;
  const lines = [
    `${BOLD}PATX sandbox${PLAIN}  ${s.gatewayUrl}  status ${s.statusUrl}/status  ${s.isOnline ? '' : `${RED}connecting${PLAIN}`}`,
    `${DIM}recording ${clock(s.recordedMs / 1000)} of ${clock(s.durationMs / 1000)} at ×${s.speed}, played ${s.loops} times to the end; up ${clock(s.elapsedSeconds)}; Ctrl-C stops, starting again goes on${PLAIN}`,
    '',
    ...(first === undefined ? ['no open series'] : beside(ladder(first), factors(first))),
    '',
    `${BOLD}${'series'.padEnd(44)}${['fair', 'bid', 'ask', 'spread', 'quoter', 'broker'].map((name) => name.padStart(10)).join('')}${PLAIN}`,
    ...s.series.map(seriesLine),
    '',
    `broker    inventory ${s.brokerLots} lots worth ${money(s.brokerWorthMicroPat)} PAT at fair value; profit since this start ${signed(s.brokerProfitMicroPat)} PAT`,
    `orders    ${s.tally.orders} accepted, ${s.ordersPerSecond.toFixed(0)}/s; ${s.liveOrders} in the books; ${s.tally.fills} fills of ${s.tally.filledLots} lots; refused ${refusals(s.tally)}`,
    `durable   p50 ${latency(s, 50)}  p90 ${latency(s, 90)}  p99 ${latency(s, 99)}  p99.9 ${latency(s, 99.9)} ms from sending an order to on disk and told; session lag ${s.lagMs.toFixed(1)} ms`,
    `rights    ${s.tally.mintedLots} minted, ${s.tally.exercisedLots} exercised in this run; ${s.tally.deliveries} deliveries settled`,
    ...settlementLines(s.settlement),
    '',
    `data      ${s.data}`,
    `try       ${s.tryThis}`,
  ];
  return `${HOME}${lines.map((line) => `${line}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`;
}

/** Asks above, bids below, best in the middle. */
function ladder({ series, book }: SeriesView): string[] {
  const asks = book?.asks(LADDER_ROWS) ?? [];
  const bids = book?.bids(LADDER_ROWS) ?? [];
  const row = (colour: string, level: PriceLevel | undefined): string => {
    if (level === undefined) return '';
    const { priceTicks, quantityLots } = level;
    const bar = '█'.repeat(Math.min(BAR_MAX, Math.ceil(2 * Math.log2(quantityLots + 1))));
    return `${colour}${pat(priceTicks).padStart(10)} ${String(quantityLots).padStart(6)} ${bar}${PLAIN}`;
  };
  const lines = [`${BOLD}${series.series}${PLAIN}`];
  for (let n = LADDER_ROWS - 1; n >= 0; n -= 1) lines.push(row(RED, asks[n]));
  lines.push(`${DIM}${'─'.repeat(38)}${PLAIN}`);
  for (let n = 0; n < LADDER_ROWS; n += 1) lines.push(row(GREEN, bids[n]));
  return lines;
}

/** How the fair value and the quotes of a series come about. */
function factors(view: SeriesView): string[] {
  const { quote } = view;
  const f = quote?.factors;
  if (quote === undefined || f === null || f === undefined || f.baseValuePpmTicks === 0) {
    return ['', 'the broker does not quote this series now'];
  }
  const { fairValueTicks, reservationTicks } = explainQuote(f);
  const line = (name: string, value: string) => `${name.padEnd(22)}${value.padStart(12)}`;
  return [
    '',
    line('base value', `${pat(f.baseValuePpmTicks / PPM)} PAT`),
    line('× freshness', ratio(f.freshnessPpm)),
    line('× demand pressure', ratio(f.demandPpm)),
    line('× scarcity', ratio(f.scarcityPpm)),
    `${BOLD}${line('= fair value', `${pat(fairValueTicks)} PAT`)}${PLAIN}`,
    line('reservation price', `${pat(reservationTicks)} PAT`),
    line('half-spread', `${percent(f.halfSpreadPpm)} %`),
    line('× slow clearing (bid)', ratio(f.bidFactorPpm)),
    line('dominance', ratio(f.dominancePpm)),
    line('volatility / √day', `${percent(f.sigmaPpm)} %`),
    line('thinness', ratio(f.thinnessPpm)),
    line('quoter', stateName(quote)),
    line('broker bid', levels(quote.bids)),
    line('broker ask', levels(quote.asks)),
  ];
}

function seriesLine(view: SeriesView): string {
  const { series, book, quote, brokerLots } = view;
  const { bestBid, bestAsk } = book ?? {};
  const spread =
    bestBid === undefined || bestAsk === undefined
      ? '–'
      : `${((bestAsk.priceTicks / bestBid.priceTicks - 1) * 100).toFixed(2)} %`;
  const cells = [
    pat(markOf(view)),
    priceOf(bestBid),
    priceOf(bestAsk),
    spread,
    quote === undefined ? '–' : stateName(quote),
    String(brokerLots),
  ];
  return `${series.series.padEnd(44)}${cells.map((cell) => cell.padStart(10)).join('')}`;
}

/** Puts two blocks of lines next to each other. */
function beside(left: readonly string[], right: readonly string[]): string[] {
  const width = 50;
  return left.map((line, n) => {
    const shown = COLOURS.reduce((text, colour) => text.replaceAll(colour, ''), line).length;
    return `${line}${' '.repeat(Math.max(1, width - shown))}${right[n] ?? ''}`;
  });
}

function markOf({ quote, series }: SeriesView): number {
  return quote?.markTicks || series.markTicks;
}

function stateName({ quoterState, bids, asks }: Readonly<Quote>): string {
  const isQuoting = bids.length > 0 || asks.length > 0;
  const name = STATE_NAMES.get(quoterState) ?? '–';
  return name === 'NORMAL' && !isQuoting ? 'pulled' : name;
}

function refusals(tally: Tally): string {
  const parts = [...tally.refusals].map(([name, count]) => `${name} ${count}`);
  if (tally.connectionErrors > 0) parts.push(`no answer ${tally.connectionErrors}`);
  if (tally.badTickets > 0) parts.push(`bad tickets ${tally.badTickets}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

const pat = (ticks: number): string => ((ticks * TICK_MICRO_PAT) / PAT).toFixed(2);
const priceOf = (level: PriceLevel | undefined): string =>
  level === undefined ? '–' : pat(level.priceTicks);
const levels = ([best]: Quote['bids']): string =>
  best === undefined ? '–' : `${best.quantityLots} at ${pat(best.priceTicks)}`;
const ratio = (ppm: number): string => (ppm / PPM).toFixed(3);
const percent = (ppm: number): string => (ppm / 10_000).toFixed(2);
const money = (microPat: number): string => (microPat / PAT).toFixed(2);
const signed = (microPat: number): string => `${microPat < 0 ? '' : '+'}${money(microPat)}`;
const latency = (s: ViewState, percentile: number): string =>
  s.tally.latencyMs(percentile).toFixed(2);
