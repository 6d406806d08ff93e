/** Errors of the market for model feeds. Part of the catalog. */
import { entry } from './error-entry.js';

export const SIGMA_ERRORS = {
  FEEDS_CLOSED: entry(
    210,
    false,
    'The venue has no model feeds, or not yet what this asks for.',
    'Look at the stage of the rollout: seats of organisations come with GA.',
  ),
  NOT_A_CREATOR: entry(
    211,
    false,
    'The account is not admitted as a creator of model feeds.',
    'Apply, and wait until an operator has admitted the account.',
  ),
  CREATORS_FULL: entry(
    212,
    false,
    'The stage ALPHA admits no more creators.',
    'Remove one, or enter the stage BETA.',
  ),
  MODEL_CLAIMED: entry(
    213,
    false,
    'Another owner entered this model, or its pack, before: it is theirs for good.',
    'Enter a model of your own.',
  ),
  FEED_PHASE: entry(
    214,
    false,
    'The entry into Sigma Sim is not in a phase that allows this.',
    'Look at the entry: it is burning in, passed, failed or given up; its review is at the time it named.',
  ),
  GATES_OPEN: entry(
    215,
    false,
    'A gate of the bundle has not passed.',
    'Read the report of the gates; each finding has its remedy. Then enter the corrected bundle.',
  ),
  WRONG_STAMP: entry(
    216,
    false,
    'The lineage stamp is not the one of the entry.',
    'Name the stamp of the bundle that was entered; another bundle is another entry.',
  ),
  NOT_ON_SALE: entry(
    217,
    false,
    'No seat of this tier is sold: it has no plan or no capacity, or the feed was downgraded.',
    'Look at the plans, the capacity and the drift of the feed.',
  ),
  COOLING_OFF: entry(
    218,
    true,
    'A risky change of the feed cools off: no new seat is sold until it takes effect.',
    'Wait until the time the listing names; who holds a seat keeps it.',
  ),
  SEATS_FULL: entry(
    219,
    true,
    'All seats are held.',
    'Wait until one ends. The limit follows from the capacity of the model and the seats of the tier.',
  ),
  OWNER_SEATS: entry(
    220,
    false,
    "An owner holds at most a tenth of a feed's seats, one in any case.",
    'Take fewer seats; all accounts of an owner count.',
  ),
  NO_TRIAL: entry(
    221,
    false,
    'The tier has no trial, or the owner had it.',
    'Subscribe without a trial.',
  ),
  PERFORMANCE_FEE: entry(
    222,
    false,
    'Feeds have no performance fees.',
    'Send 0: a seat has a price and nothing else.',
  ),
  SIGNAL_ORDER: entry(
    223,
    false,
    'The signal is not the next of its feed, or is another one than was journaled at its sequence.',
    'Send the next sequence; a journaled signal never changes, a correction is a new one that revises it.',
  ),
  SIGNAL_LATE: entry(
    224,
    false,
    'The signal has expired.',
    'Send a signal before the last moment it may be filled.',
  ),
  SIGNAL_TIME: entry(
    225,
    false,
    'The data of the signal is from the future, or older than that of the signal before.',
    'Name the time of the newest datum it is made of; it never goes back.',
  ),
  SIGNAL_RATE: entry(
    226,
    true,
    'The feed has sent as many signals today as its entry allows.',
    'Go on tomorrow, UTC.',
  ),
  PAYOUT_HELD: entry(
    227,
    false,
    'Nothing can be paid out: payouts are held, or the identity or the tax form of the creator is missing or has expired.',
    'Have both renewed, then collect.',
  ),
  DRIFT_ORDER: entry(
    228,
    false,
    'This does not follow from what was recorded before: weeks go forwards, and only a downgraded feed is delisted.',
    'Look at the last recorded week and state of the feed.',
  ),
} as const;
