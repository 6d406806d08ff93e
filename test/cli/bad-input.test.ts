/**
 * Catches a command that answers nonsense with silence, a stack trace or the words of a library: each must end with 1 and
 * one line that starts with a code, or with what the option expects, before anything is written.
 */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { some } from '../support/long.js';
import { MAIN } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-bad-input-'));
const nothing = join(scratch, 'nothing');
const file = (name: string, text: string): string => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};
const notJson = file('not.json', '{"a":');
const oddProof = file('odd-proof.json', '{"proof":{"siblings":7},"posted":{"liabilitiesRoot":1}}');
const { privateKey } = generateKeyPairSync('ed25519');
const pem = file('me.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
const empty = join(scratch, 'empty');
mkdirSync(join(empty, 'journal'), { recursive: true });

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const patx = (args: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', cwd: scratch });

const ACCOUNT = ['--role', 'CONSUMER', '--name', 'a', '--account-key'];

const CASES: readonly [string[], RegExp][] = [
  [['verify', '--data', nothing], /^patx: no-journal: .*nothing.journal is not there/],
  [['proof', '--all', '--data', nothing], /^patx: no-journal: /],
  [['journal', '--data', nothing], /^patx: no-journal: .*nothing.journal is not there/],
  [['backtest', '--data', nothing], /^patx: no-journal: /],
  [['verify', '--data', empty], /^patx: empty-journal: /],
  [['journal', '--data', empty], /^patx: empty-journal: /],
  [['backtest', '--data', empty], /^patx: .*journal is empty/],
  [['replay', '--to', 'x'], /^error: option '--to <sequence>' argument 'x' is invalid\. A whole/],
  [['journal', '--from', '0'], /^error: option '--from <sequence>' argument '0' is invalid\./],
  [['proof', '--account', '1e3'], /^error: option '--account <id>' argument '1e3' is invalid\./],
  [['proof', '--check', nothing], /^patx: unreadable-file: the proof .*nothing cannot be read/],
  [['proof', '--check', notJson], /^patx: unreadable-file: the proof .*not\.json is not JSON/],
  [['proof', '--check', oddProof], /^patx: unreadable-file: .*odd-proof\.json holds no proof/],
  [
    ['account', 'deposit', 'x', '1'],
    /^error: command-argument value 'x' is invalid .*whole number/,
  ],
  [['account', 'deposit', '5', '1e3'], /^error: command-argument value '1e3' is invalid .*PAT/],
  [['account', 'open', ...ACCOUNT, nothing], /^patx: unreadable-file: the key file .*nothing/],
  [['account', 'open', ...ACCOUNT, notJson], /^patx: unreadable-file: .*holds no private key/],
  [['account', 'open', ...ACCOUNT, notJson, '--role', 'SYSTEM'], /^patx: bad-value: role SYSTEM/],
  [['keygen', notJson], /^patx: bad-value: .*a key is never overwritten/],
  [['doctor', '--port', '99999'], /^error: option '--port <port>' argument '99999' is invalid\./],
  [['demo', '--gateway-port', 'x'], /^error: option '--gateway-port <port>' argument 'x' is inv/],
  [['start', '--gateway-port', 'x'], /^patx: gatewayPort: .*given "x"/],
  [['start', '--config', notJson], /^patx: .*not\.json cannot be read as JSON/],
  [['simulate', '--scenario', 'calm'], /^error: .*There is no "calm"; there are balanced, /],
  [['simulate', '--seed', '1,x'], /^error: .*Whole numbers from 0 to \d+ are expected/],
  [
    ['kill', 'list', '--url', 'ws://127.0.0.1:1/', '--key', pem],
    /^patx: not-reachable: ws:\/\/127\.0\.0\.1:1\/: .*start the exchange, or name its gateway with --url/,
  ],
  [['parameter', 'set', 'x', '1'], /^error: required option '--reason <text>' not specified/],
  [['nonsense'], /^error: unknown command 'nonsense'/],
];

test.each(some(7, CASES))('patx %j says what is wrong with it', (args, says) => {
  const { status, stdout, stderr } = patx(args);
  expect(stderr).toMatch(says);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).not.toContain('    at ');
  expect(existsSync(nothing) || existsSync(join(scratch, 'data'))).toBe(false);
});

const HELPED = [
  ...['start', 'demo', 'verify', 'replay', 'pnl', 'proof', 'backtest', 'journal', 'keygen', 'read'],
  ...['account', 'doctor', 'book', 'parameter', 'simulate'],
];

test.each(some(2, HELPED))('patx %s --help says what it does', (command) => {
  const { status, stdout } = patx([command, '--help']);
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Usage: patx ${command}.*\n\n\\S.{10,}`));
});
