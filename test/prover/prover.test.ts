/**
 * Catches a prover that proves what is not there, does not prove what is, gives up before the time is over, hammers a place, lets
 * slow places of one provider hold another's notice up, or waits for a place when it is stopped. The way out and the places are real;
 * the venue is what stands in for one here, and is real in test/web/account.test.ts.
 */
import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { CODE } from '../../src/engine/core/index.js';
import { Egress } from '../../src/http/index.js';
import { Prover } from '../../src/prover/index.js';
import type { NoticeRow } from '../../src/reader/index.js';

const HOUR_MS = 3_600_000;
const GOOD = Buffer.from('record 1\n');
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest();

const servers: Server[] = [];
const provers: Prover[] = [];
afterEach(async () => {
  for (const prover of provers.splice(0)) await prover.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function place(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Notices as a venue keeps them, and what is said of them. */
class Notices {
  readonly rows = new Map<number, NoticeRow>();
  readonly proved: number[] = [];
  code = 0;
  nowMs = 1_700_000_000_000;
  readonly prover: Prover;

  constructor(bytesMax = 1_000, isSandbox = true) {
    this.prover = new Prover({
      ...{ bytesMax, nowMs: () => this.nowMs, log: () => undefined },
      egress: new Egress({ isSandbox }),
      unproved: () => ({ rows: [...this.rows.values()], next: 0 }),
      account: () => ({
        send: async ({ path }, body) => {
          const deliveryId = Number(/^\/v1\/deliveries\/(\d+)\/proof$/.exec(path)?.[1]);
          const { contentHash } = body as { contentHash: string };
          const hash = this.rows.get(deliveryId)?.contentHash ?? [];
          expect(contentHash).toBe(Buffer.from(hash).toString('hex'));
          if (this.code === 0) {
            this.proved.push(deliveryId);
            this.rows.delete(deliveryId);
          }
          const rest = { kind: 'done', field: '', detail: '', journalSequence: 1 } as const;
          return { ...rest, code: this.code } as never;
        },
      }),
    });
    provers.push(this.prover);
  }

  say(deliveryId: number, location: string, more: Partial<NoticeRow> = {}): void {
    this.rows.set(deliveryId, {
      ...{ deliveryId, consumerId: 5, providerId: 6, location, isProved: false },
      ...{ contentHash: hashOf(GOOD), deadlineMs: this.nowMs + HOUR_MS },
      ...more,
    });
  }
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 20_000, interval: 20 });

test('what lies there with the hash of its notice is proved; anything else says why not, and is tried again', async () => {
  let asked = 0;
  const at = await place((request, response) => {
    if (request.url === '/gone') asked += 1;
    if (request.url === '/good') response.end(GOOD);
    else if (request.url === '/large') response.end(Buffer.alloc(1_001));
    else if (request.url === '/other') response.end('record 2\n');
    else if (request.url === '/moved') response.writeHead(302, { location: '/good' }).end();
    else response.writeHead(404).end();
  });
  const notices = new Notices();
  const { prover } = notices;
  const paths = ['good', 'large', 'other', 'moved', 'gone'];
  for (const [i, path] of paths.entries()) notices.say(i + 1, `${at}/${path}`);
  notices.say(6, 'sandbox:delivery/6');
  notices.say(7, 'http://127.0.0.1:1/');
  prover.begin();
  const codes = () => [1, 2, 3, 4, 5, 6, 7].map((id) => prover.problemOf(id)?.code);
  await until(codes).toEqual([
    ...[undefined, 'RESPONSE_TOO_LARGE', 'OTHER_HASH', 'REDIRECT_REFUSED', 'STATUS'],
    ...['URL_REFUSED', 'URL_REFUSED'],
  ]);
  await until(() => notices.proved).toEqual([1]);
  expect(prover.problemOf(5)).toMatchObject({ tries: 1, retryMs: notices.nowMs + 10_000 });
  // Not before its time, then again, ever more rarely, and a last time in what is left.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(asked).toBe(1);
  for (let tries = 2; tries <= 4; tries += 1) {
    notices.nowMs = prover.problemOf(5)?.retryMs ?? 0;
    await until(() => prover.problemOf(5)?.tries).toBe(tries);
  }
  const { retryMs = 0 } = prover.problemOf(5) ?? {};
  expect(retryMs - notices.nowMs).toBe(80_000);
  // A notice that is corrected is not made to wait.
  notices.say(3, `${at}/good`);
  await until(() => notices.proved).toEqual([1, 3]);
  expect(prover.problemOf(3)).toBeUndefined();
  // What is over is forgotten.
  notices.rows.clear();
  await until(() => prover.numbers().reader_proofs_failing).toBe(0);
});

test('nobody is sent anywhere on this machine outside of a sandbox', async () => {
  let isAsked = false;
  const at = await place((_, response) => {
    isAsked = true;
    response.end(GOOD);
  });
  const notices = new Notices(1_000, false);
  notices.say(1, at);
  notices.say(2, at.replace('http:', 'https:'));
  notices.prover.begin();
  await until(() => [1, 2].map((id) => notices.prover.problemOf(id)?.code)).toEqual([
    'URL_REFUSED',
    'ADDRESS_REFUSED',
  ]);
  expect(isAsked).toBe(false);
});

test('places that hang hold up nobody but their own provider, and no stop', async () => {
  let hanging = 0;
  const slow = await place(() => {
    hanging += 1;
  });
  const at = await place((_, response) => response.end(GOOD));
  const notices = new Notices();
  for (let i = 1; i <= 300; i += 1) notices.say(i, slow, { providerId: 100 + (i % 3) });
  for (let i = 301; i <= 340; i += 1) {
    notices.say(i, at.replace('127.0.0.1', '127.0.0.2'), { providerId: 7 });
  }
  for (let i = 341; i <= 380; i += 1) notices.say(i, at);
  notices.prover.begin();
  await until(() => notices.proved.length).toBe(40);
  expect(hanging).toBeLessThanOrEqual(6);
  const begunMs = performance.now();
  await notices.prover.stop();
  expect(performance.now() - begunMs).toBeLessThan(2_000);
});

test('a proof that the venue does not take is given again, one that comes too late is not', async () => {
  const at = await place((_, response) => response.end(GOOD));
  const notices = new Notices();
  notices.code = CODE.INVALID_FIELD;
  notices.say(1, at);
  notices.prover.begin();
  await until(() => notices.prover.problemOf(1)?.code).toBe('VENUE');
  notices.code = CODE.DELIVERY_STATE;
  notices.nowMs += 10_000;
  await until(() => notices.prover.problemOf(1)).toBeUndefined();
  expect(notices.prover.numbers()).toMatchObject({ reader_proofs: 0, reader_proof_failures: 1 });
});
