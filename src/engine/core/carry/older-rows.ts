/**
 * Rows of a core before version 32 as those of this build. Then a delivery was one piece, every delivery had an entitlement of
 * its own, and nothing was kept of what replacing lots may cost. What was exercised of a series becomes one record of its holder,
 * the first of those that are not over: it stands for all their lots, and ends with the last of them; the others are over.
 *
 * Rows of this build pass through. Fails with a CarryError where what is carried cannot be said in rows of this build.
 */
import { type CarriedRow, type CarryRow, UNKNOWN } from '../../../values/index.js';
import { TIMER } from '../kernel/timers.js';
import { REVIEW_PERIOD_MS } from '../rights/collateral-needs.js';
import { OlderEntitlements } from './older-entitlements.js';
import { need } from './part.js';
import { CLOCK } from './timers-part.js';

type Row<T extends CarriedRow['table']> = CarryRow<T>;

/** Tables whose rows wait until all entitlements have come, and come right before them. */
const HELD: readonly CarriedRow['table'][] = ['delivery', 'nextIds', 'woken', 'entitlement'];

/** The rows as this build writes them. */
export function* rowsAsNow(rows: Iterable<CarriedRow>): Generator<CarriedRow, void, undefined> {
  const translation = new OlderRows();
  for (const row of rows) yield* translation.take(row);
  yield* translation.end();
}

export class OlderRows {
  private isOlder = false;
  private timeMs = 0;
  private serviceMs = 0;
  private isOutstanding = false;
  private readonly entitlements = new OlderEntitlements();
  private held: CarriedRow[] = [];
  private timers: CarriedRow[] = [];

  /** Takes a row in; gives those that can be said now. */
  *take(carried: CarriedRow): Generator<CarriedRow, void, undefined> {
    if (carried.table === 'venue') {
      this.isOlder = carried.row.walletsHeard === UNKNOWN;
      this.timeMs = carried.row.timeMs;
      this.serviceMs = this.timeMs - carried.row.outageMs;
    }
    if (!this.isOlder) return yield carried;
    if (HELD.includes(carried.table)) {
      this.held.push(carried);
      return;
    }
    yield* this.release();
    if (carried.table === 'timer') {
      this.timers.push(carried);
      return;
    }
    if (carried.table === 'contract') this.entitlements.contract(carried.row);
    if (carried.table === 'series') this.entitlements.series(carried.row);
    if (carried.table === 'position' && carried.row.outstandingLots > 0) this.isOutstanding = true;
    yield carried;
  }

  /** All rows have come. */
  *end(): Generator<CarriedRow, void, undefined> {
    if (!this.isOlder) return;
    yield* this.release();
    yield { table: 'review', row: this.review() };
    yield* this.sortedTimers();
  }

  private *release(): Generator<CarriedRow, void, undefined> {
    const { held, entitlements } = this;
    if (held.length === 0) return;
    this.held = [];
    for (const one of held) {
      if (one.table === 'entitlement') entitlements.add(one.row);
      if (one.table === 'delivery') entitlements.delivery(one.row);
    }
    entitlements.merge(this.timeMs);
    for (const one of held) {
      if (one.table === 'delivery') yield* this.deliveryRows(one.row);
      else if (one.table === 'entitlement') {
        yield { table: 'entitlement', row: entitlements.merged(one.row) };
      } else yield one;
    }
  }

  private *deliveryRows(row: Row<'delivery'>): Generator<CarriedRow, void, undefined> {
    const { deliveryId, providerId, kind, lots, unitMicroPat, unitFeeMicroPat } = row;
    const unitPaidMicroPat = row.escrowMicroPat / lots;
    const unitBuyerFeeMicroPat = row.feeMicroPat / lots;
    const isExact = Number.isInteger(unitPaidMicroPat) && Number.isInteger(unitBuyerFeeMicroPat);
    need(isExact, 'delivery', `what was paid for ${deliveryId} is not the same for each lot`);
    const entitlementId = this.entitlements.recordOf(row.entitlementId);
    const said = { kind: 0, unitMicroPat: 0, unitFeeMicroPat: 0, entitlementId };
    yield { table: 'delivery', row: { ...row, ...said } };
    const piece = {
      ...{ deliveryId, providerId, kind, lots, unitMicroPat, unitFeeMicroPat },
      ...{ unitBuyerFeeMicroPat, unitPaidMicroPat, unitNeedMicroPat: 0 },
    };
    yield { table: 'piece', row: piece };
  }

  /** The first review comes in its time, and the marks move from now on. */
  private review(): Row<'review'> {
    const { isOutstanding } = this;
    return {
      ...{ phase: 0, cursor: 0, elapsedMs: 0, isNeeded: 0, hasDefaults: 0 },
      ...{ holderId: 0, providerId: 0, seriesId: 0 },
      beganServiceMs: isOutstanding ? this.serviceMs : 0,
      isArmed: isOutstanding ? 1 : 0,
    };
  }

  /** Timers in the order they fire, with the review's and without those of records that are over now. */
  private *sortedTimers(): Generator<CarriedRow, void, undefined> {
    const rows: Row<'timer'>[] = [];
    for (const one of this.timers) {
      if (one.table !== 'timer') continue;
      const { row } = one;
      const dueMs =
        row.clock === CLOCK.ENTITLEMENTS
          ? this.entitlements.endOf(row.reference, row.dueMs)
          : row.dueMs;
      if (dueMs !== undefined) rows.push({ ...row, dueMs });
    }
    if (this.isOutstanding) {
      const dueMs = this.serviceMs + REVIEW_PERIOD_MS;
      rows.push({ clock: CLOCK.SERVICE, dueMs, kind: TIMER.COLLATERAL_REVIEW, reference: 0 });
    }
    rows.sort((one, other) => one.clock - other.clock || one.dueMs - other.dueMs);
    for (const row of rows) yield { table: 'timer', row };
  }
}
