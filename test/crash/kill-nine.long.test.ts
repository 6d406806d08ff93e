/**
 * Catches an acknowledgement that a sudden death of the process could undo.
 *
 * An exchange process is killed with SIGKILL at a random moment under load. After a restart every acknowledged order
 * must be there as acknowledged, nothing may be there that was not sent, the reservations must be those of the live
 * orders, and a full replay of the journal must give the same state, with every invariant holding.
 *
 * PATX_KILLS sets the number of kills (default 2); PATX_SEED the seed of their times.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RawClient } from '../../bench/e2e/raw-client.js';
import { openSandbox, startProcess } from '../../bench/e2e/sandbox.js';
import { verifyJournal } from '../../src/cli/commands/verify.js';
import type { AccountSnapshot, ServerMessage } from '../../src/schema/index.js';
import {
  COMMAND_KIND,
  Command,
  EXECUTION_TYPE,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';

const KILLS = Number(process.env.PATX_KILLS ?? 2);
const SEED = Number(process.env.PATX_SEED ?? Date.now() % 1_000_000);
const TICK_VALUE_MICRO_PAT = 100;
const TAKER_FEE_PPM = 2_000;
const SETTINGS = [
  '--quoting',
  'false',
  '--log-level',
  'error',
  '--snapshot-every-commands',
  '20000',
];
const WINDOW = 300;
const sandbox = await openSandbox();
const scratch = mkdtempSync(join(tmpdir(), 'patx-kill-'));

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(sandbox.data, { recursive: true, force: true });
});

/** A small generator, so that a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

interface Acknowledged {
  /** Open lots by order id, as last reported; 0 when the order is gone. */
  readonly openLots: Map<number, number>;
  readonly sentIds: Set<number>;
  /** Orders a cancel was sent for: they may be gone without our having heard. */
  readonly cancelSent: Set<number>;
  lastId: number;
}

test(`every acknowledged order survives ${KILLS} kills (seed ${SEED})`, {
  timeout: 60_000 + KILLS * 20_000,
}, async () => {
  const next = random(SEED);
  const acknowledged: Acknowledged = {
    openLots: new Map(),
    sentIds: new Set(),
    cancelSent: new Set(),
    lastId: 1_000_000,
  };
  let running = { url: sandbox.url, child: sandbox.child };
  for (let round = 0; round < KILLS; round += 1) {
    const client = await RawClient.open(running.url, sandbox.consumer, sandbox.key);
    const died = new Promise<void>((resolve) => running.child.once('exit', () => resolve()));
    const delayMs = next() * 1_500;
    // A busy machine may take long to answer at all, and a kill before that shows nothing.
    const answered = () => setTimeout(() => running.child.kill('SIGKILL'), delayMs);
    await load(client, acknowledged, { answered, died }, next);
    client.close();
    const report = await verifyJournal(sandbox.data, () => undefined);
    expect(report.brokenInvariants).toEqual([]);
    running = await startProcess(sandbox.data, SETTINGS);
    await checkSurvivors(running.url, acknowledged);
  }
  const ended = new Promise<void>((resolve) => running.child.once('exit', () => resolve()));
  running.child.kill('SIGTERM');
  await ended;
  expect((await verifyJournal(sandbox.data, () => undefined)).brokenInvariants).toEqual([]);
});

/** Places and cancels until the process dies, remembering what was acknowledged; says when the first answer has come. */
async function load(
  client: RawClient,
  acknowledged: Acknowledged,
  { answered, died }: { readonly answered: () => void; readonly died: Promise<void> },
  next: () => number,
): Promise<void> {
  let waiting = 0;
  let isAnswered = false;
  let isDead = false;
  client.onMessage = (message: ServerMessage) => {
    if (message.type !== 'executionReport') return;
    waiting -= message.requestId === 0 ? 0 : 1;
    const { executionType, orderId, openLots } = message.body;
    if (executionType === EXECUTION_TYPE.REFUSED) return;
    const isGone = executionType === EXECUTION_TYPE.CANCELED;
    acknowledged.openLots.set(orderId, isGone ? 0 : openLots);
    if (!isAnswered) answered();
    isAnswered = true;
  };
  const command = new Command();
  const pump = (): void => {
    while (!isDead && waiting < WINDOW) {
      fill(command, acknowledged, next);
      client.encoder.command(client.nextRequestId() + 1_000, command);
      waiting += 1;
    }
    client.flush();
  };
  const timer = setInterval(pump, 1);
  await died;
  isDead = true;
  clearInterval(timer);
  // What the kernel had already taken is still delivered to us; let it arrive.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(acknowledged.openLots.size).toBeGreaterThan(0);
}

function fill(command: Command, acknowledged: Acknowledged, next: () => number): void {
  Object.assign(command, new Command());
  const live = [...acknowledged.openLots.entries()].slice(-50).filter(([, lots]) => lots > 0);
  const [orderId] = live[Math.floor(next() * live.length)] ?? [];
  if (orderId !== undefined && next() < 0.3) {
    command.kind = COMMAND_KIND.CANCEL_ORDER;
    command.orderId = orderId;
    acknowledged.cancelSent.add(orderId);
    return;
  }
  acknowledged.lastId += 1;
  acknowledged.sentIds.add(acknowledged.lastId);
  command.kind = COMMAND_KIND.PLACE_ORDER;
  command.clientId = acknowledged.lastId;
  command.seriesId = 1;
  command.side = SIDE.BUY;
  command.orderType = ORDER_TYPE.LIMIT;
  command.timeInForce = TIME_IN_FORCE.GTC;
  command.priceTicks = 900 + Math.floor(next() * 100);
  command.lots = 1 + Math.floor(next() * 5);
}

async function checkSurvivors(url: string, acknowledged: Acknowledged): Promise<void> {
  const client = await RawClient.open(url, sandbox.consumer, sandbox.key);
  const parts: AccountSnapshot[] = [];
  await new Promise<void>((resolve) => {
    client.onMessage = (message) => {
      if (message.type !== 'accountSnapshot') return;
      parts.push(message.body);
      if (!message.body.more) resolve();
    };
    client.encoder.session(client.nextRequestId(), { type: 'getAccountSnapshot', body: {} });
    client.flush();
  });
  client.close();
  const survivors = new Map(
    parts.flatMap((part) => part.openOrders).map((order) => [order.orderId, order]),
  );
  let reservedMicroPat = 0;
  for (const order of survivors.values()) {
    expect(acknowledged.sentIds.has(order.clientOrderId)).toBe(true);
    const unit = order.priceTicks * TICK_VALUE_MICRO_PAT;
    reservedMicroPat += (unit + Math.ceil((unit * TAKER_FEE_PPM) / 1_000_000)) * order.openLots;
  }
  for (const [orderId, lots] of acknowledged.openLots) {
    const survivor = survivors.get(orderId);
    if (lots === 0) expect(survivor).toBeUndefined();
    else if (survivor === undefined) expect(acknowledged.cancelSent.has(orderId)).toBe(true);
    else expect(survivor.openLots).toBe(lots);
  }
  expect(parts[0]?.balance?.reservedMicroPat).toBe(reservedMicroPat);
  for (const orderId of acknowledged.openLots.keys()) {
    if (!survivors.has(orderId)) acknowledged.openLots.set(orderId, 0);
  }
  for (const [orderId, order] of survivors) acknowledged.openLots.set(orderId, order.openLots);
}
