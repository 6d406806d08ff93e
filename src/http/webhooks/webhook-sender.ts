/**
 * Delivers what a queue holds, signed, by the one way out. Success is any 2xx; 410 is a wish to be left alone; everything else
 * is tried again. Ends on `close`; what was under way is abandoned and counts as not delivered.
 */
import { type Egress, EgressError } from '../egress/index.js';
import { secretBytes, webhookHeaders } from './signature.js';
import {
  type Delivery,
  type DeliveryResult,
  type QueuedMessage,
  type WebhookLimits,
  WebhookQueue,
} from './webhook-queue.js';

const ATTEMPT_MS = 10_000;
const RESPONSE_BYTES_MAX = 4_096;
const GONE = 410;
/** Longest sleep: a timer that is set for later than this would overflow. */
const SLEEP_MS_MAX = 3_600_000;

export interface WebhookEndpoint {
  readonly url: string;
  /** `whsec_…`, the newest first; two while one is rotated. */
  readonly secrets: readonly string[];
}

export interface WebhookSenderOptions {
  readonly egress: Egress;
  readonly limits?: WebhookLimits;
  readonly nowMs: () => number;
  /** Told after each attempt, for metrics and the log. */
  readonly onSettled?: (delivery: Delivery, result: DeliveryResult, reason: string) => void;
}

interface KnownEndpoint {
  readonly url: string;
  readonly secrets: readonly Uint8Array[];
}

export class WebhookSender {
  readonly queue: WebhookQueue;
  private readonly options: WebhookSenderOptions;
  private readonly endpoints = new Map<string, KnownEndpoint>();
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Immediate | undefined;
  private isClosed = false;

  constructor(options: WebhookSenderOptions) {
    this.options = options;
    this.queue = new WebhookQueue(options.limits);
  }

  /** Adds an end point, or changes its URL and secrets. */
  setEndpoint(id: string, { url, secrets }: WebhookEndpoint): 'SET' | 'BAD_SECRET' | 'FULL' {
    const raw = secrets.map(secretBytes);
    if (raw.length === 0 || raw.some((secret) => secret === undefined)) return 'BAD_SECRET';
    if (!this.queue.addEndpoint(id)) return 'FULL';
    this.endpoints.set(id, { url, secrets: raw as Uint8Array[] });
    return 'SET';
  }

  removeEndpoint(id: string): void {
    this.endpoints.delete(id);
    this.queue.removeEndpoint(id);
  }

  send(id: string, message: QueuedMessage): ReturnType<WebhookQueue['enqueue']> {
    const answer = this.queue.enqueue(id, message);
    this.wakeSoon();
    return answer;
  }

  replay(id: string): number {
    const count = this.queue.replay(id);
    this.wakeSoon();
    return count;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  /** Once for all that is sent in a turn: looking for what is due walks over every end point. */
  private wakeSoon(): void {
    this.soon ??= setImmediate(() => {
      this.soon = undefined;
      this.wake();
    });
  }

  private wake(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    for (const delivery of this.queue.take(this.options.nowMs())) void this.deliver(delivery);
    const next = this.queue.nextDueMs();
    if (next === undefined) return;
    const sleepMs = Math.max(1, Math.min(SLEEP_MS_MAX, next - this.options.nowMs()));
    this.timer = setTimeout(() => this.wake(), sleepMs);
    // A message that waits keeps no process alive.
    this.timer.unref();
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { result, reason } = await this.attempt(delivery);
    if (this.isClosed) return;
    this.queue.settle(delivery, result, this.options.nowMs());
    this.options.onSettled?.(delivery, result, reason);
    this.wakeSoon();
  }

  private async attempt({
    endpoint: id,
    message,
  }: Delivery): Promise<{ readonly result: DeliveryResult; readonly reason: string }> {
    const endpoint = this.endpoints.get(id);
    if (endpoint === undefined) return { result: 'GONE', reason: 'the end point was removed' };
    const timestampS = Math.floor(this.options.nowMs() / 1_000);
    try {
      const { status } = await this.options.egress.request({
        url: endpoint.url,
        method: 'POST',
        headers: webhookHeaders({ ...message, timestampS }, endpoint.secrets),
        body: Buffer.from(message.body, 'utf8'),
        timeoutMs: ATTEMPT_MS,
        responseBytesMax: RESPONSE_BYTES_MAX,
      });
      if (status >= 200 && status < 300) return { result: 'DELIVERED', reason: `${status}` };
      return { result: status === GONE ? 'GONE' : 'FAILED', reason: `${status}` };
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      return { result: 'FAILED', reason: error.message };
    }
  }
}
