/**
 * Draws docs/demo.svg: the last screen of a real `patx demo`, run on a fresh data directory in a pseudo-terminal.
 * `node scripts/draw-demo.mjs [SECONDS] [SPEED]` after a build, on a quiet machine; 180 and 60 when not given. Needs
 * `script` of util-linux.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const [seconds = '180', speed = '60'] = process.argv.slice(2);
const TARGET = join(ROOT, 'docs', 'demo.svg');
const OUTPUT_BYTES_MAX = 2 ** 28;
const LINE_PX = 17;
const CHARACTER_PX = 7.83;
const MARGIN_PX = 14;
const ESCAPE = '\u001b';
const HOME = `${ESCAPE}[H`;
const PLAIN = 'fill="#c0caf5"';

/** What the demo's escape sequences look like here. */
const STYLES = new Map([
  ['0', PLAIN],
  ['1', 'fill="#ffffff" font-weight="bold"'],
  ['2', 'fill="#737aa2"'],
  ['31', 'fill="#f7768e"'],
  ['32', 'fill="#9ece6a"'],
]);

/** Each screen as its lines. */
function lastScreen() {
  const data = mkdtempSync(join(tmpdir(), 'patx-demo-'));
  const command = `node dist/src/cli/main.js demo --data ${data} --seconds ${seconds} --speed ${speed}`;
  try {
    const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    if (status !== 0) throw new Error(`the demo ended with ${status}\n${stdout.slice(-2_000)}`);
    const screens = stdout.split(HOME).slice(1);
    const screen = screens.at(-1)?.split(`${ESCAPE}[J`)[0];
    if (screen === undefined) throw new Error('the demo showed no screen');
    // Where it happened to be drawn is nobody's data directory.
    const shown = screen.replaceAll(`${ESCAPE}[K`, '').replaceAll(data, './data');
    return shown.trimEnd().split(/\r?\n/);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {string} line */
function spans(line) {
  let style = PLAIN;
  let width = 0;
  let drawn = '';
  const [first = '', ...rest] = line.split(`${ESCAPE}[`);
  for (const part of [`0m${first}`, ...rest]) {
    const at = part.indexOf('m');
    style = STYLES.get(part.slice(0, at)) ?? PLAIN;
    const text = part.slice(at + 1);
    width += text.length;
    if (text !== '') drawn += `<tspan ${style}>${escaped(text)}</tspan>`;
  }
  return { drawn, width };
}

const lines = lastScreen().map(spans);
const width = Math.ceil(
  2 * MARGIN_PX + CHARACTER_PX * Math.max(...lines.map((line) => line.width)),
);
const height = LINE_PX * (lines.length + 1) + MARGIN_PX;
const rows = lines.map(
  ({ drawn }, n) =>
    `<text x="${MARGIN_PX}" y="${MARGIN_PX + LINE_PX * (n + 1) - 3}" xml:space="preserve">${drawn}</text>`,
);
writeFileSync(
  TARGET,
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13">`,
    '<title>The PATX sandbox in a terminal</title>',
    '<rect width="100%" height="100%" rx="8" fill="#1a1b26"/>',
    ...rows,
    '</svg>\n',
  ].join('\n'),
);
console.log(`${TARGET}: ${lines.length} lines`);
