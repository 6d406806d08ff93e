/**
 * A whole exchange as a process under the shim, and the customer who trades with it over a socket and remembers what was
 * acknowledged.
 *
 * Orders rest and are never cancelled, so every acknowledged one must be found again. Each acknowledgement also carries how
 * long the file of records was when it came: whatever the disk needed for it was written before that.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN_FILE } from '../../bench/child.js';
import { RawClient } from '../../bench/e2e/raw-client.js';
import { setUp } from '../../bench/e2e/sandbox.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import type { AccountSnapshot, ServerMessage } from '../../src/schema/index.js';
import {
  COMMAND_KIND,
  Command,
  EXECUTION_TYPE,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { type Ended, endingOf, runNode } from './campaign.js';

const OPEN_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 30_000;
const MICRO_PER_PAT = 1_000_000;
const DEPOSIT_PAT = 1_000_000;

/** Sizes of a venue that starts and takes snapshots quickly; outcomes for as many commands as are in flight. */
const LIMITS = {
  ...{ maxOrders: 16_384, maxAccounts: 256, maxSeries: 64, maxPositions: 1_024 },
  ...{ maxObligations: 1_024, maxDeliveries: 1_024, maxIdSpaces: 256, outcomesPerIdSpace: 4_096 },
  ...{ maxPricePages: 2_048, maxEntitlements: 1_024, maxBustableTrades: 1_024 },
};

/** Writes the configuration file of a small venue into a folder; returns its path. */
export function smallVenueConfig(folder: string): string {
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify({ limits: LIMITS }));
  return path;
}

/** An exchange that was started, open or not. */
export class Venue {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Where it listens; undefined when it ended, or was killed for hanging, before it was open. */
  readonly opened: Promise<{ gatewayUrl: string; statusUrl: string } | undefined>;
  private isHung = false;

  constructor(
    data: string,
    config: string,
    environment: Readonly<Record<string, string>> = {},
    settings: readonly string[] = [],
  ) {
    const ports = ['--gateway-port', '0', '--api-port', 'none'];
    const args = ['start', '--data', data, '--config', config, ...ports];
    const quiet = ['--http-port', '0', '--quoting', 'false', '--log-level', 'warn'];
    const snapshots = ['--snapshot-every-commands', '1000'];
    this.child = fork(MAIN_FILE, [...args, ...quiet, ...snapshots, ...settings], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let stdout = '';
    let stderr = '';
    this.child.stdout?.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    this.child.stderr?.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        // What it logged last says more than the shell does.
        resolve({ code, signal, stdout, stderr: `${stdout}${stderr}`, isHung: this.isHung });
      });
    });
    this.opened = new Promise((resolve) => {
      const timer = this.killAfter(OPEN_TIMEOUT_MS);
      this.child.once('message', (message) => {
        clearTimeout(timer);
        resolve(message as { gatewayUrl: string; statusUrl: string });
      });
      void this.ended.then(() => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
  }

  /** Asks it to stop, and kills it when it does not. */
  async stop(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return await this.within(STOP_TIMEOUT_MS);
  }

  /** How it ends, at the latest by being killed. */
  async within(timeoutMs: number): Promise<Ended> {
    const timer = this.killAfter(timeoutMs);
    const ended = await this.ended;
    clearTimeout(timer);
    return ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private killAfter(timeoutMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.isHung = true;
      this.child.kill('SIGKILL');
    }, timeoutMs);
  }
}

/** What the customers of a venue know. */
export interface Memory {
  /** Acknowledged client order ids, with the length of the record at that time. */
  readonly acknowledged: Map<number, number>;
  readonly sent: Set<number>;
  /** Length of the record when the first command was acknowledged; undefined before. */
  firstAt: number | undefined;
  consumer:
    | { readonly accountId: number; readonly key: KeyObject; readonly at: number }
    | undefined;
  operatorPem: string | undefined;
}

export const newMemory = (): Memory => ({
  acknowledged: new Map(),
  sent: new Set(),
  firstAt: undefined,
  consumer: undefined,
  operatorPem: undefined,
});

/** A copy that a case may go on with. */
export const copyOf = (memory: Memory): Memory => ({
  ...memory,
  acknowledged: new Map(memory.acknowledged),
  sent: new Set(memory.sent),
});

const lengthOf = (log: string): number => (existsSync(log) ? statSync(log).size : 0);

/** Sets the market of a new venue up, and remembers its customer. Throws when the venue ends meanwhile. */
export async function openMarket(
  url: string,
  data: string,
  memory: Memory,
  log: string,
): Promise<void> {
  const operatorPem = readFileSync(join(data, 'keys', 'operator.pem'), 'utf8');
  memory.operatorPem = operatorPem;
  const operator = await RawClient.open(url, FIRST_OPERATOR_ACCOUNT, createPrivateKey(operatorPem));
  try {
    const { publicKey, privateKey: key } = generateKeyPairSync('ed25519');
    const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
    const { consumer: accountId } = await setUp(operator, raw, 1);
    memory.firstAt ??= lengthOf(log);
    const amountMicroPat = DEPOSIT_PAT * MICRO_PER_PAT;
    await operator.run('deposit', { targetAccountId: accountId, amountMicroPat });
    memory.consumer = { accountId, key, at: lengthOf(log) };
  } finally {
    operator.close();
  }
}

/** Places orders in bursts and waits for every one; throws when the venue ends meanwhile. */
export async function trade(
  url: string,
  memory: Memory,
  log: string,
  bursts: readonly number[],
): Promise<void> {
  const { consumer } = memory;
  if (consumer === undefined) throw new Error('there is no customer');
  const client = await RawClient.open(url, consumer.accountId, consumer.key);
  try {
    for (const size of bursts) await burst(client, memory, log, size);
  } finally {
    client.close();
  }
}

function burst(client: RawClient, memory: Memory, log: string, size: number): Promise<void> {
  let waiting = size;
  client.hasQuietErrors = true;
  const answered = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('no answer'))), ANSWER_TIMEOUT_MS);
    const look = setInterval(() => {
      try {
        client.check();
      } catch (error) {
        settle(() => reject(error));
      }
    }, 5);
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      clearInterval(look);
      how();
    };
    client.onMessage = (message: ServerMessage) => {
      if (message.type !== 'executionReport' || message.requestId === 0) return;
      const { executionType, clientOrderId } = message.body;
      if (executionType !== EXECUTION_TYPE.REFUSED) {
        memory.acknowledged.set(clientOrderId, lengthOf(log));
      }
      waiting -= 1;
      if (waiting === 0) settle(resolve);
    };
  });
  const command = new Command();
  for (let index = 0; index < size; index += 1) {
    const clientId = memory.sent.size + 1;
    memory.sent.add(clientId);
    Object.assign(command, new Command(), {
      ...{ kind: COMMAND_KIND.PLACE_ORDER, clientId, seriesId: 1, side: SIDE.BUY, lots: 1 },
      ...{ orderType: ORDER_TYPE.LIMIT, timeInForce: TIME_IN_FORCE.GTC },
      priceTicks: 900 + (clientId % 50),
    });
    client.encoder.command(client.nextRequestId(), command);
  }
  client.flush();
  return answered;
}

/**
 * Compares a venue that is open with what was acknowledged to its customers.
 * @param until length of the record up to which acknowledgements count
 * @returns what is wrong, in words; undefined when everything is there
 */
export async function whatIsMissing(
  url: string,
  data: string,
  memory: Memory,
  until = Number.POSITIVE_INFINITY,
): Promise<string | undefined> {
  if ((memory.firstAt ?? Number.POSITIVE_INFINITY) > until) return undefined;
  const pem = readFileSync(join(data, 'keys', 'operator.pem'), 'utf8');
  if (memory.operatorPem !== undefined && pem !== memory.operatorPem) {
    return "the operator's key is another one";
  }
  const { consumer } = memory;
  if (consumer === undefined || consumer.at > until) return undefined;
  const there = await openOrders(url, consumer.accountId, consumer.key);
  const wanted = [...memory.acknowledged].filter(([, at]) => at <= until).map(([id]) => id);
  const missing = wanted.filter((id) => !there.has(id));
  if (missing.length > 0) {
    return `${missing.length} of ${wanted.length} acknowledged orders are gone, first ${missing[0]}`;
  }
  const strange = [...there].filter((id) => !memory.sent.has(id));
  return strange.length > 0 ? `order ${strange[0]} is there and was never sent` : undefined;
}

async function openOrders(url: string, accountId: number, key: KeyObject): Promise<Set<number>> {
  const client = await RawClient.open(url, accountId, key);
  try {
    const parts: AccountSnapshot[] = [];
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no snapshot')), ANSWER_TIMEOUT_MS);
      client.onMessage = (message) => {
        if (message.type !== 'accountSnapshot') return;
        parts.push(message.body);
        if (message.body.more) return;
        clearTimeout(timer);
        resolve();
      };
      client.encoder.session(client.nextRequestId(), { type: 'getAccountSnapshot', body: {} });
      client.flush();
    });
    return new Set(
      parts.flatMap(({ openOrders: orders }) => orders).map((one) => one.clientOrderId),
    );
  } finally {
    client.close();
  }
}

/** `patx verify` on a directory: what is wrong, in words; undefined when nothing is. */
export async function whatVerifyFinds(data: string): Promise<string | undefined> {
  const ended = await runNode([MAIN_FILE, 'verify', '--data', data, '--json'], {}, OPEN_TIMEOUT_MS);
  return ended.code === 0 ? undefined : `verify ${endingOf(ended)}`;
}
