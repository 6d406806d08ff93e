/**
 * One-time sign-in links of the sandbox: the exchange is told their hashes, people their tokens, in the part of the address that
 * browsers do not send. Each is good once, for ten minutes, on this machine. Never logged.
 */
import { createHash, randomBytes } from 'node:crypto';
import { ACCOUNT_ROLE, KEY_SCOPE } from '../../client/index.js';
import type { SignInLink } from '../../gateway/index.js';

const LINK_MS = 600_000;
const TOKEN_BYTES = 32;

export interface Person {
  readonly name: string;
  readonly accountId: number;
  readonly role: number;
}

export interface PersonLink {
  readonly name: string;
  readonly url: string;
}

/** Links for some people to the pages of an API on this machine. */
export function linksFor(
  people: readonly Person[],
  apiUrl: string,
  nowMs: number,
): { readonly links: readonly SignInLink[]; readonly shown: readonly PersonLink[] } {
  // A passkey refuses an IP address: people's addresses are by name.
  const origin = `http://localhost:${new URL(apiUrl).port}`;
  const made = people.map(({ name, accountId, role }) => {
    const token = randomBytes(TOKEN_BYTES);
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const link = { accountId, tokenHash, scopes: scopesOf(role), expiresAtMs: nowMs + LINK_MS };
    const url = `${origin}/sign-in#token=${token.toString('hex')}`;
    return { link, person: { name, url } };
  });
  return { links: made.map(({ link }) => link), shown: made.map(({ person }) => person) };
}

function scopesOf(role: number): readonly number[] {
  const { READ, TRADE, OPERATE, PROVIDE } = KEY_SCOPE;
  if (role === ACCOUNT_ROLE.OPERATOR) return [READ, OPERATE];
  return role === ACCOUNT_ROLE.PROVIDER ? [READ, PROVIDE] : [READ, TRADE];
}
