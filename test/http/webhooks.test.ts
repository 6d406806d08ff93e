// Rows: SE13.
// Catches webhooks that are unsigned, wrongly signed, replayable, lost, delivered out of order or twice after success; a dead end point that
// costs more than its attempts, holds up others or fills memory; dead letters that cannot be replayed.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Delivery,
  type DeliveryResult,
  Egress,
  isSignedWebhook,
  RETRY_DELAYS_MS,
  secretBytes,
  secretText,
  WEBHOOK_LIMITS,
  WebhookQueue,
  WebhookSender,
  webhookHeaders,
} from '../../src/http/index.js';

const LIMITS = { endpointsMax: 3, perEndpointMax: 5, deadLettersMax: 4, underWayMax: 2 };
const message = (at: number) => ({ id: `msg_${at}`, body: `{"at":${at}}` });

/** An honest end point that answers after 100 ms, and two hundred others; each gets a message a second. */
class Crowd {
  private readonly queue = new WebhookQueue();
  private readonly ids = ['honest', ...Array.from({ length: 200 }, (_, at) => `late-${at}`)];
  private readonly sentTo = new Map<string, number>();
  private readonly waits: number[] = [];
  private underWay: { atMs: number; delivery: Delivery; result: DeliveryResult }[] = [];
  private readonly takesMs: (n: number) => number;
  private readonly late: DeliveryResult;

  /** @param takesMs of the nth message to one of the others; @param late what comes of one that takes more than a second */
  constructor(takesMs: (n: number) => number, late: DeliveryResult) {
    this.takesMs = takesMs;
    this.late = late;
    for (const id of this.ids) this.queue.addEndpoint(id);
  }

  /** How long each message to the honest one waited, in their order. */
  run(spanMs: number): readonly number[] {
    for (let nowMs = 0; nowMs < spanMs; nowMs += 100) {
      if (nowMs % 1_000 === 0) this.send(nowMs);
      for (const { delivery, result } of this.underWay.filter(({ atMs }) => atMs <= nowMs)) {
        this.queue.settle(delivery, result, nowMs);
      }
      this.underWay = this.underWay.filter(({ atMs }) => atMs > nowMs);
      for (const delivery of this.queue.take(nowMs)) this.begin(delivery, nowMs);
    }
    return this.waits;
  }

  private send(nowMs: number): void {
    for (const id of this.ids) {
      if (this.queue.status(id)?.state === 'DISABLED') this.queue.replay(id);
      this.queue.enqueue(id, message(nowMs));
    }
  }

  private begin(delivery: Delivery, nowMs: number): void {
    const { endpoint, message } = delivery;
    const n = this.sentTo.get(endpoint) ?? 0;
    this.sentTo.set(endpoint, n + 1);
    const isHonest = endpoint === 'honest';
    if (isHonest) this.waits.push(nowMs - Number(message.id.slice('msg_'.length)));
    const tookMs = isHonest ? 100 : this.takesMs(n);
    const result = isHonest || tookMs <= 1_000 ? 'DELIVERED' : this.late;
    this.underWay.push({ atMs: nowMs + tookMs, delivery, result });
  }
}

describe('signatures', () => {
  // The test vector of the reference libraries of Standard Webhooks.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const vector = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampS: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  const raw = secretBytes(secret) as Buffer;

  it('are those of the reference', () => {
    const headers = webhookHeaders(vector, [raw]);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(headers['webhook-id']).toBe(vector.id);
    expect(headers['webhook-timestamp']).toBe('1614265330');
  });

  it('hold for the message, the time and the secret, and for nothing else', () => {
    const other = Buffer.alloc(32, 1);
    const signatures = webhookHeaders(vector, [other, raw])['webhook-signature'] as string;
    const check = (over: object, key: Uint8Array = raw, late = 0): boolean =>
      isSignedWebhook({ ...vector, ...over }, signatures, {
        secret: key,
        nowS: vector.timestampS + late,
      });
    expect(check({})).toBe(true);
    expect(check({}, other)).toBe(true);
    expect(check({}, Buffer.alloc(32, 2))).toBe(false);
    expect(check({ body: `${vector.body} ` })).toBe(false);
    expect(check({ id: 'msg_other' })).toBe(false);
    expect(check({}, raw, 300)).toBe(true);
    expect(check({}, raw, 301)).toBe(false);
    expect(check({ timestampS: Number.NaN })).toBe(false);
  });

  it('take secrets of 24 to 64 bytes', () => {
    expect(secretBytes(secretText(Buffer.alloc(23)))).toBeUndefined();
    expect(secretBytes(secretText(Buffer.alloc(65)))).toBeUndefined();
    expect(secretBytes(secretText(Buffer.alloc(64)))).toHaveLength(64);
    for (const bad of ['', 'whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_****']) {
      expect(secretBytes(bad)).toBeUndefined();
    }
  });
});

describe('the queue', () => {
  it('delivers in order, keeps to its bounds and loses nothing without counting it', () => {
    const step = fc.record({
      kind: fc.constantFrom('enqueue', 'take', 'settle', 'replay', 'wait'),
      endpoint: fc.integer({ min: 0, max: 2 }),
      result: fc.constantFrom<DeliveryResult>('DELIVERED', 'FAILED', 'FAILED', 'GONE'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = new WebhookQueue(LIMITS);
        for (const id of ['0', '1', '2']) queue.addEndpoint(id);
        expect(queue.addEndpoint('3')).toBe(false);
        const sent = new Map([0, 1, 2].map((id) => [String(id), 0]));
        const open: Delivery[] = [];
        let [nowMs, next] = [0, 0];
        const act = {
          enqueue: (id: string) => {
            next += 1;
            queue.enqueue(id, message(next));
            sent.set(id, (sent.get(id) as number) + 1);
          },
          take: () => open.push(...queue.take(nowMs)),
          settle: (_: string, result: DeliveryResult) => {
            const delivery = open.shift();
            if (delivery !== undefined) queue.settle(delivery, result, nowMs);
          },
          replay: (id: string) => queue.replay(id),
          wait: () => {
            nowMs += 3_600_000;
          },
        };
        for (const { kind, endpoint, result } of steps) {
          act[kind](String(endpoint), result);
          expect(open.length).toBeLessThanOrEqual(LIMITS.underWayMax);
          expect(new Set(open.map((one) => one.endpoint)).size).toBe(open.length);
          for (const [id, count] of sent) {
            const status = queue.status(id);
            if (status === undefined) throw new Error(`no end point ${id}`);
            const { waiting, deadLetters, dropped, delivered } = status;
            expect(waiting + deadLetters + dropped + delivered).toBe(count);
            expect(waiting).toBeLessThanOrEqual(LIMITS.perEndpointMax);
            expect(deadLetters).toBeLessThanOrEqual(LIMITS.deadLettersMax);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('ten thousand messages to a dead end point cost eight attempts, and others do not wait', () => {
    const queue = new WebhookQueue();
    queue.addEndpoint('dead');
    queue.addEndpoint('live');
    for (let at = 0; at < 10_000; at += 1) queue.enqueue('dead', message(at));
    let [nowMs, attempts, delivered] = [0, 0, 0];
    for (let round = 0; round < 3_000; round += 1) {
      queue.enqueue('live', message(round));
      for (const delivery of queue.take(nowMs)) {
        const isDead = delivery.endpoint === 'dead';
        if (isDead) attempts += 1;
        else delivered += 1;
        queue.settle(delivery, isDead ? 'FAILED' : 'DELIVERED', nowMs);
      }
      nowMs += 60_000;
    }
    expect(attempts).toBe(RETRY_DELAYS_MS.length + 1);
    expect(delivered).toBe(3_000);
    const status = queue.status('dead');
    expect(status).toMatchObject({ state: 'DISABLED', waiting: 0 });
    expect(status?.deadLetters).toBe(WEBHOOK_LIMITS.deadLettersMax);
    expect(status?.dropped).toBe(10_000 - WEBHOOK_LIMITS.deadLettersMax);
  });

  it('however many end points hang, those that answer have half of the places', () => {
    const limits = { ...LIMITS, endpointsMax: 100, underWayMax: 4 };
    const queue = new WebhookQueue(limits);
    const well = ['a', 'b'];
    for (const id of well) {
      queue.addEndpoint(id);
      queue.enqueue(id, message(0));
      for (const one of queue.take(0)) queue.settle(one, 'DELIVERED', 0);
    }
    for (let at = 0; at < 50; at += 1) {
      queue.addEndpoint(`hang-${at}`);
      queue.enqueue(`hang-${at}`, message(at));
    }
    const hanging = queue.take(0);
    expect(hanging).toHaveLength(2);
    // Nothing is due until one of them has failed: a sender that asked again at once would never sleep.
    expect(queue.nextDueMs()).toBeUndefined();
    for (let round = 0; round < 10; round += 1) {
      for (const id of well) queue.enqueue(id, message(100 + round));
      expect(queue.nextDueMs()).toBe(0);
      const taken = queue.take(0);
      expect(taken.map(({ endpoint }) => endpoint).sort()).toEqual(well);
      for (const one of taken) queue.settle(one, 'DELIVERED', 0);
    }
    // Who fails once is among those that may hang, until it takes something again.
    queue.enqueue('a', message(200));
    const [last] = queue.take(0);
    queue.settle(last as Delivery, 'FAILED', 0);
    expect(queue.take(86_400_000)).toEqual([]);
    // One that fails leaves its place to the next.
    queue.settle(hanging[1] as Delivery, 'FAILED', 0);
    expect(queue.take(0).map(({ endpoint }) => endpoint)).toEqual(['hang-2']);
  });

  it('an end point that is removed and added again has no place more, and counts as before', () => {
    const queue = new WebhookQueue({ ...LIMITS, underWayMax: 4 });
    const add = (id: string, at: number) => {
      queue.addEndpoint(id);
      return queue.enqueue(id, message(at));
    };
    for (const [at, id] of ['a', 'b', 'c'].entries()) add(id, at);
    const [first, second] = queue.take(0) as [Delivery, Delivery];
    // The requests go on: whoever sets its address anew each time would have as many under way as it likes.
    for (let again = 0; again < 10; again += 1) {
      queue.removeEndpoint('a');
      expect(queue.status('a')).toBeUndefined();
      expect(queue.enqueue('a', message(9))).toBe('NO_SUCH_ENDPOINT');
      // The same message, as of one that is replayed.
      expect(add('a', 0)).toBe('QUEUED');
      expect(queue.take(0)).toEqual([]);
    }
    // That the old address took it says nothing of the new one.
    expect(queue.settle(first, 'DELIVERED', 10_000)).toBe(false);
    expect(queue.status('a')).toMatchObject({ waiting: 1, delivered: 0 });
    expect(queue.settle(second, 'DELIVERED', 10_000)).toBe(true);
    const taken = queue.take(10_000);
    expect(taken.map(({ endpoint }) => endpoint)).toEqual(['c', 'a']);
    for (const one of taken) expect(queue.settle(one, 'DELIVERED', 10_000)).toBe(true);
    // It answered at once this time, and is one that may hang as long as before; the others answer.
    queue.removeEndpoint('c');
    expect(add('d', 20)).toBe('QUEUED');
    expect(queue.addEndpoint('e')).toBe(false);
    for (const id of ['a', 'b']) queue.enqueue(id, message(20));
    // All three may hang: two of four places are theirs.
    expect(queue.take(10_000)).toHaveLength(2);
  });

  // Addresses that answer every other message at once and let the next hang had all places for 99 % of the time, and an honest one 11 of 300.
  it.each([
    ['let every other one hang', (n: number) => (n % 2 === 0 ? 0 : 10_000), 'FAILED', 65_000],
    ['let one of six hang', (n: number) => (n % 6 < 5 ? 0 : 10_000), 'FAILED', 65_000],
    ['take their time and say it arrived', () => 9_900, 'DELIVERED', 1_500],
    ['take what is not yet long', () => 900, 'DELIVERED', 1_500],
  ] as const)(
    'two hundred that %s keep nobody waiting for long, and but once',
    (_, takesMs, late, onceMs) => {
      const crowd = new Crowd(takesMs, late);
      const waits = crowd.run(300_000);
      expect(waits.length).toBeGreaterThan(290);
      expect(Math.max(...waits)).toBeLessThan(onceMs);
      // Who let one hang counts as one that may for so long that it cannot come again soon.
      expect(Math.max(...waits.slice(120))).toBeLessThan(1_500);
    },
  );

  it('waits longer after each failure, and begins anew after a success', () => {
    const queue = new WebhookQueue();
    queue.addEndpoint('e');
    queue.enqueue('e', message(1));
    queue.enqueue('e', message(2));
    let nowMs = 0;
    const waits: number[] = [];
    for (const _ of RETRY_DELAYS_MS) {
      const [delivery] = queue.take(nowMs);
      queue.settle(delivery as Delivery, 'FAILED', nowMs);
      const dueMs = queue.nextDueMs() as number;
      expect(queue.take(dueMs - 1)).toEqual([]);
      waits.push(dueMs - nowMs);
      nowMs = dueMs;
    }
    for (const [at, delayMs] of RETRY_DELAYS_MS.entries()) {
      expect(waits[at]).toBeGreaterThanOrEqual(delayMs);
      expect(waits[at]).toBeLessThanOrEqual(1.1 * delayMs);
    }
    const [last] = queue.take(nowMs);
    queue.settle(last as Delivery, 'DELIVERED', nowMs);
    expect(queue.take(nowMs)).toMatchObject([{ message: { id: 'msg_2' }, attempt: 1 }]);
  });

  it('replays dead letters in their order, before what came since', () => {
    const queue = new WebhookQueue({ ...LIMITS, perEndpointMax: 3 });
    queue.addEndpoint('e');
    for (let at = 1; at <= 2; at += 1) queue.enqueue('e', message(at));
    queue.settle(queue.take(0)[0] as Delivery, 'GONE', 0);
    expect(queue.enqueue('e', message(3))).toBe('DEAD_LETTER');
    expect(queue.replay('e')).toBe(3);
    expect(queue.enqueue('e', message(4))).toBe('DEAD_LETTER');
    const order: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const [delivery] = queue.take(0);
      order.push(delivery?.message.id ?? 'none');
      queue.settle(delivery as Delivery, 'DELIVERED', 0);
    }
    expect(order).toEqual(['msg_1', 'msg_2', 'msg_3']);
    expect(queue.replay('nobody')).toBe(0);
  });
});

describe('the sender', () => {
  const servers: Server[] = [];
  const senders: WebhookSender[] = [];
  afterEach(() => {
    for (const sender of senders.splice(0)) sender.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  interface Received {
    readonly body: string;
    readonly isSigned: boolean;
  }
  const secret = secretText(Buffer.alloc(32, 9));

  /** A receiver that checks signatures and answers as told; 204 when nothing is told. */
  async function sink(answers: number[]): Promise<{ port: number; received: Received[] }> {
    const received: Received[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        const { headers } = request;
        const told = {
          id: String(headers['webhook-id']),
          timestampS: Number(headers['webhook-timestamp']),
          body,
        };
        const isSigned = isSignedWebhook(told, String(headers['webhook-signature']), {
          secret: secretBytes(secret) as Buffer,
          nowS: told.timestampS,
        });
        received.push({ body, isSigned });
        response.writeHead(answers.shift() ?? 204).end();
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: (server.address() as AddressInfo).port, received };
  }

  function sender(nowMs: () => number = Date.now, isSandbox = true) {
    const settled: string[] = [];
    const made = new WebhookSender({
      egress: new Egress({ isSandbox }),
      nowMs,
      onSettled: ({ message: { id } }, result, reason) => settled.push(`${id} ${result} ${reason}`),
    });
    senders.push(made);
    return { sender: made, settled };
  }

  it('delivers what it is sent, signed, in order', async () => {
    const { port, received } = await sink([]);
    const { sender: webhooks } = sender();
    expect(webhooks.setEndpoint('e', { url: `http://127.0.0.1:${port}/`, secrets: [secret] })).toBe(
      'SET',
    );
    for (let at = 0; at < 20; at += 1) expect(webhooks.send('e', message(at))).toBe('QUEUED');
    await expect.poll(() => received.length).toBe(20);
    expect(received.map(({ body }) => body)).toEqual(
      Array.from({ length: 20 }, (_, at) => message(at).body),
    );
    expect(received.every(({ isSigned }) => isSigned)).toBe(true);
  });

  it('tries again, gives up at 410, and replays', async () => {
    const { port, received } = await sink([500, 204, 410]);
    let nowMs = 1_000_000;
    const { sender: webhooks, settled } = sender(() => nowMs);
    webhooks.setEndpoint('e', { url: `http://127.0.0.1:${port}/`, secrets: [secret] });
    webhooks.send('e', message(1));
    await expect.poll(() => settled.length).toBe(1);
    nowMs += 60_000;
    webhooks.send('e', message(2));
    await expect
      .poll(() => settled)
      .toEqual(['msg_1 FAILED 500', 'msg_1 DELIVERED 204', 'msg_2 GONE 410']);
    expect(webhooks.queue.status('e')).toMatchObject({ state: 'DISABLED', deadLetters: 1 });
    expect(webhooks.replay('e')).toBe(1);
    await expect.poll(() => received.length).toBe(4);
    await expect.poll(() => webhooks.queue.status('e')?.delivered).toBe(2);
  });

  it('a dead end point, or one inside, ends in reasons', async () => {
    const { sender: webhooks, settled } = sender();
    webhooks.setEndpoint('dead', { url: 'http://127.0.0.1:1/', secrets: [secret] });
    webhooks.setEndpoint('closed', { url: 'http://127.0.0.1:9999/', secrets: [secret] });
    webhooks.send('dead', message(1));
    webhooks.send('closed', message(2));
    const outside = sender(Date.now, false);
    outside.sender.setEndpoint('inside', { url: 'https://127.0.0.1/', secrets: [secret] });
    outside.sender.send('inside', message(3));
    await expect.poll(() => settled.length).toBe(2);
    await expect.poll(() => outside.settled.length).toBe(1);
    expect(settled.some((text) => text.startsWith('msg_1 FAILED URL_REFUSED'))).toBe(true);
    expect(settled.some((text) => text.startsWith('msg_2 FAILED CONNECTION_FAILED'))).toBe(true);
    expect(outside.settled[0]).toMatch(/^msg_3 FAILED ADDRESS_REFUSED/);
    expect(webhooks.setEndpoint('x', { url: 'x', secrets: ['short'] })).toBe('BAD_SECRET');
    expect(webhooks.setEndpoint('x', { url: 'x', secrets: [] })).toBe('BAD_SECRET');
    webhooks.removeEndpoint('dead');
    expect(webhooks.send('dead', message(9))).toBe('NO_SUCH_ENDPOINT');
  });
});
