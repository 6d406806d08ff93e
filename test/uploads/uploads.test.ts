/**
 * Catches an upload that a broken connection or a restart loses, that another account sees, writes or ends, that grows past its
 * length, or whose bytes are plain on disk. Over real sockets.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DirectoryStore } from '../../src/objects/index.js';
import {
  CONTENT_HASH_HEADER,
  createUploads,
  OBJECT_ADDRESS_HEADER,
} from '../../src/uploads/index.js';
import { CANARY, contentAt } from '../objects/content.js';

const TOTAL = 2_500_000;
const OWNERS: Readonly<Record<string, string>> = { 'Bearer five': '5', 'Bearer six': '6' };
let folder: string;
let store: DirectoryStore;
let server: ServerType;
let base: string;

async function start(): Promise<void> {
  store = new DirectoryStore({
    directory: join(folder, 'bytes'),
    keysDirectory: join(folder, 'keys'),
    uploadsPerOwnerMax: 3,
  });
  const uploads = createUploads({
    ...{ store, path: '/uploads', bytesMax: 5_000_000 },
    ownerOf: ({ headers }) => OWNERS[headers.get('authorization') ?? ''],
  });
  const app = new Hono();
  app.all('/uploads', (c) => uploads(c.req.raw));
  app.all('/uploads/*', (c) => uploads(c.req.raw));
  await new Promise<void>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const stop = () => new Promise((resolve) => server.close(resolve));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patx-uploads-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
  readonly token?: string;
}

const call = ({ method, path, headers = {}, body, token = 'five' }: Call): Promise<Response> =>
  fetch(`${base}${path}`, {
    method,
    headers: { 'Tus-Resumable': '1.0.0', authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
  } as RequestInit);

async function begun(size = TOTAL): Promise<string> {
  const answer = await call({
    method: 'POST',
    path: '/uploads',
    headers: { 'Upload-Length': String(size) },
  });
  expect(answer.status).toBe(201);
  return answer.headers.get('location') as string;
}

const patch = (path: string, offset: number, body: Uint8Array, token = 'five') =>
  call({
    ...{ method: 'PATCH', path, body, token },
    headers: { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
  });

const offsetOf = async (path: string, token = 'five') => {
  const answer = await call({ method: 'HEAD', path, token });
  return answer.ok ? Number(answer.headers.get('upload-offset')) : answer.status;
};

test('in parts, over a broken connection and a restart, to an object that is what was sent', async () => {
  const path = await begun();
  expect((await patch(path, 0, contentAt(0, 700_000))).status).toBe(204);
  await broken(path, 700_000);
  let offset = await offsetOf(path);
  expect(offset).toBeGreaterThan(700_000);
  expect(offset).toBeLessThan(TOTAL);
  await stop();
  await start();
  expect(await offsetOf(path)).toBe(offset);
  for (const file of filesIn(folder)) expect(readFileSync(file).includes(CANARY)).toBe(false);
  const last = await patch(path, offset, contentAt(offset, TOTAL));
  expect(last.status).toBe(204);
  offset = Number(last.headers.get('upload-offset'));
  expect(offset).toBe(TOTAL);
  const expected = contentAt(0, TOTAL);
  expect(last.headers.get(CONTENT_HASH_HEADER)).toBe(
    createHash('sha256').update(expected).digest('hex'),
  );
  const object = await store.open(last.headers.get(OBJECT_ADDRESS_HEADER) as string);
  expect(object.owner).toBe('5');
  expect(Buffer.compare(await object.read(0, TOTAL), expected)).toBe(0);
  await object.close();
  expect(filesIn(join(folder, 'bytes')).length).toBe(1);
});

/** Says that everything comes, sends a part, and is gone. */
function broken(path: string, offset: number): Promise<void> {
  return new Promise((resolve) => {
    const request = httpRequest(`${base}${path}`, {
      method: 'PATCH',
      headers: {
        ...{ 'Tus-Resumable': '1.0.0', authorization: 'Bearer five' },
        ...{ 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
        'Content-Length': String(TOTAL - offset),
      },
    });
    request.on('error', () => {});
    request.on('close', () => setTimeout(resolve, 1_500));
    request.write(contentAt(offset, offset + 900_000), () =>
      setTimeout(() => request.destroy(), 300),
    );
  });
}

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => join(root, file))
    .filter((file) => statSync(file).isFile());
}

test('nobody and another owner', async () => {
  const path = await begun();
  await patch(path, 0, contentAt(0, 1_000));
  for (const method of ['HEAD', 'PATCH', 'DELETE', 'POST']) {
    expect((await call({ method, path, token: 'nobody' })).status, method).toBe(401);
  }
  expect(await offsetOf(path, 'six')).toBe(404);
  expect((await patch(path, 1_000, contentAt(1_000, 2_000), 'six')).status).toBe(404);
  expect((await call({ method: 'DELETE', path, token: 'six' })).status).toBe(404);
  expect(await offsetOf(path)).toBe(1_000);
  // An owner that a client names is not believed.
  const named = await call({
    ...{ method: 'POST', path: '/uploads', token: 'six' },
    headers: { 'Upload-Length': '5', 'Upload-Metadata': `owner ${btoa('5')}` },
  });
  expect(await offsetOf(named.headers.get('location') as string)).toBe(404);
  expect(await offsetOf(named.headers.get('location') as string, 'six')).toBe(0);
});

test('lengths, offsets and numbers are held', async () => {
  const path = await begun(1_000);
  expect((await patch(path, 5, contentAt(5, 10))).status).toBe(409);
  const tooMuch = await patch(path, 0, contentAt(0, 2_000));
  expect(tooMuch.status).toBeGreaterThanOrEqual(400);
  expect(await offsetOf(path)).toBeLessThanOrEqual(1_000);
  const large = await call({
    method: 'POST',
    path: '/uploads',
    headers: { 'Upload-Length': '5000001' },
  });
  expect(large.status).toBe(413);
  const none = await call({ method: 'POST', path: '/uploads' });
  expect(none.status).toBe(400);
  await begun();
  await begun();
  const fourth = await call({
    method: 'POST',
    path: '/uploads',
    headers: { 'Upload-Length': '5' },
  });
  expect(fourth.status).toBe(429);
  expect((await call({ method: 'DELETE', path })).status).toBe(204);
  expect(await offsetOf(path)).toBe(404);
  await begun();
});

test('names that are none, and reading', async () => {
  for (const name of ['..%2f..%2fkeys%2fring', 'u0', '%00', 'x'.repeat(500)]) {
    expect(await offsetOf(`/uploads/${name}`), name).toBe(404);
  }
  expect((await call({ method: 'GET', path: await begun() })).status).toBe(405);
});
