/**
 * Who asks, and what he may see. A request is signed by a key of an account (RFC 9421), or carries a token that one was given
 * for; without either it is nobody's, and sees what is public. Scopes and roles are the gateway's own table, given from outside.
 *
 * A revoked key ends its tokens with it. Fails with Problem NOT_LOGGED_ON, BAD_SIGNATURE, SCOPE, ROLE.
 */
import type { AccountView } from '../../reader/index.js';
import { Problem } from '../problem.js';
import { checkSignature } from './request-signature.js';
import type { Tokens } from './tokens.js';

/** The gateway's table of scopes and roles. */
export interface AccessTable {
  /** Bits of a key's scopes, as far as they count for the role. */
  readonly scopeBits: (scopes: readonly number[], role: number) => number;
  /** Whether these scopes allow reading. */
  readonly mayRead: (scopeBits: number) => boolean;
  /** Whether a role may see every account. */
  readonly maySeeAll: (role: number) => boolean;
}

/** Where Delta Sharing is. */
export const SHARING = '/delta-sharing/';

export interface Caller {
  readonly accountId: number;
  readonly keyId: number;
  readonly role: number;
  readonly scopes: readonly number[];
  readonly scopeBits: number;
}

export class Access {
  private readonly table: AccessTable;
  private readonly tokens: Tokens;
  private readonly nowMs: () => number;
  /** Whose a token of Delta Sharing is: they count for its routes alone. */
  private readonly profileOwner:
    | ((token: string) => { accountId: number; keyId: number } | undefined)
    | undefined;

  constructor(
    table: AccessTable,
    tokens: Tokens,
    nowMs: () => number,
    profileOwner?: (token: string) => { accountId: number; keyId: number } | undefined,
  ) {
    this.profileOwner = profileOwner;
    this.table = table;
    this.tokens = tokens;
    this.nowMs = nowMs;
  }

  /** Who asks; undefined is nobody. Fails when a credential is given that is none. */
  caller(request: Request, accounts: AccountView): Caller | undefined {
    const { headers } = request;
    const authorization = headers.get('authorization');
    if (authorization !== null) {
      if (new URL(request.url).pathname.startsWith(SHARING)) {
        const profile = this.profileOwner?.(authorization.replace(/^Bearer /, ''));
        if (profile === undefined)
          throw new Problem('BAD_SIGNATURE', 'the profile is over or of nobody', 'authorization');
        return this.callerOf(profile.accountId, profile.keyId, accounts);
      }
      const token = /^Bearer ([0-9a-f]{64})$/.exec(authorization)?.[1];
      const owner = token === undefined ? undefined : this.tokens.ownerOf(token);
      if (owner === undefined)
        throw new Problem('BAD_SIGNATURE', 'the token is unknown or expired', 'authorization');
      return this.callerOf(owner.accountId, owner.keyId, accounts);
    }
    if (headers.get('signature-input') === null) return this.byCookie(request, accounts);
    const signer = checkSignature(request, this.nowMs(), (accountId, keyId) => {
      return accounts.usableKey(accountId, keyId, this.nowMs())?.publicKey;
    });
    return this.callerOf(signer.accountId, signer.keyId, accounts);
  }

  /** Whose page asks, by its cookie; one that is over counts as none. What changes anything needs the page's own word. */
  private byCookie({ headers, method }: Request, accounts: AccountView): Caller | undefined {
    const token = cookieOf(headers.get('cookie') ?? '');
    const owner = token === undefined ? undefined : this.tokens.ownerOf(token);
    if (token === undefined || owner === undefined) return undefined;
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && headers.get('x-csrf-token') !== this.tokens.csrfOf(token)) {
      throw new Problem(
        'CROSS_SITE',
        'X-CSRF-Token is missing, or another session’s',
        'x-csrf-token',
      );
    }
    if (accounts.usableKey(owner.accountId, owner.keyId, this.nowMs()) === undefined) {
      return undefined;
    }
    return this.callerOf(owner.accountId, owner.keyId, accounts);
  }

  /** The caller, who may read. */
  reader(caller: Caller | undefined): Caller {
    if (caller === undefined)
      throw new Problem('NOT_LOGGED_ON', 'sign the request, or send a token', 'authorization');
    if (!this.table.mayRead(caller.scopeBits))
      throw new Problem('SCOPE', 'the key has no scope READ');
    return caller;
  }

  /** The caller, who may see what every account does. */
  overseer(caller: Caller | undefined): Caller {
    const reader = this.reader(caller);
    if (!this.table.maySeeAll(reader.role))
      throw new Problem('ROLE', 'only operators, auditors and the broker see this');
    return reader;
  }

  /** Whether a caller may see what every account does. */
  seesAll({ role }: Caller): boolean {
    return this.table.maySeeAll(role);
  }

  /** The account a reader asks about: his own, or any if his role may see all. */
  accountFor(caller: Caller | undefined, asked: number | undefined, accounts: AccountView): number {
    const reader = this.reader(caller);
    if (asked === undefined || asked === reader.accountId) return reader.accountId;
    this.overseer(reader);
    if (!accounts.exists(asked))
      throw new Problem('UNKNOWN_ACCOUNT', `there is no account ${asked}`, 'accountId');
    return asked;
  }

  /** An account by one of its keys; fails when the key does not count any more. */
  callerOf(accountId: number, keyId: number, accounts: AccountView): Caller {
    const key = accounts.usableKey(accountId, keyId, this.nowMs());
    if (key === undefined)
      throw new Problem('BAD_SIGNATURE', 'the key is unknown, revoked or expired');
    const role = accounts.role(accountId);
    const { scopes } = key;
    return { accountId, keyId, role, scopes, scopeBits: this.table.scopeBits(scopes, role) };
  }
}

/** Bound to this host, sent over secure connections alone, and out of reach of scripts. */
export const COOKIE = '__Host-patx';

/** The token in a Cookie header. */
export const cookieOf = (header: string): string | undefined =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]{64})(?:;|$)`).exec(header)?.[1];
