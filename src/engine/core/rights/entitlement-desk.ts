/**
 * Creates and ends entitlements, and decides who may do what: the one function every door asks.
 *
 * What is exercised of a series adds to the record its holder has of it: quota by the lots, the end the latest. A delivery that
 * failed takes its lots off again, one that is disputed for as long as it is; with the last lot the record ends.
 */
import {
  type ColdBodies,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  FIELD_ID,
} from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import type { ContractRecord } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { LISTING_ACTIONS, type ListingDoor, listingResource } from '../resources/listing-door.js';
import { type Decision, ENTITLEMENT_FIELD as E } from './entitlements.js';

/** What an entitlement made by exercising a right allows. */
const EXERCISE_ACTIONS = 'read';
const { ACTIVE } = ENTITLEMENT_STATUS;

/** Exercised lots, for which an entitlement stands until then. */
export interface ExercisedLots {
  readonly holder: number;
  readonly series: number;
  readonly lots: number;
  readonly validToMs: number;
}

interface NewEntitlement {
  readonly holder: number;
  /** Series of exercised rights, or 0. */
  readonly series: number;
  /** Exercised lots; 0 of a grant, whose quota is given. */
  readonly lots: number;
  readonly quota: number;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly origin: number;
  /** Listing of a purchase; else 0. */
  readonly listing?: number;
}

export class EntitlementDesk {
  /** The commands that are handled here. */
  readonly handlers = {
    grantEntitlement: (body, out) => this.grant(body, out),
    revokeEntitlement: ({ entitlementId }, out) => this.revoke(entitlementId, out),
  } satisfies SomeHandlers;
  /** What else opens the resources of the market. */
  door: ListingDoor | undefined;
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  /** Whether a holder has a record of a series that is not over: then what it exercises needs no room. */
  has(holder: number, series: number): boolean {
    return this.state.entitlements.current(holder, series, this.state.timeMs) !== 0;
  }

  /** Adds exercised lots to the holder's record of the series, or makes one; the caller has checked that there is room. */
  add({ holder, series, lots, validToMs }: ExercisedLots): number {
    const { entitlements, timeMs } = this.state;
    const slot = entitlements.current(holder, series, timeMs);
    if (slot === 0) {
      const origin = ENTITLEMENT_ORIGIN.EXERCISE;
      const quota = this.quotaPerLot(series) * lots;
      return this.create({
        ...{ holder, series, lots, quota, validToMs, origin },
        validFromMs: timeMs,
      });
    }
    entitlements.extend(slot, validToMs);
    this.setLots(slot, entitlements.get(slot, E.lots) + lots);
    this.report(slot);
    return entitlements.idOf(slot);
  }

  /** Takes the lots of a delivery that failed off the record, which may be over; with the last of them it ends. */
  takeOff(entitlementId: number, lots: number, isSuspended: boolean): void {
    const slot = this.open(entitlementId);
    if (slot === 0) return;
    const { entitlements } = this.state;
    const active = entitlements.get(slot, E.lots) - (isSuspended ? 0 : lots);
    const suspended = entitlements.get(slot, E.suspendedLots) - (isSuspended ? lots : 0);
    check(active >= 0 && suspended >= 0, 'I33: an entitlement stands for less than its deliveries');
    entitlements.set(slot, E.suspendedLots, suspended);
    this.setLots(slot, active);
    if (active + suspended === 0) entitlements.end(slot, ENTITLEMENT_STATUS.REVOKED);
    this.report(slot);
  }

  /** Makes the entitlement of a purchase; the caller has checked that there is room. */
  openListing(terms: {
    readonly holder: number;
    readonly listing: number;
    readonly validFromMs: number;
    readonly validToMs: number;
    readonly origin: number;
  }): number {
    check(this.state.entitlements.hasRoom(1, this.state.timeMs), 'I6: a purchase without room');
    return this.create({ series: 0, lots: 0, quota: 0, ...terms });
  }

  /** Ends the entitlement of a purchase. */
  closeListing(entitlementId: number): void {
    const slot = this.open(entitlementId);
    check(slot !== 0, 'I41: a purchase has no entitlement');
    this.state.entitlements.end(slot, ENTITLEMENT_STATUS.REVOKED);
    this.report(slot);
  }

  private create(terms: NewEntitlement): number {
    const { entitlements, accounts, registry } = this.state;
    const slot = entitlements.takeSlot();
    if (entitlements.get(slot, E.holder) !== 0) {
      this.unchain(slot);
      registry.forgetGrant(entitlements.idOf(slot));
    }
    entitlements.set(slot, E.generation, entitlements.get(slot, E.generation) + 1);
    entitlements.set(slot, E.holder, terms.holder);
    entitlements.set(slot, E.series, terms.series);
    entitlements.set(slot, E.quota, terms.quota);
    entitlements.set(slot, E.validFromMs, terms.validFromMs);
    entitlements.set(slot, E.validToMs, terms.validToMs);
    entitlements.set(slot, E.origin, terms.origin);
    entitlements.set(slot, E.lots, terms.lots);
    entitlements.set(slot, E.suspendedLots, 0);
    entitlements.set(slot, E.listing, terms.listing ?? 0);
    entitlements.begin(slot);
    const first = accounts.get(terms.holder, A.firstEntitlement);
    entitlements.set(slot, E.holderNext, first);
    entitlements.set(slot, E.holderPrevious, 0);
    if (first !== 0) entitlements.set(first, E.holderPrevious, slot);
    accounts.set(terms.holder, A.firstEntitlement, slot);
    this.report(slot);
    return entitlements.idOf(slot);
  }

  grant(body: ColdBodies['grantEntitlement'], out: Result): void {
    const { accounts, entitlements, registry, timeMs } = this.state;
    if (!accounts.exists(body.holderId)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.holder_id);
    }
    if (body.origin === ENTITLEMENT_ORIGIN.EXERCISE) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.origin);
    }
    if (body.validToMs <= body.validFromMs) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.valid_to_ns);
    }
    if (body.quota < 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.quota);
    if (!entitlements.hasRoom(1, timeMs)) return out.refuse(CODE.CAPACITY_FULL);
    const id = this.create({
      holder: body.holderId,
      series: 0,
      lots: 0,
      quota: body.quota,
      validFromMs: body.validFromMs,
      validToMs: body.validToMs,
      origin: body.origin,
    });
    registry.addGrant({
      entitlementId: id,
      resource: body.resource,
      actions: body.actions,
      licenceHash: hexOf(body.licenceHash),
    });
    out.done(id);
  }

  revoke(entitlementId: number, out: Result): void {
    const { entitlements, timeMs } = this.state;
    const slot = entitlements.find(entitlementId);
    if (slot === 0 || entitlements.isOver(slot, timeMs)) {
      return out.refuse(CODE.UNKNOWN_ENTITLEMENT, FIELD_ID.entitlement_id);
    }
    // Its money would be paid on without it: a purchase is ended by what ends purchases.
    if (entitlements.get(slot, E.listing) !== 0) {
      return out.refuse(CODE.PURCHASE_STATE, FIELD_ID.entitlement_id);
    }
    entitlements.end(slot, ENTITLEMENT_STATUS.REVOKED);
    this.report(slot);
    out.done(entitlementId);
  }

  /** Suspends lots of an entitlement, or lets them count again; one that is over stays so. */
  suspend(entitlementId: number, lots: number, isSuspended: boolean): void {
    const slot = this.open(entitlementId);
    if (slot === 0) return;
    const { entitlements } = this.state;
    const change = isSuspended ? lots : 0 - lots;
    const suspended = entitlements.get(slot, E.suspendedLots) + change;
    const active = entitlements.get(slot, E.lots) - change;
    check(active >= 0 && suspended >= 0, 'I33: an entitlement stands for less than its deliveries');
    entitlements.set(slot, E.suspendedLots, suspended);
    this.setLots(slot, active);
    this.report(slot);
  }

  /** One of ENTITLEMENT_STATUS, as its holder is told. */
  status(slot: number): number {
    const { entitlements } = this.state;
    const status = entitlements.get(slot, E.status);
    return status === ACTIVE && this.isSuspended(slot) ? ENTITLEMENT_STATUS.SUSPENDED : status;
  }

  /**
   * Whether a holder may do something with a resource now. Deny by default; when several entitlements name the
   * resource, the answer is the first that allows, else the reason of the newest.
   * @param resource such as `series:12` or the text of a grant
   */
  decide(holder: number, action: string, resource: string, nowMs: number): Decision {
    const { entitlements, accounts } = this.state;
    let denial: Decision = { allow: false, code: 'NO_ENTITLEMENT', entitlementId: 0 };
    if (!accounts.exists(holder)) return denial;
    const decideOne = (slot: number): Decision => this.decideOne(slot, action, nowMs);
    const decided = this.door?.decide({ holder, action, resource, nowMs, decideOne });
    if (decided !== undefined) return decided;
    let slot = accounts.get(holder, A.firstEntitlement);
    for (; slot !== 0; slot = entitlements.get(slot, E.holderNext)) {
      if (this.resource(slot) !== resource) continue;
      const decision = this.decideOne(slot, action, nowMs);
      if (decision.allow) return decision;
      if (denial.entitlementId === 0) denial = decision;
    }
    return denial;
  }

  /** What an entitlement opens. */
  resource(slot: number): string {
    const series = this.state.entitlements.get(slot, E.series);
    if (series !== 0) return `series:${series}`;
    const listing = this.state.entitlements.get(slot, E.listing);
    if (listing !== 0) return listingResource(listing);
    return this.state.registry.grant(this.state.entitlements.idOf(slot))?.resource ?? '';
  }

  actions(slot: number): string {
    if (this.state.entitlements.get(slot, E.series) !== 0) return EXERCISE_ACTIONS;
    if (this.state.entitlements.get(slot, E.listing) !== 0) return LISTING_ACTIONS;
    return this.state.registry.grant(this.state.entitlements.idOf(slot))?.actions ?? '';
  }

  private decideOne(slot: number, action: string, nowMs: number): Decision {
    const { entitlements } = this.state;
    const entitlementId = entitlements.idOf(slot);
    if (entitlements.get(slot, E.status) !== ENTITLEMENT_STATUS.ACTIVE) {
      return { allow: false, code: 'REVOKED', entitlementId };
    }
    if (this.isSuspended(slot)) {
      return { allow: false, code: 'SUSPENDED', entitlementId };
    }
    if (nowMs < entitlements.get(slot, E.validFromMs)) {
      return { allow: false, code: 'NOT_YET_VALID', entitlementId };
    }
    if (nowMs >= entitlements.get(slot, E.validToMs)) {
      return { allow: false, code: 'EXPIRED', entitlementId };
    }
    if (!this.actions(slot).split(',').includes(action)) {
      return { allow: false, code: 'ACTION_NOT_ALLOWED', entitlementId };
    }
    return { allow: true, entitlementId };
  }

  /** Slot of an entitlement that is not over, or 0. */
  private open(entitlementId: number): number {
    const { entitlements, timeMs } = this.state;
    const slot = entitlements.find(entitlementId);
    return slot === 0 || entitlements.isOver(slot, timeMs) ? 0 : slot;
  }

  /** All it stands for is disputed. */
  private isSuspended(slot: number): boolean {
    const { entitlements } = this.state;
    return entitlements.get(slot, E.lots) === 0 && entitlements.get(slot, E.suspendedLots) > 0;
  }

  private setLots(slot: number, lots: number): void {
    const { entitlements } = this.state;
    entitlements.set(slot, E.lots, lots);
    entitlements.set(slot, E.quota, this.quotaPerLot(entitlements.get(slot, E.series)) * lots);
  }

  private quotaPerLot(seriesId: number): number {
    const { registry, series } = this.state;
    const contract = registry.contract(series.get(seriesId, S.contract)) as ContractRecord;
    return contract.rules.quotaPerLot;
  }

  private report(slot: number): void {
    const { entitlements } = this.state;
    const holder = entitlements.get(slot, E.holder);
    const sequence = this.reports.nextSequence(holder);
    const id = entitlements.idOf(slot);
    this.reports.plain(EVENT.ENTITLEMENT, holder, sequence, id, this.status(slot));
  }

  private unchain(slot: number): void {
    const { entitlements, accounts } = this.state;
    const next = entitlements.get(slot, E.holderNext);
    const previous = entitlements.get(slot, E.holderPrevious);
    if (previous !== 0) entitlements.set(previous, E.holderNext, next);
    else accounts.set(entitlements.get(slot, E.holder), A.firstEntitlement, next);
    if (next !== 0) entitlements.set(next, E.holderPrevious, previous);
  }
}

/** Lower-case hex of bytes. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
