/**
 * The accounts of the venue's own parts: the store of files, and the scorer of model feeds. The venue registers them by itself, so
 * that no operator's key can say what was measured or read; each has one live key, of one scope, which nobody else can be given.
 */
import { ACCOUNT_CLASS, ACCOUNT_ROLE, FIELD_ID, KEY_SCOPE } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';
import type { Admin } from './admin.js';

/** A key for each week of five years. */
const KEYS_EVER_MAX = 256;

/** One of the venue's own parts. */
interface OwnPart {
  readonly role: number;
  readonly scope: number;
  readonly name: string;
}

const STORE: OwnPart = { role: ACCOUNT_ROLE.STORE, scope: KEY_SCOPE.STORE, name: 'store' };
const SCORER: OwnPart = { role: ACCOUNT_ROLE.SCORER, scope: KEY_SCOPE.SCORE, name: 'scorer' };

export class OwnAccountsDesk {
  readonly venueHandlers = {
    registerStore: ({ publicKey }, out) => this.register(STORE, publicKey, out),
    registerScorer: ({ publicKey }, out) => this.register(SCORER, publicKey, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly admin: Admin;

  constructor(state: State, reports: EventWriter, admin: Admin) {
    this.state = state;
    this.reports = reports;
    this.admin = admin;
  }

  private register({ role, scope, name }: OwnPart, publicKey: Uint8Array, out: Result): void {
    const { accounts, members, registry } = this.state;
    const found = this.account(role);
    if (found === 0 && accounts.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const id =
      found === 0 ? this.admin.addAccount(role, ACCOUNT_CLASS.INSTITUTION, 0, name) : found;
    const keys = registry.account(id)?.keys ?? [];
    const isKnown = keys.some((key) => !key.revoked && key.publicKey === hexOf(publicKey));
    if (isKnown) return out.done(id);
    if (keys.length >= KEYS_EVER_MAX) {
      return out.refuse(CODE.CAPACITY_FULL, FIELD_ID.public_key);
    }
    for (const key of keys) key.revoked = true;
    this.admin.registerKey(id, publicKey, [scope]);
    members.changed(id);
    this.reports.plain(EVENT.ACCOUNT, id);
    out.done(id);
  }

  /** The account of this role, or 0. */
  private account(role: number): number {
    const { accounts } = this.state;
    for (let id = 1; id <= accounts.count; id += 1) {
      if (accounts.get(id, A.role) === role) return id;
    }
    return 0;
  }
}
