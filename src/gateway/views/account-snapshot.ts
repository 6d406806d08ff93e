/**
 * Everything of an account at one sequence: balances, positions, live orders, deliveries, the highest client ids.
 *
 * All messages of one snapshot are encoded at the same point of the state, each with a bounded number of entries.
 * Fails by answering false: it does not fit the session's queue.
 */

import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  type Core,
  DELIVERY_FIELD as D,
  ORDER_FLAG,
  POSITION_FIELD as P,
} from '../../engine/core/index.js';
import {
  type AccountSnapshot,
  BalanceReport,
  type CollateralCallReport,
  type DeliveryReport,
  type OpenOrder,
  PositionReport,
  type ServerEncoder,
} from '../../schema/index.js';
import { COLLATERAL_CALL_CHANGE } from '../../values/index.js';
import { setBalance, setPosition } from '../outbox/account-push.js';
import { ticketIdOf } from '../outbox/report-encoder.js';
import { walletInfo } from './chain-facts.js';
import { holdsCash, marginInfo } from './margin-facts.js';
import { noticeAt } from './notices.js';
import { protectionInfo } from './risk-facts.js';

export interface SnapshotRequest {
  readonly requestId: number;
  readonly accountId: number;
  readonly sequence: number;
  readonly chunkEntries: number;
}

/** One chunk being filled. */
interface Chunk {
  readonly positions: PositionReport[];
  readonly openOrders: OpenOrder[];
  readonly deliveries: DeliveryReport[];
  readonly collateralCalls: CollateralCallReport[];
}

export class AccountSnapshots {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** Appends the snapshot of an account; false when it does not fit. */
  append(out: ServerEncoder, request: SnapshotRequest): boolean {
    const { accountId, sequence, chunkEntries, requestId } = request;
    const { state } = this.core;
    const balance = setBalance(new BalanceReport(), state, accountId, sequence);
    const wallet = walletInfo(state, accountId);
    const protection = protectionInfo(state, accountId);
    const margin = holdsCash(this.core, accountId)
      ? marginInfo(this.core, accountId, sequence)
      : null;
    const lastClientOrderIds = state.outcomes.highestIds(accountId);
    let chunk = newChunk();
    let entries = 0;
    let isFirst = true;
    const send = (more: boolean): boolean => {
      const snapshot: AccountSnapshot = {
        ...chunk,
        balance: isFirst ? balance : null,
        lastClientOrderIds: isFirst ? lastClientOrderIds : [],
        asOfAccountSequence: balance.asOfAccountSequence,
        asOfSequence: sequence,
        more,
        wallet: isFirst ? wallet : null,
        protection: isFirst ? protection : null,
        margin: isFirst ? margin : null,
      };
      isFirst = false;
      return out.message(requestId, 0, 'accountSnapshot', snapshot);
    };
    for (const add of this.entries(accountId, sequence)) {
      if (entries === chunkEntries) {
        if (!send(true)) return false;
        chunk = newChunk();
        entries = 0;
      }
      add(chunk);
      entries += 1;
    }
    return send(false);
  }

  /** What goes into the chunks, one after the other. */
  private *entries(accountId: number, sequence: number): Generator<(chunk: Chunk) => void> {
    const { state } = this.core;
    const { positions, accounts } = state;
    let position = accounts.get(accountId, A.firstPosition);
    for (; position !== 0; position = positions.get(position, P.accountNext)) {
      const call = this.call(position, accountId, sequence);
      if (call !== undefined) yield (chunk) => chunk.collateralCalls.push(call);
      if (positions.get(position, P.heldLots) === 0) continue;
      const seriesId = positions.seriesOf(position);
      const report = setPosition(new PositionReport(), state, accountId, seriesId, sequence);
      yield (chunk) => chunk.positions.push(report);
    }
    for (const order of this.orders(accountId)) yield (chunk) => chunk.openOrders.push(order);
    for (const delivery of this.deliveries(accountId, sequence)) {
      yield (chunk) => chunk.deliveries.push(delivery);
    }
  }

  /** The open collateral call of a position. */
  private call(
    position: number,
    accountId: number,
    sequence: number,
  ): CollateralCallReport | undefined {
    const { state, calls } = this.core;
    const { positions, accounts } = state;
    const amountMicroPat = positions.get(position, P.calledMicroPat);
    if (accounts.get(accountId, A.calls) === 0 || amountMicroPat === 0) return undefined;
    return {
      seriesId: positions.seriesOf(position),
      change: COLLATERAL_CALL_CHANGE.CALLED,
      amountMicroPat,
      deadlineTimeMs: calls.deadlineMs(position),
      accountSequence: accounts.get(accountId, A.sequence),
      journalSequence: sequence,
      matchTimeMs: 0,
    };
  }

  /** Live orders, oldest first; levels of the broker's quotes are no orders of their own. */
  private *orders(accountId: number): Generator<OpenOrder> {
    const { live, state } = this.core;
    let slot = state.accounts.get(accountId, A.oldestOrder);
    for (; slot !== 0; slot = live.nextOfAccount(slot)) {
      const isQuote = accountId === BROKER_ACCOUNT && (live.flags(slot) & ORDER_FLAG.QUOTE) !== 0;
      if (isQuote) continue;
      const openLots = live.totalLots(slot);
      const isDormant = live.isDormant(slot);
      yield {
        orderId: state.orders.idOf(slot),
        clientOrderId: live.clientId(slot),
        seriesId: live.series(slot),
        side: live.side(slot),
        priceTicks: live.priceTicks(slot),
        openLots,
        cumulativeLots: live.originalLots(slot) - openLots,
        orderType: live.typeOf(slot),
        triggerPriceTicks: live.triggerTicks(slot),
        displayedLots: isDormant ? 0 : live.openLots(slot),
      };
    }
  }

  private *deliveries(accountId: number, sequence: number): Generator<DeliveryReport> {
    const { state } = this.core;
    const { deliveries } = state;
    for (const slot of deliverySlots(this.core, accountId)) {
      const get = (field: number): number => deliveries.get(slot, field);
      yield {
        deliveryId: deliveries.idOf(slot),
        ticketId: ticketIdOf(get(D.ticketSequence), get(D.ticketIndex)),
        seriesId: get(D.series),
        consumerId: get(D.consumer),
        providerId: get(D.provider),
        quantityLots: get(D.lots),
        state: get(D.state),
        deadlineTimeMs: this.core.deliveryDesk.deadlineMs(slot),
        consumerMicroPat: 0,
        providerMicroPat: 0,
        accountSequence: state.accounts.get(accountId, A.sequence),
        journalSequence: sequence,
        matchTimeMs: 0,
        entitlementId: get(D.entitlement),
        ...noticeAt(state, slot),
      };
    }
  }
}

/** Deliveries of an account that are not over, newest first. */
export function* deliverySlots(core: Core, accountId: number): Generator<number> {
  const { deliveries, accounts } = core.state;
  let slot = accounts.get(accountId, A.firstDelivery);
  while (slot !== 0) {
    yield slot;
    const isConsumer = deliveries.get(slot, D.consumer) === accountId;
    slot = deliveries.get(slot, isConsumer ? D.consumerNext : D.providerNext);
  }
}

function newChunk(): Chunk {
  return { positions: [], openOrders: [], deliveries: [], collateralCalls: [] };
}
