/**
 * Catches a page by which nobody can sell or buy data: every `sh` block of docs/sell-data.md runs as it stands against a
 * `patx start` of its own, which is killed with SIGKILL after the purchase and after its refund and started again; money and access must agree
 * after each block. Only ports are others. PATX_KILLS=7 kills it after every block.
 */
// Rows of docs/marketplace-rows.md: DM15, ST10.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { PatxClient } from '../../src/client/index.js';
import { MAIN } from './patx.js';
import { type Started, start, stopped } from './started.js';

const PAGE = fileURLToPath(new URL('../../docs/sell-data.md', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'patx-sell-'));
const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/^```sh( start)?\n([\s\S]*?)^```$/gm)].map(
  ([, isStart, code = '']) => ({ isStart: isStart !== undefined, code }),
);
/** Where the page has the API. */
const PAGE_API = 'http://127.0.0.1:9470';
/** Which block buys, of those behind the start. */
const PURCHASE = 3;
const KILLED_EVERYWHERE = Number(process.env.PATX_KILLS ?? 0) >= 7;
const DEPOSITED_MICRO_PAT = 1_000_000_000;
const PRICE_MICRO_PAT = 100_000_000;
let venue: Started | undefined;

afterEach(async () => {
  venue?.kill('SIGKILL');
  await venue?.ended;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a script in the reader's folder; what it set is there for the next one. */
function shell(
  script: string,
  url: string,
  apiUrl = '',
): Promise<{ code: number | null; err: string }> {
  const bin = join(scratch, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'patx'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(join(bin, 'patx'), 0o755);
  const env = {
    ...process.env,
    PATX_URL: url,
    PATX_API_URL: apiUrl,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  };
  const kept = 'touch set.sh; . ./set.sh\n';
  const keep =
    '\n{ declare -p provider consumer as_provider as_consumer dossier purchase; declare -f hash; } > set.sh 2> /dev/null || true';
  const child = spawn(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', kept + script.replace(PAGE_API, apiUrl) + keep],
    {
      ...{ cwd: scratch, env },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let err = '';
  child.stderr.on('data', (part) => {
    err += part;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, err })));
}

/** What the consumer has, as the venue says. */
async function consumerAt(url: string) {
  const client = await PatxClient.connect({
    ...{ url, accountId: 6, keyId: 1, reconnect: false },
    privateKey: readFileSync(join(scratch, 'consumer.pem'), 'utf8'),
  });
  const { balance } = await client.queries.accountSnapshot();
  client.close();
  return {
    available: balance?.availableMicroPat ?? 0,
    escrow: balance?.escrowMicroPat ?? 0,
  };
}

test('the page sells and buys, over kills', async () => {
  const [first, ...rest] = blocks;
  expect(first).toMatchObject({ isStart: true, code: 'patx start --data data --api-port 9470\n' });
  expect(rest.map(({ isStart }) => isStart)).toEqual([false, false, false, false, false, false]);
  const states: unknown[] = [];
  let open: { gatewayUrl: string; apiUrl: string } | undefined;
  for (const [block, { code }] of rest.entries()) {
    if (open === undefined) {
      venue = start(join(scratch, 'data'), '--api-port', '0');
      open = (await venue.open) as typeof open;
    }
    const url = open?.gatewayUrl ?? '';
    expect(await shell(code, url, open?.apiUrl)).toEqual({ code: 0, err: '' });
    states.push(await consumerAt(url));
    if (KILLED_EVERYWHERE || block === PURCHASE || block === rest.length - 1) {
      venue?.kill('SIGKILL');
      await venue?.ended;
      open = undefined;
    }
  }
  const whole = { available: DEPOSITED_MICRO_PAT, escrow: 0 };
  const bought = { available: DEPOSITED_MICRO_PAT - PRICE_MICRO_PAT, escrow: PRICE_MICRO_PAT };
  expect(states).toEqual([whole, whole, whole, bought, whole, whole]);
  // What it says after the last kill, and what the whole journal says.
  venue = start(join(scratch, 'data'), '--api-port', '0');
  const url = (await venue.open)?.gatewayUrl ?? '';
  expect(await consumerAt(url)).toEqual(whole);
  const again = await shell(
    'patx call refund-purchase $as_consumer --purchase "$purchase" --reason again',
    url,
  );
  expect(again.err).toMatch(/^patx: UNKNOWN_PURCHASE: .+\.\n$/);
  expect(await stopped(venue)).toMatchObject({ code: 0 });
  // On a slow machine it says how far it is.
  expect(await shell('patx verify --data data > /dev/null', url)).toMatchObject({ code: 0 });
}, 480_000);
