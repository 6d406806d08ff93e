/**
 * People who sign in: their passkeys, and the sessions they open with a passkey, a wallet or a sandbox's link.
 *
 * A session is a key of the account that was made for it alone and ends by itself. What was verified before it opened came
 * with the command and is kept by the journal; the core checks what depends on its state: that the account is there and its
 * role may hold the scopes, that a passkey used is the account's and allows them. Whoever asks reads the registry, since the
 * venue's own commands have no answer.
 *
 * A passkey that may operate approves as a second person. One that a session registers could be that of whoever took the session
 * over, so where the venue asks for two people it does nothing until another operator has agreed (`AdmitPasskey`); a key file of the
 * account needs nobody. Invariant I78.
 *
 * Invariant I42: a session or a passkey is of an account there is, has scopes its role may hold, and an account has at most
 * so many of each.
 */
import { type ColdBodies, FIELD_ID, KEY_SCOPE, SIGN_IN_METHOD } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import {
  type KeySessionRecord,
  type PasskeyRecord,
  SESSION_KEYS_FROM,
} from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { mayHold } from './key-scopes.js';

export const KEY_SESSIONS_MAX = 16;
export const PASSKEYS_MAX = 8;
/** Sessions of people, and passkeys, of all accounts; shared as the large stores are (kernel/shares.ts). */
const ALL_MAX = 65_536;
/** Sessions that end in one command. */
const EXPIRE_MAX = 1_024;
/** Longest a session may be asked for: a day. */
const SESSION_MS_MAX = 86_400_000;
const KEY_ID_MAX = 0xffff_ffff;

export class SignInDesk {
  /** Of accounts. */
  readonly handlers = {
    endKeySession: ({ keyId }, out, accountId) => this.endSession(accountId, keyId, out),
    removePasskey: ({ passkeyId }, out, accountId) => this.removePasskey(accountId, passkeyId, out),
    admitPasskey: (body, out) => this.admitPasskey(body, out),
  } satisfies SomeHandlers;
  /** The venue's own. */
  readonly venueHandlers = {
    openKeySession: (body, out, accountId) => this.openSession(accountId, body, out),
    expireKeySessions: () => this.expire(),
    registerPasskey: (body, out, accountId) => this.registerPasskey(accountId, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly takesTwo: () => boolean;

  /** @param takesTwo whether what one operator must not do alone waits for a second */
  constructor(state: State, reports: EventWriter, takesTwo: () => boolean) {
    this.state = state;
    this.reports = reports;
    this.takesTwo = takesTwo;
  }

  /** An operator revoked a key: its session ends, and what was registered with it goes. */
  keyRevoked(accountId: number, keyId: number): void {
    const { registry } = this.state;
    const session = registry.keySession(keyId);
    if (session !== undefined) registry.removeKeySession(session);
    for (const passkey of [...registry.signIns.passkeysOf(accountId)]) {
      if (passkey.registeredByKeyId === keyId) this.forgetPasskey(passkey);
    }
  }

  private openSession(accountId: number, body: ColdBodies['openKeySession'], out: Result): void {
    const { registry, timeMs } = this.state;
    const { scopes, passkeyId, method, expiresTimeMs, label } = body;
    const problem = this.scopesProblem(accountId, scopes);
    if (problem !== 0) return out.refuse(problem, FIELD_ID.scopes);
    if (method === SIGN_IN_METHOD.AGENT) return out.refuse(CODE.INVALID_FIELD);
    const isPasskey = method === SIGN_IN_METHOD.PASSKEY;
    const passkey = registry.signIns.passkey(passkeyId);
    const isTheirs = passkey?.accountId === accountId;
    if (isPasskey !== (passkeyId !== 0) || (isPasskey && !isTheirs)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.passkey_id);
    }
    if (passkey?.isPending === true) return out.refuse(CODE.PASSKEY_PENDING, FIELD_ID.passkey_id);
    if (passkey !== undefined && !scopes.every((scope) => passkey.scopes.includes(scope))) {
      return out.refuse(CODE.SCOPE, FIELD_ID.scopes);
    }
    const expiresAtMs = Math.min(expiresTimeMs, timeMs + SESSION_MS_MAX);
    if (expiresAtMs <= timeMs) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.expire_time_ns);
    const publicKey = hexOf(body.publicKey);
    const keyId = SESSION_KEYS_FROM + registry.keySessionsEver;
    if (registry.hasPublicKey(accountId, publicKey)) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.public_key);
    }
    const own = registry.signIns
      .sessionsOf(accountId)
      .filter((one) => one.method !== SIGN_IN_METHOD.AGENT);
    // Past its bound the oldest gives its place.
    const people = registry.keySessions.length - registry.agents.length;
    const full = own.length >= KEY_SESSIONS_MAX ? 0 : this.placeProblem(people, own.length);
    if (full !== 0) return out.refuse(full);
    if (keyId > KEY_ID_MAX) return out.refuse(CODE.CAPACITY_FULL);
    if (own.length >= KEY_SESSIONS_MAX) registry.removeKeySession(own[0] as KeySessionRecord);
    registry.keySessionsEver += 1;
    registry.signIns.addSession({
      ...{ keyId, accountId, publicKey, scopes: [...scopes], method, passkeyId, label },
      ...{ openedAtMs: timeMs, expiresAtMs, revoked: false },
    });
    this.reports.plain(EVENT.ACCOUNT, accountId);
    out.done(keyId);
  }

  private endSession(accountId: number, keyId: number, out: Result): void {
    const { registry } = this.state;
    const session = registry.keySession(keyId);
    if (session?.accountId !== accountId) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.key_id);
    registry.removeKeySession(session);
    this.reports.plain(EVENT.ACCOUNT, accountId);
    out.done(keyId);
  }

  /** A bounded number; whoever asks for it asks again while there are more. */
  private expire(): void {
    const { registry, timeMs } = this.state;
    const over: KeySessionRecord[] = [];
    for (const session of registry.keySessions) {
      if (session.expiresAtMs > timeMs) continue;
      over.push(session);
      if (over.length === EXPIRE_MAX) break;
    }
    for (const session of over) {
      registry.removeKeySession(session);
      this.reports.plain(EVENT.ACCOUNT, session.accountId);
    }
  }

  private registerPasskey(
    accountId: number,
    body: ColdBodies['registerPasskey'],
    out: Result,
  ): void {
    const { registry } = this.state;
    const { scopes, registeredByKeyId, label } = body;
    const problem = this.scopesProblem(accountId, scopes);
    if (problem !== 0) return out.refuse(problem, FIELD_ID.scopes);
    const key = registry.key(accountId, registeredByKeyId);
    // An agent would sign in as its owner, beyond its budget.
    const isAgent = registry.agent(registeredByKeyId) !== undefined;
    if (key === undefined || key.revoked || isAgent) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.key_id);
    }
    // Nobody gets by a passkey what the key that registers it has not.
    if (!scopes.every((scope) => key.scopes.includes(scope))) {
      return out.refuse(CODE.SCOPE, FIELD_ID.scopes);
    }
    const credentialId = hexOf(body.credentialId);
    if (registry.signIns.passkeyWith(credentialId) !== undefined) {
      return out.refuse(CODE.ALREADY_EXISTS);
    }
    const own = registry.signIns.passkeysOf(accountId).length;
    if (own >= PASSKEYS_MAX) return out.refuse(CODE.SHARE_USED);
    const full = this.placeProblem(registry.passkeys.length, own);
    if (full !== 0) return out.refuse(full);
    registry.passkeysEver += 1;
    const passkeyId = registry.passkeysEver;
    const mayOperate = scopes.includes(KEY_SCOPE.OPERATE);
    const isPending = mayOperate && registeredByKeyId >= SESSION_KEYS_FROM && this.takesTwo();
    registry.signIns.addPasskey({
      ...{ passkeyId, accountId, credentialId, credentialKey: hexOf(body.credentialKey) },
      ...{ scopes: [...scopes], registeredByKeyId, label, isPending },
    });
    if (mayOperate && !isPending) this.operatesFromNowOn(accountId);
    this.reports.plain(EVENT.ACCOUNT, accountId);
    out.done(passkeyId);
  }

  /** Two people agreed that a passkey is of whom it says. */
  private admitPasskey(
    { targetAccountId, passkeyId }: ColdBodies['admitPasskey'],
    out: Result,
  ): void {
    const passkey = this.state.registry.signIns.passkey(passkeyId);
    if (passkey?.accountId !== targetAccountId || !passkey.isPending) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.passkey_id);
    }
    passkey.isPending = false;
    this.operatesFromNowOn(targetAccountId);
    this.reports.plain(EVENT.ACCOUNT, targetAccountId);
    out.done(passkeyId);
  }

  private operatesFromNowOn(accountId: number): void {
    const account = this.state.registry.account(accountId);
    check(account !== undefined, 'I42: a passkey is of an account there is');
    account.hadOperatingPasskey = true;
  }

  private removePasskey(accountId: number, passkeyId: number, out: Result): void {
    const passkey = this.state.registry.signIns.passkey(passkeyId);
    if (passkey?.accountId !== accountId) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.passkey_id);
    }
    this.forgetPasskey(passkey);
    this.reports.plain(EVENT.ACCOUNT, accountId);
    out.done(passkeyId);
  }

  /** A passkey goes, and with it what was opened by it, which is of the same account. */
  private forgetPasskey(passkey: PasskeyRecord): void {
    const { registry } = this.state;
    registry.signIns.removePasskey(passkey);
    for (const session of [...registry.signIns.sessionsOf(passkey.accountId)]) {
      if (session.passkeyId === passkey.passkeyId) registry.removeKeySession(session);
    }
  }

  /** Why an account that has so many of the used places may not have one more, or 0. */
  private placeProblem(used: number, own: number): number {
    const store = { room: ALL_MAX - used, capacity: ALL_MAX };
    return crowdProblem(store, own, 1, this.state.accounts.count);
  }

  /** Why an account cannot have keys with these scopes; 0 where it can. */
  private scopesProblem(accountId: number, scopes: readonly number[]): number {
    const { accounts } = this.state;
    if (!accounts.exists(accountId)) return CODE.UNKNOWN_ACCOUNT;
    const isOnce = new Set(scopes).size === scopes.length;
    return isOnce && mayHold(accounts.get(accountId, A.role), scopes) ? 0 : CODE.SCOPE;
  }
}
