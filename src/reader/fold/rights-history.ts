/** What happened to rights and entitlements of each account: minted, exercised, lapsed; opened, ended, suspended. */
import { RIGHTS_ACTION, SERIES_STATE } from '../../values/index.js';
import type { Database } from '../store/database.js';
import { RowBuffer } from '../store/row-buffer.js';
import type { AccountView, MarketView, RightsFact } from '../views/index.js';
import type { CandleHistory } from './candle-history.js';
import type { Moment } from './moment.js';
import type { VolumeField, VolumeHistory } from './volume-history.js';

const ENTITLEMENT = `INSERT INTO entitlements VALUES (?,?,?,?,?,?,?,?,?,?,?)
  ON CONFLICT (entitlement_id) DO UPDATE SET status = excluded.status, valid_to_ms = excluded.valid_to_ms,
    updated_sequence = excluded.updated_sequence`;

const FIELD: Readonly<Record<number, VolumeField>> = {
  [RIGHTS_ACTION.MINTED]: 'minted_lots',
  [RIGHTS_ACTION.FORFEITED]: 'forfeited_lots',
  [RIGHTS_ACTION.LAPSED]: 'lapsed_lots',
};

export interface RightsParts {
  readonly market: MarketView;
  readonly accounts: AccountView;
  readonly candles: CandleHistory;
  readonly volumes: VolumeHistory;
}

export class RightsHistory {
  private readonly database: Database;
  private readonly parts: RightsParts;
  private readonly rows: RowBuffer;
  /** Series whose window is being closed: rights are exercised by the close. */
  private readonly closing = new Set<number>();

  constructor(database: Database, parts: RightsParts) {
    this.database = database;
    this.parts = parts;
    this.rows = new RowBuffer(database, 'INSERT INTO rights', 7);
    const { market } = parts;
    for (let id = 1; id <= market.seriesCount; id += 1) {
      this.seriesState(id, market.series(id)?.state ?? 0);
    }
  }

  seriesState(seriesId: number, state: number): void {
    if (state === SERIES_STATE.CLOSING) this.closing.add(seriesId);
    else this.closing.delete(seriesId);
  }

  changed({ accountId, action, seriesId, lots }: RightsFact, moment: Moment): void {
    const { sequence, timeMs, ordinal } = moment;
    const { volumes, candles } = this.parts;
    this.rows.add(accountId, sequence, ordinal, timeMs, seriesId, action, lots);
    if (action === RIGHTS_ACTION.EXERCISED) {
      const isAutomatic = this.closing.has(seriesId);
      volumes.add(seriesId, timeMs, isAutomatic ? 'automatic_lots' : 'exercised_lots', lots);
      candles.exercised(seriesId, timeMs, lots);
      return;
    }
    const field = FIELD[action];
    if (field !== undefined) volumes.add(seriesId, timeMs, field, lots);
  }

  entitlement(accountId: number, entitlementId: number, status: number, moment: Moment): void {
    const now = this.parts.accounts.entitlement(entitlementId);
    const { sequence } = moment;
    this.database
      .prepare(ENTITLEMENT)
      .run([
        ...[entitlementId, accountId, sequence, now?.resource ?? '', now?.actions ?? ''],
        ...[now?.quota ?? 0, now?.origin ?? 0, status, now?.validFromMs ?? 0],
        ...[now?.validToMs ?? 0, sequence],
      ]);
  }

  flush(): void {
    this.rows.flush();
  }
}
