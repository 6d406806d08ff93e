/**
 * Catches an alert that is told too early, twice, or not at all, one that nobody can check the origin of, one that is told on though
 * somebody looks after it, and a channel that is dead without anybody knowing: real sinks for webhook and mail on this machine.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AlertDesk } from '../../src/api/alerts/alert-desk.js';
import { AlertWatch } from '../../src/api/alerts/alert-watch.js';
import { sourceOf } from '../../src/api/context.js';
import { createApi, WEBHOOK } from '../../src/api/index.js';
import type { EngineFacts } from '../../src/api/now/engine-facts.js';
import { NowBoard, type NowItem } from '../../src/api/now/now-board.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import {
  Egress,
  isSignedWebhook,
  MailSender,
  secretBytes,
  secretText,
  WebhookSender,
} from '../../src/http/index.js';
import { COMMAND_KIND } from '../../src/values/index.js';
import { ACCESS, ORIGIN, openVenue, signed } from './venue.js';

const SECRET = secretText(new Uint8Array(32).fill(3));
const item = (key: string): NowItem => ({
  ...{ key, checkId: key, severity: 'bad', title: key, cause: '', sinceMs: 0, cost: '', may: '' },
  runbook: '',
});
const RULES = { holdMs: 100, repeatMs: 1_000 };
const never = (): number => 0;

test('a trouble is told once it lasted, again while nobody acknowledged it, and its end once that lasted', () => {
  const watch = new AlertWatch();
  const told = (atMs: number, keys: string[], acknowledged = never): string[] =>
    watch
      .look(keys.map(item), RULES, atMs, acknowledged)
      .map(({ event, item: { key } }) => `${event} ${key}`);
  expect(told(0, ['a'])).toEqual([]);
  expect(told(50, ['a'])).toEqual([]);
  expect(told(100, ['a', 'b'])).toEqual(['FIRING a']);
  expect(told(150, ['a', 'b'])).toEqual([]);
  // It is gone for a moment: the same alert, not another.
  expect(told(180, ['b'])).toEqual([]);
  expect(told(210, ['a', 'b'])).toEqual(['FIRING b']);
  expect(told(1_100, ['a', 'b'])).toEqual(['REPEATED a']);
  expect(told(1_210, ['a', 'b'], () => 1)).toEqual([]);
  expect(told(2_300, ['a', 'b'])).toEqual(['REPEATED a', 'REPEATED b']);
  expect(told(2_350, ['a'])).toEqual([]);
  expect(told(2_400, ['a'])).toEqual(['RESOLVED b']);
  // What came and went before it lasted was never told, and neither is its end.
  expect(told(2_410, ['a', 'c'])).toEqual([]);
  expect(told(2_600, ['a'])).toEqual([]);
  expect(watch.active().map(({ item: { key } }) => key)).toEqual(['a']);
  const many = new AlertWatch();
  const keys = Array.from({ length: 2_000 }, (_, i) => item(`k${i}`));
  many.look(keys, RULES, 0, never);
  expect(many.look(keys, RULES, 100, never)).toHaveLength(512);
});

interface Got {
  readonly body: Readonly<Record<string, string>>;
  readonly isSigned: boolean;
}
const hooks: Got[] = [];
const mails: string[] = [];
let status = 200;
let hook: Server;
let smtp: SMTPServer;
let venue: Awaited<ReturnType<typeof openVenue>>;

beforeAll(async () => {
  venue = await openVenue();
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const header = (name: string): string => String(request.headers[name]);
      const timestampS = Number(header('webhook-timestamp'));
      const message = { id: header('webhook-id'), timestampS, body };
      const secret = secretBytes(SECRET) as Buffer;
      const check = { secret, nowS: timestampS };
      const isSigned = isSignedWebhook(message, header('webhook-signature'), check);
      hooks.push({ body: JSON.parse(body) as Got['body'], isSigned });
      response.writeHead(status).end();
    });
  });
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
}, 60_000);
afterAll(async () => {
  hook.closeAllConnections();
  hook.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

/** An engine with which nothing is wrong but what is said. */
const engineAt = (atMs: number, followerLag = 0): EngineFacts => ({
  ...{ atMs, isAccepting: true, durableSequence: 900_000, lastCommitMs: 1, clockAheadMs: 0 },
  disk: { freeBytes: 1e12, reserveBytes: 1e9, isLow: false },
  gateway: { sessions: 1, sessionsMax: 1_000 },
  desk: {
    followerSequence: 900_000 - followerLag,
    ...{ lastSnapshotSequence: 1, snapshotsFailed: 0 },
  },
});

function open(isSandbox = true) {
  const clock = { ms: Date.now(), lag: 0 };
  const nowMs = () => clock.ms;
  const egress = new Egress({ isSandbox });
  const webhook = new WebhookSender({ egress, nowMs });
  const url = `http://127.0.0.1:${portOf(hook)}/alerts`;
  expect(webhook.setEndpoint(WEBHOOK, { url, secrets: [SECRET] })).toBe('SET');
  const mail = new MailSender({
    ...{ server: `smtp://127.0.0.1:${portOf(smtp.server)}`, password: '', egress, nowMs },
    ...{ from: 'venue@patx.example', to: ['night@patx.example', 'day@patx.example'] },
  });
  const desk = new AlertDesk({ webhook, mail }, nowMs);
  const engine = () => engineAt(clock.ms, clock.lag);
  const board = new NowBoard(nowMs, engine, () => desk.states());
  const source = sourceOf(venue.reader);
  /** Looks some time later. */
  const look = (afterMs: number) => {
    clock.ms += afterMs;
    return desk.look(board, source);
  };
  return { clock, desk, board, source, look, nowMs, engine };
}

const arrived = (count: number): Promise<void> =>
  vi.waitFor(() => expect(hooks.length).toBe(count), { timeout: 20_000, interval: 20 });

test('what is wrong is told by webhook and by mail, signed, retried, once, and its end too', async () => {
  const { clock, desk, look } = open();
  // What this venue has of itself.
  look(1_000);
  look(10_000);
  await vi.waitFor(() => expect(mails.length).toBe(hooks.length), { timeout: 20_000 });
  const own = hooks.length;
  clock.lag = 500_000;
  look(1_000);
  status = 500;
  look(6_000);
  await arrived(own + 1);
  expect(hooks.at(-1)).toMatchObject({
    isSigned: true,
    body: { event: 'FIRING', key: 'follower-behind/all', severity: 'bad' },
  });
  await vi.waitFor(() => expect(mails.length).toBe(own + 1), { timeout: 20_000 });
  expect(mails.at(-1)).toMatch(/Subject: \[PATX FIRING\] The second copy of the core is 500,000/);
  expect(mails.at(-1)).toMatch(/To: night@patx.example, day@patx.example/);
  // The webhook failed: it is tried again, and meanwhile that is itself what is wrong.
  await vi.waitFor(() => expect(desk.states()[0]?.state).toBe('WAITING'));
  const notes = [...look(1_000), ...look(6_000)];
  expect(notes.map(({ item: { key } }) => key)).toContain('alerts-undelivered/webhook');
  status = 200;
  clock.ms += 10_000;
  desk.test(3);
  await vi.waitFor(() => expect(desk.states()[0]).toMatchObject({ state: 'READY', waiting: 0 }), {
    timeout: 20_000,
  });
  const firing = hooks.filter(({ body }) => body.key === 'follower-behind/all');
  expect(new Set(firing.map(({ body }) => `${body.alertId} ${body.event}`)).size).toBe(1);
  expect(firing.length).toBe(2);
  clock.lag = 0;
  look(1_000);
  look(6_000);
  await vi.waitFor(
    () => {
      const ended = hooks.filter(({ body }) => body.event === 'RESOLVED');
      expect(ended.map(({ body }) => body.key).sort()).toEqual([
        'alerts-undelivered/webhook',
        'follower-behind/all',
      ]);
    },
    { timeout: 20_000 },
  );
  await vi.waitFor(() => expect(desk.states().map(({ waiting }) => waiting)).toEqual([0, 0]), {
    timeout: 20_000,
  });
  desk.close();
});

test('outside a sandbox nothing goes to this machine, and a dead channel is red on the board alone', async () => {
  const { desk, board, source, look } = open(false);
  const before = [hooks.length, mails.length];
  const keys = () =>
    board.look(source).items.flatMap(({ key }) => (key.startsWith('alerts-') ? [key] : []));
  expect(keys()).toEqual([]);
  desk.test(3);
  await vi.waitFor(() =>
    expect(desk.states().map(({ state }) => state)).toEqual(['WAITING', 'WAITING']),
  );
  look(1_000);
  expect(keys().sort()).toEqual(['alerts-undelivered/mail', 'alerts-undelivered/webhook']);
  expect([hooks.length, mails.length]).toEqual(before);
  desk.close();
});

test('overseers see alerts, operators acknowledge and test them, nobody else does', async () => {
  const { desk, engine } = open();
  const api = createApi({
    ...{
      reader: () => venue.reader,
      access: ACCESS,
      requestsPerMinute: 1_000_000,
      nowMs: Date.now,
    },
    ...{ alerts: desk, engine },
    failed: (error) => {
      throw error;
    },
  });
  const ask = async (method: string, path: string, by?: keyof typeof venue.parties) => {
    const request = new Request(`${ORIGIN}${path}`, { method });
    const party = by === undefined ? undefined : venue.parties[by];
    return await api.request(party === undefined ? request : await signed(request, party));
  };
  expect((await ask('GET', '/v1/alerts')).status).toBe(401);
  expect((await ask('GET', '/v1/alerts', 'consumer')).status).toBe(403);
  const seen = await ask('GET', '/v1/alerts', 'auditor');
  expect(await seen.json()).toMatchObject({
    channels: [{ channel: 'webhook' }, { channel: 'mail' }],
  });
  expect((await ask('POST', '/v1/alerts/test', 'consumer')).status).toBe(403);
  // An auditor looks and does not act.
  expect((await ask('POST', '/v1/alerts/test', 'auditor')).status).toBe(403);
  desk.close();
});

test('an alert that an operator acknowledged since it began is not told again', () => {
  const { clock, desk, look, source } = open();
  const key = 'follower-behind/all';
  const [at] = venue.reader.database
    .prepare('SELECT time_ms FROM commands WHERE kind = ?')
    .rows([COMMAND_KIND.ACKNOWLEDGE_ALERT]);
  const acknowledgedMs = Number(at?.[0]);
  clock.ms = acknowledgedMs - 10_000;
  clock.lag = 500_000;
  const events = (afterMs: number) =>
    look(afterMs).flatMap(({ event, item }) => (item.key === key ? [event] : []));
  expect([events(0), events(5_000)]).toEqual([[], ['FIRING']]);
  const [state] = desk.active(source).filter((one) => one.key === key);
  expect(state).toMatchObject({ acknowledgedMs, acknowledgedBy: FIRST_OPERATOR_ACCOUNT });
  expect(events(15_000_000)).toEqual([]);
  // It ends and comes back: that is another one, which nobody acknowledged.
  clock.lag = 0;
  expect([events(1_000), events(6_000)]).toEqual([[], ['RESOLVED']]);
  clock.lag = 500_000;
  expect([events(1_000), events(6_000)]).toEqual([[], ['FIRING']]);
  expect(events(15_000_000)).toEqual(['REPEATED']);
  desk.close();
});
