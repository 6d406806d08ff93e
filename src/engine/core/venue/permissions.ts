/** Which role may send which command, and which need a client id. Deny by default: a kind that is not here is the venue's own. */
import { ACCOUNT_ROLE, COMMAND_KIND as K } from '../../../values/index.js';

const bit = (role: number): number => 1 << role;
const BROKER = bit(ACCOUNT_ROLE.BROKER);
const CONSUMER = bit(ACCOUNT_ROLE.CONSUMER);
const PROVIDER = bit(ACCOUNT_ROLE.PROVIDER);
const OPERATOR = bit(ACCOUNT_ROLE.OPERATOR);
const TRADERS = BROKER | CONSUMER | PROVIDER;
const EVERYBODY = TRADERS | OPERATOR | bit(ACCOUNT_ROLE.CREATOR) | bit(ACCOUNT_ROLE.AUDITOR);

const KINDS_MAX = 80;
const allowed = new Int32Array(KINDS_MAX);
const allow = (roles: number, ...kinds: readonly number[]): void => {
  for (const kind of kinds) allowed[kind] = roles;
};

allow(TRADERS, K.PLACE_ORDER, K.CANCEL_ORDER, K.AMEND_ORDER, K.MASS_CANCEL);
allow(BROKER, K.MASS_QUOTE, K.MARK_UPDATE, K.MOVE_COLLATERAL);
allow(CONSUMER, K.EXERCISE_RIGHTS, K.ACCEPT_DELIVERY, K.DISPUTE_DELIVERY, K.SET_AUTO_EXERCISE);
allow(PROVIDER, K.MINT_RIGHTS, K.WITHDRAW_RIGHTS, K.NOTICE_DELIVERY);
allow(PROVIDER | OPERATOR, K.ESCROW_CAPACITY);
allow(CONSUMER | PROVIDER, K.ACKNOWLEDGE_TICKET, K.PLACE_BUNDLE);
allow(CONSUMER | PROVIDER, K.REQUEST_QUOTE, K.ACCEPT_QUOTE);
allow(BROKER, K.OFFER_QUOTE);
allow(EVERYBODY, K.GET_OUTCOME, K.CANCEL_WALLET_LINK);
allow(TRADERS | OPERATOR, K.KILL, K.SET_PROTECTION, K.RESET_PROTECTION);
allow(BROKER | OPERATOR, K.SET_QUOTER_STATE);
allow(
  OPERATOR,
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
  K.ROLL_BACK_PARAMETER,
  K.REQUIRE_APPROVAL,
  K.SET_PHASE,
  K.RELEASE_KILL,
  K.HALT_SERIES,
  K.RESUME_SERIES,
  K.BUST_TRADE,
  K.GRANT_ENTITLEMENT,
  K.REVOKE_ENTITLEMENT,
  K.SET_CONFIDENCE,
);

/** Whether a role may send a kind of command. */
export function mayCommand(role: number, kind: number): boolean {
  return ((allowed[kind] ?? 0) & bit(role)) !== 0;
}

/** Commands that happen once per client id and are refused without one. */
const withClientId = new Uint8Array(KINDS_MAX);
for (const kind of [
  K.PLACE_BUNDLE,
  K.REQUEST_QUOTE,
  K.ACCEPT_QUOTE,
  K.EXERCISE_RIGHTS,
  K.ESCROW_CAPACITY,
  K.MINT_RIGHTS,
  K.WITHDRAW_RIGHTS,
  K.MOVE_COLLATERAL,
  K.SET_PROTECTION,
  K.RESET_PROTECTION,
  K.CANCEL_WALLET_LINK,
  K.OPEN_ACCOUNT,
  K.DEPOSIT,
  K.WITHDRAW,
  K.DEFINE_CONTRACT,
  K.OPEN_SERIES,
  K.SET_PARAMETER,
  K.ROLL_BACK_PARAMETER,
  K.REQUIRE_APPROVAL,
  K.GRANT_ENTITLEMENT,
])
  withClientId[kind] = 1;

/** Whether a kind of command is refused without a client id. */
export function needsClientId(kind: number): boolean {
  return withClientId[kind] === 1;
}
