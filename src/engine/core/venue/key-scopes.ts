/** Which scopes a key of an account may have, by the account's role. */
import { ACCOUNT_ROLE, KEY_SCOPE } from '../../../values/index.js';

/** Whether a key of an account of this role may be given these scopes. */
export function mayHold(role: number, scopes: readonly number[]): boolean {
  const { BROKER, CONSUMER, PROVIDER, CREATOR, OPERATOR, AUDITOR } = ACCOUNT_ROLE;
  const fits = (scope: number): boolean => {
    if (scope === KEY_SCOPE.OPERATE) return role === OPERATOR;
    // What a creator provides is its listings, what an auditor provides is its attestations.
    if (scope === KEY_SCOPE.PROVIDE) return [PROVIDER, CREATOR, AUDITOR].includes(role as never);
    if (scope === KEY_SCOPE.WALLET) {
      return [BROKER, CONSUMER, PROVIDER, CREATOR].includes(role as never);
    }
    if (scope === KEY_SCOPE.TRADE) return role === CONSUMER || role === PROVIDER || role === BROKER;
    // Nobody gives out the store's or the scorer's: the venue registers their keys itself.
    return scope === KEY_SCOPE.READ;
  };
  return scopes.length > 0 && scopes.every(fits);
}
