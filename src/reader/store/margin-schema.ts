/** Tables of what settles in cash; docs/history.md says what they mean. A migration that was released is never edited. */
export const MARGIN_SCHEMA = `
CREATE TABLE margin_events (
  account_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  change INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  amount_micro_pat INTEGER NOT NULL,
  margin_standing INTEGER NOT NULL,
  equity_micro_pat INTEGER NOT NULL,
  initial_micro_pat INTEGER NOT NULL,
  maintenance_micro_pat INTEGER NOT NULL,
  liquidation_by INTEGER NOT NULL,
  gain_micro_pat INTEGER NOT NULL,
  fund_reason INTEGER NOT NULL,
  PRIMARY KEY (account_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE liquidations (
  series_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  liquidation_by INTEGER NOT NULL,
  quantity_lots INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  gain_micro_pat INTEGER NOT NULL,
  initial_micro_pat INTEGER NOT NULL,
  PRIMARY KEY (series_id, sequence, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE settlements (
  series_id INTEGER NOT NULL,
  series TEXT NOT NULL,
  contract_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  expiry_ms INTEGER NOT NULL,
  source INTEGER NOT NULL,
  price_micro_pat INTEGER NOT NULL,
  unit_micro_pat INTEGER NOT NULL,
  PRIMARY KEY (sequence, series_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlements_contract ON settlements (contract_id, sequence, series_id);
`;
