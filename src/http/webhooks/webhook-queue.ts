/**
 * What is to be delivered to whom, when next, and what never arrived. Pure: time comes as an argument, nothing is sent here.
 *
 * Each end point has its messages in their order, one under way at a time. A failure makes the end point wait, not the message:
 * ten thousand messages to a dead end point cost as many attempts as one. When the last attempt has failed, or the end point
 * says it is gone, it is disabled and everything it waits for is a dead letter, until its owner replays. All of it is bounded:
 * a message that finds its end point's queue full is a dead letter at once, and the oldest dead letter is dropped and counted.
 *
 * An end point that never took a message, or whose last did not arrive, or that took long over one, may take its whole time again. Such
 * ones have half of the places under way at most, for a hundred times as long as they took, so that answering now and then buys
 * them nothing; and the next is who used least time of late. So however many hang, those that answer at once get theirs.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Wait before each further attempt, after the schedule Standard Webhooks proposes. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
];

/** Who took longer over a message is one that may hang, for so many times as long as it took. */
const SLOW_MS = SECOND_MS;
const DOUBT_TIMES = 100;

export interface WebhookLimits {
  readonly endpointsMax: number;
  /** Messages one end point may have waiting. */
  readonly perEndpointMax: number;
  readonly deadLettersMax: number;
  /** Messages under way at once. */
  readonly underWayMax: number;
}

export const WEBHOOK_LIMITS: WebhookLimits = {
  endpointsMax: 10_000,
  perEndpointMax: 1_000,
  deadLettersMax: 1_000,
  underWayMax: 32,
};

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
}

export interface Delivery {
  readonly endpoint: string;
  readonly message: QueuedMessage;
  /** From 1. */
  readonly attempt: number;
}

export type DeliveryResult =
  | 'DELIVERED'
  | 'FAILED'
  /** The end point says that it wants nothing any more. */
  | 'GONE';

export interface EndpointStatus {
  readonly state: 'READY' | 'WAITING' | 'DISABLED';
  readonly waiting: number;
  readonly deadLetters: number;
  /** Dead letters that were dropped, because newer ones needed the room. */
  readonly dropped: number;
  readonly delivered: number;
  readonly nextAtMs: number;
}

interface Endpoint {
  queue: QueuedMessage[];
  dead: QueuedMessage[];
  failures: number;
  /** Whether the last message it was sent arrived. */
  hasArrived: boolean;
  /** It counts as one that may hang until then. */
  doubtUntilMs: number;
  /** Time its messages were under way, a half of it forgotten each minute. */
  usedMs: number;
  usedAtMs: number;
  begunMs: number;
  /** Whether what is under way to it counts as one that may hang. */
  isDoubtful: boolean;
  /** It was removed; what it used is remembered while there is room, so that adding it again begins nothing anew. */
  isRemoved: boolean;
  /** What is under way was sent before it was removed: it keeps its place, and its result counts for nobody. */
  isAbandoned: boolean;
  nextAtMs: number;
  isUnderWay: boolean;
  isDisabled: boolean;
  dropped: number;
  delivered: number;
}

export class WebhookQueue {
  private readonly limits: WebhookLimits;
  private readonly endpoints = new Map<string, Endpoint>();
  private readonly doubtfulMax: number;
  private underWay = 0;
  /** Of those under way, how many may hang. */
  private doubtful = 0;

  constructor(limits: WebhookLimits = WEBHOOK_LIMITS) {
    this.limits = limits;
    this.doubtfulMax = Math.ceil(limits.underWayMax / 2);
  }

  /** False where there are as many end points as there may be. */
  addEndpoint(id: string): boolean {
    const known = this.endpoints.get(id);
    if (known !== undefined) {
      known.isRemoved = false;
      return true;
    }
    if (!this.makeRoom()) return false;
    this.endpoints.set(id, {
      queue: [],
      dead: [],
      failures: 0,
      ...{ hasArrived: false, doubtUntilMs: 0, usedMs: 0, usedAtMs: 0, begunMs: 0 },
      ...{ isDoubtful: false, isRemoved: false, isAbandoned: false },
      nextAtMs: 0,
      isUnderWay: false,
      isDisabled: false,
      dropped: 0,
      delivered: 0,
    });
    return true;
  }

  /** What is under way is not called back: it has its place until it lands, and its result is ignored. */
  removeEndpoint(id: string): void {
    const endpoint = this.endpoints.get(id);
    if (endpoint === undefined) return;
    Object.assign(endpoint, {
      ...{ isRemoved: true, isAbandoned: endpoint.isUnderWay, isDisabled: false },
      ...{ queue: [], dead: [], failures: 0, nextAtMs: 0, dropped: 0, delivered: 0 },
      hasArrived: false,
    });
  }

  enqueue(id: string, message: QueuedMessage): 'QUEUED' | 'DEAD_LETTER' | 'NO_SUCH_ENDPOINT' {
    const endpoint = this.endpoints.get(id);
    if (endpoint === undefined || endpoint.isRemoved) return 'NO_SUCH_ENDPOINT';
    if (!endpoint.isDisabled && endpoint.queue.length < this.limits.perEndpointMax) {
      endpoint.queue.push(message);
      return 'QUEUED';
    }
    this.bury(endpoint, message);
    return 'DEAD_LETTER';
  }

  /** Deliveries to begin now; each is answered with `settle`. */
  take(nowMs: number): readonly Delivery[] {
    const taken: Delivery[] = [];
    if (this.underWay >= this.limits.underWayMax) return taken;
    const due = [...this.endpoints].filter(
      ([, one]) => one.queue.length > 0 && !one.isUnderWay && one.nextAtMs <= nowMs,
    );
    for (const [, one] of due) forget(one, nowMs);
    due.sort(([, a], [, b]) => a.usedMs - b.usedMs);
    for (const [id, endpoint] of due) {
      if (this.underWay >= this.limits.underWayMax) break;
      const isDoubtful = !endpoint.hasArrived || endpoint.doubtUntilMs > nowMs;
      if (isDoubtful && this.doubtful >= this.doubtfulMax) continue;
      const message = endpoint.queue[0] as QueuedMessage;
      endpoint.isUnderWay = true;
      endpoint.begunMs = nowMs;
      endpoint.isDoubtful = isDoubtful;
      this.underWay += 1;
      if (endpoint.isDoubtful) this.doubtful += 1;
      taken.push({ endpoint: id, message, attempt: endpoint.failures + 1 });
    }
    // Who was served goes behind who was not, so that nobody waits for ever.
    for (const { endpoint: id } of taken) {
      const endpoint = this.endpoints.get(id) as Endpoint;
      this.endpoints.delete(id);
      this.endpoints.set(id, endpoint);
    }
    return taken;
  }

  /** False: its end point was removed meanwhile, and the result counts for nobody. */
  settle({ endpoint: id, message }: Delivery, result: DeliveryResult, nowMs: number): boolean {
    const endpoint = this.endpoints.get(id);
    if (endpoint?.isUnderWay !== true) return false;
    if (!endpoint.isAbandoned && endpoint.queue[0]?.id !== message.id) return false;
    const isAbandoned = endpoint.isAbandoned;
    this.landed(endpoint, nowMs);
    if (!isAbandoned) this.conclude(endpoint, message, result, nowMs);
    return !isAbandoned;
  }

  private conclude(
    endpoint: Endpoint,
    message: QueuedMessage,
    result: DeliveryResult,
    nowMs: number,
  ): void {
    endpoint.hasArrived = result === 'DELIVERED';
    if (result === 'DELIVERED') {
      endpoint.queue.shift();
      endpoint.failures = 0;
      endpoint.nextAtMs = 0;
      endpoint.delivered += 1;
      return;
    }
    const delayMs = RETRY_DELAYS_MS[endpoint.failures];
    endpoint.failures += 1;
    if (result === 'FAILED' && delayMs !== undefined) {
      endpoint.nextAtMs = nowMs + spread(delayMs, message.id);
      return;
    }
    endpoint.isDisabled = true;
    for (const waiting of endpoint.queue) this.bury(endpoint, waiting);
    endpoint.queue = [];
  }

  /** The owner wants its dead letters again, in their order before whatever came since; as many as there is room for. */
  replay(id: string): number {
    const endpoint = this.endpoints.get(id);
    if (endpoint === undefined || endpoint.isRemoved) return 0;
    endpoint.isDisabled = false;
    endpoint.failures = 0;
    if (!endpoint.isUnderWay) endpoint.nextAtMs = 0;
    const room = this.limits.perEndpointMax - endpoint.queue.length;
    const again = endpoint.dead.splice(0, Math.max(0, room));
    // What is under way stays first: its result is still to come.
    const at = endpoint.isUnderWay ? 1 : 0;
    endpoint.queue.splice(at, 0, ...again);
    return again.length;
  }

  /** When something will be due; undefined while nothing waits, or only for one that is under way to be settled. */
  nextDueMs(): number | undefined {
    if (this.underWay >= this.limits.underWayMax) return undefined;
    let next: number | undefined;
    for (const endpoint of this.endpoints.values()) {
      const { queue, isUnderWay, nextAtMs } = endpoint;
      if (queue.length === 0 || isUnderWay) continue;
      // Where the places of those that may hang are taken, it waits for one, or until it counts no more as one of them.
      const isFree = this.doubtful < this.doubtfulMax;
      if (!isFree && !endpoint.hasArrived) continue;
      const dueMs = isFree ? nextAtMs : Math.max(nextAtMs, endpoint.doubtUntilMs);
      next = Math.min(next ?? dueMs, dueMs);
    }
    return next;
  }

  status(id: string): EndpointStatus | undefined {
    const endpoint = this.endpoints.get(id);
    if (endpoint === undefined || endpoint.isRemoved) return undefined;
    const { queue, dead, dropped, delivered, nextAtMs, isDisabled, failures } = endpoint;
    const state = isDisabled ? 'DISABLED' : failures > 0 ? 'WAITING' : 'READY';
    return {
      state,
      waiting: queue.length,
      deadLetters: dead.length,
      dropped,
      delivered,
      nextAtMs,
    };
  }

  /** Whether one more may be added; the oldest that was removed and has nothing under way is forgotten for it. */
  private makeRoom(): boolean {
    if (this.endpoints.size < this.limits.endpointsMax) return true;
    for (const [id, { isRemoved, isUnderWay }] of this.endpoints) {
      if (isRemoved && !isUnderWay) return this.endpoints.delete(id);
    }
    return false;
  }

  private landed(endpoint: Endpoint, nowMs: number): void {
    this.underWay -= 1;
    if (endpoint.isDoubtful) this.doubtful -= 1;
    Object.assign(endpoint, { isUnderWay: false, isDoubtful: false, isAbandoned: false });
    const tookMs = Math.max(0, nowMs - endpoint.begunMs);
    forget(endpoint, nowMs);
    endpoint.usedMs += tookMs;
    if (tookMs > SLOW_MS) endpoint.doubtUntilMs = nowMs + DOUBT_TIMES * tookMs;
  }

  private bury(endpoint: Endpoint, message: QueuedMessage): void {
    endpoint.dead.push(message);
    if (endpoint.dead.length <= this.limits.deadLettersMax) return;
    endpoint.dead.shift();
    endpoint.dropped += 1;
  }
}

function forget(endpoint: Endpoint, nowMs: number): void {
  const passedMs = Math.max(0, nowMs - endpoint.usedAtMs);
  endpoint.usedMs *= 0.5 ** (passedMs / MINUTE_MS);
  endpoint.usedAtMs = nowMs;
}

/** Up to a tenth more, by the message, so that those who failed together do not come back together. */
function spread(delayMs: number, id: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x0100_0193) >>> 0;
  }
  return delayMs + Math.floor((delayMs * (hash % 1_000)) / 10_000);
}
