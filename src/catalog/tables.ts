/**
 * The catalog's tables in the history's file. They are a fold of the journal like every other one; what each column means is in
 * docs/history.md. `market_text` is the search index of listings that can be found; its inner tables depend on where transactions
 * end, so they are made anew with the rows and are no part of a comparison.
 */
export const CATALOG_SCHEMA = `
CREATE TABLE market_listings (
  listing_id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  status INTEGER NOT NULL,
  version INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  price_kind INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  free_quota_units INTEGER NOT NULL,
  refund_window_ms INTEGER NOT NULL,
  contract_id INTEGER NOT NULL,
  verified_only INTEGER NOT NULL,
  sales_paused INTEGER NOT NULL,
  missing_field INTEGER NOT NULL,
  personal_data INTEGER NOT NULL,
  approver_id INTEGER NOT NULL,
  licence_hash TEXT NOT NULL,
  royalties TEXT NOT NULL,
  title TEXT NOT NULL,
  licence TEXT NOT NULL,
  document TEXT NOT NULL,
  document_hash TEXT NOT NULL,
  live_revision INTEGER NOT NULL,
  composite_ppm INTEGER NOT NULL,
  coverage_ppm INTEGER NOT NULL,
  completeness_ppm INTEGER NOT NULL,
  timeliness_ppm INTEGER NOT NULL,
  consistency_ppm INTEGER NOT NULL,
  accuracy_ppm INTEGER NOT NULL,
  reliability_ppm INTEGER NOT NULL,
  measured_ms INTEGER NOT NULL,
  sales INTEGER NOT NULL,
  sold_micro_pat INTEGER NOT NULL,
  used_units INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  disputes INTEGER NOT NULL,
  upheld INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX market_listings_quality ON market_listings (composite_ppm DESC, listing_id);
CREATE INDEX market_listings_owner ON market_listings (owner_id, listing_id);

CREATE TABLE market_regions (
  listing_id INTEGER NOT NULL,
  region TEXT NOT NULL,
  PRIMARY KEY (listing_id, region)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_revisions (
  listing_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  status INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  measured_ms INTEGER NOT NULL,
  result_hash TEXT NOT NULL,
  rule_set_version INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  composite_ppm INTEGER NOT NULL,
  coverage_ppm INTEGER NOT NULL,
  completeness_ppm INTEGER NOT NULL,
  timeliness_ppm INTEGER NOT NULL,
  consistency_ppm INTEGER NOT NULL,
  accuracy_ppm INTEGER NOT NULL,
  reliability_ppm INTEGER NOT NULL,
  PRIMARY KEY (listing_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_changes (
  listing_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  version INTEGER NOT NULL,
  status INTEGER NOT NULL,
  cause INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  evidence_hash TEXT NOT NULL,
  PRIMARY KEY (listing_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_members (
  listing_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (account_id, listing_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_purchases (
  purchase_id INTEGER PRIMARY KEY,
  buyer_id INTEGER NOT NULL,
  listing_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  status INTEGER NOT NULL,
  cause INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  held_micro_pat INTEGER NOT NULL,
  reserved_micro_pat INTEGER NOT NULL,
  paid_micro_pat INTEGER NOT NULL,
  used_units INTEGER NOT NULL,
  licence_hash TEXT NOT NULL,
  rules_hash TEXT NOT NULL,
  steps_mask INTEGER NOT NULL,
  refund_until_ms INTEGER NOT NULL,
  held_until_ms INTEGER NOT NULL,
  bought_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  stars INTEGER NOT NULL,
  rating TEXT NOT NULL,
  answer TEXT NOT NULL,
  evidence_hash TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX market_purchases_buyer ON market_purchases (buyer_id, purchase_id);
CREATE INDEX market_purchases_listing ON market_purchases (listing_id, purchase_id);

CREATE TABLE market_dossiers (
  dossier_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  listing_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  steps_mask INTEGER NOT NULL,
  deletion_due_ms INTEGER NOT NULL,
  purchase_id INTEGER NOT NULL,
  begun_ms INTEGER NOT NULL,
  PRIMARY KEY (dossier_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX market_dossiers_account ON market_dossiers (account_id, dossier_id);

CREATE TABLE market_dossier_steps (
  dossier_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (dossier_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_requests (
  request_id INTEGER PRIMARY KEY,
  asker_id INTEGER NOT NULL,
  status INTEGER NOT NULL,
  cause INTEGER NOT NULL,
  bounty_micro_pat INTEGER NOT NULL,
  deadline_ms INTEGER NOT NULL,
  min_row_count INTEGER NOT NULL,
  min_composite_ppm INTEGER NOT NULL,
  schema_hash TEXT NOT NULL,
  document TEXT NOT NULL,
  listing_id INTEGER NOT NULL,
  posted_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE market_verifications (
  account_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  valid_to_ms INTEGER NOT NULL,
  evidence_hash TEXT NOT NULL,
  operator_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_policies (
  account_id INTEGER PRIMARY KEY,
  steps_mask INTEGER NOT NULL,
  min_composite_ppm INTEGER NOT NULL,
  document TEXT NOT NULL,
  document_hash TEXT NOT NULL,
  author_id INTEGER NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE market_terms (
  sequence INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL,
  fee_ppm INTEGER NOT NULL,
  dispute_window_ms INTEGER NOT NULL,
  bond_ppm INTEGER NOT NULL,
  rules_hash TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE market_text USING fts5 (
  title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO market_text (market_text, rank) VALUES ('rank', 'bm25(10.0, 1.0)');
`;

/** What listings promise and how that stands, and the least quality of the market. */
export const PROMISE_SCHEMA = `
ALTER TABLE market_listings ADD COLUMN update_every_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE market_listings ADD COLUMN promised_composite_ppm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE market_listings ADD COLUMN refunds_when_broken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE market_listings ADD COLUMN promise INTEGER NOT NULL DEFAULT 0;
ALTER TABLE market_listings ADD COLUMN periods INTEGER NOT NULL DEFAULT 0;
ALTER TABLE market_listings ADD COLUMN periods_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE market_terms ADD COLUMN min_composite_ppm INTEGER NOT NULL DEFAULT 0;
`;
