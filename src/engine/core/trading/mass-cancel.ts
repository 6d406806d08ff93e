/**
 * Cancels every live order of an account that a filter lets through, oldest first. At the owner's request the others of a
 * group end with the one that is cancelled, whatever the filter.
 */
import { CANCEL_REASON, type ColdBodies } from '../../../values/index.js';
import { ACCOUNT_FIELD } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';

/** What narrows a mass cancel; 0 is any. */
export type CancelFilter = ColdBodies['massCancel'];

/** Lets every order through. */
export const EVERYTHING: CancelFilter = {
  seriesId: 0,
  side: 0,
  minPriceTicks: 0,
  maxPriceTicks: 0,
  sessionId: 0,
};

export class MassCancel {
  private readonly state: State;
  private readonly live: OrderRecords;

  constructor(state: State, live: OrderRecords) {
    this.state = state;
    this.live = live;
  }

  /** @returns how many were cancelled */
  run(account: number, filter: CancelFilter, reason: number): number {
    const { live } = this;
    const isRequested = reason === CANCEL_REASON.REQUESTED;
    let canceled = 0;
    let slot = this.state.accounts.get(account, ACCOUNT_FIELD.oldestOrder);
    while (slot !== 0) {
      const next = isRequested ? live.nextOutsideGroup(slot) : live.nextOfAccount(slot);
      // Whoever made a firm quote cannot take it back; what stops all trading does, and a mint its own.
      const isFirm =
        (reason === CANCEL_REASON.REQUESTED ||
          reason === CANCEL_REASON.MINTED ||
          reason === CANCEL_REASON.FAILED) &&
        (live.flags(slot) & ORDER_FLAG.FIRM) !== 0;
      if (!isFirm && this.matches(slot, filter)) {
        canceled += isRequested ? live.cancelRequested(slot) : this.cancel(slot, reason);
      }
      slot = next;
    }
    return canceled;
  }

  private cancel(slot: number, reason: number): number {
    this.live.cancel(slot, reason);
    return 1;
  }

  private matches(slot: number, filter: CancelFilter): boolean {
    const { live } = this;
    if (filter.seriesId !== 0 && live.series(slot) !== filter.seriesId) return false;
    if (filter.side !== 0 && live.side(slot) !== filter.side) return false;
    if (filter.sessionId !== 0 && live.session(slot) !== filter.sessionId) return false;
    const priceTicks = live.priceTicks(slot);
    if (filter.minPriceTicks !== 0 && priceTicks < filter.minPriceTicks) return false;
    return filter.maxPriceTicks === 0 || priceTicks <= filter.maxPriceTicks;
  }
}
