/** Catches a package that carries what it should not (tests, private keys) or lacks what it needs to run by itself. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';

const COPIED = ['package.json', '.gitignore', 'README.md', 'LICENSE', 'NOTICE', 'ARCHITECTURE.md'];
const FOLDERS = ['dist', 'docs', 'proto', 'recordings', 'test', 'scripts'];

let scratch = '';
let packed: readonly string[] = [];
let installed = '';

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-pack-'));
  const source = join(scratch, 'source');
  mkdirSync(source);
  for (const name of [...COPIED, ...FOLDERS]) {
    cpSync(join(ROOT, name), join(source, name), { recursive: true });
  }
  // What people have lying about.
  mkdirSync(join(source, 'keys'));
  for (const name of [
    'me.pem',
    'keys/operator.pem',
    'docs/me.pem',
    'dist/src/cli/me.pem',
    'proto/x.key',
  ]) {
    writeFileSync(join(source, name), '-----BEGIN PRIVATE KEY-----\n');
  }
  const [report] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts'], { cwd: source, encoding: 'utf8' }),
  ) as [{ filename: string; files: { path: string }[] }];
  packed = report.files.map(({ path }) => path);
  execFileSync('tar', ['xzf', join(source, report.filename), '-C', scratch]);
  installed = join(scratch, 'package');
  symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'));
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const patx = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(installed, 'dist/src/cli/main.js'), ...args], {
    cwd: scratch,
    encoding: 'utf8',
  });

test('carries no key, no test and no bench', () => {
  const wrong = packed.filter((path) =>
    /\.(pem|key|secret)$|^(test|bench|keys|scripts)\/|^dist\/(test|bench)/.test(path),
  );
  expect(wrong).toEqual([]);
  expect(packed.length).toBeLessThan(550);
});

test('carries the program, the client, the schema and the recording', () => {
  for (const path of [
    'dist/src/cli/main.js',
    'dist/src/desk/worker.js',
    'dist/src/client/index.js',
    'proto/patx/v1/gateway.proto',
    'recordings/bitstamp-2015-05-01.patxrec',
    'recordings/sigma-synthetic.csv',
    'README.md',
    'LICENSE',
    'NOTICE',
    'dist/THIRD-PARTY-NOTICES',
  ]) {
    expect(packed).toContain(path);
  }
});

test('runs by itself: version, key, sandbox', () => {
  expect(patx('--version').stdout).toMatch(/^\d+\.\d+\.\d+, core version \d+/);
  expect(patx('keygen', 'keys/me.pem').status).toBe(0);
  expect(existsSync(join(scratch, 'keys/me.pem'))).toBe(true);
  const ports = ['--gateway-port', '0', '--http-port', '0'];
  const demo = patx(
    'demo',
    '--no-chain',
    '--seconds',
    '3',
    '--data',
    join(scratch, 'data'),
    ...ports,
  );
  expect({ status: demo.status, err: demo.stderr }).toEqual({ status: 0, err: '' });
  expect(demo.stdout).toMatch(/orders/);
}, 120_000);
