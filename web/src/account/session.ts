/**
 * Who is signed in here. The page makes a key of its own, which cannot be taken out of the browser, and has a session opened for it;
 * commands are signed with it, each, and reads go with a cookie that it asks for anew before the last one is over.
 */
import { signal } from '@preact/signals';
import { type RequestSigner, signedHeaders } from 'patx-client';
import { ApiError, type Problem } from '../live/api.js';
import { forget, type Kept, keep, kept } from './key-store.js';

export interface Session {
  readonly accountId: number;
  readonly scopes: readonly string[];
  readonly expiresMs: number;
}

/** undefined: nobody; null: it is not known yet. */
export const session = signal<Session | undefined | null>(null);

export interface Done {
  readonly journalSequence: number;
  readonly referenceId: number;
  readonly affectedCount: number;
  readonly awaitingApproval: boolean;
}

interface Opened {
  readonly accountId: number;
  readonly keyId: number;
  readonly scopes: readonly string[];
  readonly expiresMs: number;
}

const COOKIE_MS = 8 * 60_000;
const SIGN_OUT_MS = 5_000;

let signer: RequestSigner | undefined;
let csrfToken = '';
let renewal: ReturnType<typeof setInterval> | undefined;

/** Goes on with the session that was kept, if it still counts. */
export async function resume(): Promise<void> {
  const found = await kept().catch(() => undefined);
  if (found === undefined) session.value = undefined;
  else await begin(found).catch(() => end());
}

/** Opens a session with the token of a one-time link. */
export async function redeem(token: string): Promise<void> {
  await openWith((key) => post('/session/redeem', { token, key, label: 'browser' }));
}

/** Opens a session with a passkey, whose signature covers this page's key. */
export async function signInWithPasskey(): Promise<void> {
  await openWith(async (key) => {
    const asked = await post<{ signInId: string; options: PublicKeyCredentialRequestOptionsJSON }>(
      '/v1/sessions/challenges',
      { method: 'PASSKEY', key, label: 'browser' },
    );
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.options);
    const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return await post('/v1/sessions', {
      signInId: asked.signInId,
      credential: credential.toJSON(),
    });
  });
}

/** Makes a passkey of this device for the account that is signed in; true when it waits for another operator, who was asked. */
export async function addPasskey(label: string): Promise<boolean> {
  const asked = await ask<{
    registrationId: string;
    options: PublicKeyCredentialCreationOptionsJSON;
  }>('/v1/passkeys/challenges', { label });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.options);
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const { registrationId } = asked;
  const { passkeyId, isPending } = await ask<{ passkeyId: number; isPending: boolean }>(
    '/v1/passkeys',
    { registrationId, credential: made.toJSON() },
  );
  if (isPending) await askForAdmission(passkeyId);
  return isPending;
}

/** Asks another operator to agree that a passkey which may operate is of whom it says. */
export async function askForAdmission(passkeyId: number): Promise<void> {
  const accountId = session.value?.accountId ?? 0;
  await command('POST', `/v1/accounts/${accountId}/passkeys/${passkeyId}/admission`, {});
}

/** Which session is this page's. */
export const ownKeyId = (): number => signer?.keyId ?? 0;

export async function signOut(): Promise<void> {
  const headers = { 'x-csrf-token': csrfToken };
  // Both begin at once, and the request outlives the page: whoever leaves it right away is signed out all the same.
  // The page says so once both are done: until then the cookie still reads.
  const signal = AbortSignal.timeout(SIGN_OUT_MS);
  const told = fetch('/v1/auth/cookie', { method: 'DELETE', headers, keepalive: true, signal });
  await Promise.all([told.catch(() => undefined), forgetKey()]);
  session.value = undefined;
}

export const may = (scope: string): boolean => session.value?.scopes.includes(scope) === true;

/** Sends a command, signed; resolves when it is on disk, and rejects with the refusal. */
export const command = (method: string, path: string, fields?: object): Promise<Done> =>
  signed<Done>({ method, path, fields, idempotencyKey: crypto.randomUUID() });

/** Asks what only a signed request is told. */
export const ask = <T>(path: string, fields: object): Promise<T> =>
  signed<T>({ method: 'POST', path, fields });

interface SignedCall {
  readonly method: string;
  readonly path: string;
  readonly fields?: object | undefined;
  readonly idempotencyKey?: string;
}

async function signed<T>({ method, path, fields, idempotencyKey }: SignedCall): Promise<T> {
  if (signer === undefined) throw new Error('nobody is signed in');
  const body = fields === undefined ? undefined : JSON.stringify(fields);
  const url = new URL(path, location.href).href;
  const key = idempotencyKey === undefined ? {} : { idempotencyKey };
  const headers = await signedHeaders({ method, url, body, ...key }, signer);
  return await answerOf(
    await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) }),
  );
}

/** A signed request that is no command; undefined where the answer has no body. */
export async function send<T>(method: string, path: string, fields?: object): Promise<T> {
  if (signer === undefined) throw new Error('nobody is signed in');
  const body = fields === undefined ? undefined : JSON.stringify(fields);
  const url = new URL(path, location.href).href;
  const headers = await signedHeaders({ method, url, body }, signer);
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return answer.status === 204 ? (undefined as T) : await answerOf<T>(answer);
}

/** What a request by cookie needs to change something, beside the cookie. */
export const csrf = (): string => csrfToken;

async function openWith(ask: (keyHex: string) => Promise<Opened>): Promise<void> {
  const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const key = [...raw].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const { accountId, keyId, scopes, expiresMs } = await ask(key);
  const found: Kept = { accountId, keyId, scopes, expiresMs, privateKey: pair.privateKey };
  await keep(found);
  await begin(found);
}

async function begin({ accountId, keyId, scopes, expiresMs, privateKey }: Kept): Promise<void> {
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(
      await crypto.subtle.sign({ name: 'Ed25519' }, privateKey, new Uint8Array(bytes)),
    );
  signer = { accountId, keyId, sign };
  await askForCookie(signer);
  clearInterval(renewal);
  renewal = setInterval(() => {
    if (signer !== undefined) void askForCookie(signer).catch(() => undefined);
  }, COOKIE_MS);
  session.value = { accountId, scopes, expiresMs };
}

/** The reader learns of a new session a moment after the venue. */
async function askForCookie(by: RequestSigner): Promise<void> {
  const url = new URL('/v1/auth/cookie', location.href).href;
  for (let left = 20; ; left -= 1) {
    const headers = await signedHeaders({ method: 'POST', url }, by);
    const response = await fetch(url, { method: 'POST', headers });
    if (response.status === 401 && left > 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    csrfToken = (await answerOf<{ csrfToken: string }>(response)).csrfToken;
    return;
  }
}

async function end(): Promise<void> {
  await forgetKey();
  session.value = undefined;
}

async function forgetKey(): Promise<void> {
  clearInterval(renewal);
  signer = undefined;
  csrfToken = '';
  await forget().catch(() => undefined);
}

async function post<T>(path: string, fields: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return await answerOf(
    await fetch(path, { method: 'POST', headers, body: JSON.stringify(fields) }),
  );
}

async function answerOf<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & Problem;
  if (response.ok) return body;
  throw new ApiError({ ...body, status: response.status });
}
