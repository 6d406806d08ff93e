/**
 * Sends signals to who set an address and holds a seat whose tier has webhooks: in their order, one under way an address, at the tier's
 * rate. The journal is the queue: an address that does not answer costs a place in it and no memory, and replaying is going back in it.
 *
 * The door is asked before each signal is opened. Who has no seat any more is sent nothing, and goes on where it was when it has one. An
 * address that failed eight times, or that says it is gone, is given up until its owner replays; what it missed is its dead letters.
 */
import { type Egress, type WebhookLimits, WebhookSender } from '../http/index.js';
import {
  type Allowance,
  fullAllowance,
  TIER_TERMS,
  type Tier,
  takeAllowance,
} from '../sigma/index.js';
import { HOOKS_MAX, type Hook, type HookStore, hookId } from './hook-store.js';

const LOOK_MS = 250;
/** One message waits an address: what follows waits in the journal. */
const LIMITS: WebhookLimits = {
  ...{ endpointsMax: HOOKS_MAX, perEndpointMax: 1, deadLettersMax: 1, underWayMax: 32 },
};
/** Addresses that are begun to be sent to in one look; the others come first in the next. */
const BEGUN_MAX = 64;
/** Places that are put on disk in one look: the thread that answers people waits for each. */
const SAVED_MAX = 8;

/** Addresses of which it is asked whether their seat is over, for each that finds the room full. */
const GIVE_WAY_LOOKS = 64;

/** What of a feed somebody may be sent. */
export interface SignalSource {
  /** Sequence of the newest signal; 0: there is none, or no such feed. */
  newest(listingId: number): number;
  /** The tier an account reads at; a text says why it may not. */
  tierOf(accountId: number, listingId: number): { readonly tier: Tier } | { readonly no: string };
  /** The next signal after a cursor; undefined: none that the tier sees. `cursor` is how far was looked. */
  next(
    listingId: number,
    tier: Tier,
    cursor: number,
  ): { readonly cursor: number; readonly signal: object | undefined };
}

export interface HookStanding {
  readonly state: 'READY' | 'WAITING' | 'DISABLED' | 'NO_SEAT';
  /** Why nothing is sent; empty: it is. */
  readonly reason: string;
  /** When it is tried again; 0: now. */
  readonly nextAtMs: number;
}

interface Sending {
  /** How far the one that is under way brings it; 0: none is. */
  toCursor: number;
  reason: string;
  allowance: Allowance | undefined;
}

export class SignalHooks {
  readonly store: HookStore;
  private readonly sender: WebhookSender;
  private readonly nowMs: () => number;
  private readonly sending = new Map<string, Sending>();
  private timer: NodeJS.Timeout | undefined;
  private first = 0;
  private looked = 0;

  constructor(parts: {
    readonly store: HookStore;
    readonly egress: Egress;
    readonly nowMs: () => number;
    readonly limits?: WebhookLimits;
  }) {
    const { store, egress, nowMs, limits = LIMITS } = parts;
    this.store = store;
    this.nowMs = nowMs;
    this.sender = new WebhookSender({
      ...{ egress, nowMs, limits },
      onSettled: ({ endpoint, message }, result) =>
        this.settled(endpoint, message.id, result === 'DELIVERED'),
    });
  }

  /** Looks for what is to be sent from now on, while there is a source. */
  begin(source: () => SignalSource | undefined, failed: (error: unknown) => void): void {
    this.timer ??= setInterval(() => {
      try {
        const now = source();
        if (now !== undefined) this.look(now);
        this.store.save(SAVED_MAX);
      } catch (error) {
        failed(error);
      }
    }, LOOK_MS);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
    this.sender.close();
    this.store.save();
  }

  /** Begins what is due, of at most so many addresses; answers of how many. */
  look(source: SignalSource): number {
    const hooks = [...this.store.all()];
    let begun = 0;
    for (let at = 0; at < hooks.length && begun < BEGUN_MAX; at += 1) {
      const from = (this.first + at) % hooks.length;
      if (this.begun(source, hooks[from] as Hook)) begun += 1;
      if (begun === BEGUN_MAX) this.first = from + 1;
    }
    return begun;
  }

  /** What came of one that was under way. */
  private settled(id: string, messageId: string, isDelivered: boolean): void {
    const one = this.sending.get(id);
    if (one === undefined || messageId !== messageOf(id, one.toCursor)) return;
    if (isDelivered) {
      this.store.move(id, { cursor: one.toCursor });
      one.toCursor = 0;
    } else if (this.sender.queue.status(id)?.state === 'DISABLED') {
      this.store.move(id, { isDisabled: true });
      one.toCursor = 0;
    }
  }

  /** Looks at a few in their turn: asking about each of ten thousand would keep the thread from others. */
  private giveWay(isOver: (hook: Hook) => boolean): void {
    const hooks = [...this.store.all()];
    for (let looks = 0; looks < GIVE_WAY_LOOKS; looks += 1) {
      this.looked = (this.looked + 1) % hooks.length;
      const one = hooks[this.looked] as Hook;
      if (isOver(one)) return this.remove(one);
    }
  }

  standing(hook: Hook): HookStanding {
    const id = hookId(hook);
    const reason = this.sending.get(id)?.reason ?? '';
    if (hook.isDisabled) {
      return { state: 'DISABLED', reason: 'it was given up: replay it', nextAtMs: 0 };
    }
    if (reason !== '') return { state: 'NO_SEAT', reason, nextAtMs: 0 };
    const status = this.sender.queue.status(id);
    const isWaiting = status?.state === 'WAITING';
    return {
      state: isWaiting ? 'WAITING' : 'READY',
      reason: isWaiting ? 'the last attempt failed' : '',
      nextAtMs: isWaiting ? status.nextAtMs : 0,
    };
  }

  /**
   * Keeps where to send; what was under way to its address before counts no more. Where the room is full, one of whom `isOver` says that
   * they hold no seat gives way, of the few looked at each time. Fails with HookStoreError, and changes nothing.
   */
  set(hook: Hook, isOver: (hook: Hook) => boolean): void {
    const { store } = this;
    if (store.isFull && store.get(hookId(hook)) === undefined) {
      store.requireShare(hook.accountId);
      this.giveWay(isOver);
    }
    store.put(hook);
    this.forget(hookId(hook));
  }

  /** From a signal on, or from where it was given up. */
  replay(hook: Hook, cursor = hook.cursor): void {
    this.forget(hookId(hook));
    this.store.put({ ...hook, cursor, isDisabled: false });
  }

  remove(hook: Hook): void {
    this.forget(hookId(hook));
    this.store.remove(hookId(hook));
  }

  private forget(id: string): void {
    this.sender.removeEndpoint(id);
    this.sending.delete(id);
  }

  private begun(source: SignalSource, hook: Hook): boolean {
    const id = hookId(hook);
    const one = this.sending.get(id) ?? { toCursor: 0, reason: '', allowance: undefined };
    if (hook.isDisabled || one.toCursor !== 0) return false;
    // Most have nothing to be sent, and cost a comparison.
    if (source.newest(hook.listingId) <= hook.cursor) return false;
    this.sending.set(id, one);
    const may = source.tierOf(hook.accountId, hook.listingId);
    const hasHooks = 'tier' in may && TIER_TERMS[may.tier].hasWebhooks;
    one.reason = 'no' in may ? may.no : hasHooks ? '' : `TIER: ${may.tier} has no webhooks`;
    if ('no' in may || !hasHooks) return false;
    const allowance = this.allowanceOf(one, may.tier);
    if (allowance === undefined) return false;
    const { cursor, signal } = source.next(hook.listingId, may.tier, hook.cursor);
    if (signal === undefined) {
      if (cursor > hook.cursor) this.store.move(id, { cursor });
      return false;
    }
    const { url } = hook;
    const secrets = this.store.secretsOf(hook, this.nowMs());
    if (this.sender.setEndpoint(id, { url, secrets }) !== 'SET') return false;
    // What the tier does not see yet costs it nothing.
    one.allowance = allowance;
    one.toCursor = cursor;
    const { listingId } = hook;
    const body = JSON.stringify({ type: 'signal', listingId, tier: may.tier, ...signal });
    this.sender.send(id, { id: messageOf(id, cursor), body });
    return true;
  }

  /** What is left of a tier's rate after one more; undefined: it is used up for now. */
  private allowanceOf(one: Sending, tier: Tier): Allowance | undefined {
    const { pushesPerMinute } = TIER_TERMS[tier];
    const nowMs = Math.floor(this.nowMs());
    const before = one.allowance ?? fullAllowance(pushesPerMinute, nowMs);
    const { allowance, retryAfterMs } = takeAllowance(before, pushesPerMinute, nowMs);
    return retryAfterMs === undefined ? allowance : undefined;
  }
}

const messageOf = (id: string, cursor: number): string => `signal_${id}_${cursor}`;
