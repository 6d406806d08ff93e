/** What providers' notices say of deliveries that are not over, as they stand in a core. Read only. */
import { ACCOUNT_FIELD as A, type Core, DELIVERY_FIELD as D } from '../../engine/core/index.js';
import { DELIVERY_STATE } from '../../values/index.js';

export interface NoticeRow {
  readonly deliveryId: number;
  readonly consumerId: number;
  readonly providerId: number;
  /** SHA-256 of what was handed over. */
  readonly contentHash: Uint8Array;
  /** The provider's words: where it can be fetched. */
  readonly location: string;
  /** Whether the platform found it there. */
  readonly isProved: boolean;
  /** Until when it can be accepted. */
  readonly deadlineMs: number;
}

/** Places looked at for one page. */
const LOOKED_AT_MAX = 65_536;
/** Deliveries of one account that are looked at. */
const OWN_MAX = 10_000;

export class NoticeView {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** Notices that nobody has proved, by place in the store; `next` is where to go on, 0 at the end. */
  unproved(
    after: number,
    limit: number,
  ): { readonly rows: readonly NoticeRow[]; readonly next: number } {
    const { deliveries } = this.core.state;
    const rows: NoticeRow[] = [];
    let slot = after + 1;
    const end = Math.min(deliveries.highWater, after + LOOKED_AT_MAX);
    for (; slot <= end && rows.length < limit; slot += 1) {
      const row = this.at(slot);
      if (row !== undefined && !row.isProved) rows.push(row);
    }
    return { rows, next: slot > deliveries.highWater ? 0 : slot - 1 };
  }

  /** Notices of an account's deliveries, as their consumer or provider, newest first. */
  of(accountId: number, limit: number): NoticeRow[] {
    const { deliveries, accounts } = this.core.state;
    const rows: NoticeRow[] = [];
    let slot = accounts.get(accountId, A.firstDelivery);
    for (let i = 0; slot !== 0 && i < OWN_MAX && rows.length < limit; i += 1) {
      const row = this.at(slot);
      if (row !== undefined) rows.push(row);
      const isConsumer = deliveries.get(slot, D.consumer) === accountId;
      slot = deliveries.get(slot, isConsumer ? D.consumerNext : D.providerNext);
    }
    return rows;
  }

  private at(slot: number): NoticeRow | undefined {
    const { deliveries } = this.core.state;
    const get = (field: number): number => deliveries.get(slot, field);
    if (get(D.state) !== DELIVERY_STATE.NOTICED) return undefined;
    const notice = deliveries.notice(slot);
    if (notice === undefined) return undefined;
    return {
      ...{ deliveryId: deliveries.idOf(slot), isProved: get(D.proved) === 1 },
      ...{ consumerId: get(D.consumer), providerId: get(D.provider) },
      contentHash: notice.contentHash,
      location: Buffer.from(notice.location).toString('utf8'),
      deadlineMs: this.core.deliveryDesk.deadlineMs(slot),
    };
  }
}
