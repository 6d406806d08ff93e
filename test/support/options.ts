/** A venue in phase 4 with a call and a put on contract 1, of members with PAT, and an index that the test sets. */
import { EVENT, FIRST_OPERATOR_ACCOUNT, HOLDING } from '../../src/engine/core/index.js';
import { SyntheticVenue } from './synthetics.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
export const AVAILABLE = 0;
export const RESERVED = 1;
export const MARGIN = 4;
export const FEES = 3;
export const ISSUE_FEE = 100_000;
const MINUTES_BEFORE_EXPIRY = 70;

export class OptionVenue extends SyntheticVenue {
  /** A call 100^300 and a put 100 on an index of 100 PAT. */
  readonly call: number;
  readonly put: number;

  constructor(members = 4, moneyPat = 10_000) {
    super(members, 10_000, {}, moneyPat);
    this.core.state.registry.phase = 4;
    this.call = this.openOption('C', '100^300');
    this.put = this.openOption('P', '100');
    this.minutes(6);
  }

  openOption(kind: string, terms: string): number {
    const day = new Date(this.expiryMs).toISOString();
    const date = day.endsWith('T00:00:00.000Z') ? day.slice(0, 10) : `${day.slice(0, 16)}Z`;
    const instrument = `AUTO_INTENT|7D|0.70-0.85|${kind}@${date}@${terms}`;
    const events = this.send(OPERATOR, 'openInstrument', { instrument });
    this.answer = events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[4] ?? -1;
    return this.core.state.series.count;
  }

  /** Code of the last `openOption`. */
  answer = 0;

  money(account: number, ...buckets: number[]): number {
    const { ledger } = this.core.state;
    const all = buckets.length === 0 ? [AVAILABLE, RESERVED, MARGIN] : buckets;
    return all.reduce((sum, one) => sum + ledger.balance(ledger.bucket(account, one)), 0);
  }

  pool(series: number): number {
    const { ledger } = this.core.state;
    return ledger.balance(ledger.escrow(series));
  }

  lots(account: number, series: number): number {
    const { margin } = this.core.state;
    const holding = margin.find(account, series);
    return holding === 0 ? 0 : margin.get(holding, HOLDING.lots);
  }

  /** Amends an order to a price and so many lots, or cancels it for none. */
  change(account: number, orderId: number, priceTicks: number, lots: number): number[][] {
    if (lots === 0) return this.cancel(account, orderId);
    return this.amend(account, orderId, priceTicks, lots);
  }

  /** Expiry comes and everything settles, at an index. */
  expire(indexTicks: number): void {
    this.isChecked = false;
    this.timeMs = this.expiryMs - MINUTES_BEFORE_EXPIRY * 60_000;
    this.minutes(MINUTES_BEFORE_EXPIRY + 5, indexTicks);
    this.isChecked = true;
    this.check();
  }
}
