/**
 * Catches a place that keeps the thread of the prover busy with what is no content, an answer of a stranger that is kept at its
 * full length, the venue's own names told to who asks for them, and notices that are tried twice, or late, because there are many.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Egress, EgressError } from '../../src/http/index.js';
import { Prover, type ProverParts } from '../../src/prover/index.js';
import type { NoticeRow } from '../../src/reader/index.js';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_700_000_000_000;
const until = (what: () => unknown) => expect.poll(what, { timeout: 20_000, interval: 20 });

const servers: Server[] = [];
const sockets = new Set<Socket>();
const provers: Prover[] = [];
afterEach(async () => {
  for (const prover of provers.splice(0)) await prover.stop();
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A place that says `head`, and then `again` for as long as it is listened to. */
async function place(head: string, again: string): Promise<string> {
  const piece = Buffer.from(again);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (head !== '') socket.write(head);
      const go = (): void => {
        if (socket.destroyed) return;
        if (socket.write(piece)) setImmediate(go);
        else socket.once('drain', go);
      };
      go();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

test.each([
  ['pieces of one byte', CHUNKED, '1\r\nx\r\n'.repeat(10_000)],
  ['pieces with long extensions', CHUNKED, `1;${'e'.repeat(15_000)}\r\nx\r\n`.repeat(5)],
  ['hints before the answer', '', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(1_500)],
])(
  '%s are refused long before their time is over',
  async (_, head, again) => {
    const url = await place(head, again);
    const asked = new Egress({ isSandbox: true }).digest({
      ...{ url, method: 'GET', timeoutMs: 15_000, responseBytesMax: 64 * 2 ** 20 },
    });
    await expect(asked).rejects.toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
  },
  20_000,
);

const row = (deliveryId: number, location: string, providerId = 6): NoticeRow => ({
  ...{ deliveryId, consumerId: 5, providerId, location, isProved: false },
  ...{ contentHash: new Uint8Array(32).fill(7), deadlineMs: NOW_MS + HOUR_MS },
});

function proverOf(parts: Pick<ProverParts, 'unproved' | 'egress'>): Prover {
  const prover = new Prover({
    ...{ bytesMax: 1_000, nowMs: () => NOW_MS, log: () => undefined },
    account: () => ({ send: async () => ({ kind: 'refused' }) as never }),
    ...parts,
  });
  provers.push(prover);
  return prover;
}

test('what went wrong is kept in few words, whatever a stranger has in a certificate', async () => {
  const prover = proverOf({
    unproved: () => ({ rows: [row(1, 'https://a.example/')], next: 0 }),
    egress: {
      digest: async () => {
        throw new EgressError('CONNECTION_FAILED', `a.example: ${'DNS:b.example, '.repeat(5_000)}`);
      },
    },
  });
  prover.begin();
  await until(() => prover.problemOf(1)?.code).toBe('CONNECTION_FAILED');
  expect(prover.problemOf(1)?.detail.length).toBeLessThanOrEqual(256);
});

test('addresses that the name servers of the venue know are told to nobody', async () => {
  const prover = proverOf({
    unproved: () => ({ rows: [row(1, 'https://db.venue.internal/')], next: 0 }),
    egress: new Egress({ resolve: async () => ['10.20.30.40'] }),
  });
  prover.begin();
  await until(() => prover.problemOf(1)?.code).toBe('ADDRESS_REFUSED');
  expect(JSON.stringify(prover.problemOf(1))).not.toContain('10.20.30.40');
});

test('a notice on a page of many is tried soon, and not again before its time', async () => {
  const PAGES = 40;
  const asked = new Map<string, number>();
  const prover = proverOf({
    unproved: (after) => ({
      rows: [row(after + 1, `https://a${after}.example/`, 10 + after)],
      next: after + 1 === PAGES ? 0 : after + 1,
    }),
    egress: {
      digest: async ({ url }) => {
        asked.set(url, (asked.get(url) ?? 0) + 1);
        throw new EgressError('NAME_UNKNOWN', 'it has no address');
      },
    },
  });
  prover.begin();
  await expect.poll(() => asked.size, { timeout: 10_000, interval: 50 }).toBe(PAGES);
  expect(Math.max(...asked.values())).toBe(1);
}, 15_000);

test('what waits while the next pages are read is not begun a second time', async () => {
  // What is offered last of equals begins first.
  const waits = 'https://a1.example/';
  let looks = 0;
  let begun = 0;
  const ends: (() => void)[] = [];
  const end = (): void => {
    for (const one of ends.splice(0)) one();
  };
  const prover = proverOf({
    // Three notices of one provider on the first of two pages: two are under way, and one waits, until the middle of a pass.
    unproved: (after) => {
      looks += 1;
      if (after !== 0) return { rows: [], next: 0 };
      if (looks >= 5) queueMicrotask(end);
      return { rows: [1, 2, 3].map((id) => row(id, `https://a${id}.example/`)), next: 3 };
    },
    egress: {
      digest: async ({ url, signal }) => {
        if (url === waits) begun += 1;
        signal?.addEventListener('abort', end);
        if (url !== waits) await new Promise<void>((resolve) => ends.push(resolve));
        throw new EgressError('NAME_UNKNOWN', 'it has no address');
      },
    },
  });
  prover.begin();
  await until(() => begun).toBeGreaterThan(0);
  const then = looks;
  await until(() => looks).toBeGreaterThanOrEqual(then + 4);
  expect(begun).toBe(1);
  expect(prover.problemOf(1)?.tries).toBe(1);
}, 30_000);
