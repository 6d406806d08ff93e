/**
 * Catches ten thousand signals to a dead address that cost more than a few attempts, keep anybody else waiting or fill memory; one that is
 * sent to who holds no seat; an address that is lost or sent everything again after a restart; and a share of the room that is taken whole.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  HOOKS_PER_ACCOUNT_MAX,
  type Hook,
  HookStore,
  HookStoreError,
  hookId,
  SignalHooks,
  type SignalSource,
} from '../../src/hooks/index.js';
import { Egress } from '../../src/http/index.js';
import type { Tier } from '../../src/sigma/index.js';

const SIGNALS = 10_000;
const DAY_MS = 86_400_000;
const WAIT = { timeout: 20_000, interval: 1 };
const folder = mkdtempSync(join(tmpdir(), 'patx-hooks-'));
const got: { path: string; sequence: number; id: string }[] = [];
let server: Server;
let origin = '';
let nowMs = 1_800_000_000_000;
let desks: SignalHooks[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      const { sequence } = JSON.parse(text) as { sequence: number };
      const path = request.url ?? '';
      got.push({ path, sequence, id: String(request.headers['webhook-id']) });
      response.writeHead(path.startsWith('/dead') ? 500 : path === '/gone' ? 410 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const desk of desks) desk.close();
  desks = [];
  got.length = 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A feed of signals that all are there; whose tier says who may read. */
function sourceOf(newest: number, tierOf: (accountId: number) => Tier | undefined): SignalSource {
  return {
    newest: () => newest,
    tierOf: (accountId) => {
      const tier = tierOf(accountId);
      return tier === undefined ? { no: 'NO_ENTITLEMENT: no seat' } : { tier };
    },
    next: (_listing, _tier, cursor) => ({
      cursor: cursor + 1,
      signal: { sequence: cursor + 1 },
    }),
  };
}

const hookOf = (accountId: number, path: string): Hook => ({
  ...{ accountId, listingId: 1, url: `${origin}${path}`, generation: 1, rotatedMs: 0 },
  ...{ cursor: 0, isDisabled: false },
});

function deskIn(
  name: string,
  egress = new Egress({ isSandbox: true, perHostMax: 64 }),
): SignalHooks {
  const store = new HookStore(join(folder, name), join(folder, `${name}.key`));
  const desk = new SignalHooks({ store, egress, nowMs: () => nowMs });
  desks.push(desk);
  return desk;
}

const of = (path: string) => got.filter((one) => one.path === path);
/** Looks until something is so. */
const lookUntil = (desk: SignalHooks, source: SignalSource, isSo: () => void) =>
  vi.waitFor(() => {
    desk.look(source);
    isSo();
  }, WAIT);

test('ten thousand signals to a dead address are eight attempts, and no place in memory, and others get theirs', async () => {
  const desk = deskIn('dead');
  desk.store.put(hookOf(1, '/dead'));
  desk.store.put(hookOf(2, '/well'));
  const source = sourceOf(SIGNALS, () => 'ENTERPRISE');
  await lookUntil(desk, source, () => expect(of('/well').length).toBeGreaterThan(20));
  expect(of('/dead')).toHaveLength(1);
  const dead = () => desk.store.get('1-1') as Hook;
  // A day passes with every look: whatever it is that waits, its time comes.
  await lookUntil(desk, source, () => {
    nowMs += DAY_MS;
    expect(desk.standing(dead()).state).toBe('DISABLED');
  });
  expect(of('/dead')).toHaveLength(8);
  const before = of('/well').length;
  await lookUntil(desk, source, () => expect(of('/well').length).toBeGreaterThan(before + 20));
  expect(of('/dead')).toHaveLength(8);
  // Each came once, in its order.
  const sequences = of('/well').map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, i) => i + 1));
  expect(new Set(of('/dead').map(({ id }) => id)).size).toBe(1);
  // What it missed is where it stands in the journal; it is had again from there.
  expect(dead().cursor).toBe(0);
  desk.replay(dead());
  await lookUntil(desk, source, () => expect(of('/dead')).toHaveLength(9));
});

test('an address that says it is gone is asked no more; who has no seat is sent nothing, and goes on when it has one', async () => {
  const desk = deskIn('gone');
  desk.store.put(hookOf(3, '/gone'));
  desk.store.put(hookOf(4, '/later'));
  desk.store.put(hookOf(5, '/retail'));
  let hasSeat = false;
  const source = sourceOf(3, (account) =>
    account === 4 && !hasSeat ? undefined : account === 5 ? 'RETAIL' : 'PRO',
  );
  const state = (account: number) => desk.standing(desk.store.get(`${account}-1`) as Hook);
  await lookUntil(desk, source, () => expect(state(3).state).toBe('DISABLED'));
  expect(of('/gone')).toHaveLength(1);
  expect(state(4)).toMatchObject({ state: 'NO_SEAT', reason: 'NO_ENTITLEMENT: no seat' });
  expect(state(5)).toMatchObject({ state: 'NO_SEAT', reason: 'TIER: RETAIL has no webhooks' });
  hasSeat = true;
  await lookUntil(desk, source, () => expect(of('/later')).toHaveLength(3));
  expect(of('/retail')).toEqual([]);
});

test('the rate of a tier bounds what is sent a minute', async () => {
  let sent = 0;
  const request = async () => {
    sent += 1;
    return { status: 200, headers: {}, body: new Uint8Array() };
  };
  const desk = deskIn('rate', { request } as unknown as Egress);
  desk.store.put(hookOf(6, '/fast'));
  const source = sourceOf(SIGNALS, () => 'PRO');
  await lookUntil(desk, source, () => expect(desk.store.get('6-1')?.cursor).toBe(600));
  expect(desk.look(source)).toBe(0);
  nowMs += 1_000;
  await lookUntil(desk, source, () => expect(desk.store.get('6-1')?.cursor).toBe(610));
  expect(sent).toBe(610);
});

test('a signal that a tier does not see yet uses up none of its rate', async () => {
  const desk = deskIn('early');
  desk.store.put(hookOf(9, '/early'));
  let isVisible = false;
  const early: SignalSource = {
    ...sourceOf(1, () => 'PRO'),
    next: (_listing, _tier, cursor) =>
      isVisible
        ? { cursor: cursor + 1, signal: { sequence: cursor + 1 } }
        : { cursor, signal: undefined },
  };
  // More looks than the tier has signals a minute.
  for (let looks = 0; looks < 1_000; looks += 1) expect(desk.look(early)).toBe(0);
  isVisible = true;
  expect(desk.look(early)).toBe(1);
  await lookUntil(desk, early, () => expect(of('/early')).toHaveLength(1));
});

test('where the room is full, who holds no seat any more gives way, and nobody who holds one', () => {
  const store = new HookStore(join(folder, 'full'), join(folder, 'full.key'), 3);
  const desk = new SignalHooks({
    ...{ store, nowMs: () => nowMs },
    egress: new Egress({ isSandbox: true, perHostMax: 64 }),
  });
  desks.push(desk);
  const isOver = (hook: Hook) => hook.accountId === 11;
  for (const account of [10, 11, 12]) desk.set(hookOf(account, '/full'), isOver);
  // Setting one's own anew takes nobody's place.
  desk.set(hookOf(12, '/other'), isOver);
  expect([...store.all()].map(({ accountId }) => accountId)).toEqual([10, 11, 12]);
  desk.set(hookOf(13, '/full'), isOver);
  const left = [10, 12, 13];
  expect([...store.all()].map(({ accountId }) => accountId).sort()).toEqual(left);
  expect(() => desk.set(hookOf(14, '/full'), isOver)).toThrow('3 are set in all');
  expect([...store.all()].map(({ accountId }) => accountId).sort()).toEqual(left);
  expect(readdirSync(join(folder, 'full'))).toHaveLength(3);
});

test('how far many got is put on disk a few at a time, each in its turn, and all of it at the end', () => {
  const store = new HookStore(join(folder, 'few'), join(folder, 'few.key'));
  const ids = [1, 2, 3].map((account) => `${account}-1`);
  for (const account of [1, 2, 3]) store.put(hookOf(account, '/few'));
  const onDisk = () => {
    const again = new HookStore(join(folder, 'few'), join(folder, 'few.key'));
    return ids.map((id) => again.get(id)?.cursor);
  };
  for (const id of ids) store.move(id, { cursor: 7 });
  store.save(2);
  expect(onDisk()).toEqual([7, 7, 0]);
  // Who got further again waits behind who waits already.
  store.move('1-1', { cursor: 8 });
  store.save(1);
  expect(onDisk()).toEqual([7, 7, 7]);
  store.save();
  expect(onDisk()).toEqual([8, 7, 7]);
});

test('an address is private on disk without its secret, stays after a restart, and an account has a bounded number', () => {
  const desk = deskIn('kept');
  desk.store.put({ ...hookOf(7, '/kept'), cursor: 5 });
  const [secret = ''] = desk.store.secretsOf(hookOf(7, '/kept'), nowMs);
  desk.store.move('7-1', { cursor: 9 });
  desk.close();
  const again = new HookStore(join(folder, 'kept'), join(folder, 'kept.key'));
  const kept = again.get('7-1') as Hook;
  expect(kept.cursor).toBe(9);
  expect(again.secretsOf(kept, nowMs)).toEqual([secret]);
  expect(again.secretsOf(hookOf(8, '/kept'), nowMs)).not.toContain(secret);
  const rotated = { ...kept, generation: 2, rotatedMs: nowMs };
  expect(again.secretsOf(rotated, nowMs)).toEqual([expect.not.stringMatching(secret), secret]);
  expect(again.secretsOf(rotated, nowMs + DAY_MS)).toHaveLength(1);
  for (const name of readdirSync(join(folder, 'kept'))) {
    const file = join(folder, 'kept', name);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
  }
  for (let listingId = 2; listingId <= HOOKS_PER_ACCOUNT_MAX; listingId += 1) {
    again.put({ ...kept, listingId });
  }
  expect(() => again.put({ ...kept, listingId: 99 })).toThrow(HookStoreError);
  again.put({ ...kept, accountId: 8 });
  again.remove(hookId(kept));
  again.put({ ...kept, listingId: 99 });
  expect(new HookStore(join(folder, 'kept'), join(folder, 'kept.key')).get('7-1')).toBeUndefined();
});
