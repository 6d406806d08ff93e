/**
 * The commands about capacity, rights and deliveries: from a command to the rules that answer it.
 *
 * Whoever gets here may send the command and sends it for the first time.
 */
import {
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  type Command,
  FIELD_ID,
} from '../../../values/index.js';
import { check } from '../check.js';
import { CODE, type Outcome } from '../reject.js';
import type { State } from '../state.js';
import { ACCOUNT_FIELD as A } from '../tables/accounts.js';
import { POSITION_FLAG } from '../tables/positions.js';
import type { DeliveryDesk } from './delivery-desk.js';
import type { Rights } from './rights.js';

const K = COMMAND_KIND;

/** Whether a command is one of these. */
export function isRightsCommand(kind: number): boolean {
  return kind === K.EXERCISE_RIGHTS || (kind >= K.ESCROW_CAPACITY && kind < K.MOVE_COLLATERAL);
}

export class RightsCommands {
  private readonly state: State;
  private readonly rights: Rights;
  private readonly desk: DeliveryDesk;

  constructor(state: State, rights: Rights, desk: DeliveryDesk) {
    this.state = state;
    this.rights = rights;
    this.desk = desk;
  }

  apply(c: Command, out: Outcome): void {
    const { rights, desk } = this;
    const { accountId } = c;
    switch (c.kind) {
      case K.EXERCISE_RIGHTS: {
        const body = c.body as ColdBodies['exerciseRights'];
        return rights.exercise(accountId, body.seriesId, body.quantityLots, out);
      }
      case K.ESCROW_CAPACITY:
        return this.escrowCapacity(accountId, c.body as ColdBodies['escrowCapacity'], out);
      case K.MINT_RIGHTS: {
        const body = c.body as ColdBodies['mintRights'];
        return rights.mint(accountId, body.seriesId, body.quantityLots, out);
      }
      case K.WITHDRAW_RIGHTS: {
        const body = c.body as ColdBodies['withdrawRights'];
        return rights.withdraw(accountId, body.seriesId, body.quantityLots, out);
      }
      case K.NOTICE_DELIVERY:
        return desk.notice(accountId, c.body as ColdBodies['noticeDelivery'], out);
      case K.ACCEPT_DELIVERY:
        return desk.accept(accountId, (c.body as ColdBodies['acceptDelivery']).deliveryId, out);
      case K.DISPUTE_DELIVERY:
        return desk.dispute(accountId, (c.body as ColdBodies['disputeDelivery']).deliveryId, out);
      case K.RULE_DISPUTE:
        return desk.rule(c.body as ColdBodies['ruleDispute'], out);
      case K.ACKNOWLEDGE_TICKET: {
        const { deliveryId } = c.body as ColdBodies['acknowledgeTicket'];
        return desk.acknowledge(accountId, deliveryId, out);
      }
      default:
        check(c.kind === K.SET_AUTO_EXERCISE, 'I19: a command of an unknown kind');
        return this.setAutoExercise(accountId, c.body as ColdBodies['setAutoExercise'], out);
    }
  }

  /** An operator attests for a provider, a provider only states its own. */
  private escrowCapacity(
    accountId: number,
    body: ColdBodies['escrowCapacity'],
    out: Outcome,
  ): void {
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
    out: Outcome,
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
