/** Creates and ends entitlements, and decides who may do what: the one function every door asks. */
import {
  type ColdBodies,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  FIELD_ID,
} from '../../../values/index.js';
import { EVENT } from '../events.js';
import type { SomeHandlers } from '../handlers.js';
import { CODE, type Outcome } from '../reject.js';
import type { Reports } from '../reports.js';
import type { State } from '../state.js';
import { ACCOUNT_FIELD as A } from '../tables/accounts.js';
import { type Decision, ENTITLEMENT_FIELD as E } from '../tables/entitlements.js';

/** What an entitlement made by exercising a right allows. */
const EXERCISE_ACTIONS = 'read';
const { ACTIVE } = ENTITLEMENT_STATUS;

export interface NewEntitlement {
  readonly holder: number;
  /** Series of an exercised right, or 0. */
  readonly series: number;
  readonly quota: number;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly origin: number;
}

export class EntitlementDesk {
  /** The commands that are handled here. */
  readonly handlers = {
    grantEntitlement: (body, out) => this.grant(body, out),
    revokeEntitlement: ({ entitlementId }, out) => this.revoke(entitlementId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: Reports;

  constructor(state: State, reports: Reports) {
    this.state = state;
    this.reports = reports;
  }

  /** Creates an entitlement and returns its id; the caller has checked that there is room. */
  create(terms: NewEntitlement): number {
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
    entitlements.set(slot, E.suspended, 0);
    entitlements.begin(slot);
    const first = accounts.get(terms.holder, A.firstEntitlement);
    entitlements.set(slot, E.holderNext, first);
    entitlements.set(slot, E.holderPrevious, 0);
    if (first !== 0) entitlements.set(first, E.holderPrevious, slot);
    accounts.set(terms.holder, A.firstEntitlement, slot);
    this.report(slot);
    return entitlements.idOf(slot);
  }

  grant(body: ColdBodies['grantEntitlement'], out: Outcome): void {
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

  revoke(entitlementId: number, out: Outcome): void {
    const { entitlements, timeMs } = this.state;
    const slot = entitlements.find(entitlementId);
    if (slot === 0 || entitlements.isOver(slot, timeMs)) {
      return out.refuse(CODE.UNKNOWN_ENTITLEMENT, FIELD_ID.entitlement_id);
    }
    this.end(entitlementId, ENTITLEMENT_STATUS.REVOKED);
    out.done(entitlementId);
  }

  /** Ends an entitlement that may be over already. */
  end(entitlementId: number, status: number): void {
    const { entitlements, timeMs } = this.state;
    const slot = entitlements.find(entitlementId);
    if (slot === 0 || entitlements.isOver(slot, timeMs)) return;
    entitlements.end(slot, status);
    this.report(slot);
  }

  /** Suspends an entitlement, or lets it open its door again; one that is over stays so. */
  suspend(entitlementId: number, isSuspended: boolean): void {
    const { entitlements, timeMs } = this.state;
    const slot = entitlements.find(entitlementId);
    if (slot === 0 || entitlements.isOver(slot, timeMs)) return;
    entitlements.set(slot, E.suspended, isSuspended ? 1 : 0);
    this.report(slot);
  }

  /** One of ENTITLEMENT_STATUS, as its holder is told. */
  status(slot: number): number {
    const { entitlements } = this.state;
    const status = entitlements.get(slot, E.status);
    const isSuspended = status === ACTIVE && entitlements.get(slot, E.suspended) !== 0;
    return isSuspended ? ENTITLEMENT_STATUS.SUSPENDED : status;
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
    return this.state.registry.grant(this.state.entitlements.idOf(slot))?.resource ?? '';
  }

  actions(slot: number): string {
    if (this.state.entitlements.get(slot, E.series) !== 0) return EXERCISE_ACTIONS;
    return this.state.registry.grant(this.state.entitlements.idOf(slot))?.actions ?? '';
  }

  private decideOne(slot: number, action: string, nowMs: number): Decision {
    const { entitlements } = this.state;
    const entitlementId = entitlements.idOf(slot);
    if (entitlements.get(slot, E.status) !== ENTITLEMENT_STATUS.ACTIVE) {
      return { allow: false, code: 'REVOKED', entitlementId };
    }
    if (entitlements.get(slot, E.suspended) !== 0) {
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
