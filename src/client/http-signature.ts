/**
 * Signs requests of the HTTP API (RFC 9421), in Node and in browsers: the headers to send a request with. The same key that
 * logs on signs; it never leaves its holder.
 */
import { keyAsHeader, signatureBase, signatureParams, wantedComponents } from '../schema/index.js';
import type { Sign } from './keys.js';

export interface RequestToSign {
  readonly method: string;
  /** Whole, with scheme and host. */
  readonly url: string;
  /** JSON as it is sent. */
  readonly body?: string | undefined;
  /** Commands need one: it makes a retry safe for a day. */
  readonly idempotencyKey?: string | undefined;
}

export interface RequestSigner {
  readonly accountId: number;
  readonly keyId: number;
  readonly sign: Sign;
  /** Now, milliseconds since 1970; this machine's clock if not given. */
  readonly nowMs?: () => number;
}

const MS_PER_S = 1_000;

/** Headers that make a request one of the account. */
export async function signedHeaders(
  { method, url, body, idempotencyKey = '' }: RequestToSign,
  { accountId, keyId, sign, nowMs = Date.now }: RequestSigner,
): Promise<Record<string, string>> {
  const { host: authority, pathname: path, search: query } = new URL(url);
  const encoder = new TextEncoder();
  const digest =
    body === undefined
      ? ''
      : toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(body))));
  const contentDigest = digest === '' ? '' : `sha-256=:${digest}:`;
  const parts = { method, authority, path, query, contentDigest, idempotencyKey };
  const components = wantedComponents(parts, body !== undefined);
  const createdS = Math.floor(nowMs() / MS_PER_S);
  const params = signatureParams(components, { createdS, accountId, keyId });
  const signature = await sign(encoder.encode(signatureBase(parts, components, params)));
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(contentDigest === '' ? {} : { 'content-digest': contentDigest }),
    ...(idempotencyKey === '' ? {} : { 'idempotency-key': keyAsHeader(idempotencyKey) }),
    'signature-input': `sig=${params}`,
    signature: `sig=:${toBase64(signature)}:`,
  };
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
