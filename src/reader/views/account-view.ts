/**
 * An account as it stands in a core: balances, positions, live orders, deliveries under way, entitlements, keys. Read only,
 * between commands. Whoever shows it has asked whether he may.
 */
import {
  ACCOUNT_FIELD as A,
  type AgentRecord,
  BROKER_ACCOUNT,
  BUCKET,
  type Core,
  DELIVERY_FIELD as D,
  ENTITLEMENT_FIELD as E,
  type KeyRecord,
  type KeySessionRecord,
  type MarginView,
  marginView,
  ORDER_FLAG,
  POSITION_FIELD as P,
  type PasskeyRecord,
} from '../../engine/core/index.js';

export interface BalanceView {
  readonly availableMicroPat: number;
  readonly reservedMicroPat: number;
  readonly pendingMicroPat: number;
  readonly collateralMicroPat: number;
  /** Behind what settles in cash. */
  readonly marginMicroPat: number;
  readonly escrowMicroPat: number;
  /** Of what is available, withheld for a withdrawal that was asked for. */
  readonly withheldMicroPat: number;
}

export interface PositionView {
  readonly seriesId: number;
  readonly heldLots: number;
  readonly reservedLots: number;
  readonly outstandingLots: number;
  readonly costMicroPat: number;
  /** Of the cost, what a buyer of forwards still owes. */
  readonly unpaidMicroPat: number;
  readonly collateralMicroPat: number;
}

export interface LiveOrderView {
  readonly orderId: number;
  readonly clientOrderId: number;
  readonly seriesId: number;
  readonly side: number;
  readonly orderType: number;
  readonly priceTicks: number;
  readonly triggerPriceTicks: number;
  readonly openLots: number;
  readonly filledLots: number;
}

export interface DeliveryView {
  readonly deliveryId: number;
  readonly ticketSequence: number;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly state: number;
  readonly deadlineMs: number;
  readonly entitlementId: number;
}

export interface EntitlementView {
  readonly entitlementId: number;
  readonly resource: string;
  readonly actions: string;
  readonly quota: number;
  readonly origin: number;
  readonly status: number;
  readonly validFromMs: number;
  readonly validToMs: number;
}

/** Records of an account looked at for one page at most: its chains may be long. */
export const ENTRIES_MAX = 10_000;

const DAY_MS = 86_400_000;

/** An agent of an account, with what it has left. */
export interface AgentView extends AgentRecord {
  readonly label: string;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  readonly spentTodayMicroPat: number;
  readonly leftMicroPat: number;
}

export class AccountView {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  get count(): number {
    return this.core.state.accounts.count;
  }

  exists(accountId: number): boolean {
    return this.core.state.accounts.exists(accountId);
  }

  role(accountId: number): number {
    return this.core.state.accounts.get(accountId, A.role);
  }

  accountClass(accountId: number): number {
    return this.core.state.accounts.get(accountId, A.accountClass);
  }

  name(accountId: number): string {
    return this.core.state.registry.account(accountId)?.name ?? '';
  }

  /** A key of an account, also one that was revoked; undefined where there is none. */
  key(accountId: number, keyId: number): KeyRecord | undefined {
    return this.core.state.registry.key(accountId, keyId);
  }

  /** A key that counts now: neither revoked nor, if it is a session's, over. */
  usableKey(accountId: number, keyId: number, nowMs: number): KeyRecord | undefined {
    const key = this.core.state.registry.key(accountId, keyId);
    if (key === undefined || key.revoked) return undefined;
    return 'expiresAtMs' in key && nowMs >= key.expiresAtMs ? undefined : key;
  }

  /** Sessions of people that have not ended, oldest first. */
  keySessions(accountId: number): readonly KeySessionRecord[] {
    return this.core.state.registry.signIns.sessionsOf(accountId);
  }

  /** Agents that may act for an account now, with what they have left of their budgets. */
  agents(accountId: number): readonly AgentView[] {
    const { registry, timeMs } = this.core.state;
    const day = Math.floor(timeMs / DAY_MS);
    return this.keySessions(accountId).flatMap(({ keyId, label, openedAtMs, expiresAtMs }) => {
      const agent = registry.agent(keyId);
      if (agent === undefined) return [];
      const spentTodayMicroPat = agent.spentDay === day ? agent.spentDayMicroPat : 0;
      const leftMicroPat = Math.min(
        agent.dailyBudgetMicroPat - spentTodayMicroPat,
        agent.totalBudgetMicroPat - agent.spentMicroPat,
      );
      return { ...agent, label, openedAtMs, expiresAtMs, spentTodayMicroPat, leftMicroPat };
    });
  }

  /** Keys the account has for good, revoked ones too. */
  keys(accountId: number): readonly KeyRecord[] {
    return this.core.state.registry.account(accountId)?.keys ?? [];
  }

  passkeys(accountId: number): readonly PasskeyRecord[] {
    return this.core.state.registry.signIns.passkeysOf(accountId);
  }

  accountSequence(accountId: number): number {
    return this.core.state.accounts.get(accountId, A.sequence);
  }

  balance(accountId: number): BalanceView {
    const { ledger, accounts } = this.core.state;
    const bucket = (which: number): number => ledger.balance(ledger.bucket(accountId, which));
    return {
      availableMicroPat: bucket(BUCKET.AVAILABLE),
      reservedMicroPat: bucket(BUCKET.RESERVED),
      pendingMicroPat: bucket(BUCKET.PENDING),
      collateralMicroPat: bucket(BUCKET.COLLATERAL),
      marginMicroPat: bucket(BUCKET.MARGIN),
      escrowMicroPat: accounts.get(accountId, A.escrowMicroPat),
      withheldMicroPat: accounts.withheldMicroPat(accountId),
    };
  }

  /** What an account has behind its cash instruments and what they ask for, as of now. */
  margin(accountId: number): MarginView {
    return marginView(this.core, accountId);
  }

  /** Positions in which anything is held or outstanding. */
  positions(accountId: number): PositionView[] {
    const { positions, accounts } = this.core.state;
    const list: PositionView[] = [];
    let slot = accounts.get(accountId, A.firstPosition);
    for (let i = 0; slot !== 0 && i < ENTRIES_MAX; i += 1) {
      const get = (field: number): number => positions.get(slot, field);
      const isProvider = get(P.mintedLots) > 0;
      if (get(P.heldLots) > 0 || (isProvider && get(P.outstandingLots) > 0)) {
        list.push({
          seriesId: positions.seriesOf(slot),
          heldLots: get(P.heldLots),
          reservedLots: get(P.reservedLots),
          outstandingLots: isProvider ? get(P.outstandingLots) : 0,
          costMicroPat: isProvider ? 0 : get(P.costMicroPat) + get(P.feeMicroPat),
          unpaidMicroPat: get(P.unpaidMicroPat),
          collateralMicroPat: isProvider ? get(P.collateralMicroPat) : 0,
        });
      }
      slot = get(P.accountNext);
    }
    return list.sort((a, b) => a.seriesId - b.seriesId);
  }

  /** Live orders, oldest first; levels of the broker's quotes are no orders of their own. */
  openOrders(accountId: number): LiveOrderView[] {
    const { live, state } = this.core;
    const list: LiveOrderView[] = [];
    let slot = state.accounts.get(accountId, A.oldestOrder);
    for (let i = 0; slot !== 0 && i < ENTRIES_MAX; i += 1, slot = live.nextOfAccount(slot)) {
      if (accountId === BROKER_ACCOUNT && (live.flags(slot) & ORDER_FLAG.QUOTE) !== 0) continue;
      const openLots = live.totalLots(slot);
      list.push({
        orderId: state.orders.idOf(slot),
        clientOrderId: live.clientId(slot),
        seriesId: live.series(slot),
        side: live.side(slot),
        orderType: live.typeOf(slot),
        priceTicks: live.priceTicks(slot),
        triggerPriceTicks: live.triggerTicks(slot),
        openLots,
        filledLots: live.originalLots(slot) - openLots,
      });
    }
    return list;
  }

  /** Deliveries that are not over, as consumer or provider, newest first. */
  deliveries(accountId: number): DeliveryView[] {
    const { deliveries, accounts } = this.core.state;
    const list: DeliveryView[] = [];
    let slot = accounts.get(accountId, A.firstDelivery);
    for (let i = 0; slot !== 0 && i < ENTRIES_MAX; i += 1) {
      const get = (field: number): number => deliveries.get(slot, field);
      list.push({
        deliveryId: deliveries.idOf(slot),
        ticketSequence: get(D.ticketSequence),
        seriesId: get(D.series),
        consumerId: get(D.consumer),
        providerId: get(D.provider),
        quantityLots: get(D.lots),
        state: get(D.state),
        deadlineMs: this.core.deliveryDesk.deadlineMs(slot),
        entitlementId: get(D.entitlement),
      });
      slot = get(get(D.consumer) === accountId ? D.consumerNext : D.providerNext);
    }
    return list;
  }

  /** Entitlements the venue still keeps, over or not, newest first. */
  entitlements(accountId: number): EntitlementView[] {
    const { accounts, entitlements } = this.core.state;
    const list: EntitlementView[] = [];
    let slot = accounts.get(accountId, A.firstEntitlement);
    for (let i = 0; slot !== 0 && i < ENTRIES_MAX; i += 1) {
      const view = this.entitlementAt(slot);
      if (view !== undefined) list.push(view);
      slot = entitlements.get(slot, E.holderNext);
    }
    return list;
  }

  /** An entitlement by its id; undefined when the venue does not keep it any more. */
  entitlement(entitlementId: number): EntitlementView | undefined {
    return this.entitlementAt(this.core.state.entitlements.find(entitlementId));
  }

  private entitlementAt(slot: number): EntitlementView | undefined {
    if (slot === 0) return undefined;
    const { entitlements: desk, state } = this.core;
    const get = (field: number): number => state.entitlements.get(slot, field);
    return {
      entitlementId: state.entitlements.idOf(slot),
      resource: desk.resource(slot),
      actions: desk.actions(slot),
      quota: get(E.quota),
      origin: get(E.origin),
      status: desk.status(slot),
      validFromMs: get(E.validFromMs),
      validToMs: get(E.validToMs),
    };
  }
}
