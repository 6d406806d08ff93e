/**
 * HTTP message signatures (RFC 9421) of requests, by Ed25519 keys of accounts.
 *
 * Wanted: one signature with `keyid="ACCOUNT/KEY"`, `alg="ed25519"`, `created` within a minute of now, over `@method`,
 * `@authority`, `@path` and, where there is one, `@query`; with a body also over `content-digest` (RFC 9530, sha-256), which is
 * checked. Anything else is refused, so that what was signed is all that counts. Fails with Problem BAD_SIGNATURE.
 */
import { createPublicKey, verify } from 'node:crypto';
import { Problem } from '../problem.js';

export interface Signer {
  readonly accountId: number;
  readonly keyId: number;
}

/** Public key of an account in hex; undefined when it has no such key. */
type KeyOf = (accountId: number, keyId: number) => string | undefined;

/** A clock may be off by so much, and a signature is good for as long. */
const CREATED_WITHIN_S = 60;
const INPUT =
  /^([a-z][a-z0-9_-]{0,31})=(\(((?:"[@a-z-]+" ?)*)\)((?:;[a-z]+=(?:"[^"\\]*"|\d{1,12}))*))$/;
const SIGNATURE_BYTES = 64;
const HEADER_MAX = 1_024;

/** Checks the signature of a request; whoever signed it is returned. The body's digest is checked by `checkDigest`. */
export function checkSignature(request: Request, nowMs: number, keyOf: KeyOf): Signer {
  const header = request.headers.get('signature-input') ?? '';
  const input = header.length > HEADER_MAX ? null : INPUT.exec(header);
  if (input === null)
    throw refused('Signature-Input is not one signature of components and parameters');
  const [, label = '', params = '', list = '', pairs = ''] = input;
  const components = [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  const parameters = new Map(
    [...pairs.matchAll(/;([a-z]+)=("?)([^";]*)\2/g)].map(([, name = '', , value = '']) => [
      name,
      value,
    ]),
  );
  const signer = signerOf(parameters, nowMs);
  requireComponents(request, components);
  const base = [
    ...components.map((name) => `"${name}": ${componentOf(request, name)}`),
    `"@signature-params": ${params}`,
  ].join('\n');
  const publicKey = keyOf(signer.accountId, signer.keyId);
  const signature = signatureOf(request.headers.get('signature') ?? '', label);
  if (publicKey === undefined || !isSigned(publicKey, base, signature)) {
    throw refused('the signature does not fit the request and the key');
  }
  return signer;
}

function signerOf(parameters: ReadonlyMap<string, string>, nowMs: number): Signer {
  const [, account, key] =
    /^([1-9]\d{0,9})\/([1-9]\d{0,5})$/.exec(parameters.get('keyid') ?? '') ?? [];
  if (account === undefined || key === undefined)
    throw refused('keyid is ACCOUNT/KEY, such as "5/1"');
  if (parameters.get('alg') !== 'ed25519') throw refused('alg is "ed25519"');
  const created = Number(parameters.get('created') ?? Number.NaN);
  if (!(Math.abs(created - nowMs / 1_000) <= CREATED_WITHIN_S)) {
    throw refused(`created is missing, or not within ${CREATED_WITHIN_S} s of now`);
  }
  return { accountId: Number(account), keyId: Number(key) };
}

function requireComponents(request: Request, components: readonly string[]): void {
  const wanted = ['@method', '@authority', '@path'];
  if (new URL(request.url).search !== '') wanted.push('@query');
  if (request.body !== null) wanted.push('content-digest');
  const missing = wanted.find((name) => !components.includes(name));
  if (missing !== undefined)
    throw refused(`${missing} is not among the components that are signed`);
}

function componentOf(request: Request, name: string): string {
  const url = new URL(request.url);
  switch (name) {
    case '@method':
      return request.method;
    case '@authority':
      return (request.headers.get('host') ?? url.host).toLowerCase();
    case '@path':
      return url.pathname;
    case '@query':
      return url.search === '' ? '?' : url.search;
    case 'content-digest':
    case 'idempotency-key':
      return request.headers.get(name) ?? '';
    default:
      throw refused(`${name} is not a component this server signs with`);
  }
}

function signatureOf(header: string, label: string): Uint8Array {
  const [, name, base64 = ''] = /^([a-z][a-z0-9_-]*)=:([A-Za-z0-9+/]+={0,2}):$/.exec(header) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (name !== label || bytes.length !== SIGNATURE_BYTES) {
    throw refused(`Signature is ${label}=:base64 of 64 bytes:`);
  }
  return bytes;
}

/** Whether a text was signed by a raw Ed25519 key in hex. */
export function isSigned(publicKey: string, text: string, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey, 'hex').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, signature);
  } catch {
    return false;
  }
}

const refused = (detail: string): Problem => new Problem('BAD_SIGNATURE', detail, 'signature');
