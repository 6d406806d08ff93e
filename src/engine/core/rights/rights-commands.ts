/**
 * The commands about capacity, rights and deliveries: from a command to the rules that answer it.
 *
 * Whoever gets here may send the command and sends it for the first time.
 */
import { ACCOUNT_ROLE, type ColdBodies, FIELD_ID } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { POSITION_FLAG } from '../trading/positions.js';
import type { DeliveryDesk } from './delivery-desk.js';
import type { Rights } from './rights.js';

export class RightsCommands {
  /** The commands that are handled here. */
  readonly handlers = {
    exerciseRights: ({ seriesId, quantityLots }, out, account) =>
      this.rights.exercise(account, seriesId, quantityLots, out),
    escrowCapacity: (body, out, account) => this.escrowCapacity(account, body, out),
    mintRights: ({ seriesId, quantityLots }, out, account) =>
      this.rights.mint(account, seriesId, quantityLots, out),
    withdrawRights: ({ seriesId, quantityLots }, out, account) =>
      this.rights.withdraw(account, seriesId, quantityLots, out),
    noticeDelivery: (body, out, account) => this.desk.notice(account, body, out),
    proveDelivery: (body, out) => this.desk.prove(body, out),
    acceptDelivery: ({ deliveryId }, out, account) => this.desk.accept(account, deliveryId, out),
    disputeDelivery: ({ deliveryId }, out, account) => this.desk.dispute(account, deliveryId, out),
    ruleDispute: (body, out) => this.desk.rule(body, out),
    acknowledgeTicket: ({ deliveryId }, out, account) =>
      this.desk.acknowledge(account, deliveryId, out),
    setAutoExercise: (body, out, account) => this.setAutoExercise(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly rights: Rights;
  private readonly desk: DeliveryDesk;

  constructor(state: State, rights: Rights, desk: DeliveryDesk) {
    this.state = state;
    this.rights = rights;
    this.desk = desk;
  }

  /** An operator attests for a provider, a provider only states its own. */
  private escrowCapacity(accountId: number, body: ColdBodies['escrowCapacity'], out: Result): void {
    const { accounts } = this.state;
    const isOperator = accounts.get(accountId, A.role) === ACCOUNT_ROLE.OPERATOR;
    const provider = isOperator ? body.providerId : accountId;
    const isProvider =
      accounts.exists(provider) && accounts.get(provider, A.role) === ACCOUNT_ROLE.PROVIDER;
    const isOther = body.providerId !== 0 && body.providerId !== provider;
    if (!isProvider || isOther) return out.refuse(CODE.ROLE, FIELD_ID.provider_id);
    this.rights.escrowCapacity(provider, body, isOperator, out);
  }

  private setAutoExercise(
    accountId: number,
    body: ColdBodies['setAutoExercise'],
    out: Result,
  ): void {
    const { positions, series } = this.state;
    if (!series.exists(body.seriesId)) {
      return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    }
    const position = positions.find(accountId, body.seriesId);
    if (position === 0 || positions.isUntouched(position)) {
      return out.refuse(CODE.INSUFFICIENT_RIGHTS, FIELD_ID.series_id);
    }
    positions.mark(position, POSITION_FLAG.OPTED_OUT, !body.enabled);
    out.done(body.seriesId);
  }
}
