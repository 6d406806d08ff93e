/** Which recorded commands a backtest plays, leaves out, or has to translate. */
import { BROKER_ACCOUNT } from '../engine/core/index.js';
import { type ColdBodies, type Command, COMMAND_KIND as K } from '../values/index.js';

const QUOTER_KINDS: ReadonlySet<number> = new Set([
  K.MASS_QUOTE,
  K.MASS_CANCEL,
  K.OFFER_QUOTE,
  K.MARK_UPDATE,
  K.SET_QUOTER_STATE,
]);
const DELIVERY_KINDS: ReadonlySet<number> = new Set([
  K.NOTICE_DELIVERY,
  K.PROVE_DELIVERY,
  K.ACCEPT_DELIVERY,
  K.DISPUTE_DELIVERY,
  K.RULE_DISPUTE,
  K.ACKNOWLEDGE_TICKET,
]);

/** What the recorded quoter said; the run has a quoter of its own. */
export function isQuoters(command: Command): boolean {
  if (command.kind === K.QUOTER_CHECKPOINT) return true;
  return command.accountId === BROKER_ACCOUNT && QUOTER_KINDS.has(command.kind);
}

/** Whether a command names an order by the id the venue gave it. */
export function namesOrder({ kind, orderId }: Command): boolean {
  return (kind === K.CANCEL_ORDER || kind === K.AMEND_ORDER) && orderId !== 0;
}

/** Whether a command takes a firm quote, which it names by the id the venue gave it. */
export function takesOffer({ kind }: Command): boolean {
  return kind === K.ACCEPT_QUOTE;
}

/** Whether a command uses up rights its sender holds. */
export function usesRights({ kind }: Command): boolean {
  return kind === K.EXERCISE_RIGHTS || kind === K.WITHDRAW_RIGHTS;
}

/** Whether a command names a delivery. */
export function namesDelivery({ kind }: Command): boolean {
  return DELIVERY_KINDS.has(kind);
}

/** The delivery such a command names. */
export function deliveryOf(command: Command): number {
  return (command.body as ColdBodies['acknowledgeTicket']).deliveryId;
}
