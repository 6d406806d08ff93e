/**
 * A backtest as one HTML page that needs nothing else: tables and plots, what happened beside what would have. The same
 * report gives the same bytes.
 */
import type { PnlRow } from '../attribution/index.js';
import type { BacktestReport } from './backtest.js';
import type { LeftOut } from './customers.js';
import type { Measured } from './monitor.js';
import { barPlot, escaped, linePlot } from './plots.js';
import type { Sample } from './samples.js';

const MICRO = 1_000_000;
const PERCENT_PPM = 10_000;

interface Named {
  readonly name: string;
  readonly measured: Measured;
}

const PARTS: readonly (readonly [name: string, value: (row: PnlRow) => number | string])[] = [
  ['spread', (row) => row.spreadMicroPat],
  ['inventory', (row) => row.inventoryMicroPat],
  ['decay', (row) => row.decayMicroPat],
  ['adverse', (row) => row.adverseMicroPat],
  ['settlement', (row) => row.settlementMicroPat],
  ['total', (row) => row.totalMicroPat],
];

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:900px;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.25em .6em;border-bottom:1px solid #ddd;text-align:right}
th:first-child,td:first-child{text-align:left}
svg{width:100%;height:auto;font:11px system-ui,sans-serif}
.legend span{margin-right:1.2em}.legend i{display:inline-block;width:.8em;height:.8em;margin-right:.4em}`;

/** The page. */
export function backtestPage(report: BacktestReport): string {
  const all: readonly Named[] = [
    { name: 'as recorded', measured: report.recorded },
    ...report.runs.map((run) => ({ name: run.name, measured: run })),
  ];
  const { journal } = report;
  const time = (ms: number): string => new Date(ms).toISOString();
  const body = [
    '<h1>Backtest</h1>',
    `<p>${journal.commandCount} recorded commands from ${time(journal.firstTimeMs)} to ${time(journal.lastTimeMs)}. Markout after ${report.markoutHorizonMs / 1000} s. Customers send what they sent, when and at the price they did; they do not answer to other quotes. Where a set quotes wider or thinner than the recorded broker, fills are lost that some customers would have made at another price.</p>`,
    section('Profit and loss by cause, PAT', pnlTable(all)),
    barPlot(
      PARTS.map(([name, value]) => ({
        name,
        values: all.map(({ measured }) => pat(value(measured.pnl.total))),
      })),
      all.map(({ name }) => name),
      number,
    ),
    section('Fills', fillTable(all)),
    barPlot(
      ['buys filled', 'sells filled', 'bought of the broker'].map((name, index) => ({
        name,
        values: all.map(({ measured }) => rates(measured)[index] as number),
      })),
      all.map(({ name }) => name),
      percent,
    ),
    section(
      'Inventory, lots',
      path(all, (sample) => sample.inventoryLots, count),
    ),
    section(
      'Inventory at its mark, PAT',
      path(all, (s) => s.inventoryMicroPat / MICRO, number),
    ),
    section(
      'Profit and loss so far, PAT',
      path(all, (s) => s.pnlMicroPat / MICRO, number),
    ),
    ...(['series', 'window', 'segment'] as const).map((kind) =>
      section(
        `Exposure against the limit: the most used ${kind}`,
        path(all, (sample) => sample[`${kind}UsePpm`] / PERCENT_PPM, percent, 100),
      ),
    ),
    section('Parameters', parameterTable(report)),
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Backtest</title><style>${STYLE}</style></head><body>\n${body.join('\n')}\n</body></html>\n`;
}

function pnlTable(all: readonly Named[]): string {
  const head = ['', ...PARTS.map(([name]) => name), 'lots held', 'exercised', 'lapsed'];
  return table(
    head,
    all.map(({ name, measured }) => {
      const { total } = measured.pnl;
      return [
        name,
        ...PARTS.map(([, value]) => number(pat(value(total)))),
        count(total.heldLots),
        count(total.volume.utilityLots),
        count(total.lapsedLots),
      ];
    }),
  );
}

function fillTable(all: readonly Named[]): string {
  return table(
    [
      '',
      'orders',
      'refused',
      'lots to buy',
      'bought',
      'of the broker',
      'sold to it',
      'among customers',
      'trades in cash, apart',
    ],
    all.map(({ name, measured: { fills } }) => [
      name,
      ...[
        fills.orders,
        fills.ordersRefused,
        fills.orderedBuyLots,
        fills.boughtLots,
        fills.boughtFromBrokerLots,
        fills.soldToBrokerLots,
        fills.amongCustomersLots,
        fills.cashTrades,
      ].map(count),
    ]),
  );
}

function parameterTable(report: BacktestReport): string {
  return table(
    ['', 'parameters', 'commands left out', 'of them: firm quotes not taken', 'quotes refused'],
    report.runs.map(({ name, parameters, leftOut, quotesRefused }) => [
      name,
      parameters
        .map(({ name: one, target, value }) => `${one}${target && `@${target}`} = ${value}`)
        .join(', ') || 'as recorded',
      count(
        leftOut.orders + leftOut.deliveries + leftOut.rights + leftOut.busts + untaken(leftOut),
      ),
      count(untaken(leftOut)),
      count(quotesRefused),
    ]),
  );
}

/** Firm quotes that were taken in the recorded history and not here. */
function untaken({ acceptances, acceptancesWorse }: LeftOut): number {
  return acceptances + acceptancesWorse;
}

/** Shares of lots in percent: of those to buy, those to sell, and those bought that came from the broker. */
function rates({ fills }: Measured): readonly [number, number, number] {
  return [
    share(fills.boughtLots, fills.orderedBuyLots),
    share(fills.soldLots, fills.orderedSellLots),
    share(fills.boughtFromBrokerLots, fills.boughtLots),
  ];
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

function path(
  all: readonly Named[],
  value: (sample: Sample) => number,
  text: (y: number) => string,
  limit?: number,
): string {
  const lines = all.map(({ name, measured }) => ({
    name,
    points: measured.samples.map((sample) => [sample.timeMs, value(sample)] as const),
  }));
  return linePlot(lines, text, limit);
}

function section(title: string, content: string): string {
  return `<h2>${escaped(title)}</h2>\n${content}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

function pat(microPat: number | string): number {
  return Number(microPat) / MICRO;
}

function number(value: number): string {
  return value.toFixed(2);
}

function count(value: number): string {
  return String(Math.round(value));
}

function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}
