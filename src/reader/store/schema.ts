/**
 * The history's schema as migrations by number. A migration that was released is never edited; a change is a new one. What
 * the tables mean is in docs/history.md, which a test compares with this.
 *
 * Money is whole micro-PAT, times are milliseconds since 1970 UTC, `sequence` is the journal's. STRICT tables hold integers
 * as integers.
 */
import { CATALOG_SCHEMA, FEED_SCHEMA, PROMISE_SCHEMA, READS_SCHEMA } from '../../catalog/index.js';
import { MARGIN_SCHEMA } from './margin-schema.js';

export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  venue TEXT NOT NULL,
  core_version INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  frame_hash TEXT NOT NULL,
  swept_ms INTEGER NOT NULL,
  waiting_quotes TEXT NOT NULL
) STRICT;

CREATE TABLE series (
  series_id INTEGER PRIMARY KEY,
  series TEXT NOT NULL,
  contract_id INTEGER NOT NULL,
  contract TEXT NOT NULL,
  segment TEXT NOT NULL,
  window_start_ms INTEGER NOT NULL,
  window_end_ms INTEGER NOT NULL,
  tick_value_micro_pat INTEGER NOT NULL
) STRICT;

CREATE TABLE series_states (
  sequence INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (series_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE phases (
  sequence INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL,
  phase INTEGER NOT NULL
) STRICT;

CREATE TABLE trades (
  series_id INTEGER NOT NULL,
  trade_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  price_ticks INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  taker_side INTEGER NOT NULL,
  auction INTEGER NOT NULL,
  maker_account_id INTEGER NOT NULL,
  taker_account_id INTEGER NOT NULL,
  maker_order_id INTEGER NOT NULL,
  taker_order_id INTEGER NOT NULL,
  busted_sequence INTEGER NOT NULL,
  PRIMARY KEY (series_id, trade_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fills (
  account_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  trade_id INTEGER NOT NULL,
  liquidity TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  side INTEGER NOT NULL,
  price_ticks INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  client_id INTEGER NOT NULL,
  fee_micro_pat INTEGER NOT NULL,
  auction INTEGER NOT NULL,
  busted_sequence INTEGER NOT NULL,
  PRIMARY KEY (account_id, sequence, series_id, trade_id, liquidity)
) STRICT, WITHOUT ROWID;

CREATE TABLE candles (
  series_id INTEGER NOT NULL,
  width_s INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  open_ticks INTEGER NOT NULL,
  high_ticks INTEGER NOT NULL,
  low_ticks INTEGER NOT NULL,
  close_ticks INTEGER NOT NULL,
  volume_lots INTEGER NOT NULL,
  notional_micro_pat INTEGER NOT NULL,
  trade_count INTEGER NOT NULL,
  exercised_lots INTEGER NOT NULL,
  PRIMARY KEY (series_id, width_s, start_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotes (
  row_id INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  bid_ticks INTEGER NOT NULL,
  bid_lots INTEGER NOT NULL,
  ask_ticks INTEGER NOT NULL,
  ask_lots INTEGER NOT NULL,
  mark_ticks INTEGER NOT NULL,
  quoter_state INTEGER NOT NULL,
  base_value_ppm_ticks INTEGER NOT NULL,
  freshness_ppm INTEGER NOT NULL,
  demand_ppm INTEGER NOT NULL,
  scarcity_ppm INTEGER NOT NULL,
  dominance_ppm INTEGER NOT NULL,
  half_spread_ppm INTEGER NOT NULL,
  reservation_ppm INTEGER NOT NULL,
  bid_factor_ppm INTEGER NOT NULL,
  sigma_ppm INTEGER NOT NULL,
  thinness_ppm INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quotes_series ON quotes (series_id, sequence);

CREATE TABLE orders (
  order_id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  client_id INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  side INTEGER NOT NULL,
  order_type INTEGER NOT NULL,
  time_in_force INTEGER NOT NULL,
  price_ticks INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  open_lots INTEGER NOT NULL,
  filled_lots INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason INTEGER NOT NULL,
  created_sequence INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_sequence INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_account ON orders (account_id, created_sequence, order_id);
CREATE INDEX orders_client ON orders (account_id, client_id);
CREATE INDEX orders_unfilled ON orders (updated_ms, order_id) WHERE open_lots = 0 AND filled_lots = 0;

CREATE TABLE order_refusals (
  row_id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  client_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  side INTEGER NOT NULL,
  price_ticks INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  code INTEGER NOT NULL,
  field INTEGER NOT NULL
) STRICT;
CREATE INDEX order_refusals_account ON order_refusals (account_id, sequence, row_id);

CREATE TABLE movements (
  account_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  cause TEXT NOT NULL,
  reference INTEGER NOT NULL,
  cash_micro_pat INTEGER NOT NULL,
  pending_micro_pat INTEGER NOT NULL,
  collateral_micro_pat INTEGER NOT NULL,
  escrow_micro_pat INTEGER NOT NULL,
  cash_after_micro_pat INTEGER NOT NULL,
  pending_after_micro_pat INTEGER NOT NULL,
  collateral_after_micro_pat INTEGER NOT NULL,
  escrow_after_micro_pat INTEGER NOT NULL,
  PRIMARY KEY (account_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE rights (
  account_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  action INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  PRIMARY KEY (account_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE entitlements (
  entitlement_id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  resource TEXT NOT NULL,
  actions TEXT NOT NULL,
  quota INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  status INTEGER NOT NULL,
  valid_from_ms INTEGER NOT NULL,
  valid_to_ms INTEGER NOT NULL,
  updated_sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX entitlements_account ON entitlements (account_id, entitlement_id);

CREATE TABLE deliveries (
  delivery_id INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL,
  contract_id INTEGER NOT NULL,
  consumer_id INTEGER NOT NULL,
  provider_id INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  ticket_sequence INTEGER NOT NULL,
  ticket_index INTEGER NOT NULL,
  entitlement_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  ticketed_ms INTEGER NOT NULL,
  noticed_ms INTEGER NOT NULL,
  confirmed_ms INTEGER NOT NULL,
  disputed_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  deadline_ms INTEGER NOT NULL,
  consumer_micro_pat INTEGER NOT NULL,
  provider_micro_pat INTEGER NOT NULL,
  updated_sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_consumer ON deliveries (consumer_id, ticket_sequence, delivery_id);
CREATE INDEX deliveries_provider ON deliveries (provider_id, ticket_sequence, delivery_id);
CREATE INDEX deliveries_contract ON deliveries (contract_id, ended_ms, delivery_id) WHERE state = 4;

CREATE VIEW index_inputs AS
  SELECT d.contract_id, d.series_id, d.delivery_id, d.ended_ms AS time_ms, d.updated_sequence AS sequence,
    d.consumer_id, d.provider_id, d.quantity_lots, d.consumer_micro_pat,
    d.ticketed_ms - s.window_start_ms AS age_ms
  FROM deliveries d JOIN series s USING (series_id)
  WHERE d.state = 4;

CREATE TABLE delivery_performance (
  provider_id INTEGER NOT NULL,
  contract_id INTEGER NOT NULL,
  ticketed_count INTEGER NOT NULL,
  accepted_count INTEGER NOT NULL,
  failed_count INTEGER NOT NULL,
  disputed_count INTEGER NOT NULL,
  accepted_lots INTEGER NOT NULL,
  failed_lots INTEGER NOT NULL,
  notice_count INTEGER NOT NULL,
  notice_sum_ms INTEGER NOT NULL,
  notice_max_ms INTEGER NOT NULL,
  PRIMARY KEY (provider_id, contract_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery_times (
  provider_id INTEGER NOT NULL,
  contract_id INTEGER NOT NULL,
  notice_within_ms INTEGER NOT NULL,
  delivery_count INTEGER NOT NULL,
  PRIMARY KEY (provider_id, contract_id, notice_within_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE volumes (
  series_id INTEGER NOT NULL,
  day_ms INTEGER NOT NULL,
  traded_lots INTEGER NOT NULL,
  bought_lots INTEGER NOT NULL,
  from_broker_lots INTEGER NOT NULL,
  bought_micro_pat INTEGER NOT NULL,
  minted_lots INTEGER NOT NULL,
  exercised_lots INTEGER NOT NULL,
  automatic_lots INTEGER NOT NULL,
  forfeited_lots INTEGER NOT NULL,
  lapsed_lots INTEGER NOT NULL,
  delivered_lots INTEGER NOT NULL,
  failed_lots INTEGER NOT NULL,
  PRIMARY KEY (series_id, day_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE parameter_changes (
  change INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  name TEXT NOT NULL,
  target TEXT NOT NULL,
  old_value INTEGER NOT NULL,
  value INTEGER,
  version INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  approver_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  effective_ms INTEGER NOT NULL,
  undoes_version INTEGER NOT NULL
) STRICT;
CREATE INDEX parameter_changes_name ON parameter_changes (name, target, change);

CREATE TABLE parameter_requests (
  request_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  name TEXT NOT NULL,
  target TEXT NOT NULL,
  value INTEGER,
  author_id INTEGER NOT NULL,
  approver_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  effective_ms INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (request_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE commands (
  sequence INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  client_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  code INTEGER NOT NULL,
  reference INTEGER NOT NULL
) STRICT;
CREATE INDEX commands_account ON commands (account_id, sequence);
CREATE INDEX commands_kind ON commands (kind, sequence);

CREATE TABLE batches (
  batch_id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  batch_hash TEXT NOT NULL,
  ledger_sequence INTEGER NOT NULL,
  request_sequence INTEGER NOT NULL,
  liabilities_root TEXT NOT NULL,
  liabilities_sum_micro_pat INTEGER NOT NULL
) STRICT;
`,
  CATALOG_SCHEMA,
  READS_SCHEMA,
  FEED_SCHEMA,
  PROMISE_SCHEMA,
  MARGIN_SCHEMA,
];
