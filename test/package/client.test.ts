/**
 * Catches a client package that cannot be installed alone, does not trade once it is, has types that do not compile where it is
 * used, or has outgrown its bounds: installed 1 MB, in a browser's bundle 60 kB compressed.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { connect } from '../client/connected.js';
import { startExchange } from '../gateway/support/exchange.js';

const INSTALLED_BYTES_MAX = 1_000_000;
const BUNDLE_GZIP_BYTES_MAX = 60_000;

let folder = '';
let installed = '';

/** Paths of the files below a folder. */
const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patx-client-'));
  const npm = (...args: string[]): string =>
    execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const packing = ['pack', '--json', '--pack-destination', folder];
  const [report] = JSON.parse(npm(...packing, join(ROOT, 'packages', 'client'))) as [
    { filename: string },
  ];
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  // From the file alone: nothing is asked of a registry.
  npm('install', '--offline', '--no-audit', '--no-fund', join(folder, report.filename));
  installed = join(folder, 'node_modules', 'patx-client');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('is installed alone, small, without native code', () => {
  const packages = readdirSync(join(folder, 'node_modules')).filter((name) => name[0] !== '.');
  expect(packages).toEqual(['patx-client']);
  const files = filesIn(installed);
  const bytes = files.reduce((sum, path) => sum + statSync(join(installed, path)).size, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(INSTALLED_BYTES_MAX);
  expect(
    files.filter((path) => /\.(node|wasm|pem|key|ts)$/.test(path.replace('.d.ts', ''))),
  ).toEqual([]);
  for (const path of ['README.md', 'LICENSE', 'dist/THIRD-PARTY-NOTICES'])
    expect(files).toContain(path);
});

test('trades, in a process of its own, against a real exchange', { timeout: 60_000 }, async () => {
  const exchange = await startExchange();
  try {
    const seller = await connect(exchange, exchange.openProvider());
    await seller.place({ seriesId: 1, side: 'SELL', priceTicks: 100, quantityLots: 3 });
    const { accountId, key } = exchange.openConsumer();
    await exchange.sequencer.drain();
    copyFileSync(join(installed, 'examples', 'first-trade.mjs'), join(folder, 'first-trade.mjs'));
    writeFileSync(join(folder, 'me.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
    const url = `ws://127.0.0.1:${exchange.gateway.port}/`;
    const env = { ...process.env, PATX_ACCOUNT: String(accountId) };
    const child = spawn(process.execPath, ['first-trade.mjs', url], { cwd: folder, env });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        out += data.toString();
      });
    }
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, out }).toMatchObject({ status: 0 });
    expect(out).toContain("executionType: 'TRADE'");
    expect(out).toMatch(/bought 1 lot of AUTO_INTENT\|7D\|0\.70-0\.85@\S+ at 100 ticks/);
  } finally {
    await exchange.stop();
  }
});

test('has types that compile strictly without any of ours', { timeout: 60_000 }, () => {
  mkdirSync(join(folder, 'use'), { recursive: true });
  writeFileSync(
    join(folder, 'use', 'use.ts'),
    `import { describe, type ExecutionReport, PatxClient, SIDE, type Told } from 'patx-client';
const client: PatxClient = await PatxClient.connect({ url: '', accountId: 1, keyId: 1, privateKey: '' });
client.events.fills.on((fill: Told<ExecutionReport>) => {
  const side: 0 | 1 | 2 = fill.side;
  const series: string = fill.series;
  if (fill.side === SIDE.BUY) console.log(side, series, describe(fill));
});
await client.place({ seriesId: 1, side: 'SELL', priceTicks: 1, quantityLots: 1, timeInForce: 'IOC' });
// @ts-expect-error there is no such side
await client.place({ seriesId: 1, side: 'BYU', priceTicks: 1, quantityLots: 1 });
`,
  );
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
  const lib = ['--lib', 'es2023,dom'];
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const files = [join(folder, 'use', 'use.ts')];
  const run = spawnSync(process.execPath, [tsc, ...options, ...lib, ...files], {
    ...{ cwd: folder, encoding: 'utf8' },
  });
  expect(run.stdout).toBe('');
});

test('is small in a browser, and asks for nothing that only Node has', async () => {
  writeFileSync(
    join(folder, 'page.js'),
    `import { PatxClient } from 'patx-client';\nglobalThis.PatxClient = PatxClient;\n`,
  );
  const bundle = await rolldown({
    input: join(folder, 'page.js'),
    platform: 'browser',
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const code = output.map((part) => ('code' in part ? part.code : '')).join('\n');
  expect(code).not.toMatch(/node:|require\(|createRequire/);
  const bytes = gzipSync(code).length;
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(BUNDLE_GZIP_BYTES_MAX);
  // What the package is for is not shaken off.
  expect(code).toContain('patx.v1.proto');
  expect(readFileSync(join(installed, 'package.json'), 'utf8')).not.toContain('"dependencies"');
});
