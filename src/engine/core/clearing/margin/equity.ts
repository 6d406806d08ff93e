/**
 * What an account has behind its cash instruments and what they ask for: one look over its holdings, of which there are at
 * most 64. Equity = available + margin + unrealised; gains that are not paid count for equity and back nothing new.
 *
 * Also keeps margin where it belongs: what initial margin and losses ask for lies in the margin bucket, as far as the account
 * has it, and nothing beyond.
 */
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { BUCKET } from '../../kernel/ledger.js';
import type { State } from '../../kernel/state.js';
import { CASH, HOLDING as H, type MarginTable, STAKE } from './margin-table.js';
import type { Valuation } from './valuation.js';

export class Equity {
  /** Of the account looked at last, micro-PAT. */
  unrealisedMicroPat = 0;
  initialMicroPat = 0;
  maintenanceMicroPat = 0;
  marginMicroPat = 0;
  availableMicroPat = 0;
  /** Notional at the marks. */
  notionalMicroPat = 0;
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly valuation: Valuation;

  constructor(state: State, valuation: Valuation) {
    this.state = state;
    this.table = state.margin;
    this.valuation = valuation;
  }

  /** Available + margin + unrealised. */
  get equityMicroPat(): number {
    return this.availableMicroPat + this.marginMicroPat + this.unrealisedMicroPat;
  }

  /** What has to lie in the margin bucket: initial margin, and what was lost and not yet paid. */
  get targetMicroPat(): number {
    return this.initialMicroPat + Math.max(0, -this.unrealisedMicroPat);
  }

  look(account: number): void {
    const { table, valuation, state } = this;
    let unrealised = 0;
    let initial = 0;
    let maintenance = 0;
    let notional = 0;
    for (let h = table.stake(account, STAKE.first); h !== 0; h = table.get(h, H.accountNext)) {
      const row = state.series.get(table.seriesOf(h), S.cashInstrument);
      const lots = table.get(h, H.lots);
      unrealised += valuation.unrealised(h, row);
      initial += valuation.required(h, row);
      if (lots === 0) continue;
      maintenance += valuation.maintenance(row, lots);
      notional += Math.abs(lots) * table.cash(row, CASH.markMicroPat);
    }
    const { ledger } = state;
    this.unrealisedMicroPat = unrealised;
    this.initialMicroPat = initial;
    this.maintenanceMicroPat = maintenance;
    this.notionalMicroPat = notional;
    this.marginMicroPat = ledger.balance(ledger.bucket(account, BUCKET.MARGIN));
    this.availableMicroPat = ledger.spendable(account);
  }

  /** Looks, and brings the margin bucket to its target, as far as the account has it. */
  rebalance(account: number): void {
    this.look(account);
    const { ledger } = this.state;
    const margin = ledger.bucket(account, BUCKET.MARGIN);
    const available = ledger.bucket(account, BUCKET.AVAILABLE);
    const excess = this.marginMicroPat - this.targetMicroPat;
    if (excess > 0) ledger.post(margin, available, excess);
    const missing = Math.min(-excess, this.availableMicroPat);
    if (missing > 0) ledger.post(available, margin, missing);
    this.marginMicroPat = ledger.balance(margin);
    this.availableMicroPat = ledger.spendable(account);
  }
}
