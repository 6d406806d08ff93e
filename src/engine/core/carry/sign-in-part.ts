/** People's passkeys and sessions, agents and their budgets, and the idempotency keys of the last day. */
import { KEY_SCOPE } from '../../../values/index.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { bit, bytesOf, type CarryPart, need } from './part.js';

export const signInPart: CarryPart = {
  columns: ['idempotency'],
  derived: ['idempotency.meta'],
  registry: ['passkeys', 'keySessions', 'agents', 'passkeysEver', 'keySessionsEver'],

  *rows({ state: { registry, idempotency } }) {
    for (const {
      credentialId,
      credentialKey,
      scopes,
      isPending,
      ...passkey
    } of registry.passkeys) {
      const row = {
        ...{ ...passkey, credentialId: bytesOf(credentialId) },
        ...{ credentialKey: bytesOf(credentialKey), scopes: [...scopes] },
        isPending: bit(isPending),
      };
      yield { table: 'passkey', row };
    }
    for (const { publicKey, scopes, revoked, ...session } of registry.keySessions) {
      const row = { ...session, publicKey: bytesOf(publicKey), scopes: [...scopes] };
      yield { table: 'keySession', row };
    }
    for (const { approval, mayExercise, seriesIds, providerIds, ...agent } of registry.agents) {
      const { amountMicroPat = 0, seriesId = 0, listingId = 0, untilMs = 0 } = approval ?? {};
      const row = {
        ...{ ...agent, mayExercise: bit(mayExercise) },
        ...{ seriesIds: [...seriesIds], providerIds: [...providerIds] },
        ...{ approvedMicroPat: amountMicroPat, approvedSeriesId: seriesId },
        ...{ approvedListingId: listingId, approvedUntilMs: untilMs },
      };
      yield { table: 'agent', row };
    }
    for (const { requestHash, kind, outcome, ...bound } of idempotency.all()) {
      const { code = 0, field = 0, reference = 0, affected = 0, sequence = 0 } = outcome ?? {};
      const row = {
        ...{ ...bound, requestHash: bytesOf(requestHash), commandKind: kind },
        ...{ isDone: bit(outcome !== undefined), code, field, reference, affected, sequence },
      };
      yield { table: 'idempotencyKey', row };
    }
  },

  intake({ state: { registry, idempotency, accounts } }) {
    return {
      take: {
        passkey: ({ credentialId, credentialKey, scopes, isPending, ...row }) => {
          need(accounts.exists(row.accountId), 'passkey', `account ${row.accountId} is not there`);
          // A core before may not have noted it.
          const account = registry.account(row.accountId);
          const operates = scopes.includes(KEY_SCOPE.OPERATE) && isPending === 0;
          if (account !== undefined && operates) account.hadOperatingPasskey = true;
          registry.signIns.addPasskey({
            ...{ ...row, credentialId: hexOf(credentialId), credentialKey: hexOf(credentialKey) },
            ...{ scopes: [...scopes], isPending: isPending === 1 },
          });
        },
        keySession: ({ publicKey, scopes, ...row }) => {
          const { accountId } = row;
          need(accounts.exists(accountId), 'keySession', `account ${accountId} is not there`);
          registry.signIns.addSession({
            ...{ ...row, publicKey: hexOf(publicKey), scopes: [...scopes], revoked: false },
          });
        },
        agent: ({ mayExercise, seriesIds, providerIds, ...row }) => {
          const { approvedMicroPat: amountMicroPat, approvedSeriesId: seriesId } = row;
          const { approvedListingId: listingId, approvedUntilMs: untilMs } = row;
          const { keyId, dailyBudgetMicroPat, totalBudgetMicroPat } = row;
          const { spentDay, spentDayMicroPat, spentMicroPat } = row;
          need(registry.keySession(keyId) !== undefined, 'agent', `key ${keyId} is not there`);
          registry.signIns.addAgent({
            ...{ keyId, dailyBudgetMicroPat, totalBudgetMicroPat, mayExercise: mayExercise === 1 },
            ...{ spentDay, spentDayMicroPat, spentMicroPat },
            ...{ seriesIds: [...seriesIds], providerIds: [...providerIds] },
            approval:
              amountMicroPat === 0 ? null : { amountMicroPat, seriesId, listingId, untilMs },
          });
        },
        idempotencyKey: ({ requestHash, commandKind: kind, isDone, ...row }) => {
          const { accountId, key, clientId, boundAtMs, ...outcome } = row;
          const taken = idempotency.carryIn({
            ...{ accountId, key, requestHash: hexOf(requestHash), kind, clientId, boundAtMs },
            outcome: isDone === 1 ? outcome : undefined,
          });
          need(taken, 'idempotencyKey', `more than ${idempotency.capacity} keys of the last day`);
        },
      },
    };
  },
};
