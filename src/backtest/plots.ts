/** Plots as SVG text: lines over time and grouped bars. No script, no style from outside; all text is escaped. */

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface BarGroup {
  readonly name: string;
  /** By the names of the bars. */
  readonly values: readonly number[];
}

const WIDTH = 860;
const HEIGHT = 260;
const LEFT = 80;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 28;
const TICKS = 4;
/** Hue of the first, and turn from one to the next: far apart, and never the same in a handful. */
const HUE = 210;
const HUE_TURN = 137;

/** Colour of the how-manieth line or bar; the first, what happened, is grey. */
export function colourOf(index: number): string {
  return index === 0 ? '#666' : `hsl(${(HUE + (index - 1) * HUE_TURN) % 360} 65% 42%)`;
}

/** Text in markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Lines over time; `yText` writes an axis value, `limit` draws a dashed line. */
export function linePlot(
  lines: readonly Line[],
  yText: (y: number) => string,
  limit?: number,
): string {
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return '<p>Nothing was sampled.</p>';
  const xs = all.map(([x]) => x);
  const ys = [...all.map(([, y]) => y), 0, ...(limit === undefined ? [] : [limit])];
  const x = scale(least(xs), most(xs), LEFT, WIDTH - RIGHT);
  const y = scale(least(ys), most(ys), HEIGHT - BOTTOM, TOP);
  const parts = [frame(least(ys), most(ys), y, yText)];
  for (const at of [least(xs), most(xs)]) {
    const anchor = at === least(xs) ? 'start' : 'end';
    const text = `${new Date(at).toISOString().slice(0, 19)}Z`;
    parts.push(label(x(at), HEIGHT - 8, text, anchor));
  }
  if (limit !== undefined) {
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(y(limit))}" y2="${px(y(limit))}" stroke="#b00" stroke-dasharray="6 4"/>`,
    );
  }
  for (const [index, { points }] of lines.entries()) {
    const path = points.map(([px1, py1]) => `${px(x(px1))},${px(y(py1))}`).join(' ');
    parts.push(
      `<polyline fill="none" stroke="${colourOf(index)}" stroke-width="1.5" points="${path}"/>`,
    );
  }
  return `${svg(parts)}${legend(lines.map(({ name }) => name))}`;
}

/** Groups of bars, one bar a name in each. */
export function barPlot(
  groups: readonly BarGroup[],
  names: readonly string[],
  yText: (y: number) => string,
): string {
  const ys = [0, ...groups.flatMap(({ values }) => values)];
  const y = scale(least(ys), most(ys), HEIGHT - BOTTOM, TOP);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, groups.length);
  const bar = (slot * 0.8) / Math.max(1, names.length);
  const parts = [frame(least(ys), most(ys), y, yText)];
  for (const [g, { name, values }] of groups.entries()) {
    parts.push(label(LEFT + slot * (g + 0.5), HEIGHT - 8, name, 'middle'));
    for (const [i, value] of values.entries()) {
      const left = LEFT + slot * (g + 0.1) + bar * i;
      const top = Math.min(y(value), y(0));
      const height = Math.abs(y(value) - y(0));
      parts.push(
        `<rect x="${px(left)}" y="${px(top)}" width="${px(bar)}" height="${px(height)}" fill="${colourOf(i)}"><title>${escaped(`${names[i] ?? ''}, ${name}: ${yText(value)}`)}</title></rect>`,
      );
    }
  }
  return `${svg(parts)}${legend(names)}`;
}

function frame(
  low: number,
  high: number,
  y: (value: number) => number,
  yText: (value: number) => string,
): string {
  const parts: string[] = [];
  for (let i = 0; i <= TICKS; i += 1) {
    const value = low + ((high - low) * i) / TICKS;
    const at = px(y(value));
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/>`,
      label(LEFT - 6, y(value) + 4, yText(value), 'end'),
    );
  }
  const zero = px(y(0));
  parts.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${zero}" y2="${zero}" stroke="#888"/>`);
  return parts.join('');
}

function legend(names: readonly string[]): string {
  const items = names.map(
    (name, index) => `<span><i style="background:${colourOf(index)}"></i>${escaped(name)}</span>`,
  );
  return `<p class="legend">${items.join(' ')}</p>`;
}

function svg(parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${parts.join('')}</svg>`;
}

function label(x: number, y: number, text: string, anchor: string): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

function px(value: number): string {
  return value.toFixed(1);
}

/** Without spreading: a path may have more points than a call takes arguments. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
