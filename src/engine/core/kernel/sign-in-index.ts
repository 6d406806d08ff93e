/**
 * Whose passkeys, sessions and agents are which, beside the lists of the registry that are written out: so that a command about
 * one of them costs the same however many others have. Derived: it is made anew from the lists.
 *
 * The lists are in the order of their ids, which only grow; who leaves one is found by halves.
 */
import type { AgentRecord } from './agent-records.js';
import type { KeySessionRecord, PasskeyRecord } from './registry.js';

const NONE: readonly never[] = [];

export interface SignInLists {
  readonly passkeys: PasskeyRecord[];
  readonly keySessions: KeySessionRecord[];
  readonly agents: AgentRecord[];
}

export class SignInIndex {
  private readonly lists: () => SignInLists;
  private readonly sessionByKey = new Map<number, KeySessionRecord>();
  private readonly sessionsByAccount = new Map<number, KeySessionRecord[]>();
  private readonly agentByKey = new Map<number, AgentRecord>();
  private readonly passkeyById = new Map<number, PasskeyRecord>();
  private readonly passkeyByCredential = new Map<string, PasskeyRecord>();
  private readonly passkeysByAccount = new Map<number, PasskeyRecord[]>();

  /** @param lists the lists as they are now: restoring a registry gives it others */
  constructor(lists: () => SignInLists) {
    this.lists = lists;
  }

  /** Made anew from the lists. */
  rebuild(): void {
    const { passkeys, keySessions, agents } = this.lists();
    for (const session of keySessions) this.noteSession(session);
    for (const agent of agents) this.agentByKey.set(agent.keyId, agent);
    for (const passkey of passkeys) this.notePasskey(passkey);
  }

  session(keyId: number): KeySessionRecord | undefined {
    return this.sessionByKey.get(keyId);
  }

  /** Sessions of an account, agents' too, oldest first. */
  sessionsOf(accountId: number): readonly KeySessionRecord[] {
    return this.sessionsByAccount.get(accountId) ?? NONE;
  }

  agent(keyId: number): AgentRecord | undefined {
    return this.agentByKey.get(keyId);
  }

  passkey(passkeyId: number): PasskeyRecord | undefined {
    return this.passkeyById.get(passkeyId);
  }

  passkeyWith(credentialId: string): PasskeyRecord | undefined {
    return this.passkeyByCredential.get(credentialId);
  }

  passkeysOf(accountId: number): readonly PasskeyRecord[] {
    return this.passkeysByAccount.get(accountId) ?? NONE;
  }

  addSession(session: KeySessionRecord): void {
    this.lists().keySessions.push(session);
    this.noteSession(session);
  }

  addAgent(agent: AgentRecord): void {
    this.lists().agents.push(agent);
    this.agentByKey.set(agent.keyId, agent);
  }

  addPasskey(passkey: PasskeyRecord): void {
    this.lists().passkeys.push(passkey);
    this.notePasskey(passkey);
  }

  removeSession({ keyId, accountId }: KeySessionRecord): void {
    const { keySessions, agents } = this.lists();
    const idOf = (one: { readonly keyId: number }): number => one.keyId;
    remove(keySessions, keyId, idOf);
    remove(this.sessionsByAccount.get(accountId) ?? [], keyId, idOf);
    if (this.sessionsOf(accountId).length === 0) this.sessionsByAccount.delete(accountId);
    this.sessionByKey.delete(keyId);
    if (this.agentByKey.delete(keyId)) remove(agents, keyId, idOf);
  }

  removePasskey({ passkeyId, accountId, credentialId }: PasskeyRecord): void {
    const idOf = (one: PasskeyRecord): number => one.passkeyId;
    remove(this.lists().passkeys, passkeyId, idOf);
    remove(this.passkeysByAccount.get(accountId) ?? [], passkeyId, idOf);
    if (this.passkeysOf(accountId).length === 0) this.passkeysByAccount.delete(accountId);
    this.passkeyById.delete(passkeyId);
    this.passkeyByCredential.delete(credentialId);
  }

  private noteSession(session: KeySessionRecord): void {
    this.sessionByKey.set(session.keyId, session);
    push(this.sessionsByAccount, session.accountId, session);
  }

  private notePasskey(passkey: PasskeyRecord): void {
    this.passkeyById.set(passkey.passkeyId, passkey);
    this.passkeyByCredential.set(passkey.credentialId, passkey);
    push(this.passkeysByAccount, passkey.accountId, passkey);
  }
}

function push<T>(lists: Map<number, T[]>, accountId: number, one: T): void {
  const list = lists.get(accountId);
  if (list === undefined) lists.set(accountId, [one]);
  else list.push(one);
}

/** Takes the one with an id out of a list in the order of ids, if it is there. */
function remove<T>(list: T[], id: number, idOf: (one: T) => number): void {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (idOf(list[middle] as T) < id) low = middle + 1;
    else high = middle;
  }
  if (low < list.length && idOf(list[low] as T) === id) list.splice(low, 1);
}
