/**
 * Market data to a thousand subscribers: each follows the books of ten series while orders arrive at a thousand a
 * second. Says what the exchange's process costs of one core, and what the subscribers got.
 *
 * `node dist/bench/e2e/fan-out.js [seconds]`
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CHANNEL_KIND,
  KEY_SCOPE,
  SLOW_POLICY,
} from '../../src/values/index.js';
import { openLoop } from './orders.js';
import { RawClient } from './raw-client.js';
import { openSandbox, type Sandbox } from './sandbox.js';

const SUBSCRIBERS = 1_000;
const SERIES = 10;
const ORDERS_PER_SECOND = 1_000;
/** Sessions one account may have, with one to spare. */
const PER_ACCOUNT = 15;
const CLOCK_TICKS_PER_SECOND = 100;

const seconds = Number(process.argv[2] ?? 5);
const sandbox = await openSandbox(SERIES);
const readers = await openReaders(sandbox);
const subscribers: RawClient[] = [];
let frames = 0;
let bytes = 0;
for (let n = 0; n < SUBSCRIBERS; n += 1) {
  const account = readers[Math.floor(n / PER_ACCOUNT)] as number;
  const client = await RawClient.open(sandbox.url, account, sandbox.key);
  for (let seriesId = 1; seriesId <= SERIES; seriesId += 1) {
    const slowPolicy = SLOW_POLICY.CONFLATE;
    const body = { kind: CHANNEL_KIND.BOOK, seriesId, depth: 10, slowPolicy };
    client.encoder.session(client.nextRequestId(), { type: 'subscribe', body });
  }
  client.flush();
  client.onAnswer = () => undefined;
  client.onFrame = (size) => {
    frames += 1;
    bytes += size;
  };
  subscribers.push(client);
}
const trader = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
await openLoop(trader, ORDERS_PER_SECOND, 1, 1_000_000_000, SERIES);
frames = 0;
bytes = 0;
const before = cpuSeconds(sandbox);
const begunMs = performance.now();
const load = await openLoop(trader, ORDERS_PER_SECOND, seconds, 2_000_000_000, SERIES);
const elapsed = (performance.now() - begunMs) / 1000;
const cpuShare = (cpuSeconds(sandbox) - before) / elapsed;
// A subscriber that was cut off would make the rest look cheap.
for (const client of subscribers) client.check();
console.log(
  JSON.stringify({
    subscribers: SUBSCRIBERS,
    series: SERIES,
    ordersPerSecond: Math.round(load.perSecond),
    framesPerSecond: Math.round(frames / elapsed),
    megabytesPerSecond: Number((bytes / elapsed / 2 ** 20).toFixed(1)),
    exchangeCores: Number(cpuShare.toFixed(2)),
    orderP50Ms: load.p50Ms,
    orderP99Ms: load.p99Ms,
  }),
);
for (const client of subscribers) client.close();
trader.close();
await sandbox.close();

async function openReaders({ url, data, key }: Sandbox): Promise<number[]> {
  const operatorKey = createPrivateKey(readFileSync(join(data, 'keys', 'operator.pem')));
  const operator = await RawClient.open(url, FIRST_OPERATOR_ACCOUNT, operatorKey);
  // The set-up of the sandbox used lower ids.
  for (let i = 0; i < 1_000; i += 1) operator.nextRequestId();
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const publicKey = rawPublicKey(der);
  const ids: number[] = [];
  for (let i = 0; i * PER_ACCOUNT < SUBSCRIBERS; i += 1) {
    const role = ACCOUNT_ROLE.AUDITOR;
    const accountClass = ACCOUNT_CLASS.INSTITUTION;
    const scopes = [KEY_SCOPE.READ];
    const name = `reader ${i}`;
    ids.push(
      await operator.run('openAccount', {
        role,
        accountClass,
        firmGroup: 0,
        publicKey,
        scopes,
        name,
      }),
    );
  }
  operator.close();
  return ids;
}

function rawPublicKey(pkcs8: Buffer): Uint8Array {
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const jwk = key.export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url'));
}

/** User and system time of the exchange's process so far. */
function cpuSeconds({ child }: Sandbox): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}
