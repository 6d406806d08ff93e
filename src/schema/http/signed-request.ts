/**
 * Requests signed by RFC 9421 with keys of accounts: what of a request is signed, and the text its signature is over. Works in
 * Node and in browsers; whoever signs and whoever checks use the same.
 *
 * Wanted: one signature with `keyid="ACCOUNT/KEY"`, `alg="ed25519"`, `created` within a minute of now, over `@method`,
 * `@authority`, `@path` and, where there is one, `@query`; with a body also over `content-digest` (RFC 9530, sha-256), and with
 * an idempotency key over that. Anything else is refused, so that what was signed is all that counts.
 */

/** What of a request a signature can be over. */
export interface SignedParts {
  readonly method: string;
  /** Host and port, lower case. */
  readonly authority: string;
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
  /** Headers; empty where there is none. */
  readonly contentDigest: string;
  readonly idempotencyKey: string;
}

/** A signed request as it came, whole. */
export interface SignedRequest extends SignedParts {
  readonly signatureInput: string;
  readonly signature: string;
  readonly body: string;
}

/** What a signature says, before it is checked. */
export interface SignatureClaim {
  readonly accountId: number;
  readonly keyId: number;
  /** What was signed. */
  readonly base: string;
  /** 64 bytes in base64. */
  readonly signature: string;
}

/** A clock may be off by so much, and a signature is good for as long. */
const CREATED_WITHIN_S = 60;
const INPUT =
  /^([a-z][a-z0-9_-]{0,31})=(\(((?:"[@a-z-]+" ?)*)\)((?:;[a-z]+=(?:"[^"\\]*"|\d{1,12}))*))$/;
const HEADER_MAX = 1_024;

/** Components that a request has to be signed over. */
export function wantedComponents(parts: SignedParts, hasBody: boolean): string[] {
  return [
    ...['@method', '@authority', '@path'],
    ...(parts.query === '' ? [] : ['@query']),
    ...(hasBody ? ['content-digest'] : []),
    ...(parts.idempotencyKey === '' ? [] : ['idempotency-key']),
  ];
}

/** The text a signature is over. @param params what stands behind the label in Signature-Input */
export function signatureBase(
  parts: SignedParts,
  components: readonly string[],
  params: string,
): string {
  const lines = components.map((name) => `"${name}": ${componentOf(parts, name)}`);
  return [...lines, `"@signature-params": ${params}`].join('\n');
}

/** The value of Signature-Input behind its label, for whoever signs. */
export function signatureParams(
  components: readonly string[],
  { createdS, accountId, keyId }: { createdS: number; accountId: number; keyId: number },
): string {
  const list = components.map((name) => `"${name}"`).join(' ');
  return `(${list});created=${createdS};keyid="${accountId}/${keyId}";alg="ed25519"`;
}

/** What the signature of a request says, or why it cannot count. */
export function claimOf(
  request: Omit<SignedRequest, 'body'>,
  hasBody: boolean,
  nowMs: number,
): SignatureClaim | string {
  const { signatureInput } = request;
  const input = signatureInput.length > HEADER_MAX ? null : INPUT.exec(signatureInput);
  if (input === null) return 'Signature-Input is not one signature of components and parameters';
  const [, label = '', params = '', list = '', pairs = ''] = input;
  const components = [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  const owner = ownerOf(pairs, nowMs);
  if (typeof owner === 'string') return owner;
  const missing = wantedComponents(request, hasBody).find((name) => !components.includes(name));
  if (missing !== undefined) return `${missing} is not among the components that are signed`;
  const unknown = components.find((name) => componentOf(request, name) === undefined);
  if (unknown !== undefined) return `${unknown} is not a component this server signs with`;
  if (new Set(components).size < components.length) return 'a component is there twice';
  const signature = /^([a-z][a-z0-9_-]*)=:([A-Za-z0-9+/]{86}==):$/.exec(request.signature);
  if (signature?.[1] !== label) return `Signature is ${label}=:base64 of 64 bytes:`;
  const base = signatureBase(request, components, params);
  return { ...owner, base, signature: signature[2] ?? '' };
}

function ownerOf(pairs: string, nowMs: number): { accountId: number; keyId: number } | string {
  const parameters = new Map(
    [...pairs.matchAll(/;([a-z]+)=("?)([^";]*)\2/g)].map(([, name = '', , value = '']) => [
      name,
      value,
    ]),
  );
  const [, account, key] =
    /^([1-9]\d{0,9})\/([1-9]\d{0,9})$/.exec(parameters.get('keyid') ?? '') ?? [];
  if (account === undefined || key === undefined) return 'keyid is ACCOUNT/KEY, such as "5/1"';
  if (parameters.get('alg') !== 'ed25519') return 'alg is "ed25519"';
  const created = Number(parameters.get('created') ?? Number.NaN);
  if (!(Math.abs(created - nowMs / 1_000) <= CREATED_WITHIN_S)) {
    return `created is missing, or not within ${CREATED_WITHIN_S} s of now`;
  }
  return { accountId: Number(account), keyId: Number(key) };
}

function componentOf(parts: SignedParts, name: string): string | undefined {
  switch (name) {
    case '@method':
      return parts.method;
    case '@authority':
      return parts.authority;
    case '@path':
      return parts.path;
    case '@query':
      return parts.query === '' ? '?' : parts.query;
    case 'content-digest':
      return parts.contentDigest;
    case 'idempotency-key':
      return parts.idempotencyKey;
    default:
      return undefined;
  }
}

/**
 * What became of a signed request: nothing of it, with the reason; the answer of its command once it was durable; or what is
 * told about a sign-in.
 */
export type CommandAnswer =
  | { readonly kind: 'told'; readonly value: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'refused';
      /** Name in the catalog of errors. */
      readonly name: string;
      readonly field: string;
      readonly detail: string;
      /** Time to wait before the same can succeed; 0 says nothing. */
      readonly waitMs: number;
    }
  | {
      readonly kind: 'done';
      /** Number in the catalog of errors; 0 when the command did what it says. */
      readonly code: number;
      readonly field: string;
      readonly detail: string;
      readonly clientOrderId: number;
      readonly referenceId: number;
      readonly affectedCount: number;
      readonly journalSequence: number;
      /** It had happened before, and this is what became of it then. */
      readonly duplicate: boolean;
      readonly entryErrorCodes: readonly number[];
    };

/**
 * The header's value of an idempotency key: a header has bytes, and platforms show each as a character of its own. What is signed
 * is the same bytes.
 */
export const keyAsHeader = (key: string): string =>
  String.fromCharCode(...new TextEncoder().encode(key));

/** The key of a header's value; undefined when its bytes are no UTF-8. */
export function keyOfHeader(value: string): string | undefined {
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
