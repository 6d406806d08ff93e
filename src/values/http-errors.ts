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
  SEAT_NEEDED: entry(
    229,
    false,
    'The signals of this feed are read by those who hold a seat that is paid.',
    'Subscribe, or pay what is due; the detail says which. With tier=FREE the signals of a day ago can be read.',
  ),
  PASSKEY_NEEDED: entry(
    134,
    false,
    'Whoever has a passkey, or signed in with one, approves with it.',
    'Answer the digest of the request with the passkey, and send passkey_id and assertion with the approval.',
  ),
  PASSKEY_PENDING: entry(
    270,
    true,
    'The passkey may operate and was registered by a session: it does nothing until another operator has agreed.',
    'Ask for it with AdmitPasskey and have another operator approve the request, or register the passkey with a key file of the account.',
  ),
  UNKNOWN_CASE: entry(
    271,
    false,
    'There is no such case of surveillance.',
    'Name one that /v1/surveillance/cases lists; of those that are decided the oldest are dropped, and stay in the journal.',
  ),
  AGENT_BUDGET: entry(
    142,
    true,
    'The agent would spend more than its owner lets it.',
    'Ask the owner to approve this spend once, buy less, or wait for the next day (UTC).',
  ),
  AGENT_NOT_ALLOWED: entry(
    143,
    false,
    'An agent does not do this, or not with this series or provider.',
    'Buy rights with an immediate limit order or a listing at a fixed price, from what the owner named; everything else the owner does.',
  ),
} as const satisfies Record<string, ErrorEntry>;
