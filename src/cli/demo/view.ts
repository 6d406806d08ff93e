/** The live view of the demo: a screen redrawn in place on a terminal, or one line at a time elsewhere. */
import type {
  BalanceReport,
  BookView,
  PositionReport,
  Quote,
  SeriesInfo,
} from '../../client/index.js';
import type { Tally } from './tally.js';

export interface ViewState {
  readonly statusUrl: string;
  readonly gatewayUrl: string;
  readonly speed: number;
  readonly series: readonly SeriesInfo[];
  readonly books: ReadonlyMap<number, BookView>;
  readonly quotes: ReadonlyMap<number, Quote>;
  readonly brokerBalance: BalanceReport | undefined;
  readonly brokerPositions: ReadonlyMap<number, PositionReport>;
  /** Broker's worth at the start of this run, micro-PAT. */
  readonly brokerStartMicroPat: number;
  readonly tally: Tally;
  readonly nextEvent: number;
  readonly eventCount: number;
  readonly loops: number;
  readonly elapsedSeconds: number;
  readonly ordersPerSecond: number;
}

const LADDER_ROWS = 8;
const TICKS_PER_PAT = 100;
const PPM = 1_000_000;
const MICRO = 1_000_000;
const CLEAR = '\u001b[H\u001b[2J';
const BOLD = '\u001b[1m';
const GREEN = '\u001b[32m';
const RED = '\u001b[31m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** One line of progress. */
export function progressLine(s: ViewState): string {
  const { tally } = s;
  return [
    `${s.elapsedSeconds.toFixed(0)}s`,
    `event ${s.nextEvent}/${s.eventCount}`,
    `orders ${tally.orders} (${s.ordersPerSecond.toFixed(0)}/s)`,
    `fills ${tally.fills} (${tally.filledLots} lots)`,
    `delivered ${tally.deliveries}`,
    `durable ack p50 ${tally.latencyMs(50).toFixed(1)} p99 ${tally.latencyMs(99).toFixed(1)} ms`,
    `broker ${brokerText(s)}`,
    `refused ${refusedText(tally)}`,
  ].join(' | ');
}

/** The whole screen. */
export function screen(s: ViewState): string {
  const [first] = s.series;
  const lines = [
    `${BOLD}PATX sandbox${PLAIN}  ${s.gatewayUrl}  status ${s.statusUrl}/status  speed ×${s.speed}`,
    '',
    ...(first === undefined ? ['no open series'] : ladder(first, s)),
    '',
    `${BOLD}series                                     fair value   bid      ask    fresh  demand scarce  broker${PLAIN}`,
    ...s.series.map((one) => seriesLine(one, s)),
    '',
    `broker     ${brokerText(s)}`,
    `orders     ${s.tally.orders} acknowledged, ${s.ordersPerSecond.toFixed(0)}/s; fills ${s.tally.fills} (${s.tally.filledLots} lots); deliveries accepted ${s.tally.deliveries}`,
    `durable    p50 ${s.tally.latencyMs(50).toFixed(2)} ms  p99 ${s.tally.latencyMs(99).toFixed(2)} ms  p99.9 ${s.tally.latencyMs(99.9).toFixed(2)} ms from sending to on disk and told`,
    `refused    ${refusedText(s.tally)}`,
    `${DIM}recording  event ${s.nextEvent} of ${s.eventCount}, played ${s.loops} times to the end; Ctrl-C stops, starting again goes on${PLAIN}`,
  ];
  return `${CLEAR}${lines.join('\n')}\n`;
}

function ladder(series: SeriesInfo, s: ViewState): string[] {
  const book = s.books.get(series.seriesId);
  const lines = [`${BOLD}${series.series}${PLAIN}`];
  const asks = book?.asks(LADDER_ROWS).reverse() ?? [];
  for (const level of asks) {
    lines.push(`${RED}${pat(level.priceTicks).padStart(20)}  ${bar(level.quantityLots)}${PLAIN}`);
  }
  lines.push(`${DIM}${'─'.repeat(44)}${PLAIN}`);
  for (const level of book?.bids(LADDER_ROWS) ?? []) {
    lines.push(`${GREEN}${pat(level.priceTicks).padStart(20)}  ${bar(level.quantityLots)}${PLAIN}`);
  }
  return lines;
}

function seriesLine(series: SeriesInfo, s: ViewState): string {
  const quote = s.quotes.get(series.seriesId);
  const book = s.books.get(series.seriesId);
  const lots = s.brokerPositions.get(series.seriesId)?.heldLots ?? 0;
  const factor = (ppm: number | undefined) => ((ppm ?? PPM) / PPM).toFixed(3);
  return [
    series.series.padEnd(42),
    pat(quote?.markTicks ?? series.markTicks).padStart(10),
    price(book?.bestBid?.priceTicks).padStart(8),
    price(book?.bestAsk?.priceTicks).padStart(8),
    factor(quote?.factors?.freshnessPpm).padStart(7),
    factor(quote?.factors?.demandPpm).padStart(7),
    factor(quote?.factors?.scarcityPpm).padStart(6),
    String(lots).padStart(7),
  ].join(' ');
}

function brokerText(s: ViewState): string {
  const worth = brokerWorthMicroPat(s.brokerBalance, s.brokerPositions, s.quotes);
  const lots = [...s.brokerPositions.values()].reduce((sum, { heldLots }) => sum + heldLots, 0);
  const profit = (worth - s.brokerStartMicroPat) / MICRO;
  return `inventory ${lots} lots, P&L ${profit >= 0 ? '+' : ''}${profit.toFixed(2)} PAT at fair value`;
}

/** PAT of the broker plus its inventory at fair value; escrow it will be paid from is not in it. */
export function brokerWorthMicroPat(
  balance: BalanceReport | undefined,
  positions: ReadonlyMap<number, PositionReport>,
  quotes: ReadonlyMap<number, Quote>,
): number {
  if (balance === undefined) return 0;
  let worth = balance.availableMicroPat + balance.reservedMicroPat + balance.collateralMicroPat;
  for (const [seriesId, { heldLots }] of positions) {
    worth += heldLots * (quotes.get(seriesId)?.markTicks ?? 0) * (MICRO / TICKS_PER_PAT);
  }
  return worth;
}

function refusedText(tally: Tally): string {
  const parts = [...tally.refusals].map(([name, count]) => `${name} ${count}`);
  if (tally.connectionErrors > 0) parts.push(`connection ${tally.connectionErrors}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function pat(ticks: number): string {
  return (ticks / TICKS_PER_PAT).toFixed(2);
}

function price(ticks: number | undefined): string {
  return ticks === undefined ? '–' : pat(ticks);
}

function bar(lots: number): string {
  return `${String(lots).padStart(6)} ${'█'.repeat(Math.min(24, Math.ceil(Math.log2(lots + 1))))}`;
}
