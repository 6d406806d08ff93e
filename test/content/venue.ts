/**
 * A running exchange with a market for data, over real sockets: an operator, a second one, a provider and buyers, each with a key
 * of its own; every command by its HTTP route, files by tus. Can be killed and started again where it was.
 */
import assert from 'node:assert/strict';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningExchange, startProcess } from '../../bench/e2e/sandbox.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { COMMAND_ROUTES } from '../../src/schema/index.js';
import { answerOf, type HttpAnswer, type HttpParty, headersBy, send } from '../api/http-client.js';
import { COMPLETE, documentOf, RULES_OF_MARKET } from '../support/market.js';
import { until } from '../support/until.js';

export const WAIT = { timeout: 180_000, interval: 20 };
export const PAT = 1_000_000;
const DAY_MS = 86_400_000;
const LICENCE = 'a'.repeat(64);
const EVIDENCE = 'b'.repeat(64);

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
export const textDocument = (json: unknown) => {
  const { document, documentHash } = documentOf(json);
  return { document, documentHash: Buffer.from(documentHash).toString('hex') };
};

type Fields = Readonly<Record<string, unknown>>;

export class DataVenue {
  readonly data: string;
  readonly settings: readonly string[];
  private running: RunningExchange | undefined;
  private keys = 0;
  operator!: HttpParty;
  second!: HttpParty;
  provider!: HttpParty;
  buyer!: HttpParty;
  other!: HttpParty;

  constructor(settings: readonly string[] = [], data = mkdtempSync(join(tmpdir(), 'patx-data-'))) {
    this.data = data;
    this.settings = ['--api-port', '0', '--quoting', 'false', ...settings];
  }

  /** Starts it and lets everybody in. */
  static async open(settings: readonly string[] = []): Promise<DataVenue> {
    const venue = new DataVenue(settings);
    await venue.begin();
    await venue.done(venue.operator, 'setMarketTerms', {
      ...{ feePpm: 50_000, disputeWindowMs: 7 * DAY_MS, bondPpm: 50_000, reason: 'opens' },
      ...textDocument(RULES_OF_MARKET),
    });
    await venue.verify(venue.provider);
    return venue;
  }

  /** Starts it with its accounts, and without rules of a market. */
  async begin(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.start(environment);
    const key = createPrivateKey(readFileSync(join(this.data, 'keys', 'operator.pem')));
    this.operator = { accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, key };
    this.second = await this.account('OPERATOR', 'second');
    this.provider = await this.account('PROVIDER', 'Acme Data');
    this.buyer = await this.account('CONSUMER', 'Ads Ltd');
    this.other = await this.account('CONSUMER', 'Other Ltd');
  }

  get apiUrl(): string {
    return this.running?.apiUrl ?? '';
  }

  get process() {
    return (this.running as RunningExchange).child;
  }

  /** @param environment more variables of its process */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.running = await startProcess(this.data, this.settings, environment);
    await until(async () => {
      assert.equal((await fetch(`${this.apiUrl}/healthz`)).status, 200);
    }, WAIT);
  }

  /** Where pages are: secure cookies want a name. */
  get origin(): string {
    return this.apiUrl.replace('127.0.0.1', 'localhost');
  }

  /** A one-time link that signs somebody in on the pages, as the sandbox prints it. */
  signInLink({ accountId }: HttpParty, scopes: readonly number[]): string {
    const token = randomBytes(32);
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const link = { accountId, tokenHash, scopes, expiresAtMs: Date.now() + 600_000 };
    this.process.send({ signInLinks: [link] });
    return `${this.origin}/sign-in#token=${token.toString('hex')}`;
  }

  /** Ends it at once, as the kernel would. */
  async kill(): Promise<void> {
    const { child } = this.running as RunningExchange;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Sends a command by its route; fields of its path are taken from the others. */
  async command(by: HttpParty, name: string, fields: Fields = {}, key?: string) {
    const route = COMMAND_ROUTES.find(({ text }) => text.name === name);
    if (route === undefined) throw new Error(`there is no command ${name}`);
    const body: Record<string, unknown> = { ...fields };
    const path = route.path.replace(/\{(\w+)\}/g, (_all, field: string) => {
      const value = body[field];
      delete body[field];
      return String(value);
    });
    this.keys += 1;
    const isEmpty = route.fields.length === 0;
    return await send(this.apiUrl, by, {
      ...{ method: route.method, path, key: key ?? `${name}-${this.keys}-${Date.now()}` },
      ...(isEmpty ? {} : { body }),
    });
  }

  /** The same, which has to be done; resolves with what it made. */
  async done(by: HttpParty, name: string, fields: Fields = {}): Promise<number> {
    const { status, body } = await this.command(by, name, fields);
    assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
    await this.settled(body.journalSequence as number);
    return body.referenceId as number;
  }

  /** Waits until the reader has it. */
  async settled(sequence: number): Promise<void> {
    await until(async () => {
      const { body } = await answerOf(await fetch(`${this.apiUrl}/v1/status`));
      assert.ok((body.asOfSequence as number) >= sequence, `the reader is behind ${sequence}`);
    }, WAIT);
  }

  get(by: HttpParty | undefined, path: string): Promise<HttpAnswer> {
    if (by === undefined) return fetch(`${this.apiUrl}${path}`).then(answerOf);
    return send(this.apiUrl, by, { method: 'GET', path });
  }

  /** Opens an account with a key of its own, or with that of another one: then both are one owner. */
  async account(role: string, name: string, like?: HttpParty): Promise<HttpParty> {
    const key = like?.key ?? generateKeyPairSync('ed25519').privateKey;
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    const scope =
      { OPERATOR: 'OPERATE', PROVIDER: 'PROVIDE', CREATOR: 'PROVIDE', CONSUMER: 'TRADE' }[role] ??
      'READ';
    const accountId = await this.done(this.operator, 'openAccount', {
      ...{ role, name, accountClass: 'INSTITUTION', firmGroup: 0, scopes: ['READ', scope] },
      publicKey: Buffer.from(x, 'base64url').toString('hex'),
    });
    if (role === 'CONSUMER' || role === 'PROVIDER') {
      const money = { targetAccountId: accountId, amountMicroPat: 1_000 * PAT };
      await this.done(this.operator, 'deposit', money);
    }
    return { accountId, keyId: 1, key };
  }

  /** The same account by a new key that only reads. */
  async reading({ accountId }: HttpParty): Promise<HttpParty> {
    const key = generateKeyPairSync('ed25519').privateKey;
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    const keyId = await this.done(this.operator, 'addKey', {
      ...{ targetAccountId: accountId, scopes: ['READ'] },
      publicKey: Buffer.from(x, 'base64url').toString('hex'),
    });
    return { accountId, keyId, key };
  }

  async verify({ accountId }: HttpParty): Promise<void> {
    await this.done(this.operator, 'verifyAccount', {
      ...{ targetAccountId: accountId, validToMs: Date.now() + 365 * DAY_MS },
      ...{ evidenceHash: EVIDENCE, reason: 'seen' },
    });
  }

  /** A token by which a file is uploaded, as a tus client sends it. */
  async token(by: HttpParty): Promise<string> {
    const post = async (path: string, body: unknown) =>
      answerOf(
        await fetch(`${this.apiUrl}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
    const owner = { accountId: by.accountId, keyId: by.keyId };
    const { body } = await post('/v1/auth/challenges', owner);
    const signature = sign(null, Buffer.from(body.text as string), by.key).toString('hex');
    const made = await post('/v1/auth/tokens', { ...owner, challenge: body.challenge, signature });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.token as string;
  }

  /** A request to the uploads. */
  async tus(
    token: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ): Promise<Response> {
    return await fetch(`${this.apiUrl}${path}`, {
      method,
      headers: { 'Tus-Resumable': '1.0.0', authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
  }

  async beginUpload(token: string, sizeBytes: number): Promise<string> {
    const headers = { 'Upload-Length': String(sizeBytes) };
    const answer = await this.tus(token, 'POST', '/market/uploads', headers);
    assert.equal(answer.status, 201, await answer.text());
    return answer.headers.get('location') ?? '';
  }

  async append(token: string, path: string, offset: number, bytes: Uint8Array): Promise<Response> {
    return await this.tus(
      ...([token, 'PATCH', path] as const),
      {
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      bytes,
    );
  }

  /** Uploads a file whole; resolves with its hash. */
  async upload(by: HttpParty, bytes: Uint8Array): Promise<string> {
    const token = await this.token(by);
    const path = await this.beginUpload(token, bytes.length);
    const last = await this.append(token, path, 0, bytes);
    assert.equal(last.status, 204);
    return last.headers.get('patx-content-hash') ?? '';
  }

  async version(listingId: number): Promise<number> {
    const { body } = await this.get(this.provider, `/market/listings/${listingId}`);
    return body.version as number;
  }

  async publish(terms: Fields = {}, document: unknown = COMPLETE): Promise<number> {
    return await this.done(this.provider, 'publishListing', {
      ...{ listingId: 0, basedOnVersion: 0, listingKind: 'DATASET', ...textDocument(document) },
      terms: {
        ...{ priceKind: 'ONE_TIME', priceMicroPat: 100 * PAT, freeQuotaUnits: 0 },
        ...{ refundWindowMs: 14 * DAY_MS, visibility: 'PUBLIC', licenceHash: LICENCE },
        ...{ contractId: 0, verifiedBuyersOnly: false, royalties: [], ...terms },
      },
    });
  }

  async addRevision(listingId: number, bytes: Uint8Array): Promise<number> {
    return await this.done(this.provider, 'addRevision', {
      ...{ listingId, basedOnVersion: await this.version(listingId) },
      ...{ contentHash: sha256(bytes), sizeBytes: bytes.length },
    });
  }

  async ingest(listingId: number, revision: number, declaration: unknown = {}) {
    const path = `/market/listings/${listingId}/revisions/${revision}/ingestion`;
    return await this.post(this.provider, path, { declaration });
  }

  /** A signed request that is no command. */
  async post(by: HttpParty, path: string, body?: unknown): Promise<HttpAnswer> {
    const url = `${this.apiUrl}${path}`;
    const headers = await headersBy(by, url, { method: 'POST', body });
    const text = body === undefined ? null : JSON.stringify(body);
    return answerOf(await fetch(url, { method: 'POST', headers, body: text }));
  }

  async ingestion(listingId: number, revision: number): Promise<HttpAnswer> {
    const path = `/market/listings/${listingId}/revisions/${revision}/ingestion`;
    return await this.get(this.provider, path);
  }

  /** Waits until an ingestion is over. */
  async ended(listingId: number, revision: number): Promise<Fields> {
    return await until(async () => {
      const { body } = await this.ingestion(listingId, revision);
      assert.ok(['MEASURED', 'REFUSED', 'CANCELLED'].includes(body.state as string));
      return body;
    }, WAIT);
  }

  /** A listing with one measured revision of these bytes that can be bought. */
  async listed(bytes: Uint8Array, terms: Fields = {}, document: unknown = COMPLETE) {
    const listingId = await this.publish(terms, document);
    await this.upload(this.provider, bytes);
    const revision = await this.addRevision(listingId, bytes);
    assert.equal((await this.ingest(listingId, revision)).status, 202);
    const ended = await this.ended(listingId, revision);
    assert.equal(ended.state, 'MEASURED', JSON.stringify(ended));
    await this.list(listingId);
    return { listingId, revision };
  }

  async list(listingId: number): Promise<void> {
    const at = async () => ({ listingId, basedOnVersion: await this.version(listingId) });
    await this.done(this.provider, 'submitListing', await at());
    await this.done(this.operator, 'reviewListing', {
      ...{ ...(await at()), approved: true, evidenceHash: '', reason: 'read' },
    });
  }

  async purchaseBody(listingId: number, more: Fields = {}): Promise<Fields> {
    const { body } = await this.get(undefined, '/market/terms');
    const { rulesHash } = body.terms as { rulesHash: string };
    return {
      ...{ listingId, basedOnVersion: await this.version(listingId), dossierId: 0, rulesHash },
      ...{ licenceHash: LICENCE, capMicroPat: 0, renews: false, ...more },
    };
  }

  async buy(by: HttpParty, listingId: number, more: Fields = {}): Promise<number> {
    return await this.done(by, 'purchaseListing', await this.purchaseBody(listingId, more));
  }

  link(by: HttpParty, listingId: number, revision: number): Promise<HttpAnswer> {
    return this.post(by, `/market/listings/${listingId}/revisions/${revision}/links`);
  }

  async available(by: HttpParty): Promise<number> {
    const { body } = await this.get(by, '/v1/account/balances');
    return Number(body.availableMicroPat);
  }
}
