/**
 * Tables of model feeds in the history's file: what each column means is in docs/history.md. A signal is kept as it is in the
 * journal, sealed: this file has no signal anybody could read.
 */
export const FEED_SCHEMA = `
CREATE TABLE feeds (
  listing_id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  drift INTEGER NOT NULL,
  review_at_ms INTEGER NOT NULL,
  deposit_micro_pat INTEGER NOT NULL,
  gates_mask INTEGER NOT NULL,
  seat_limit INTEGER NOT NULL,
  held_seats INTEGER NOT NULL,
  signals_per_day_max INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  last_signal_ms INTEGER NOT NULL,
  cooling_until_ms INTEGER NOT NULL,
  week INTEGER NOT NULL,
  trust_ppm INTEGER NOT NULL,
  drift_week INTEGER NOT NULL,
  model_hash TEXT NOT NULL,
  pack_hash TEXT NOT NULL,
  stamp TEXT NOT NULL,
  chain_hash TEXT NOT NULL,
  model_id TEXT NOT NULL,
  risk_band TEXT NOT NULL,
  regime_ppm INTEGER NOT NULL,
  disclosure_ppm INTEGER NOT NULL,
  entered_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX feeds_model ON feeds (model_hash, listing_id);

CREATE TABLE feed_plans (
  listing_id INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  seat_cap INTEGER NOT NULL,
  trial_days INTEGER NOT NULL,
  held_seats INTEGER NOT NULL,
  protected_until_ms INTEGER NOT NULL,
  PRIMARY KEY (listing_id, tier)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_records (
  listing_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  cause INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  drift INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  document TEXT NOT NULL,
  document_hash TEXT NOT NULL,
  PRIMARY KEY (listing_id, sequence, cause)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_records_cause ON feed_records (listing_id, cause, sequence);

CREATE TABLE feed_signals (
  listing_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  journal_sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  data_as_of_ms INTEGER NOT NULL,
  valid_until_ms INTEGER NOT NULL,
  stamp TEXT NOT NULL,
  sealed TEXT NOT NULL,
  sealed_hash TEXT NOT NULL,
  chain_hash TEXT NOT NULL,
  PRIMARY KEY (listing_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_seats (
  purchase_id INTEGER PRIMARY KEY,
  listing_id INTEGER NOT NULL,
  buyer_id INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  seats INTEGER NOT NULL,
  is_trial INTEGER NOT NULL,
  renews INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  begun_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  status INTEGER NOT NULL,
  cause INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_seats_buyer ON feed_seats (buyer_id, purchase_id);
CREATE INDEX feed_seats_listing ON feed_seats (listing_id, purchase_id);

CREATE TABLE feed_creators (
  account_id INTEGER PRIMARY KEY,
  standing INTEGER NOT NULL,
  payouts_held INTEGER NOT NULL,
  tax_form INTEGER NOT NULL,
  tax_until_ms INTEGER NOT NULL,
  tax_hash TEXT NOT NULL,
  payable_micro_pat INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  reason TEXT NOT NULL,
  applied_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT;
`;
