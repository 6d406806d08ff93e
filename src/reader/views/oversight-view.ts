/** What those who oversee the venue look up in a core: every account with its limits, deliveries with their evidence. Read only. */
import {
  ACCOUNT_FIELD as A,
  BUCKET,
  type Core,
  DELIVERY_FIELD as D,
} from '../../engine/core/index.js';

export interface AccountRow {
  readonly accountId: number;
  readonly name: string;
  readonly role: number;
  readonly accountClass: number;
  readonly availableMicroPat: number;
  readonly reservedMicroPat: number;
  readonly escrowMicroPat: number;
  /** −1: the parameter's value applies. */
  readonly exposureLimitMicroPat: number;
  readonly dailyCreditMicroPat: number;
  readonly openOrders: number;
  readonly openDeliveries: number;
}

export interface DeliveryRow {
  readonly deliveryId: number;
  readonly state: number;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly escrowMicroPat: number;
  readonly deadlineMs: number;
  /** Of what the provider handed over, hex; empty before its notice. */
  readonly contentHash: string;
  readonly location: string;
}

/** Places looked at for one page. */
const LOOKED_AT_MAX = 100_000;

export class OversightView {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** Accounts behind one, by number. */
  accounts(after: number, limit: number): AccountRow[] {
    const { accounts, ledger, registry } = this.core.state;
    const rows: AccountRow[] = [];
    for (let accountId = after + 1; accountId <= accounts.count; accountId += 1) {
      if (rows.length >= limit) break;
      const get = (field: number): number => accounts.get(accountId, field);
      const bucket = (which: number): number => ledger.balance(ledger.bucket(accountId, which));
      rows.push({
        ...{ accountId, name: registry.account(accountId)?.name ?? '', role: get(A.role) },
        ...{ accountClass: get(A.accountClass), escrowMicroPat: get(A.escrowMicroPat) },
        availableMicroPat: bucket(BUCKET.AVAILABLE),
        reservedMicroPat: bucket(BUCKET.RESERVED),
        exposureLimitMicroPat: get(A.exposureLimitMicroPat),
        dailyCreditMicroPat: get(A.dailyCreditMicroPat),
        ...{ openOrders: get(A.openOrders), openDeliveries: get(A.deliveries) },
      });
    }
    return rows;
  }

  /** Deliveries that are under way, by place in the store; `next` is where to go on, 0 at the end. */
  deliveries(
    after: number,
    limit: number,
    state: number | undefined,
  ): { readonly rows: DeliveryRow[]; readonly next: number } {
    const { deliveries } = this.core.state;
    const rows: DeliveryRow[] = [];
    let slot = after + 1;
    const end = Math.min(deliveries.highWater, after + LOOKED_AT_MAX);
    for (; slot <= end && rows.length < limit; slot += 1) {
      const row = this.deliveryAt(slot);
      if (row !== undefined && (state === undefined || row.state === state)) rows.push(row);
    }
    return { rows, next: slot > deliveries.highWater ? 0 : slot - 1 };
  }

  private deliveryAt(slot: number): DeliveryRow | undefined {
    const { deliveries } = this.core.state;
    const get = (field: number): number => deliveries.get(slot, field);
    if (get(D.lots) === 0 || deliveries.find(deliveries.idOf(slot)) !== slot) return undefined;
    const notice = deliveries.notice(slot);
    return {
      ...{ deliveryId: deliveries.idOf(slot), state: get(D.state), seriesId: get(D.series) },
      ...{ consumerId: get(D.consumer), providerId: get(D.provider), quantityLots: get(D.lots) },
      escrowMicroPat: get(D.escrowMicroPat),
      deadlineMs: this.core.deliveryDesk.deadlineMs(slot),
      contentHash: notice === undefined ? '' : Buffer.from(notice.contentHash).toString('hex'),
      location: notice === undefined ? '' : Buffer.from(notice.location).toString('utf8'),
    };
  }
}
