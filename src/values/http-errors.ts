/** Refusals of the HTTP API alone: its idempotency keys, and people who sign in. */
import { type ErrorEntry, entry } from './error-entry.js';

export const HTTP_ERRORS = {
  IDEMPOTENCY_MISMATCH: entry(
    130,
    false,
    'The idempotency key was used for another request within a day.',
    'Send the request it was used for, or take another key.',
  ),
  SIGN_IN: entry(
    131,
    false,
    'The sign-in does not count: the passkey, the wallet, the link or what was signed is unknown, used or expired.',
    'Begin the sign-in again.',
  ),
  CROSS_SITE: entry(
    132,
    false,
    'The request came from a page of another origin, or without the token of its session.',
    'Send it from a page of the venue, with the header X-CSRF-Token.',
  ),
  INSECURE: entry(
    133,
    false,
    'This is not offered over a connection that others can read.',
    'Serve with --tls-cert and --tls-key, or connect over the loopback address.',
  ),
  PASSKEY_NEEDED: entry(
    134,
    false,
    'Whoever has a passkey, or signed in with one, approves with it.',
    'Answer the digest of the request with the passkey, and send passkey_id and assertion with the approval.',
  ),
} as const satisfies Record<string, ErrorEntry>;
