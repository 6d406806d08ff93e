/**
 * `node scripts/plot-pricing.mjs` draws the pictures of the pricing guide and its parameter table from the built code, so that they show
 * what the quoter does and not what someone remembers. A test compares the committed files with what
 * this makes. Needs a build first.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run.mjs';

/**
 * @typedef {typeof import('../src/quoting/index.js')} Quoting
 * @typedef {{ label: string, points: readonly (readonly [x: number, y: number])[], color: string, dash?: string }} Line
 * @typedef {{ title: string, xLabel: string, yLabel: string, xMax: number, yMin: number, yMax: number, xStep: number, yStep: number, lines: readonly Line[] }} Chart
 */

const WIDTH = 760;
const HEIGHT = 400;
const PLOT = { left: 64, top: 44, right: 176, bottom: 52 };
const COLORS = ['#1f5fa8', '#b4441f', '#2b7a3d', '#7a3d8f'];
const DAY_MS = 86_400_000;

/** @param {number} value */
const round = (value) => String(Math.round(value * 10) / 10);

/** @param {Chart} chart */
function draw(chart) {
  const across = WIDTH - PLOT.left - PLOT.right;
  const down = HEIGHT - PLOT.top - PLOT.bottom;
  /** @param {number} x */
  const toX = (x) => PLOT.left + (x / chart.xMax) * across;
  /** @param {number} y */
  const toY = (y) => PLOT.top + down - ((y - chart.yMin) / (chart.yMax - chart.yMin)) * down;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${PLOT.left}" y="24" font-size="15">${chart.title}</text>`,
  ];
  for (let x = 0; x <= chart.xMax + 1e-9; x += chart.xStep) {
    const at = round(toX(x));
    parts.push(
      `<line x1="${at}" y1="${PLOT.top}" x2="${at}" y2="${PLOT.top + down}" stroke="#e4e4e4"/>`,
      `<text x="${at}" y="${PLOT.top + down + 18}" text-anchor="middle">${round(x)}</text>`,
    );
  }
  for (let y = chart.yMin; y <= chart.yMax + 1e-9; y += chart.yStep) {
    const at = round(toY(y));
    parts.push(
      `<line x1="${PLOT.left}" y1="${at}" x2="${PLOT.left + across}" y2="${at}" stroke="#e4e4e4"/>`,
      `<text x="${PLOT.left - 8}" y="${round(toY(y) + 4)}" text-anchor="end">${round(y)}</text>`,
    );
  }
  for (const { points, color, dash } of chart.lines) {
    const path = points.map(([x, y]) => `${round(toX(x))},${round(toY(y))}`).join(' ');
    const dashed = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
    parts.push(
      `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="1.8"${dashed}/>`,
    );
  }
  for (const [index, { label, color }] of chart.lines.filter(({ label }) => label).entries()) {
    const y = PLOT.top + 14 + index * 20;
    const x = PLOT.left + across + 14;
    parts.push(
      `<line x1="${x}" y1="${y - 4}" x2="${x + 22}" y2="${y - 4}" stroke="${color}" stroke-width="2"/>`,
      `<text x="${x + 28}" y="${y}">${label}</text>`,
    );
  }
  const middle = PLOT.top + down / 2;
  parts.push(
    `<text x="${PLOT.left + across / 2}" y="${HEIGHT - 12}" text-anchor="middle">${chart.xLabel}</text>`,
    `<text x="18" y="${middle}" text-anchor="middle" transform="rotate(-90 18 ${middle})">${chart.yLabel}</text>`,
    '</svg>',
    '',
  );
  return parts.join('\n');
}

/**
 * The four freshness curves with the default parameters.
 * @param {Quoting} quoting
 */
export function freshnessChart({ DEFAULT_PARAMETERS, FRESHNESS_SHAPES, freshness, tuningOf }) {
  const { curve } = tuningOf(DEFAULT_PARAMETERS);
  const ages = Array.from({ length: 201 }, (_, index) => index / 200);
  return draw({
    title: 'Freshness over the window',
    xLabel: 'age u, share of the window',
    yLabel: 'F',
    xMax: 1,
    xStep: 0.1,
    yMin: 0,
    yMax: 1.4,
    yStep: 0.2,
    lines: FRESHNESS_SHAPES.map((shape, index) => ({
      label: shape,
      color: COLORS[index] ?? '#000000',
      points: ages.map((u) => [u, freshness(u, { ...curve, shape })]),
    })),
  });
}

/**
 * The quote of one series, half-way through its window, for an inventory.
 * @param {Quoting} quoting
 * @param {number} lots
 */
function quoteAt({ explainQuote, ParameterStore, Quoter }, lots) {
  const parameters = new ParameterStore();
  parameters.apply({
    target: '',
    name: 'base_value_micro_pat',
    value: 100_000_000,
    expectedVersion: 0,
  });
  parameters.apply({
    target: '',
    name: 'volatility_prior_ppm',
    value: 150_000,
    expectedVersion: 0,
  });
  const atMs = 3.5 * DAY_MS;
  const seriesId = 1;
  const quoter = new Quoter({ maxSeries: 1, parameters, startMs: atMs });
  quoter.onSeries(
    {
      seriesId,
      seriesKey: 'AUTO_INTENT|7D|0.70-0.85@0',
      contractKey: 'AUTO_INTENT|7D|0.70-0.85',
      segment: 'AUTO_INTENT',
      windowMs: 7 * DAY_MS,
      startMs: 0,
      bandLoPpm: 700_000,
      bandHiPpm: 850_000,
      tickMicroPat: 10_000,
    },
    atMs,
  );
  quoter.onLifecycle({ seriesId, phase: 'OPEN', atMs });
  quoter.onPosition({
    seriesId,
    sellableLots: lots,
    escrowedLots: lots,
    promisedLots: 0,
    limitUsePpm: 0,
    atMs,
  });
  const { factors } = quoter.run(atMs, 1).decisions[0] ?? {};
  if (factors === undefined) throw new Error(`no quote for ${lots} lots`);
  return explainQuote(factors);
}

/**
 * The five-level ladder of the same series over inventory.
 * @param {Quoting} quoting
 */
export function ladderChart(quoting) {
  const stocks = Array.from({ length: 61 }, (_, index) => index);
  const quotes = stocks.map((lots) => quoteAt(quoting, lots));
  /** @param {(quote: ReturnType<typeof quoteAt>) => number} price */
  const over = (price) =>
    quotes.map((quote, index) => /** @type {const} */ ([stocks[index] ?? 0, price(quote) / 100]));
  /** @type {Line[]} */
  const lines = [
    {
      label: 'fair value P*',
      color: '#555555',
      dash: '6 4',
      points: over((q) => q.fairValueTicks),
    },
    { label: 'reservation r', color: '#000000', points: over((q) => q.reservationTicks) },
  ];
  for (let level = 0; level < quoting.LADDER_LEVELS; level += 1) {
    lines.push(
      {
        label: level === 0 ? 'asks, five levels' : '',
        color: '#b4441f',
        points: over((quote) => quote.askTicks[level] ?? 0),
      },
      {
        label: level === 0 ? 'bids, five levels' : '',
        color: '#1f5fa8',
        points: over((quote) => quote.bidTicks[level] ?? 0),
      },
    );
  }
  return draw({
    title: 'The ladder over inventory, half-way through the window',
    xLabel: 'broker inventory, lots (Qmax 1,000)',
    yLabel: 'PAT a lot',
    xMax: 60,
    xStep: 10,
    yMin: 0,
    yMax: 80,
    yStep: 10,
    lines,
  });
}

/**
 * Every parameter as a Markdown table.
 * @param {Quoting} quoting
 */
export function parameterTable({ QUOTING_PARAMETERS }) {
  /** @param {number} value */
  const number = (value) => value.toLocaleString('en-US');
  const rows = QUOTING_PARAMETERS.map(
    ({
      name,
      unit,
      defaultValue,
      minValue,
      maxValue,
      scope,
      twoPerson,
      quotePolicy,
      description,
    }) =>
      `| \`${name}\` | ${unit} | ${number(defaultValue)} | ${number(minValue)} | ${number(maxValue)} | ${scope} | ${twoPerson ? 'yes' : ''} | ${quotePolicy ?? ''} | ${description.replaceAll('|', '\\|')} |`,
  );
  return [
    '# Quoting parameters',
    '',
    'Made by `node scripts/plot-pricing.mjs`. How they are used: [pricing](pricing.md).',
    '',
    'Every value is an integer and every change a journaled command. Scope `series` may differ per segment, contract and',
    'series, the most specific wins; `venue` has one value. A change of one with a mark under `two persons` waits until',
    'another operator approves it, unless operators took the mark off ([protocol](protocol.md)).',
    '',
    'What has a `policy` is read under that `quote_policy` alone, 0 the first formulas and 1 the optimum: under the other one it is',
    'inert, and a dry run says so. The first formulas stand in too while the optimum has no table.',
    '',
    '| name | unit | default | least | most | scope | two persons | policy | meaning |',
    '|---|---|---:|---:|---:|---|---|---:|---|',
    ...rows,
    '',
  ].join('\n');
}

/**
 * File names below docs/ and what they contain.
 * @param {Quoting} quoting
 * @returns {readonly (readonly [name: string, text: string])[]}
 */
export function pricingDocuments(quoting) {
  return [
    ['pricing-freshness.svg', freshnessChart(quoting)],
    ['pricing-ladder.svg', ladderChart(quoting)],
    ['pricing-parameters.md', parameterTable(quoting)],
  ];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = pathToFileURL(join(ROOT, 'dist/src/quoting/index.js')).href;
  /** @type {Quoting} */
  const quoting = await import(built);
  for (const [name, text] of pricingDocuments(quoting)) {
    writeFileSync(join(ROOT, 'docs', name), text);
    console.log(`docs/${name}`);
  }
}
