/**
 * What a session's scopes allow beside commands, which declare theirs.
 *
 * Roles are the core's business; here only the scope of the session's key counts, except that PROVIDE counts for
 * providers and creators alone, and for auditors, who provide attestations.
 */
import { ACCOUNT_ROLE, bitsOf, KEY_SCOPE } from '../../values/index.js';

const bit = (scope: number): number => 1 << scope;
const READ = bit(KEY_SCOPE.READ);
const PROVIDE = bit(KEY_SCOPE.PROVIDE);
const WALLET = bit(KEY_SCOPE.WALLET);
const PROVIDING: readonly number[] = [
  ACCOUNT_ROLE.PROVIDER,
  ACCOUNT_ROLE.CREATOR,
  ACCOUNT_ROLE.AUDITOR,
];

/** Bits of a key's scopes, as far as they count for the role. */
export function scopeBits(scopes: readonly number[], role: number): number {
  const bits = bitsOf(scopes);
  return PROVIDING.includes(role) ? bits : bits & ~PROVIDE;
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
