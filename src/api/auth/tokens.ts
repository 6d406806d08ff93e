/**
 * Short tokens for those who do not sign every request: whoever signs a challenge with a key of an account is given one.
 *
 * A challenge needs no memory: it names its end and is sealed with a secret of this process, for one account and key. A token is
 * 32 random bytes, good for reading alone, for ten minutes, in this process. It does nothing its key could not, and no key is
 * kept here. Bounded: so many tokens in all and for each account, the oldest goes first.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const CHALLENGE_MS = 60_000;
const TOKEN_MS = 600_000;
const TOKENS_MAX = 20_000;
const PER_ACCOUNT_MAX = 16;
const NONCE_BYTES = 16;

interface Owner {
  readonly accountId: number;
  readonly keyId: number;
}

interface Token extends Owner {
  readonly expiresMs: number;
}

export interface Issued {
  readonly value: string;
  readonly expiresMs: number;
}

/** The text a key signs for a token. */
export const challengeText = (
  venue: string,
  { accountId, keyId }: Owner,
  challenge: string,
): string =>
  `PATX HTTP token\nvenue: ${venue}\naccount: ${accountId}\nkey: ${keyId}\nchallenge: ${challenge}`;

export class Tokens {
  private readonly nowMs: () => number;
  private readonly secret = randomBytes(32);
  private readonly tokens = new Map<string, Token>();
  private readonly byAccount = new Map<number, string[]>();

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  challenge(owner: Owner): Issued {
    const expiresMs = Math.ceil(this.nowMs()) + CHALLENGE_MS;
    const nonce = randomBytes(NONCE_BYTES).toString('hex');
    return { value: `${nonce}.${expiresMs}.${this.seal(owner, nonce, expiresMs)}`, expiresMs };
  }

  /** Whether a challenge was given for this account and key, and has not expired. */
  isChallenge(owner: Owner, challenge: string): boolean {
    const [, nonce = '', expires = '', seal = ''] =
      /^([0-9a-f]{32})\.(\d{1,15})\.([0-9a-f]{64})$/.exec(challenge) ?? [];
    if (seal === '' || Number(expires) < this.nowMs()) return false;
    const wanted = this.seal(owner, nonce, Number(expires));
    return timingSafeEqual(Buffer.from(seal, 'hex'), Buffer.from(wanted, 'hex'));
  }

  /** A new token for whoever signed a challenge. */
  issue({ accountId, keyId }: Owner): Issued {
    const value = randomBytes(32).toString('hex');
    const expiresMs = Math.ceil(this.nowMs()) + TOKEN_MS;
    const own = this.byAccount.get(accountId) ?? [];
    if (own.length >= PER_ACCOUNT_MAX) this.end(own[0] as string);
    const [oldest] = this.tokens.keys();
    if (this.tokens.size >= TOKENS_MAX && oldest !== undefined) this.end(oldest);
    this.tokens.set(value, { accountId, keyId, expiresMs });
    this.byAccount.set(accountId, [...(this.byAccount.get(accountId) ?? []), value]);
    return { value, expiresMs };
  }

  ownerOf(value: string): Owner | undefined {
    const token = this.tokens.get(value);
    if (token === undefined) return undefined;
    if (token.expiresMs >= this.nowMs()) return token;
    this.end(value);
    return undefined;
  }

  end(value: string): void {
    const token = this.tokens.get(value);
    if (token === undefined) return;
    this.tokens.delete(value);
    const rest = (this.byAccount.get(token.accountId) ?? []).filter((one) => one !== value);
    if (rest.length === 0) this.byAccount.delete(token.accountId);
    else this.byAccount.set(token.accountId, rest);
  }

  /** What a page sends beside its cookie, so that no other page's request counts. */
  csrfOf(token: string): string {
    return createHmac('sha256', this.secret).update(`csrf ${token}`).digest('hex');
  }

  private seal({ accountId, keyId }: Owner, nonce: string, expiresMs: number): string {
    const text = `${accountId} ${keyId} ${nonce} ${expiresMs}`;
    return createHmac('sha256', this.secret).update(text).digest('hex');
  }
}
