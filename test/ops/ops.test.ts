/**
 * Catches a rule or a plot of a metric there is not, an alert without a severity or a paragraph in the runbook, and units that start
 * something else than there is.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';
import { configSchema } from '../../src/cli/config.js';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const NAME = /\bpatx_[a-z0-9_]+/g;
let sandbox: Sandbox;
let known: ReadonlySet<string>;

/** Names of the metrics a page has. */
async function namesAt(url: string): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);
}

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, ['--api-port', '0', '--quoting', 'true']);
  const { apiUrl = '', statusUrl } = sandbox;
  known = await vi.waitFor(
    async () => {
      const names = [...(await namesAt(statusUrl)), ...(await namesAt(apiUrl))];
      expect(names).toContain('patx_reader_lag_commands');
      expect(names).toContain('patx_gateway_sessions');
      return new Set(names);
    },
    { timeout: 60_000, interval: 100 },
  );
}, 120_000);
afterAll(() => sandbox.close());

test('every metric that rules and dashboard name is one the exchange has', () => {
  for (const file of ['ops/prometheus-rules.yml', 'ops/grafana-dashboard.json']) {
    const named = [...new Set(read(file).match(NAME))];
    expect(named.length, file).toBeGreaterThan(10);
    expect(
      named.filter((name) => !known.has(name)),
      file,
    ).toEqual([]);
  }
});

test('what the guide explains of the quoter and the reader is there', () => {
  const explained = read('docs/operations.md').match(/`patx_(?:broker_quoter|reader)_[a-z0-9_]+`/g);
  expect(explained?.length).toBeGreaterThanOrEqual(4);
  expect(explained?.map((name) => name.slice(1, -1)).filter((name) => !known.has(name))).toEqual(
    [],
  );
});

test('every alert has an expression, a time, a severity and a paragraph that is there', () => {
  const headings = [...read('docs/operations.md').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text.toLowerCase().replaceAll(' ', '-'),
  );
  const rules = read('ops/prometheus-rules.yml').split('- alert: ').slice(1);
  expect(rules.length).toBeGreaterThan(10);
  for (const rule of rules) {
    expect(rule).toMatch(/^Patx\w+\n\s+expr: \S/);
    expect(rule).toMatch(/\n\s+for: \d+[smh]\n/);
    expect(rule).toMatch(/labels: \{ severity: (?:page|ticket) \}/);
    expect(rule).toMatch(/\n\s+summary: \S/);
    const [, anchor = ''] = /runbook: \/guide\/operations#([\w-]+)/.exec(rule) ?? [];
    expect(headings).toContain(anchor);
  }
  expect(new Set(rules.map((rule) => rule.split('\n')[0])).size).toBe(rules.length);
});

test('the dashboard is one, and what starts the exchange starts what there is', () => {
  const board = JSON.parse(read('ops/grafana-dashboard.json')) as {
    readonly panels: { readonly id: number; readonly targets: unknown[] }[];
  };
  expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
  expect(board.panels.every(({ targets }) => targets.length > 0)).toBe(true);
  const unit = read('ops/patx.service');
  expect(unit).toContain('/dist/src/cli/main.js start --data /var/lib/patx');
  const { gatewayPort, httpPort, apiPort } = configSchema.parse({});
  for (const port of [gatewayPort, httpPort, apiPort]) {
    expect(read('ops/compose.yml')).toContain(`127.0.0.1:${port}:${port}`);
  }
  expect(read('ops/prometheus.yml')).toContain(`patx:${httpPort}`);
  expect(read('ops/prometheus.yml')).toContain(`patx:${apiPort}`);
});
