/** A reader's venue for tests of the API: days of trading, keys of every kind, and requests signed with them. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll } from 'vitest';
import { createApi } from '../../src/api/index.js';
import { LiabilityProofs } from '../../src/cli/reader/liability-proofs.js';
import { type Content, ContentError } from '../../src/content/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { mayRead, maySeeAll, scopeBits } from '../../src/gateway/index.js';
import type { HistoryReader } from '../../src/reader/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE } from '../../src/values/index.js';
import { followed } from '../reader/histories.js';
import { journalOf, ListSource } from '../reader/journals.js';
import { playMarket } from '../reader/market.js';
import { playListings } from '../support/listings.js';
import type { TradingVenue } from '../support/venue.js';

export const ORIGIN = 'http://venue.example';
export const ACCESS = { scopeBits, mayRead, maySeeAll };

/** An account and one of its keys. */
export interface Party {
  readonly accountId: number;
  readonly keyId: number;
  readonly key: KeyObject;
}

const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const raw = (key: KeyObject): Uint8Array =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url');

export interface Parties {
  readonly consumer: Party;
  readonly provider: Party;
  readonly auditor: Party;
  /** A key of the consumer's that may trade and not read. */
  readonly blind: Party;
  /** A key of the consumer's that was revoked. */
  readonly revoked: Party;
}

function addParties(venue: TradingVenue): Parties {
  const operator = FIRST_OPERATOR_ACCOUNT;
  const add = (accountId: number, scopes: readonly number[]): Party => {
    const key = newKey();
    venue.send(operator, 'addKey', { targetAccountId: accountId, publicKey: raw(key), scopes });
    const keyId = venue.core.state.registry.account(accountId)?.keys.length ?? 0;
    return { accountId, keyId, key };
  };
  venue.send(operator, 'openAccount', {
    ...{ role: ACCOUNT_ROLE.AUDITOR, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0 },
    ...{ publicKey: new Uint8Array(0), scopes: [], name: '=auditor' },
  });
  const auditorId = venue.core.state.accounts.count;
  const [consumerId = 0] = venue.consumers;
  const [providerId = 0] = venue.providers;
  const { READ, TRADE } = KEY_SCOPE;
  const parties = {
    consumer: add(consumerId, [READ, TRADE]),
    provider: add(providerId, [READ]),
    auditor: add(auditorId, [READ]),
    blind: add(consumerId, [TRADE]),
    revoked: add(consumerId, [READ]),
  };
  venue.send(operator, 'revokeKey', { targetAccountId: consumerId, keyId: parties.revoked.keyId });
  venue.send(operator, 'setParameter', {
    ...{ name: 'max_open_orders', target: '', value: 40, expectedVersion: 0 },
    ...{ reason: 'a reason, with "quotes"', unset: false },
  });
  venue.send(operator, 'acknowledgeAlert', { alertKey: 'follower-behind/all', reason: 'seen' });
  return parties;
}

/** A store that measured the first revision of everything; what the real one does is in test/content. */
const CONTENT = {
  files: () => [{ contentHash: 'a'.repeat(64), sizeBytes: 1 }],
  ingestion: (listingId: number, revision: number) =>
    revision === 1
      ? {
          job: {
            ...{ listingId, revision, contentHash: 'a'.repeat(64), state: 'MEASURED' },
            ...{ begunMs: 1, overlaps: [] },
          },
        }
      : undefined,
  result: async (_listingId: number, revision: number) => {
    if (revision !== 1) throw new ContentError('NOT_MEASURED');
    const signature = { algorithm: 'Ed25519', publicKey: 'c'.repeat(64), value: '' };
    return { result: { rows: 1 }, resultHash: 'b'.repeat(64), signature };
  },
} as unknown as Content;

/** The API on a reader that has followed days of trading. */
export async function openVenue(requestsPerMinute = 1_000_000) {
  let parties: Parties | undefined;
  const frames = journalOf(() => {
    const venue = playMarket();
    playListings(venue);
    parties = addParties(venue);
  });
  const reader = await followed(new ListSource(frames));
  afterAll(() => reader.close());
  const failures: unknown[] = [];
  const api = createApi({
    ...{ reader: () => reader as HistoryReader | undefined, access: ACCESS, requestsPerMinute },
    nowMs: Date.now,
    liabilities: new LiabilityProofs(() => new Uint8Array(32).fill(9), Date.now),
    failed: (error) => failures.push(error),
    content: () => CONTENT,
  });
  const ask = async (path: string, init: RequestInit = {}, by?: Party): Promise<Response> => {
    const request = new Request(`${ORIGIN}${path}`, init);
    return await api.request(by === undefined ? request : await signed(request, by));
  };
  return { api, reader, parties: parties as Parties, ask, failures, frames };
}

export interface SignTerms {
  readonly createdS?: number;
  readonly components?: readonly string[];
  readonly alg?: string;
  readonly keyid?: string;
}

/** The same request with a signature by RFC 9421. */
export async function signed(request: Request, by: Party, terms: SignTerms = {}): Promise<Request> {
  const url = new URL(request.url);
  const values: Record<string, string> = {
    '@method': request.method,
    '@authority': url.host,
    '@path': url.pathname,
    '@query': url.search || '?',
  };
  const usual = ['@method', '@authority', '@path', ...(url.search === '' ? [] : ['@query'])];
  const components = terms.components ?? usual;
  const list = components.map((name) => `"${name}"`).join(' ');
  const created = terms.createdS ?? Math.floor(Date.now() / 1_000);
  const keyid = terms.keyid ?? `${by.accountId}/${by.keyId}`;
  const params = `(${list});created=${created};keyid="${keyid}";alg="${terms.alg ?? 'ed25519'}"`;
  const base = [
    ...components.map((name) => `"${name}": ${values[name]}`),
    `"@signature-params": ${params}`,
  ].join('\n');
  const signature = sign(null, Buffer.from(base), by.key).toString('base64');
  const headers = new Headers(request.headers);
  headers.set('signature-input', `sig=${params}`);
  headers.set('signature', `sig=:${signature}:`);
  return new Request(request, { headers });
}
