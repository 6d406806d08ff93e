/** Catches a picture of percentiles that leaves a line or a label out, or draws a larger value below a smaller one. */
import { expect, test } from 'vitest';
import { latencyPlot } from '../../bench/latency-plot.js';

const rows = [1, 10, 1_000].map((value, i) => ({
  section: 'latency',
  what: `p${i}`,
  value,
  unit: 'µs',
  ceiling: { what: 'idle', value: value / 2 },
}));

test('draws both lines, rising with their values, and names what is on both axes', () => {
  const svg = latencyPlot(rows, 'a title');
  const lines = [...svg.matchAll(/points="([^"]+)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    const heights = line.map(([, y = Number.NaN]) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(new Set(heights).size).toBe(3);
  }
  for (const text of ['a title', 'p0', 'p1', 'p2', '1000 µs', 'idle']) expect(svg).toContain(text);
});
