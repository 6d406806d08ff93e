/**
 * The account of the venue's own store of files. The venue registers it by itself, so that no operator's key can say what was
 * measured or read; it has one live key, of one scope, which nobody else can be given.
 */
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ColdBodies,
  FIELD_ID,
  KEY_SCOPE,
} from '../../../values/index.js';
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

export class StoreDesk {
  readonly venueHandlers = {
    registerStore: ({ publicKey }, out) => this.register(publicKey, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly admin: Admin;

  constructor(state: State, reports: EventWriter, admin: Admin) {
    this.state = state;
    this.reports = reports;
    this.admin = admin;
  }

  private register(publicKey: ColdBodies['registerStore']['publicKey'], out: Result): void {
    const { accounts, members, registry } = this.state;
    const found = this.account();
    if (found === 0 && accounts.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const id =
      found === 0
        ? this.admin.addAccount(ACCOUNT_ROLE.STORE, ACCOUNT_CLASS.INSTITUTION, 0, 'store')
        : found;
    const keys = registry.account(id)?.keys ?? [];
    const isKnown = keys.some((key) => !key.revoked && key.publicKey === hexOf(publicKey));
    if (isKnown) return out.done(id);
    if (keys.length >= KEYS_EVER_MAX) {
      return out.refuse(CODE.CAPACITY_FULL, FIELD_ID.public_key);
    }
    for (const key of keys) key.revoked = true;
    this.admin.registerKey(id, publicKey, [KEY_SCOPE.STORE]);
    members.changed(id);
    this.reports.plain(EVENT.ACCOUNT, id);
    out.done(id);
  }

  /** The store's account, or 0. */
  private account(): number {
    const { accounts } = this.state;
    for (let id = 1; id <= accounts.count; id += 1) {
      if (accounts.get(id, A.role) === ACCOUNT_ROLE.STORE) return id;
    }
    return 0;
  }
}
