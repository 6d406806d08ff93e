/**
 * Which scopes allow which message. Deny by default: a command that is not here is refused to everybody.
 *
 * Roles are the core's business; here only the scope of the session's key counts, except that PROVIDE counts for
 * providers alone.
 */
import { ACCOUNT_ROLE, COMMAND_KIND as K, KEY_SCOPE } from '../../values/index.js';

const bit = (scope: number): number => 1 << scope;
const READ = bit(KEY_SCOPE.READ);
const TRADE = bit(KEY_SCOPE.TRADE);
const PROVIDE = bit(KEY_SCOPE.PROVIDE);
const OPERATE = bit(KEY_SCOPE.OPERATE);
const WALLET = bit(KEY_SCOPE.WALLET);

const needed = new Uint8Array(256);
const allow = (scopes: number, ...kinds: readonly number[]): void => {
  for (const kind of kinds) needed[kind] = scopes;
};

allow(TRADE | PROVIDE, K.PLACE_ORDER, K.CANCEL_ORDER, K.AMEND_ORDER, K.MASS_CANCEL);
allow(TRADE, K.MASS_QUOTE, K.MARK_UPDATE, K.EXERCISE_RIGHTS, K.ACCEPT_DELIVERY);
allow(TRADE, K.DISPUTE_DELIVERY, K.SET_AUTO_EXERCISE, K.MOVE_COLLATERAL);
allow(PROVIDE, K.MINT_RIGHTS, K.WITHDRAW_RIGHTS, K.NOTICE_DELIVERY);
allow(TRADE | PROVIDE, K.PLACE_BUNDLE, K.ACKNOWLEDGE_TICKET);
allow(TRADE | PROVIDE, K.REQUEST_QUOTE, K.ACCEPT_QUOTE);
allow(TRADE, K.OFFER_QUOTE);
allow(PROVIDE | OPERATE, K.ESCROW_CAPACITY);
allow(TRADE | PROVIDE | OPERATE, K.GET_OUTCOME, K.KILL, K.SET_PROTECTION, K.RESET_PROTECTION);
allow(WALLET | OPERATE, K.CANCEL_WALLET_LINK);
allow(TRADE | OPERATE, K.SET_QUOTER_STATE);
allow(
  OPERATE,
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

/** Bits of a key's scopes, as far as they count for the role. */
export function scopeBits(scopes: readonly number[], role: number): number {
  let bits = 0;
  for (const scope of scopes) bits |= bit(scope);
  return role === ACCOUNT_ROLE.PROVIDER ? bits : bits & ~PROVIDE;
}

/** Whether these scopes allow a command of this kind. */
export function mayCommand(scopes: number, kind: number): boolean {
  return ((needed[kind] as number) & scopes) !== 0;
}

/** Whether a session may link its account with a wallet: where its money goes is its owner's to say, not a program's. */
export function mayLinkWallet(scopes: number): boolean {
  return (scopes & WALLET) !== 0;
}

/** Whether these scopes allow reading: market data, and the account's own state. */
export function mayRead(scopes: number): boolean {
  return (scopes & READ) !== 0;
}

/** Whether a role may see every account's reports. */
export function maySeeAll(role: number): boolean {
  return (
    role === ACCOUNT_ROLE.BROKER || role === ACCOUNT_ROLE.OPERATOR || role === ACCOUNT_ROLE.AUDITOR
  );
}
