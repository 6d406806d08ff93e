/** I42 and I43, counted afresh: passkeys, sessions of people, idempotency keys. */

import { KEY_SCOPE, SIGN_IN_METHOD } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import {
  type AgentRecord,
  type PasskeyRecord,
  type Registry,
  SESSION_KEYS_FROM,
} from '../kernel/registry.js';
import type { State } from '../kernel/state.js';
import { AGENTS_MAX } from './agent-desk.js';
import { mayHold } from './key-scopes.js';
import { KEY_SESSIONS_MAX, PASSKEYS_MAX } from './sign-in-desk.js';

/** Everything that is broken, a line each. */
export function brokenSignIns({ registry, accounts, idempotency }: State): string[] {
  const broken: string[] = [];
  const mayHave = (accountId: number, scopes: readonly number[]): boolean =>
    accounts.exists(accountId) && mayHold(accounts.get(accountId, A.role), scopes);
  const tally = new Tally();
  broken.push(...brokenAdmissions(registry));
  for (const { passkeyId, accountId, scopes } of registry.passkeys) {
    if (!mayHave(accountId, scopes)) broken.push(`I42: passkey ${passkeyId} of ${accountId}`);
    if (passkeyId > registry.passkeysEver) broken.push(`I42: passkey ${passkeyId} is not counted`);
    if (tally.add(`passkeys ${accountId}`) > PASSKEYS_MAX)
      broken.push(`I42: account ${accountId} has more than ${PASSKEYS_MAX} passkeys`);
  }
  for (const { keyId, accountId, scopes, passkeyId, method, revoked } of registry.keySessions) {
    const isCounted =
      keyId >= SESSION_KEYS_FROM && keyId < SESSION_KEYS_FROM + registry.keySessionsEver;
    const isKnown = registry.key(accountId, keyId)?.keyId === keyId;
    const passkey = registry.signIns.passkey(passkeyId);
    const hasPasskey =
      passkeyId === 0 || (passkey?.accountId === accountId && !passkey.isPending);
    if (!mayHave(accountId, scopes) || revoked || !isCounted || !isKnown || !hasPasskey)
      broken.push(`I42: session ${keyId} of ${accountId}`);
    const isAgent = method === SIGN_IN_METHOD.AGENT;
    if (isAgent !== (registry.agent(keyId) !== undefined))
      broken.push(`I42: session ${keyId} of ${accountId} and the agents`);
    const [what, most] = isAgent ? ['agents', AGENTS_MAX] : ['sessions', KEY_SESSIONS_MAX];
    if (tally.add(`${what} ${accountId}`) > most)
      broken.push(`I42: account ${accountId} has more than ${most} ${what}`);
  }
  broken.push(...brokenAgents(registry));
  let boundAtMs = 0;
  for (const row of idempotency.all()) {
    if (row.boundAtMs < boundAtMs || !accounts.exists(row.accountId))
      broken.push(`I43: key ${row.key} of ${row.accountId}`);
    boundAtMs = row.boundAtMs;
    if (tally.add(`keys ${row.accountId}`) > idempotency.share)
      broken.push(`I43: account ${row.accountId} has more than its share of keys`);
  }
  return broken;
}

/** I78: what waits for a second person may operate; whose counts is noted. */
function brokenAdmissions(registry: Registry): string[] {
  const isWrong = ({ accountId, scopes, isPending }: PasskeyRecord): boolean => {
    const operates = scopes.includes(KEY_SCOPE.OPERATE);
    const isNoted = registry.account(accountId)?.hadOperatingPasskey === true;
    return isPending ? !operates : operates && !isNoted;
  };
  return registry.passkeys.filter(isWrong).map(({ passkeyId }) => `I78: passkey ${passkeyId}`);
}

function brokenAgents(registry: Registry): string[] {
  const isWithin = ({ keyId, ...agent }: AgentRecord): boolean =>
    agent.spentMicroPat <= agent.totalBudgetMicroPat &&
    agent.spentDayMicroPat <= agent.dailyBudgetMicroPat &&
    registry.keySession(keyId) !== undefined;
  return registry.agents
    .filter((agent) => !isWithin(agent))
    .map(({ keyId }) => `I42: agent ${keyId}`);
}

class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): number {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count;
  }
}
