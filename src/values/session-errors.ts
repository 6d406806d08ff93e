/** Errors of sessions, transports and requests. Part of the catalog. */
import { closing, entry } from './error-entry.js';

export const SESSION_ERRORS = {
  MALFORMED: closing(
    70,
    false,
    'The frame is not a sequence of length-delimited envelopes of this schema.',
    'Encode ClientEnvelope messages, each preceded by its length.',
  ),
  TOO_LARGE: closing(
    71,
    false,
    'The message is larger than the limit.',
    'Split it; the limit is in the logon answer.',
  ),
  TEXT_FRAME: closing(
    72,
    false,
    'A text frame came on a binary session.',
    'Use binary frames, or the patx.v1.json subprotocol for text.',
  ),
  NOT_LOGGED_ON: entry(
    73,
    false,
    'The session has not logged on.',
    'Answer the challenge with a Logon first.',
  ),
  BAD_SIGNATURE: closing(
    74,
    false,
    'The signature does not match the challenge and the key, or the key is unknown or revoked.',
    'Sign the challenge bytes with a registered key.',
  ),
  ALREADY_LOGGED_ON: entry(75, false, 'The session is logged on already.', 'Open another session.'),
  SESSION_LIMIT: closing(
    76,
    true,
    'The account or the venue has as many sessions as it may.',
    'Close one.',
  ),
  SLOW_CONSUMER: closing(
    77,
    true,
    'The session did not read fast enough and its queue reached the limit.',
    'Read faster, subscribe to less, and resume from the last sequence.',
  ),
  HEARTBEAT_MISSED: closing(
    78,
    true,
    'The session sent nothing for three heartbeat intervals.',
    'Send heartbeats.',
  ),
  UNKNOWN_MESSAGE: entry(
    79,
    false,
    'The envelope carries no message this version knows.',
    'Send one of the messages of the schema.',
  ),
  RESUME_TOO_OLD: entry(
    80,
    false,
    'The reports after that sequence are no longer kept.',
    'Take the account snapshot and go on from its sequence.',
  ),
  SHUTTING_DOWN: closing(
    81,
    true,
    'The venue is stopping.',
    'Reconnect later; sent commands without an answer can be asked for with GetOutcome.',
  ),
  IN_FLIGHT_LIMIT: entry(
    82,
    true,
    'The session, or the id space of the command, has too many commands that are not yet durable.',
    'Wait for acknowledgements before sending more.',
  ),
  SUBSCRIPTION_LIMIT: entry(
    83,
    false,
    'The session has as many subscriptions as it may.',
    'Unsubscribe from something.',
  ),
  LOGON_TIMEOUT: closing(
    84,
    true,
    'The session did not log on in time.',
    'Log on right after the challenge.',
  ),
  STORAGE_LOW: entry(
    85,
    true,
    'The disk of the venue is nearly full: it takes no new orders, quotes or mints for now.',
    'Cancels, kills and queries are taken. Try again once the operator has freed space.',
  ),
  NOT_READY: entry(
    120,
    true,
    'The part of the venue that answers this is starting: it brings its state up to the journal first.',
    'Ask again in a moment; the status of the venue says how far it is.',
  ),
  OPEN_DISPUTES: entry(
    86,
    true,
    'The account has as many open disputes as it may.',
    'Wait for a ruling or a deadline; the limit is max_open_disputes.',
  ),
  MINT_HELD: entry(
    87,
    true,
    'Rights were minted in this series a moment ago and cannot be withdrawn yet.',
    'Wait as long as mint_hold_ms says since the last mint.',
  ),
  COLLATERAL_CALLED: entry(
    88,
    true,
    'The account has an open collateral call: until it is met nothing is minted and nothing is paid out.',
    'Deposit what the collateral call names; the venue takes it at its next review, within ten minutes.',
  ),
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
} as const;
