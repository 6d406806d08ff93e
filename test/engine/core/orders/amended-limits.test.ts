/**
 * Catches an amend that is refused although it takes away, because a limit was lowered below what rests; one that adds
 * and passes; one that changes nothing and costs credit.
 */
import { describe, expect, it } from 'vitest';
import { ACCOUNT_FIELD, CODE, FIRST_OPERATOR_ACCOUNT } from '../../../../src/engine/core/index.js';
import { ORDER_TYPE } from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { idOf, Market, told } from './market.js';

const LOTS = 20;
const PRICE = 100;

/** A parameter of the venue set low, after the order rests. */
function lower(m: Market, name: string, value: number): void {
  const terms = { name, target: '', value, unset: false, reason: 'test', expectedVersion: 0 };
  m.venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', { ...terms, effectiveTimeMs: 0 });
  approveWaiting(m.venue);
}

/** What an amend of an order ends in: 0, or the code of its refusal. */
function amend(
  m: Market,
  account: number,
  orderId: number,
  priceTicks: number,
  lots: number,
): number {
  const [first] = told(m.venue.amend(account, orderId, priceTicks, lots));
  if (first === undefined) return -1;
  return 'refused' in first ? first.refused : 0;
}

const LIMITS = [
  ['exposure_limit_micro_pat', 1, CODE.EXPOSURE],
  ['daily_credit_micro_pat', 1, CODE.DAILY_CREDIT],
  ['max_notional_micro_pat', 1, CODE.MAX_NOTIONAL],
  ['max_order_share_ppm', 1, CODE.MAX_QTY],
] as const;

describe.each(LIMITS)('under a lowered %s', (name, value, code) => {
  it.each([
    ['a limit order', {}],
    ['an iceberg', { displayLots: 4 }],
    ['a stop', { orderType: ORDER_TYPE.STOP_LIMIT, triggerPriceTicks: 130 }],
  ])('%s may shrink and come down in price, and not grow', (_kind, more) => {
    const m = new Market();
    const id = idOf(m.buy(m.consumer, PRICE, LOTS, more));
    lower(m, name, value);
    expect(amend(m, m.consumer, id, PRICE, LOTS + 1)).toBe(code);
    expect(amend(m, m.consumer, id, PRICE - 1, LOTS - 4)).toBe(0);
    expect(amend(m, m.consumer, id, PRICE - 1, LOTS - 8)).toBe(0);
    expect(amend(m, m.consumer, id, PRICE - 2, LOTS - 8)).toBe(0);
    const isByLots = code === CODE.MAX_QTY;
    expect(amend(m, m.consumer, id, isByLots ? PRICE : PRICE + 1, LOTS)).toBe(code);
  });
});

it('an amend takes no place among the open orders', () => {
  const m = new Market();
  const id = idOf(m.buy(m.consumer, PRICE, 5));
  m.buy(m.consumer, PRICE, 5);
  lower(m, 'max_open_orders', 1);
  expect(amend(m, m.consumer, id, PRICE - 1, 5)).toBe(0);
});

it('an amend that changes nothing, or takes away, uses no credit of any kind', () => {
  const m = new Market();
  const { accounts } = m.venue.core.state;
  for (const more of [{}, { displayLots: 5 }]) {
    const id = idOf(m.buy(m.consumer, PRICE, 10, more));
    const used = () =>
      [ACCOUNT_FIELD.creditUsedMicroPat, ACCOUNT_FIELD.rateMilliCredits].map((field) =>
        accounts.get(m.consumer, field),
      );
    const before = used();
    for (const lots of [10, 10, 9, 9]) expect(amend(m, m.consumer, id, PRICE, lots)).toBe(0);
    expect(used()).toEqual(before);
  }
});
