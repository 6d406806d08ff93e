/**
 * Catches a server that is held up, confused or brought down over a raw socket: requests smuggled in a body, headers without
 * end, bodies that never come, paths that leave the routes; and one that does not close.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, serveApi } from '../../src/api/index.js';
import { ACCESS, openVenue } from './venue.js';

const { reader } = await openVenue();
let server: ApiServer;

beforeAll(async () => {
  server = await serveApi({
    ...{ host: '127.0.0.1', port: 0, reader: () => reader, access: ACCESS },
    ...{ requestsPerMinute: 1_000_000, nowMs: Date.now, failed: () => undefined },
  });
});

afterAll(() => server.close());

const HEAD = 'GET /v1/status HTTP/1.1\r\nHost: venue\r\n';

const POST =
  'POST /v1/auth/challenges HTTP/1.1\r\nHost: venue\r\nContent-Type: application/json\r\n';

/** Everything a server says to these bytes until it closes, or nothing more comes for a while. */
function said(bytes: string, quietMs = 500): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    let timer = setTimeout(() => socket.destroy(), 20_000);
    socket.on('data', (data) => {
      text += data.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), quietMs);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}

const statuses = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

test('a request on a kept connection is answered, and the next one too', async () => {
  const text = await said(`${HEAD}\r\n${HEAD}Connection: close\r\n\r\n`);
  expect(statuses(text)).toEqual([200, 200]);
});

test.each([
  ['two lengths', `${HEAD}Content-Length: 0\r\nContent-Length: 40\r\n\r\n`],
  [
    'a length and chunks',
    `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ['an obscure coding', `${HEAD}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ['a bare line feed', 'GET /v1/status HTTP/1.1\nHost: venue\n\n'],
  ['no host', 'GET /v1/status HTTP/1.1\r\n\r\n'],
  ['a header with a space', `${HEAD}Content-Length : 4\r\n\r\n`],
  ['nonsense', '\x00\x01\x02\r\n\r\n'],
  ['a length on two lines', `${HEAD}Content-Length: 4\r\n 0\r\n\r\n`],
  ['a list of lengths', `${HEAD}Content-Length: 0, 40\r\n\r\n`],
  ['a length with a sign', `${HEAD}Content-Length: +4\r\n\r\n`],
  ['a length below nothing', `${HEAD}Content-Length: -1\r\n\r\n`],
  ['chunks that something follows', `${HEAD}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  ['a name with a NUL', `${HEAD}X\x00Y: 1\r\n\r\n`],
  ['a value with a bare return', `${HEAD}X-Y: 1\rContent-Length: 9\r\n\r\n`],
  ['two hosts', `${HEAD}Host: elsewhere\r\n\r\n`],
  ['another protocol', 'GET /v1/status HTTP/7.0\r\nHost: venue\r\n\r\n'],
])('%s are refused, and nothing behind them is answered', async (_, bytes) => {
  const text = await said(`${bytes}GET /v1/phases HTTP/1.1\r\nHost: venue\r\n\r\n`);
  expect(statuses(text)).toEqual([400]);
});

test.each([
  ['a chunk longer than anything', 'FFFFFFFFFFFFFFFFF\r\n'],
  ['a chunk below nothing', '-1\r\n'],
  ['a chunk whose end is not where it says', '1\r\n{{\r\n0\r\n\r\n'],
])('%s ends the connection, and nothing behind it is answered', async (_, chunk) => {
  const head = `${POST}Transfer-Encoding: chunked\r\n\r\n${chunk}`;
  const text = await said(`${head}GET /v1/phases HTTP/1.1\r\nHost: venue\r\n\r\n`);
  expect(statuses(text)).toEqual([400]);
});

test('chunks without end are refused after the first of them', async () => {
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  const text = await said(`${POST}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(64)}`);
  expect(statuses(text)).toEqual([413]);
});

test('whoever asks before sending too much is told no', async () => {
  const text = await said(`${POST}Expect: 100-continue\r\nContent-Length: 1073741824\r\n\r\n`);
  expect(statuses(text).filter((status) => status !== 100)).toEqual([413]);
});

test('a thousand requests at once on one connection are answered, each once', async () => {
  const text = await said(`${`${HEAD}\r\n`.repeat(999)}${HEAD}Connection: close\r\n\r\n`, 5_000);
  expect(statuses(text)).toEqual(Array.from({ length: 1_000 }, () => 200));
});

test('JSON ten thousand deep is refused, also where it is small enough to be read', async () => {
  const answers: number[] = [];
  for (const body of ['['.repeat(10_000), `${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}`]) {
    const length = `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    answers.push(...statuses(await said(`${POST}${length}${body}`)));
  }
  expect(answers).toEqual([400, 400]);
});

test('headers without end are refused', async () => {
  const text = await said(`${HEAD}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(statuses(text)).toEqual([431]);
});

test.each([
  '/v1/../../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//etc/passwd',
  '/v1/series/1/%00',
])('the path %s leads nowhere', async (path) => {
  const text = await said(`GET ${path} HTTP/1.1\r\nHost: venue\r\nConnection: close\r\n\r\n`);
  expect(statuses(text)[0]).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain('root:');
});

test('a body that is too long is refused before it is read', async () => {
  const text = await said(`${POST}Content-Length: 1073741824\r\n\r\n{`);
  expect(statuses(text)).toEqual([413]);
});

test('a request that never ends is ended', async () => {
  expect(statuses(await said(`${HEAD}X-Slow: `))).toEqual([408]);
});

test('who reads files slowly does not keep the server from closing', async () => {
  const own = await serveApi({
    ...{ host: '127.0.0.1', port: 0, reader: () => reader, access: ACCESS },
    ...{ requestsPerMinute: 1_000_000, nowMs: Date.now, failed: () => undefined },
  });
  const socket = connect(own.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /v1/series/1/trades?format=csv HTTP/1.1\r\nHost: venue\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await own.close();
  socket.destroy();
});

test('health and metrics say how the reader stands', async () => {
  const at = `http://127.0.0.1:${server.port}`;
  expect(await (await fetch(`${at}/healthz`)).json()).toEqual({ status: 'ok', lagCommands: 0 });
  const metrics = await (await fetch(`${at}/metrics`)).text();
  expect(metrics).toMatch(new RegExp(`^patx_reader_sequence ${reader.sequence}$`, 'm'));
  expect(metrics).toMatch(/^patx_reader_unexplained_movements_total 0$/m);
});
