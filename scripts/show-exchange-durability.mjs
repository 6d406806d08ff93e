/**
 * Shows with strace that the running exchange acknowledges no order on a socket before its frame is on disk.
 *
 * Runs `patx start` under strace, sets a market up and sends orders through the SDK, one by one and many at once, and
 * then walks every system call of the process. An order is followed by its client id, whose bytes are written into the
 * journal and into the report that acknowledges it. It is durable when a write to the journal that held it had returned,
 * then an `fdatasync` begun after that had returned 0, then the meta page was written through a descriptor opened with
 * O_DSYNC. A socket write that holds its report and begins before that is early. Exits 1 when one is early, when a
 * report was not seen in the trace, or when the same trace without its flushes would be passed as well.
 *
 * Usage: node scripts/show-exchange-durability.mjs [ORDERS] [uws|ws ...]   (after `npm run build`; needs strace)
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run.mjs';

const ORDERS = Number(process.argv[2] ?? 300);
const TRANSPORTS = process.argv.length > 3 ? process.argv.slice(3) : ['uws', 'ws'];
const MAIN = join(ROOT, 'dist', 'src', 'cli', 'main.js');
const OPERATOR_ACCOUNT = 2;
const MINUTE_MS = 60_000;
/** Orders sent without waiting for each other, in turn. */
const BURSTS = [1, 1, 1, 40];
/** Longest buffer strace shows; a longer one is an error, never passed over. */
const SHOWN_BYTES = 262_144;
const CALLS = 'openat,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg';
/** Tags of the client order id in the journal's PlaceOrder and in an ExecutionReport of the schema. */
const JOURNAL_TAG = 0x08;
const REPORT_TAG = 0x18;

/** @typedef {{ name: string, text: string, begin: number, end: number, isOk: boolean }} Call */

/**
 * The calls of a trace in the order they finished, with the lines on which they began and ended. What strace printed in
 * hexadecimal is hexadecimal still.
 * @param {string} trace
 * @returns {Generator<Call>}
 */
function* callsOf(trace) {
  /** @type {Map<string, { text: string, begin: number }>} */
  const begun = new Map();
  let line = 0;
  for (const row of trace.split('\n')) {
    line += 1;
    const [, thread = '', shown = ''] = /^(\d+)\s+(.*)$/.exec(row) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(shown);
    if (shown.endsWith('<unfinished ...>')) {
      begun.set(thread, { text: shown.slice(0, -'<unfinished ...>'.length), begin: line });
      continue;
    }
    const start = resumed ? begun.get(thread) : undefined;
    const text = resumed ? `${start?.text ?? ''}${resumed[1]}` : shown;
    const name = /^\w+(?=\()/.exec(text)?.[0];
    if (name === undefined) continue;
    yield { name, text, begin: start?.begin ?? line, end: line, isOk: / = \d+\S*$/.test(text) };
  }
}

/**
 * The bytes of every `\xNN` run of a text, as lower-case hexadecimal.
 * @param {string} text
 */
const hexIn = (text) => text.replaceAll('\\x', '');

/** @param {string} text */
const toHex = (text) => Buffer.from(text, 'latin1').toString('hex');

const JOURNAL_PATH = toHex('/journal/');
const DATA_FILE = toHex('data.mdb');
const SOCKET = toHex('socket:[');

/**
 * @param {number} tag
 * @param {number} id
 */
function fieldHex(tag, id) {
  const bytes = [tag];
  let rest = BigInt(id);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]).toString('hex');
}

/** Follows every order from the write that holds it to the socket write that acknowledges it. */
class Trail {
  commits = 0;
  sends = 0;
  acknowledged = 0;
  early = 0;
  /** Bytes to look for, of the orders not met yet. @type {Map<number, string>} */
  #inJournal;
  /** @type {Map<number, string>} */
  #inReport;
  /** Descriptors of the journal that write through to the disk. @type {Set<string>} */
  #synchronous = new Set();
  /** Line at which an order was written, while it is not flushed. @type {Map<number, number>} */
  #written = new Map();
  /** Flushed, without a meta page that points to it. @type {Map<number, number>} */
  #flushed = new Map();
  /** @type {Map<number, number>} */
  #durable = new Map();

  /** @param {readonly number[]} ids client order ids */
  constructor(ids) {
    this.#inJournal = new Map(ids.map((id) => [id, fieldHex(JOURNAL_TAG, id)]));
    this.#inReport = new Map(ids.map((id) => [id, fieldHex(REPORT_TAG, id)]));
  }

  /** @param {Call} call */
  follow(call) {
    const { name, text } = call;
    const [, descriptor = '', path = ''] = /^\w+\((\d+)<([^>]*)>/.exec(text) ?? [];
    if (name === 'openat') this.#open(text);
    else if (hexIn(path).startsWith(SOCKET)) this.#send(call);
    else if (!isJournal(path)) return;
    else if (name === 'fdatasync') this.#flush(call);
    else if (this.#synchronous.has(descriptor)) this.#point(call);
    else this.#write(call);
  }

  /** @param {string} text */
  #open(text) {
    const [, descriptor = '', path = ''] = / = (\d+)<([^>]*)>$/.exec(text) ?? [];
    if (text.includes('O_DSYNC') && isJournal(path)) this.#synchronous.add(descriptor);
    else this.#synchronous.delete(descriptor);
  }

  /** Pages go out; nothing holds them yet. @param {Call} call */
  #write({ text, end }) {
    for (const id of take(this.#inJournal, text)) this.#written.set(id, end);
  }

  /** @param {Call} call */
  #flush({ begin, end }) {
    for (const [id, line] of this.#written) {
      if (line >= begin) continue;
      this.#written.delete(id);
      this.#flushed.set(id, end);
    }
  }

  /** The meta page, written through: from here on what was flushed is what a reader finds. @param {Call} call */
  #point({ begin, end }) {
    this.commits += this.#flushed.size > 0 ? 1 : 0;
    for (const [id, line] of this.#flushed) if (line < begin) this.#durable.set(id, end);
    this.#flushed.clear();
  }

  /** @param {Call} call */
  #send({ text, begin }) {
    const ids = take(this.#inReport, text);
    this.sends += ids.length > 0 ? 1 : 0;
    this.acknowledged += ids.length;
    for (const id of ids) {
      const durable = this.#durable.get(id);
      if (durable === undefined || durable >= begin) this.early += 1;
    }
  }
}

/**
 * What the trace says of the orders.
 * @param {Iterable<Call>} calls
 * @param {readonly number[]} ids client order ids
 */
function judge(calls, ids) {
  const trail = new Trail(ids);
  for (const call of calls) if (call.isOk) trail.follow(call);
  return trail;
}

/** @param {string} path as strace shows it */
function isJournal(path) {
  const hex = hexIn(path);
  return hex.includes(JOURNAL_PATH) && hex.endsWith(DATA_FILE);
}

/**
 * Takes out of `wanted` the orders whose bytes a call shows, and returns them.
 * @param {Map<number, string>} wanted
 * @param {string} text
 */
function take(wanted, text) {
  if (text.includes('"...')) throw new Error('strace cut a buffer short: raise SHOWN_BYTES');
  const hex = hexIn(text);
  const found = [...wanted].filter(([, field]) => hex.includes(field)).map(([id]) => id);
  for (const id of found) wanted.delete(id);
  return found;
}

/**
 * A market with one series and a funded consumer.
 * @param {typeof import('../src/client/index.js')} sdk
 * @param {string} url
 * @param {string} data
 */
async function openMarket(sdk, url, data) {
  const privateKey = readFileSync(join(data, 'keys', 'operator.pem'), 'utf8');
  const client = await sdk.PatxClient.connect({
    ...{ url, accountId: OPERATOR_ACCOUNT, keyId: 1, privateKey },
  });
  const { operator } = client;
  const many = { value: 1_000_000, target: '', expectedVersion: 0, unset: false };
  for (const name of ['max_open_orders', 'order_rate_per_second', 'order_burst_count']) {
    await operator.setParameter({ ...many, name, reason: 'the trace sends many orders' });
  }
  const licenceHash = new Uint8Array(32);
  const rules = {
    ...{ deliverable: 'segment records', deliveryMethod: 'pull', quotaPerLot: 1, licenceHash },
    ...{ tickValueMicroPat: 100, maxPriceTicks: 100_000, referencePriceTicks: 1_000 },
    ...{ maxOrderLots: 1_000, mintCapLots: 1_000_000, minimumClass: 0, licensorAccountId: 0 },
    ...{ providerSharePpm: 1_000_000, makerFeePpm: 0, takerFeePpm: 0, royaltyPpm: 0 },
    ...{ penaltyMicroPat: 0, serviceLevelMs: MINUTE_MS, acceptanceMs: MINUTE_MS },
    disputeWindowMs: 0,
  };
  const contract = 'AUTO_INTENT|7D|0.70-0.85';
  const { referenceId: contractId } = await operator.defineContract({ contract, rules });
  // The clock of the exchange may be a moment behind this one's, and then the minute that now runs has not begun there.
  const windowStartMs = (Math.floor(Date.now() / MINUTE_MS) - 1) * MINUTE_MS;
  const { referenceId: seriesId } = await operator.openSeries({ contractId, windowStartMs });
  const { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE } = sdk;
  const key = await sdk.generateKeyPair();
  const { referenceId: accountId } = await operator.openAccount({
    ...{ role: ACCOUNT_ROLE.CONSUMER, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0 },
    ...{ publicKey: key.publicKey, scopes: [KEY_SCOPE.READ, KEY_SCOPE.TRADE], name: 'traced' },
  });
  await operator.deposit({ targetAccountId: accountId, amountMicroPat: 1_000_000_000_000 });
  client.close();
  return { seriesId, accountId, privateKey: key.privateKey };
}

/**
 * Sends the orders; returns their client ids, all of them acknowledged.
 * @param {typeof import('../src/client/index.js')} sdk
 * @param {string} url
 * @param {{ seriesId: number, accountId: number, privateKey: Uint8Array }} market
 */
async function sendOrders(sdk, url, { seriesId, accountId, privateKey }) {
  const client = await sdk.PatxClient.connect({ url, accountId, keyId: 1, privateKey });
  // Long ids that look like nothing else in the trace.
  const firstId = 2 ** 47 + Math.floor(Math.random() * 2 ** 46);
  const ids = Array.from({ length: ORDERS }, (_, i) => firstId + i * 7_919);
  for (let sent = 0, turn = 0; sent < ORDERS; turn += 1) {
    const burst = ids.slice(sent, sent + (BURSTS[turn % BURSTS.length] ?? 1));
    const orders = burst.map((clientOrderId, i) =>
      client.place({
        ...{ seriesId, side: sdk.SIDE.BUY, quantityLots: 1, clientOrderId },
        priceTicks: 900 + ((sent + i) % 50),
      }),
    );
    await Promise.all(orders);
    sent += burst.length;
  }
  client.close();
  return ids;
}

/**
 * Traces an exchange on one transport through a whole exchange of orders, and says what it saw.
 * @param {string} transport
 */
async function show(transport) {
  /** @type {typeof import('../src/client/index.js')} */
  const sdk = await import(pathToFileURL(join(ROOT, 'dist', 'src', 'client', 'index.js')).href);
  const directory = mkdtempSync(join(tmpdir(), 'patx-durability-'));
  const file = join(directory, 'trace');
  const data = join(directory, 'data');
  // With -D the exchange is our child and strace is beside it, so that signals reach the exchange.
  const traced = ['-D', '-f', '-q', '-y', '-xx', '-s', String(SHOWN_BYTES), '-e', `trace=${CALLS}`];
  const start = [process.execPath, MAIN, 'start', '--data', data, '--transport', transport];
  const settings = [
    '--gateway-port',
    '0',
    '--http-port',
    '0',
    '--api-port',
    'none',
    '--log-level',
    'warn',
  ];
  const child = spawn(
    'strace',
    [...traced, '-o', file, ...start, '--quoting', 'false', ...settings],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const ended = once(child, 'exit');
  try {
    /** @type {{ gatewayUrl: string }} */
    const { gatewayUrl } = await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the exchange ended with ${code}`)));
    });
    const ids = await sendOrders(sdk, gatewayUrl, await openMarket(sdk, gatewayUrl, data));
    child.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`the exchange ended with ${code}`);
    const exit = new RegExp(`^${child.pid}\\s+\\+\\+\\+ exited with 0`, 'm');
    while (!exit.test(readFileSync(file, 'utf8'))) await sleep(50);
    const calls = [...callsOf(readFileSync(file, 'utf8'))];
    const seen = judge(calls, ids);
    const unflushed = judge(
      calls.filter(({ name }) => name !== 'fdatasync'),
      ids,
    );
    const isHeld = seen.early === 0 && seen.acknowledged === ORDERS && unflushed.early === ORDERS;
    console.log(
      `${transport}: ${calls.length} system calls, ${seen.acknowledged} of ${ORDERS} orders acknowledged in ` +
        `${seen.sends} socket writes after ${seen.commits} commits, ${seen.early} early ` +
        `(${unflushed.early} without the flushes): ${isHeld ? 'holds' : 'BROKEN'}`,
    );
    return isHeld;
  } finally {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

if (!existsSync(MAIN)) {
  console.error('dist/ is not built: run npm run build first');
  process.exit(1);
}
let areHeld = true;
for (const transport of TRANSPORTS) areHeld = (await show(transport)) && areHeld;
process.exit(areHeld ? 0 : 1);
