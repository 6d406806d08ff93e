/**
 * Works off a queue: begins what is due, settles it with what came of it, sleeps until the next is due. Ends on `close`; what was
 * under way is abandoned and counts as not delivered.
 */
import {
  type Delivery,
  type DeliveryResult,
  type QueuedMessage,
  type WebhookLimits,
  WebhookQueue,
} from './webhook-queue.js';

/** Longest sleep: a timer that is set for later than this would overflow. */
const SLEEP_MS_MAX = 3_600_000;

export interface Attempted {
  readonly result: DeliveryResult;
  readonly reason: string;
}

export interface DeliveryLoopOptions {
  readonly limits?: WebhookLimits | undefined;
  readonly nowMs: () => number;
  /** Tries a delivery once; does not reject for what the other side did. */
  readonly attempt: (delivery: Delivery) => Promise<Attempted>;
  /** Told after each attempt whose end point was not removed meanwhile, for metrics and the log. */
  readonly onSettled?:
    | ((delivery: Delivery, result: DeliveryResult, reason: string) => void)
    | undefined;
}

export class DeliveryLoop {
  readonly queue: WebhookQueue;
  private readonly options: DeliveryLoopOptions;
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Immediate | undefined;
  private isClosed = false;

  constructor(options: DeliveryLoopOptions) {
    this.options = options;
    this.queue = new WebhookQueue(options.limits);
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
    const { result, reason } = await this.options.attempt(delivery);
    if (this.isClosed) return;
    const counts = this.queue.settle(delivery, result, this.options.nowMs());
    if (counts) this.options.onSettled?.(delivery, result, reason);
    this.wakeSoon();
  }
}
