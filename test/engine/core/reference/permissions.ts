/** Who may send which command, as the comments of the schema say it. */
import { ACCOUNT_ROLE, COMMAND_KIND as K } from '../../../../src/values/index.js';

const { BROKER, CONSUMER, PROVIDER, OPERATOR, CREATOR, AUDITOR } = ACCOUNT_ROLE;
const TRADERS = [BROKER, CONSUMER, PROVIDER];

const ROLES = new Map<number, readonly number[]>([
  [K.PLACE_ORDER, TRADERS],
  [K.CANCEL_ORDER, TRADERS],
  [K.AMEND_ORDER, TRADERS],
  [K.MASS_CANCEL, TRADERS],
  [K.MASS_QUOTE, [BROKER]],
  [K.MARK_UPDATE, [BROKER]],
  [K.EXERCISE_RIGHTS, [CONSUMER]],
  [K.PLACE_BUNDLE, [CONSUMER, PROVIDER]],
  [K.GET_OUTCOME, [...TRADERS, OPERATOR, CREATOR, AUDITOR]],
  [K.ESCROW_CAPACITY, [PROVIDER, OPERATOR]],
  [K.MINT_RIGHTS, [PROVIDER]],
  [K.WITHDRAW_RIGHTS, [PROVIDER]],
  [K.NOTICE_DELIVERY, [PROVIDER]],
  [K.ACCEPT_DELIVERY, [CONSUMER]],
  [K.DISPUTE_DELIVERY, [CONSUMER]],
  [K.ACKNOWLEDGE_TICKET, [CONSUMER, PROVIDER]],
  [K.SET_AUTO_EXERCISE, [CONSUMER]],
  [K.MOVE_COLLATERAL, [BROKER]],
  [K.KILL, [...TRADERS, OPERATOR]],
  [K.SET_QUOTER_STATE, [BROKER, OPERATOR]],
]);

const OPERATORS_ONLY: readonly number[] = [
  K.RULE_DISPUTE,
  K.OPEN_ACCOUNT,
  K.UPDATE_ACCOUNT,
  K.ADD_KEY,
  K.REVOKE_KEY,
  K.DEPOSIT,
  K.WITHDRAW,
  K.DEFINE_CONTRACT,
  K.OPEN_SERIES,
  K.SET_PARAMETER,
  K.APPROVE_PARAMETER,
  K.WITHDRAW_PARAMETER,
  K.SET_PHASE,
  K.RELEASE_KILL,
  K.HALT_SERIES,
  K.RESUME_SERIES,
  K.BUST_TRADE,
  K.GRANT_ENTITLEMENT,
  K.REVOKE_ENTITLEMENT,
  K.SET_CONFIDENCE,
];

export function mayCommand(role: number, kind: number): boolean {
  if (OPERATORS_ONLY.includes(kind)) return role === OPERATOR;
  return ROLES.get(kind)?.includes(role) ?? false;
}

/** Commands whose message carries a client_request_id and which must not happen twice. */
const WITH_ID: readonly number[] = [
  K.PLACE_BUNDLE,
  K.EXERCISE_RIGHTS,
  K.ESCROW_CAPACITY,
  K.MINT_RIGHTS,
  K.WITHDRAW_RIGHTS,
  K.MOVE_COLLATERAL,
  K.OPEN_ACCOUNT,
  K.DEPOSIT,
  K.WITHDRAW,
  K.DEFINE_CONTRACT,
  K.OPEN_SERIES,
  K.SET_PARAMETER,
  K.GRANT_ENTITLEMENT,
];

export function needsClientId(kind: number): boolean {
  return WITH_ID.includes(kind);
}
