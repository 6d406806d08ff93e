/**
 * A venue in phase 3 with a synthetic on contract 1, members of the highest class with PAT, and an index that the test sets: what
 * the index is made of has tests of its own.
 */
import {
  CASH,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  INDEX_FIELD,
  ORDER_REFUSED,
} from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  INDEX_STATE,
  type Limits,
  SIDE,
} from '../../src/values/index.js';
import { approveWaiting } from './approvals.js';
import { setParameter } from './auction.js';
import { RULES, SMALL_LIMITS, START_MS, TestVenue } from './venue.js';

export const PAT = 1_000_000;
export const TICK = RULES.tickValueMicroPat;
export const MINUTE_MS = 60_000;

const OPERATOR = FIRST_OPERATOR_ACCOUNT;

export class SyntheticVenue extends TestVenue {
  readonly members: number[] = [];
  /** The series of the synthetic. */
  series = 0;
  expiryMs = START_MS + 7 * 86_400_000;

  /** @param indexTicks what the index is worth at first */
  constructor(members = 4, indexTicks = 10_000, limits: Partial<Limits> = {}, moneyPat = 100_000) {
    super({ ...SMALL_LIMITS, ...limits });
    for (let i = 0; i < members; i += 1) this.members.push(this.member(moneyPat));
    this.send(OPERATOR, 'defineContract', {
      contract: 'AUTO_INTENT | 7D | 0.70–0.85',
      rules: { ...RULES, licensorAccountId: this.member(0, 0, ACCOUNT_ROLE.CREATOR) },
    });
    this.core.state.registry.phase = 3;
    setParameter(this, 'open_interest_floor_micro_pat', 1_000_000 * PAT);
    setParameter(this, 'liquidity_floor_micro_pat', 1_000_000 * PAT);
    approveWaiting(this);
    this.setIndex(indexTicks);
    this.series = this.open();
  }

  /** An account of the highest class with PAT. */
  member(moneyPat: number, firmGroup = 0, role: number = ACCOUNT_ROLE.CONSUMER): number {
    this.send(OPERATOR, 'openAccount', {
      ...{ role, accountClass: ACCOUNT_CLASS.QUALIFIED, firmGroup },
      ...{ publicKey: new Uint8Array(0), scopes: [], name: 'm' },
    });
    const id = this.core.state.accounts.count;
    if (moneyPat > 0) this.deposit(id, moneyPat);
    return id;
  }

  deposit(targetAccountId: number, pat: number): void {
    this.send(OPERATOR, 'deposit', { targetAccountId, amountMicroPat: pat * PAT });
  }

  /** Opens the synthetic of an expiry; the id of its series. */
  open(expiryMs = this.expiryMs): number {
    const date = new Date(expiryMs).toISOString();
    const day = date.endsWith('T00:00:00.000Z') ? date.slice(0, 10) : `${date.slice(0, 16)}Z`;
    const instrument = `AUTO_INTENT|7D|0.70-0.85|SYN@${day}`;
    this.send(OPERATOR, 'openInstrument', { instrument });
    const { series } = this.core.state;
    return series.count;
  }

  /** Publishes a value of the index, as of now. */
  setIndex(ticks: number): void {
    const { index } = this.core.state;
    index.reach(1);
    const value = ticks * TICK;
    index.set(1, INDEX_FIELD.state, INDEX_STATE.VALID);
    index.set(1, INDEX_FIELD.valueMicroPat, value);
    index.set(1, INDEX_FIELD.lastMicroPat, value);
    index.set(1, INDEX_FIELD.lastAtMs, this.timeMs);
    for (let i = 0; i < 6; i += 1) index.addSample(1, this.timeMs, value);
  }

  get row(): number {
    return this.core.state.margin.instruments.length === 0 ? 0 : this.rowOf(this.series);
  }

  rowOf(series: number): number {
    const { margin } = this.core.state;
    for (let row = 1; row <= margin.count; row += 1) {
      if (margin.cash(row, CASH.series) === series) return row;
    }
    return 0;
  }

  /** Minutes pass, the index with them; everything due runs. */
  minutes(count: number, indexTicks?: number): number[][] {
    const events: number[][] = [];
    for (let i = 0; i < count; i += 1) {
      this.timeMs += MINUTE_MS;
      const { index } = this.core.state;
      this.setIndex(indexTicks ?? index.get(1, INDEX_FIELD.lastMicroPat) / TICK);
      for (let turn = 0; turn < 200; turn += 1) {
        events.push(...this.send(0, 'advanceTime', {}));
        if (!this.core.lifecycle.isDue(this.timeMs)) break;
      }
    }
    return events;
  }

  bid(account: number, priceTicks: number, lots: number, seriesId = this.series): number[][] {
    return this.order(account, { seriesId, side: SIDE.BUY, priceTicks, lots });
  }

  ask(account: number, priceTicks: number, lots: number, seriesId = this.series): number[][] {
    return this.order(account, { seriesId, side: SIDE.SELL, priceTicks, lots });
  }
}

/** The code of a refused order and what is missing, or none. */
export function refusedOf(events: number[][]): readonly [code: number, missing: number] {
  const found = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  return [found?.[ORDER_REFUSED.code] ?? 0, found?.[ORDER_REFUSED.missingMicroPat] ?? 0];
}
