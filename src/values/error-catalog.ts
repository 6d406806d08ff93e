/**
 * The one catalog of errors. Numbers and names are forever; an entry is never reused or renumbered.
 *
 * `proto/patx/v1/errors.proto` and `docs/errors.md` are generated from this table (`npm run errors:generate`) and
 * checked fresh in CI. Order of the pre-trade block is the order of the checks themselves.
 */

import { CHAIN_ERRORS } from './chain-errors.js';
import { closing, type ErrorEntry, entry } from './error-entry.js';
import { HTTP_ERRORS } from './http-errors.js';
import { MARKET_ERRORS } from './market-errors.js';
import { PHASE_ERRORS } from './phase-errors.js';
import { SIGMA_ERRORS } from './sigma-errors.js';

export const ERROR_CATALOG = {
  // Pre-trade checks, in the order they run.
  DUPLICATE: entry(
    1,
    false,
    'This client id was seen before; the recorded outcome is returned, marked duplicate.',
    'Use the recorded outcome. Nothing happened twice.',
  ),
  KILLED: entry(
    2,
    true,
    'A kill switch covers this account, series, quoter or the venue.',
    'Wait for the release; cancels still pass.',
  ),
  PHASE: entry(
    3,
    false,
    'The current phase does not allow this party to do this on this product.',
    'Only providers and the broker sell and only consumers and the broker buy; before its window opens a series trades from phase 2 on, and its rights are used when it has opened.',
  ),
  NOT_QUALIFIED: entry(
    4,
    false,
    'The contract asks for a higher participant class than the account has.',
    'Ask the operator for qualification.',
  ),
  SERIES_CLOSED: entry(
    5,
    false,
    'The series is not open for this.',
    'Look at the series state; trade an open series.',
  ),
  RATE: entry(
    6,
    true,
    'The account has used its order credits or its work units, or lets too many firm quotes end untaken.',
    'Wait for credits_reset_ms, or as long as the detail says; cancels are exempt. After firm quotes let go, wait up to ten minutes or take one.',
  ),
  TICK_LOT: entry(
    7,
    false,
    'Price or quantity is not a positive whole number of ticks or lots within the contract limits.',
    'Send whole ticks and lots inside the limits of the contract.',
  ),
  MAX_QTY: entry(
    8,
    false,
    'The quantity is above the share of unsold escrow one order may take, or what one exercise may burn.',
    'Split it: an order takes max(1, max_order_share_ppm of unsold escrow), an exercise what 1,000 trades bought.',
  ),
  MAX_NOTIONAL: entry(
    9,
    false,
    'The notional is above the limit for one order, or would not be exact.',
    'Send a smaller order.',
  ),
  COLLAR: entry(
    10,
    false,
    'The price is outside the collar around fair value.',
    'Price inside the collar of the series; see its mark and collar bounds.',
  ),
  SELF_MATCH: entry(
    11,
    false,
    'The order would trade at once with an order of the same account or firm group.',
    'Cancel the resting order or choose another self-trade prevention mode.',
  ),
  OPEN_ORDERS: entry(
    12,
    true,
    'The account has as many open orders as it may.',
    'Cancel some; the limit is max_open_orders.',
  ),
  EXPOSURE: entry(
    13,
    true,
    'Filled plus open worst case would pass an exposure limit.',
    'Reduce open orders or positions.',
  ),
  ESCROW_OR_PAT: entry(
    14,
    true,
    'Not enough available PAT to buy, or not enough free rights to sell.',
    'Deposit PAT, or mint or free rights.',
  ),
  MARGIN: entry(
    15,
    true,
    'Not enough available PAT for the collateral this sale asks for.',
    'Deposit PAT or sell lower.',
  ),
  DAILY_CREDIT: entry(
    16,
    true,
    'The account has used its daily credit.',
    'Wait for the next UTC day or ask the operator for a higher daily_credit.',
  ),
  // Checked right after KILLED.
  PROTECTED: entry(
    17,
    true,
    "The account's protection tripped: its quotes and resting orders were pulled, and none is taken.",
    'Look at what was filled, then send ResetProtection; orders that trade at once pass.',
  ),
  // Ids and outcomes.
  ID_TOO_OLD: entry(
    20,
    false,
    'The client id is below what the venue remembers one by one.',
    'Look for it in the account snapshot; the id is never accepted again. Who waits for answers once `max_in_flight` commands have none does not meet this.',
  ),
  ID_NOT_ASCENDING: entry(
    21,
    false,
    'The client id is new but not above the highest one seen in its id space.',
    'Send ascending ids; give each concurrent session an id space of its own.',
  ),
  NEVER_SEEN: entry(
    22,
    false,
    'The venue has not received the command with this client id, and refuses it from now on: nothing was done.',
    'Send the command again under a new id.',
  ),
  ID_REFUSED: entry(
    23,
    false,
    'The outcome of this client id was asked for before it arrived, so it is refused.',
    'Send the command again under a new id.',
  ),
  UNKNOWN_ORDER: entry(
    24,
    false,
    'The account has no live order of this id.',
    'It filled, was cancelled or never rested; see the execution reports.',
  ),
  WOULD_CROSS: entry(
    25,
    true,
    'A post-only order would trade at once.',
    'Price it outside the opposite side.',
  ),
  FOK_UNFILLABLE: entry(
    26,
    true,
    'The whole quantity cannot trade at once.',
    'Send a smaller order or an IOC.',
  ),
  CAPACITY_FULL: entry(
    27,
    true,
    'A preallocated store of the venue is full.',
    'Retry later; the operator raises the limit at the next restart.',
  ),
  // Accounts, contracts, rights.
  UNKNOWN_ACCOUNT: entry(30, false, 'There is no such account.', 'Check the account id.'),
  UNKNOWN_SERIES: entry(31, false, 'There is no such series.', 'List the series of the contract.'),
  UNKNOWN_CONTRACT: entry(32, false, 'There is no such contract.', 'List the contracts.'),
  ALREADY_EXISTS: entry(
    33,
    false,
    'A thing of this name or key exists already.',
    'Use the existing one.',
  ),
  ROLE: entry(
    34,
    false,
    'The role of the account does not allow this.',
    'Use an account of the role the message names.',
  ),
  SCOPE: entry(
    35,
    false,
    'The scopes of this session do not allow this.',
    'Log on with a key that has the scope.',
  ),
  INVALID_FIELD: entry(
    36,
    false,
    'A field is missing or has a value outside its range.',
    'Correct the field the error names.',
  ),
  ESCROW_CAPACITY: entry(
    37,
    true,
    "Outstanding rights would pass the provider's escrowed capacity for the segment.",
    'Escrow more capacity first.',
  ),
  MINT_CAP: entry(
    38,
    true,
    "The mint would pass the series cap or the provider's share of it.",
    'Mint less, or into another series.',
  ),
  COLLATERAL: entry(
    39,
    true,
    'Not enough available PAT for the collateral of the mint.',
    'Deposit PAT or mint less.',
  ),
  CONFIDENCE: entry(
    40,
    false,
    "The band is above the confidence measured for this provider's data.",
    'Mint into a lower band or have the data measured again.',
  ),
  INSUFFICIENT_RIGHTS: entry(
    41,
    false,
    'The account does not hold that many free rights in the series.',
    'Exercise or withdraw at most the free rights.',
  ),
  UNKNOWN_DELIVERY: entry(
    42,
    false,
    'The account is not a party of such a delivery.',
    'Check the delivery id.',
  ),
  DELIVERY_STATE: entry(
    43,
    false,
    'The delivery is not in a state that allows this.',
    'Look at its state.',
  ),
  INSUFFICIENT_PAT: entry(
    44,
    true,
    'Not enough PAT in the bucket to move.',
    'Move at most what is there.',
  ),
  DISPUTE_WINDOW: entry(
    45,
    true,
    'No longer sent: the proceeds of a delivery wait in escrow until its dispute window is over.',
    'None.',
  ),
  UNKNOWN_PARAMETER: entry(46, false, 'There is no such parameter.', 'List the parameters.'),
  PARAMETER_RANGE: entry(
    47,
    false,
    "The value is outside the parameter's range.",
    'Use a value inside the range the error names.',
  ),
  STALE_VERSION: entry(
    48,
    true,
    'What the command is about changed since the version it was based on.',
    'Read the current one and decide again.',
  ),
  SECOND_PERSON: entry(
    49,
    false,
    'A second operator must do this, not the one who started it.',
    'Have another operator account send it.',
  ),
  NOT_KILLED: entry(50, false, 'The kill switch is not set.', 'Nothing to release.'),
  QUOTE_STALE: entry(
    51,
    true,
    'The quote is past its valid_until, or based on a sequence that has not happened.',
    'Quote again from the current book.',
  ),
  QUOTE_CROSSED: entry(
    52,
    false,
    "The quote's bid is not below its ask.",
    'Send a two-sided quote that does not cross itself.',
  ),
  OVERFLOW: entry(
    53,
    false,
    'A balance would leave the range of exact integers.',
    'Move a smaller amount.',
  ),
  UNKNOWN_TRADE: entry(
    54,
    false,
    'There is no such trade among those that can still be busted.',
    'A trade can be busted only before its rights are exercised and while it is remembered.',
  ),
  BUST_TOO_LATE: entry(
    55,
    false,
    "The trade's rights or money have moved on.",
    'Settle the difference by agreement.',
  ),
  UNKNOWN_ENTITLEMENT: entry(
    56,
    false,
    'There is no such active entitlement.',
    'Check the entitlement id.',
  ),
  PHASE_STEP: entry(
    57,
    false,
    'The phase may rise by one at a time, and phases 3 and 4 need the vote on chain.',
    'Raise by one; run the vote first.',
  ),
  CORE_VERSION: entry(
    58,
    false,
    'The core version is not one this build knows, or is not newer.',
    'Upgrade the build first.',
  ),
  AUCTION: entry(
    64,
    true,
    'The series is in a call auction: orders that must trade at once are not taken, and none while it is cleared.',
    'Send a limit order that rests, or wait until the series is open again.',
  ),
  UNKNOWN_PARAMETER_REQUEST: entry(
    65,
    false,
    'No parameter change with this id is waiting, or it is waiting for another step.',
    'List the parameters: the changes that wait are listed with them.',
  ),
  PARAMETER_ORDER: entry(
    66,
    false,
    'The value contradicts another parameter that applies in the same place, such as a floor above its cap.',
    'Use a value inside the range the error names, or change the other parameter first.',
  ),
  THIN: entry(
    68,
    true,
    'The broker has too few lots, or too little room for more, to quote a size like this.',
    'Ask for fewer lots, or trade with the book.',
  ),
  SHARE_USED: entry(
    69,
    true,
    'The account has its share of what all share: orders, positions, pages of prices, stops, pegged or trailing orders of a series, deliveries, entitlements, entries of rights, sessions, passkeys, agents.',
    'Cancel some of yours or wait until they end; a share grows as others leave theirs. What trades at once, and changes within a price, need no place. A session, a passkey or an agent is ended by its account.',
  ),
  // Sessions and transport.
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
  ...PHASE_ERRORS,
  ...CHAIN_ERRORS,
  ...HTTP_ERRORS,
  ...MARKET_ERRORS,
  ...SIGMA_ERRORS,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorName = keyof typeof ERROR_CATALOG;

const namesByCode: readonly (ErrorName | undefined)[] = (() => {
  const names: (ErrorName | undefined)[] = [];
  for (const [name, e] of Object.entries(ERROR_CATALOG)) names[e.code] = name as ErrorName;
  return names;
})();

/** Name of an error number, or undefined for 0 (no error) and unknown numbers. */
export function errorName(code: number): ErrorName | undefined {
  return namesByCode[code];
}
