/**
 * Delivers what a queue holds, signed, by the one way out. Success is any 2xx; 410 is a wish to be left alone; everything else
 * is tried again. Ends on `close`; what was under way is abandoned and counts as not delivered.
 */
import { type Egress, EgressError } from '../egress/index.js';
import { type Attempted, DeliveryLoop } from './delivery-loop.js';
import { secretBytes, webhookHeaders } from './signature.js';
import type {
  Delivery,
  DeliveryResult,
  QueuedMessage,
  WebhookLimits,
  WebhookQueue,
} from './webhook-queue.js';

const ATTEMPT_MS = 10_000;
const RESPONSE_BYTES_MAX = 4_096;
const GONE = 410;

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
  private readonly options: WebhookSenderOptions;
  private readonly endpoints = new Map<string, KnownEndpoint>();
  private readonly loop: DeliveryLoop;

  constructor(options: WebhookSenderOptions) {
    this.options = options;
    const { limits, nowMs, onSettled } = options;
    const attempt = (delivery: Delivery) => this.attempt(delivery);
    this.loop = new DeliveryLoop({ limits, nowMs, onSettled, attempt });
  }

  get queue(): WebhookQueue {
    return this.loop.queue;
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
    return this.loop.send(id, message);
  }

  replay(id: string): number {
    return this.loop.replay(id);
  }

  close(): void {
    this.loop.close();
  }

  private async attempt({ endpoint: id, message }: Delivery): Promise<Attempted> {
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
