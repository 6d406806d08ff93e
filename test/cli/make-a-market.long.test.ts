/**
 * Catches a newcomer who cannot make a market with the command alone: every `sh` block of docs/make-a-market.md runs as it
 * stands, one after the other, against the `patx start` of its first one. Only the port is another.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { PatxClient } from '../../src/client/index.js';
import { DELIVERY_STATE } from '../../src/values/index.js';
import { MAIN } from './patx.js';
import { start, stopped } from './started.js';

const PAGE = fileURLToPath(new URL('../../docs/make-a-market.md', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'patx-market-'));
const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/^```sh( start)?\n([\s\S]*?)^```$/gm)].map(
  ([, isStart, code = '']) => ({ isStart: isStart !== undefined, code }),
);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a script of the reader's, in whose folder the venue is. */
function shell(
  script: string,
  url: string,
): Promise<{ code: number | null; out: string; err: string }> {
  const bin = join(scratch, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'patx'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(join(bin, 'patx'), 0o755);
  const env = { ...process.env, PATX_URL: url, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    ...{ cwd: scratch, env },
    // Of a socket as its input a shell takes itself for one that was started from afar, and reads its start-up files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

test('the page makes a market', async () => {
  const [first, ...rest] = blocks;
  expect(first).toMatchObject({ isStart: true, code: 'patx start --data data\n' });
  expect(rest.length).toBeGreaterThan(6);
  expect(rest.some(({ isStart }) => isStart)).toBe(false);
  const exchange = start(join(scratch, 'data'));
  const url = (await exchange.open)?.gatewayUrl ?? '';
  const ran = await shell(rest.map(({ code }) => code).join(''), url);
  expect(ran).toMatchObject({ code: 0, err: '' });

  // What the page says came about, asked of the venue itself.
  const consumer = await PatxClient.connect({
    ...{ url, accountId: 6, keyId: 1, reconnect: false },
    privateKey: readFileSync(join(scratch, 'consumer.pem'), 'utf8'),
  });
  const { deliveries, openOrders, balance } = await consumer.queries.accountSnapshot();
  expect(deliveries).toMatchObject([{ quantityLots: 4, state: DELIVERY_STATE.CONFIRMED }]);
  expect(openOrders).toEqual([]);
  // 4 lots at 110 ticks of 0.01 PAT, and a thousandth as fee.
  const paidMicroPat = 4_400_000 + 4_400;
  expect(balance?.availableMicroPat).toBe(1_000_000_000 - paidMicroPat);
  const { series } = await consumer.queries.markets();
  expect(series).toMatchObject([{ mintedLots: 1_000, exercisedLots: 4 }]);
  consumer.close();

  // What is refused says what it is, and ends in what to do.
  const refusals: readonly (readonly [string, RegExp])[] = [
    ['patx call halt-series --series 9 --reason x', /^patx: UNKNOWN_SERIES: series_id: .+\.\n$/],
    [
      'patx call set-phase --phase 2 --reason x --as 6 --key consumer.pem',
      /^patx: SCOPE: .*Roles: OPERATOR\. Scopes of the key: OPERATE\..*\n$/,
    ],
    [
      'patx call place-order --side up',
      /argument 'up' is invalid\. One of buy, sell is expected\./,
    ],
    ['patx call halt-series --series 1', /required option '--reason <text>' not specified/],
  ];
  for (const [command, text] of refusals) {
    const said = await shell(command, url);
    expect(said.code, command).toBe(1);
    expect(said.err).toMatch(text);
  }
  expect(await stopped(exchange)).toMatchObject({ code: 0 });
}, 240_000);
