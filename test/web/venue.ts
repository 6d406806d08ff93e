/** A running exchange with its pages for the tests of the web: two markets that the broker quotes, and parties to trade in them. */
import { spawn } from 'node:child_process';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openSandbox, type RunningExchange, startProcess } from '../../bench/e2e/sandbox.js';
import { STOP_WITH_PARENT } from '../../src/cli/parent-tie.js';
import { PatxClient } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';

const WAIT = { timeout: 120_000, interval: 50 };
const MICRO_PER_TICK = 100;
/** Of the broker. */
export const COLLATERAL_MICRO_PAT = 500_000_000;

export interface WebVenue {
  /** Of the pages; a passkey and secure cookies want a name. */
  readonly origin: string;
  readonly data: string;
  readonly consumer: PatxClient;
  readonly provider: PatxClient;
  readonly operator: PatxClient;
  /** Another operator. */
  readonly second: PatxClient;
  readonly broker: PatxClient;
  readonly running: () => RunningExchange;
  /** What the API answers to nobody in particular. */
  get<T>(path: string): Promise<T>;
  /** What the API answers to the first operator. */
  asOperator<T>(path: string): Promise<T>;
  /** A token to read as the first operator. */
  operatorToken(): Promise<string>;
  /** A one-time link that signs somebody in on the pages, as the sandbox prints it. */
  link(accountId: number, scopes: readonly number[]): string;
  /** Ends the exchange at once, as the kernel would. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** @param more further settings of the exchange */
export async function openWebVenue(more: readonly string[] = []): Promise<WebVenue> {
  const [gatewayPort, httpPort, apiPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = ['--gateway-port', `${gatewayPort}`, '--http-port', `${httpPort}`];
  const settings = [...ports, '--api-port', `${apiPort}`, '--quoting', 'true', ...more];
  // The exchange takes links of whoever started it.
  process.env[STOP_WITH_PARENT] = '1';
  const opening = openSandbox(2, undefined, settings).finally(
    () => delete process.env[STOP_WITH_PARENT],
  );
  const sandbox = await opening;
  const origin = `http://localhost:${apiPort}`;
  const { url, data, key } = sandbox;
  let running: RunningExchange = { ...sandbox };
  const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string;
  const operatorPem = readFileSync(join(data, 'keys', 'operator.pem'), 'utf8');
  const connect = (accountId: number, privateKey: string): Promise<PatxClient> =>
    PatxClient.connect({ url, accountId, keyId: 1, privateKey });
  const operator = await connect(FIRST_OPERATOR_ACCOUNT, operatorPem);
  const consumer = await connect(sandbox.consumer, pem);
  const provider = await connect(sandbox.provider, pem);
  await operator.operator.setParameter({
    ...{ name: 'base_value_micro_pat', target: 'AUTO_INTENT|7D|0.70-0.85' },
    ...{ value: 1_000 * MICRO_PER_TICK, expectedVersion: 0, reason: 'a start', unset: false },
  });
  const opened = await operator.operator.openAccount({
    ...{ role: 'OPERATOR', accountClass: 'INSTITUTION', firmGroup: 0, name: 'second' },
    ...{ publicKey: rawKey(key), scopes: ['READ', 'OPERATE'] },
  });
  const second = await connect(opened.referenceId, pem);
  const broker = await connect(1, readFileSync(join(data, 'keys', 'broker.pem'), 'utf8'));
  await operator.operator.deposit({ targetAccountId: 1, amountMicroPat: 1_000_000_000_000 });
  await broker.send('moveCollateral', { amountMicroPat: COLLATERAL_MICRO_PAT });
  await provider.place({ seriesId: 1, side: 'SELL', priceTicks: 1_100, quantityLots: 500 });
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${origin}${path}`)).json()) as T;
  await vi.waitFor(async () => {
    const { factors } = await get<{ factors: object | null }>('/v1/series/1/quote');
    if (factors === null) throw new Error('the broker does not quote yet');
  }, WAIT);
  let token = '';
  const asOperator = async <T>(path: string): Promise<T> => {
    token ||= await tokenOf(origin, FIRST_OPERATOR_ACCOUNT, createPrivateKey(operatorPem));
    const headers = { authorization: `Bearer ${token}` };
    return (await (await fetch(`${origin}${path}`, { headers })).json()) as T;
  };
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = once(running.child, 'exit');
    running.child.kill(signal);
    await gone;
  };
  return {
    ...{ origin, data, consumer, provider, operator, second, broker, get, asOperator },
    running: () => running,
    operatorToken: () => tokenOf(origin, FIRST_OPERATOR_ACCOUNT, createPrivateKey(operatorPem)),
    link: (accountId, scopes) => {
      const token = randomBytes(32);
      const tokenHash = createHash('sha256').update(token).digest('hex');
      const link = { accountId, tokenHash, scopes, expiresAtMs: Date.now() + 600_000 };
      running.child.send({ signInLinks: [link] });
      return `${origin}/sign-in#token=${token.toString('hex')}`;
    },
    kill: () => ended('SIGKILL'),
    restart: async () => {
      running = await startProcess(data, [...settings, '--log-level', 'warn']);
    },
    close: async () => {
      for (const client of [operator, second, broker, consumer, provider]) client.close();
      if (running.child.exitCode === null && running.child.signalCode === null)
        await ended('SIGTERM');
      await once(spawn('rm', ['-rf', data]), 'exit');
    },
  };
}

const rawKey = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32));

async function tokenOf(origin: string, accountId: number, key: KeyObject): Promise<string> {
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, string>;
  };
  const { challenge, text = '' } = await post('/v1/auth/challenges', { accountId, keyId: 1 });
  const signature = sign(null, Buffer.from(text), key).toString('hex');
  const { token = '' } = await post('/v1/auth/tokens', {
    accountId,
    keyId: 1,
    challenge,
    signature,
  });
  return token;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** The provider sells to the broker at whatever it bids, until that holds so many more lots. */
export async function sellToBroker(venue: WebVenue, seriesId: number, lots: number): Promise<void> {
  let wanted: number | undefined;
  for (let tries = 0; ; tries += 1) {
    if (tries > 200) throw new Error('the broker does not buy');
    // The reader may not have come to a new series yet.
    const { brokerLots } = await venue.get<{ brokerLots?: number }>(`/v1/series/${seriesId}`);
    const { bids = [] } = await venue.get<{ bids?: Level[] }>(`/v1/series/${seriesId}/quote`);
    if (brokerLots !== undefined) wanted ??= brokerLots + lots;
    const [best] = bids;
    const left = (wanted ?? 0) - (brokerLots ?? 0);
    if (wanted !== undefined && left <= 0) return;
    if (best !== undefined && left > 0) {
      await venue.provider.place({
        ...{ seriesId, side: 'SELL', timeInForce: 'IOC', priceTicks: best.priceTicks },
        quantityLots: Math.min(left, best.quantityLots),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
}
