/** Percentiles of the latency section as a picture: log scale up, one more nine a step to the right. */
import type { Row } from './row.js';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 70;
const RIGHT = 20;
const TOP = 40;
const BOTTOM = 50;
const COLORS = ['#1f6feb', '#8b949e'] as const;

interface Line {
  readonly name: string;
  readonly values: readonly number[];
}

/** @param rows of one unit, from the lowest percentile to the highest, each with its ceiling */
export function latencyPlot(rows: readonly Row[], title: string): string {
  const lines: Line[] = [
    { name: 'command', values: rows.map(({ value }) => value) },
    {
      name: rows[0]?.ceiling?.what ?? '',
      values: rows.map(({ ceiling }) => ceiling?.value ?? Number.NaN),
    },
  ];
  const all = lines.flatMap(({ values }) => values).filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...all))));
  const x = (i: number) => LEFT + (i * (WIDTH - LEFT - RIGHT)) / Math.max(1, rows.length - 1);
  const y = (value: number) =>
    HEIGHT - BOTTOM - ((Math.log10(value) - low) * (HEIGHT - TOP - BOTTOM)) / (high - low);
  const parts = [`<text x="${LEFT}" y="20" font-size="14">${title}</text>`];
  for (let power = low; power <= high; power += 1) {
    const at = y(10 ** power).toFixed(1);
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#d0d7de"/>`,
      `<text x="${LEFT - 8}" y="${at}" text-anchor="end" dy="4">${10 ** power} µs</text>`,
    );
  }
  for (const [i, { what }] of rows.entries()) {
    parts.push(
      `<text x="${x(i).toFixed(1)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${what}</text>`,
    );
  }
  for (const [n, { name, values }] of lines.entries()) {
    const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    parts.push(
      `<polyline points="${points}" fill="none" stroke="${COLORS[n]}" stroke-width="2"/>`,
      `<text x="${LEFT + n * 220}" y="${HEIGHT - 8}" fill="${COLORS[n]}">— ${name}</text>`,
    );
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
