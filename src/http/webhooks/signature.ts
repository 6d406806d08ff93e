/**
 * Signatures of webhooks as Standard Webhooks 1.0 has them: headers `webhook-id`, `webhook-timestamp` in seconds and
 * `webhook-signature`, a list of `v1,` and the base64 of HMAC-SHA-256 over `id.timestamp.body`. Two secrets sign while one
 * is rotated.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;
/** How far clocks may be apart before a message counts as replayed. */
const TOLERANCE_S = 300;

export interface WebhookMessage {
  readonly id: string;
  readonly timestampS: number;
  readonly body: string;
}

/** Raw bytes of a secret, 24 to 64; undefined for any other text. */
export function secretBytes(secret: string): Buffer | undefined {
  if (!secret.startsWith(SECRET_PREFIX)) return undefined;
  const text = secret.slice(SECRET_PREFIX.length);
  const bytes = Buffer.from(text, 'base64');
  const isExact = bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  return isExact && bytes.length >= SECRET_BYTES_MIN && bytes.length <= SECRET_BYTES_MAX
    ? bytes
    : undefined;
}

export function secretText(bytes: Uint8Array): string {
  return SECRET_PREFIX + Buffer.from(bytes).toString('base64');
}

/** @param secrets raw; the newest first */
export function webhookHeaders(
  message: WebhookMessage,
  secrets: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestampS),
    'webhook-signature': secrets.map((secret) => `v1,${macOf(message, secret)}`).join(' '),
  };
}

/** For receivers: whether one of the signatures is one of this secret, and the message is of now. */
export function isSignedWebhook(
  message: WebhookMessage,
  signatures: string,
  { secret, nowS }: { readonly secret: Uint8Array; readonly nowS: number },
): boolean {
  if (!(Math.abs(nowS - message.timestampS) <= TOLERANCE_S)) return false;
  const expected = Buffer.from(macOf(message, secret));
  return signatures.split(' ').some((signature) => {
    if (!signature.startsWith('v1,')) return false;
    const given = Buffer.from(signature.slice(3));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function macOf({ id, timestampS, body }: WebhookMessage, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(`${id}.${timestampS}.${body}`).digest('base64');
}
