/**
 * Entitlements of a core that had one for every delivery, as one for each holder and series: the oldest of those that are not
 * over becomes the record of all, the others are over.
 */
import { type CarryRow, ENTITLEMENT_STATUS } from '../../../values/index.js';

type Row = CarryRow<'entitlement'>;

export class OlderEntitlements {
  /** By contract and by series, both counted from 1. */
  private readonly quotaByContract: number[] = [0];
  private readonly quotaBySeries: number[] = [0];
  private readonly lotsOfDelivery = new Map<number, number>();
  private readonly rows = new Map<number, Row>();
  /** By record: the one it is part of. */
  private readonly records = new Map<number, number>();
  private readonly results = new Map<number, Row>();
  private overPlaces = 0;

  contract({ quotaPerLot }: CarryRow<'contract'>): void {
    this.quotaByContract.push(quotaPerLot);
  }

  series({ contractId }: CarryRow<'series'>): void {
    this.quotaBySeries.push(this.quotaByContract[contractId] ?? 0);
  }

  add(row: Row): void {
    this.rows.set(row.entitlementId, row);
  }

  delivery({ entitlementId, lots }: CarryRow<'delivery'>): void {
    this.lotsOfDelivery.set(entitlementId, lots);
  }

  /** All have come. */
  merge(nowMs: number): void {
    const first = new Map<string, Row>();
    const records: Row[] = [];
    const byAge = [...this.rows.values()].sort(
      (one, other) => one.validFromMs - other.validFromMs || other.holderPlace - one.holderPlace,
    );
    this.overPlaces = Math.max(0, ...byAge.map(({ overPlace }) => overPlace));
    for (const row of byAge) {
      if (row.seriesId === 0 || row.overPlace > 0) continue;
      const lots = this.lotsOf(row);
      const suspendedLots = row.isSuspended === 1 ? lots : 0;
      const own = { ...row, isSuspended: 0, suspendedLots, lots: lots - suspendedLots };
      const key = `${row.holderId}/${row.seriesId}`;
      const record = first.get(key);
      if (row.validToMs <= nowMs) this.end(own);
      else if (record === undefined) {
        first.set(key, own);
        records.push(own);
        this.results.set(row.entitlementId, own);
      } else {
        record.lots += own.lots;
        record.suspendedLots += own.suspendedLots;
        record.validToMs = Math.max(record.validToMs, row.validToMs);
        this.records.set(row.entitlementId, record.entitlementId);
        const status = ENTITLEMENT_STATUS.REVOKED;
        this.end({ ...own, lots: 0, suspendedLots: 0, quota: 0, status });
      }
    }
    for (const record of records) {
      record.quota = record.lots * (this.quotaBySeries[record.seriesId] ?? 0);
    }
  }

  /** A record as it is now. */
  merged(row: Row): Row {
    return this.results.get(row.entitlementId) ?? { ...row, isSuspended: 0 };
  }

  /** The record that stands for what this one stood for. */
  recordOf(entitlementId: number): number {
    return this.records.get(entitlementId) ?? entitlementId;
  }

  /** When a record that waits for its end is over; undefined when it is over already. */
  endOf(entitlementId: number, dueMs: number): number | undefined {
    const result = this.results.get(entitlementId);
    if (result === undefined) return dueMs;
    return result.overPlace > 0 ? undefined : result.validToMs;
  }

  private end(row: Row): void {
    this.overPlaces += 1;
    this.results.set(row.entitlementId, { ...row, overPlace: this.overPlaces });
  }

  private lotsOf(row: Row): number {
    const quotaPerLot = this.quotaBySeries[row.seriesId] ?? 0;
    if (quotaPerLot > 0) return Math.floor(row.quota / quotaPerLot);
    return this.lotsOfDelivery.get(row.entitlementId) ?? 1;
  }
}
