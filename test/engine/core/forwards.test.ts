/**
 * Catches forwards that reserve, pay in, become rights or end with other amounts than docs/forwards.md says; a buyer that
 * takes more lots than it may; rights used before they are paid for; a default that costs anybody else anything.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  BUCKET,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_REFUSED,
  POSITION_FIELD as P,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  ERROR_CATALOG,
  RIGHTS_ACTION,
  SERIES_STATE,
  SIDE,
} from '../../../src/values/index.js';
import { DAY_MS, START_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const OPEN_MS = START_MS + 7 * DAY_MS;
/** The forward's series; series 1 is open. */
const F = 2;
const HOUR_MS = 3_600_000;
/** A tick of the test's contract is 10,000 micro-PAT, its reference price 100 ticks: 1 PAT. */
const TICK = 10_000;

let venue: TradingVenue;
let buyer: number;
let other: number;
let provider: number;

const ledger = () => venue.core.state.ledger;
const available = (account: number): number => ledger().available(account);
/** Available and collateral: series 1 closes when this one opens, and frees some. */
const wealth = (account: number): number =>
  available(account) + ledger().balance(ledger().bucket(account, BUCKET.COLLATERAL));
const escrow = (): number => ledger().balance(ledger().escrow(F));
const at = (account: number, field: number): number => {
  const { positions } = venue.core.state;
  const position = positions.find(account, F);
  return position === 0 ? 0 : positions.get(position, field);
};
const stateOf = (): number => venue.core.state.series.get(F, S.state);

function refusal(events: number[][]): number {
  const order = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  if (order !== undefined) return order[ORDER_REFUSED.code] as number;
  return events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? 0;
}

const setPhase = (phase: number): number =>
  refusal(venue.send(OPERATOR, 'setPhase', { phase, reason: 'test' }));

const mint = (lots: number, account = provider): number =>
  refusal(venue.send(account, 'mintRights', { seriesId: F, quantityLots: lots }));

const mark = (markTicks: number): void => {
  const marks = [{ seriesId: F, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
};

const sell = (priceTicks: number, lots: number, account = provider): number[][] =>
  venue.order(account, { side: SELL, priceTicks, lots, seriesId: F });
const buy = (priceTicks: number, lots: number, account = buyer): number[][] =>
  venue.order(account, { side: BUY, priceTicks, lots, seriesId: F });

/** A provider with lots to sell, and what a buyer bought of it at a price. */
function trade(priceTicks: number, lots: number, account = buyer): void {
  expect(refusal(sell(priceTicks, lots))).toBe(0);
  expect(refusal(buy(priceTicks, lots, account))).toBe(0);
}

/** Reviews of collateral, hour by hour: the mark it follows moves at most a twentieth an hour. */
function hours(count: number): void {
  for (let hour = 0; hour < count; hour += 1) venue.advance(HOUR_MS);
}

/** The window opens, and all there is to do for that is done. */
function openWindow(): number[][] {
  return venue.advance(OPEN_MS - venue.timeMs);
}

beforeEach(() => {
  venue = tradingVenue();
  [buyer = 0, other = 0] = venue.consumers;
  [provider = 0] = venue.providers;
  venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS });
  expect(setPhase(2)).toBe(0);
  // One order may take a twentieth of what is unsold.
  expect(mint(3_000, venue.providers[1])).toBe(0);
});

describe('a series before its window opens', () => {
  test('waits in phase 1, trades from phase 2 on, and is told as a forward', () => {
    venue = tradingVenue();
    venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS });
    expect(stateOf()).toBe(SERIES_STATE.SCHEDULED);
    expect(refusal(buy(100, 1, venue.consumers[0]))).toBe(ERROR_CATALOG.SERIES_CLOSED.code);
    expect(setPhase(2)).toBe(0);
    expect(stateOf()).toBe(SERIES_STATE.FORWARD);
    venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS + DAY_MS });
    expect(venue.core.state.series.get(3, S.state)).toBe(SERIES_STATE.FORWARD);
  });

  test('a phase that is stepped back admits nothing new, and what is open is delivered', () => {
    mint(10);
    trade(100, 4);
    sell(100, 2);
    expect(setPhase(1)).toBe(0);
    expect(refusal(buy(100, 1))).toBe(ERROR_CATALOG.PHASE.code);
    expect(mint(1)).toBe(ERROR_CATALOG.PHASE.code);
    openWindow();
    expect(at(buyer, P.heldLots)).toBe(4);
    expect(at(buyer, P.unpaidMicroPat)).toBe(0);
  });

  test('consumers do not resell, providers do not buy', () => {
    mint(10);
    trade(100, 4);
    expect(refusal(sell(100, 1, buyer))).toBe(ERROR_CATALOG.PHASE.code);
    expect(refusal(buy(100, 1, provider))).toBe(ERROR_CATALOG.PHASE.code);
  });
});

describe('the seller', () => {
  test('with capacity attested past the window posts the penalty alone', () => {
    const before = available(provider);
    expect(mint(10)).toBe(0);
    expect(before - available(provider)).toBe(10 * 500_000);
  });

  test('without it posts N·(1 + IMF) beside', () => {
    venue.send(OPERATOR, 'escrowCapacity', {
      providerId: provider,
      segment: 'AUTO_INTENT',
      capacityLots: 10_000,
      attestedUntilMs: OPEN_MS + DAY_MS,
    });
    const before = available(provider);
    expect(mint(10)).toBe(0);
    // The mark is 100 ticks of 10,000: a lot is 1 PAT, and 1.2 with the margin of phase 2.
    expect(before - available(provider)).toBe(10 * (500_000 + 1_200_000));
  });

  test('sells without anything reserved for the price, and no more than it minted', () => {
    mint(5);
    const before = available(provider);
    expect(refusal(sell(110, 5))).toBe(0);
    expect(available(provider)).toBe(before);
    expect(refusal(sell(110, 1))).toBe(ERROR_CATALOG.ESCROW_OR_PAT.code);
  });
});

describe('the buyer', () => {
  test('pays a fifth and the fee at once, into escrow, and owes the rest', () => {
    mint(10);
    const before = available(buyer);
    trade(100, 4);
    // Taker fee 1 %: 4 lots of 1 PAT cost 4.04; 0.2 + 0.01 a lot are paid.
    expect(before - available(buyer)).toBe(4 * 210_000);
    expect(escrow()).toBe(4 * 210_000);
    expect(at(buyer, P.unpaidMicroPat)).toBe(4 * 800_000);
    expect(ledger().balance(ledger().bucket(buyer, BUCKET.RESERVED))).toBe(0);
  });

  test('a resting bid reserves as much, and gives all of it back', () => {
    const before = available(buyer);
    const events = buy(90, 10);
    // The maker's bid reserves the higher fee: 90 ticks are 0.9 PAT; 0.18 and 0.009 a lot.
    expect(before - available(buyer)).toBe(10 * 189_000);
    const orderId = events.find(([type]) => type === EVENT.ORDER_ACCEPTED)?.[3] as number;
    venue.cancel(buyer, orderId);
    expect(available(buyer)).toBe(before);
  });

  test('above the mark pays the difference at once too', () => {
    mint(10);
    const before = available(buyer);
    trade(110, 1);
    // 1.1 PAT: 0.22 + 0.1 above the mark + 0.011.
    expect(before - available(buyer)).toBe(331_000);
  });

  test('bids for and holds no more than the floor, the group together, until it exercised', () => {
    mint(2_000);
    sell(100, 95);
    expect(refusal(buy(100, 95))).toBe(0);
    expect(refusal(buy(90, 6))).toBe(ERROR_CATALOG.FORWARD_LIMIT.code);
    expect(refusal(buy(90, 5))).toBe(0);
    expect(refusal(buy(90, 1))).toBe(ERROR_CATALOG.FORWARD_LIMIT.code);
    expect(refusal(buy(90, 1, other))).toBe(0);
    // 60 lots bought spot and exercised: 180 may be held.
    const spot = { side: SELL, priceTicks: 100, lots: 60, seriesId: 1 };
    expect(refusal(venue.order(provider, spot))).toBe(0);
    expect(refusal(venue.order(buyer, { ...spot, side: BUY }))).toBe(0);
    venue.send(buyer, 'exerciseRights', { seriesId: 1, quantityLots: 60 });
    expect(refusal(buy(90, 80))).toBe(0);
    expect(refusal(buy(90, 1))).toBe(ERROR_CATALOG.FORWARD_LIMIT.code);
  });

  test('cannot exercise what it has not paid for', () => {
    mint(10);
    trade(100, 4);
    const body = { seriesId: F, quantityLots: 1 };
    expect(refusal(venue.send(buyer, 'exerciseRights', body))).toBe(ERROR_CATALOG.PHASE.code);
  });
});

describe('a call', () => {
  test('follows the mark, is met by a deposit, and goes back when the mark does', () => {
    mint(10);
    trade(100, 10);
    const all = available(buyer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: buyer, amountMicroPat: all });
    mark(90);
    hours(2);
    expect(at(buyer, P.calledMicroPat)).toBeGreaterThan(0);
    venue.send(OPERATOR, 'deposit', { targetAccountId: buyer, amountMicroPat: 1_000_000 });
    hours(3);
    expect(at(buyer, P.calledMicroPat)).toBe(0);
    // 10 lots at 1 PAT, worth 0.9: margin 2, difference 1, fee 0.1.
    expect(escrow()).toBe(3_100_000);
    mark(100);
    hours(3);
    expect(escrow()).toBe(2_100_000);
    expect(available(buyer)).toBe(1_000_000);
  });

  test('unmet ends lots: their loss to the seller, the rest stays or comes back', () => {
    mint(10);
    trade(100, 10);
    const all = available(buyer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: buyer, amountMicroPat: all });
    const seller = available(provider);
    mark(80);
    hours(30);
    const left = at(buyer, P.heldLots);
    expect(left).toBeLessThan(10);
    expect(at(provider, P.heldLots)).toBe(10 - left);
    expect(at(buyer, P.calledMicroPat)).toBe(0);
    // Worth 0.8 of 1 PAT: 0.2 a lot to the seller, out of what was paid in.
    expect(available(provider) - seller).toBeLessThanOrEqual((10 - left) * 200_000);
    expect(available(provider)).toBeGreaterThan(seller);
  });

  test('of a provider that is not met fails its lots: what was paid comes back with what they became dearer by', () => {
    mint(10);
    trade(100, 10);
    const all = available(provider);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat: all });
    const before = available(buyer);
    const paid = escrow();
    mark(200);
    hours(60);
    const left = at(buyer, P.heldLots);
    expect(left).toBeLessThan(10);
    expect(available(buyer) + escrow()).toBeGreaterThanOrEqual(before + paid);
  });
});

describe('when the window opens', () => {
  test('orders end, the rest is paid, and forwards are rights as if sold spot', () => {
    mint(10);
    trade(100, 4);
    buy(90, 1, other);
    const before = available(buyer);
    const events = openWindow();
    expect(before - available(buyer)).toBe(4 * 800_000);
    expect(escrow()).toBe(4 * 1_010_000);
    expect(stateOf()).toBe(SERIES_STATE.OPEN);
    expect(venue.core.state.series.get(F, S.openOrders)).toBe(0);
    const paid = events.filter(
      ([type, account, , action]) =>
        type === EVENT.RIGHTS && account === buyer && action === RIGHTS_ACTION.PAID,
    );
    expect(paid.length).toBe(1);
    const exercise = { seriesId: F, quantityLots: 4 };
    expect(refusal(venue.send(buyer, 'exerciseRights', exercise))).toBe(0);
    expect(at(buyer, P.heldLots)).toBe(0);
  });

  test('what the broker bought ahead and sold ahead is delivered as its spot sales are', () => {
    mint(20);
    sell(95, 10);
    expect(refusal(buy(95, 10, BROKER_ACCOUNT))).toBe(0);
    expect(ledger().balance(ledger().bucket(provider, BUCKET.PENDING))).toBe(9_500_000);
    expect(refusal(sell(105, 6, BROKER_ACCOUNT))).toBe(0);
    expect(refusal(buy(105, 6))).toBe(0);
    openWindow();
    expect(at(buyer, P.unpaidMicroPat)).toBe(0);
    // 1.05 PAT a lot and 1 % fee.
    expect(escrow()).toBe(6 * 1_060_500);
    const exercise = { seriesId: F, quantityLots: 6 };
    expect(refusal(venue.send(buyer, 'exerciseRights', exercise))).toBe(0);
  });

  test('a buyer that cannot pay loses its margin up to the loss of the seller, and the rest returns', () => {
    mint(10);
    trade(100, 10);
    mark(95);
    hours(6);
    const all = available(buyer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: buyer, amountMicroPat: all });
    const seller = wealth(provider);
    const paid = escrow();
    openWindow();
    expect(at(buyer, P.unpaidMicroPat)).toBe(0);
    const kept = at(buyer, P.heldLots);
    expect(kept).toBeLessThan(10);
    // 0.05 a lot is what each became cheaper by; what was paid in beyond that pays for lots it keeps.
    expect(wealth(provider) - seller).toBe((10 - kept) * 50_000);
    expect(at(provider, P.heldLots)).toBe(10 - kept);
    // The fee of a trade is the venue's, whatever becomes of it.
    expect(available(buyer) + escrow()).toBe(paid - (10 - kept) * 60_000);
    expect(escrow()).toBe(kept * 1_010_000);
  });

  test('a default on what the broker sold gives it its inventory back', () => {
    mint(20);
    sell(95, 10);
    buy(95, 10, BROKER_ACCOUNT);
    sell(105, 10, BROKER_ACCOUNT);
    buy(105, 10);
    const all = available(buyer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: buyer, amountMicroPat: all });
    openWindow();
    const kept = at(buyer, P.heldLots);
    expect(kept).toBeLessThan(10);
    expect(at(BROKER_ACCOUNT, P.heldLots)).toBe(10 - kept);
    expect(at(BROKER_ACCOUNT, P.costMicroPat)).toBe((10 - kept) * 950_000);
  });

  test('a halted series is paid for and stays halted', () => {
    mint(10);
    trade(100, 4);
    venue.send(OPERATOR, 'haltSeries', { seriesId: F, reason: 'test' });
    openWindow();
    expect(stateOf()).toBe(SERIES_STATE.HALTED);
    expect(at(buyer, P.unpaidMicroPat)).toBe(0);
    venue.send(OPERATOR, 'resumeSeries', { seriesId: F, reason: 'test' });
    venue.advance(10 * 60_000);
    expect(stateOf()).toBe(SERIES_STATE.OPEN);
  });
});

test('many buyers are paid for a bounded number at a time, whatever is reviewed or falls due meanwhile', () => {
  venue = tradingVenue(
    {},
    { maxAccounts: 400, maxPositions: 1_024, maxObligations: 8_192, maxIdSpaces: 1_024 },
  );
  venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS });
  setPhase(2);
  [provider = 0] = venue.providers;
  expect(mint(3_000, venue.providers[1])).toBe(0);
  mint(1_000);
  venue.isChecked = false;
  const buyers = Array.from({ length: 300 }, () => {
    const key = { publicKey: new Uint8Array(0), scopes: [], name: 'one' };
    const terms = { role: ACCOUNT_ROLE.CONSUMER, accountClass: ACCOUNT_CLASS.RETAIL, firmGroup: 0 };
    venue.send(OPERATOR, 'openAccount', { ...terms, ...key });
    const { count } = venue.core.state.accounts;
    venue.send(OPERATOR, 'deposit', { targetAccountId: count, amountMicroPat: 1_010_000 });
    return count;
  });
  sell(100, 600);
  for (const account of buyers) expect(refusal(buy(100, 1, account))).toBe(0);
  // A provider that is called for what it has not fails pairs while others are paid for.
  const all = available(provider);
  venue.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat: all });
  venue.isChecked = true;
  venue.timeMs = OPEN_MS;
  mark(190);
  for (let i = 0; i < 200 && stateOf() !== SERIES_STATE.OPEN; i += 1) {
    venue.timeMs += 600_000;
    venue.send(0, 'advanceTime', {});
  }
  expect(stateOf()).toBe(SERIES_STATE.OPEN);
  const { accounts } = venue.core.state;
  for (const account of buyers) expect(accounts.get(account, A.forwardLots)).toBe(0);
});

describe('a bust', () => {
  test('of a forward takes exactly back what it paid in', () => {
    mint(10);
    const before = [available(buyer), available(provider)];
    trade(100, 4);
    expect(
      refusal(venue.send(OPERATOR, 'bustTrade', { seriesId: F, tradeId: 1, reason: 'test' })),
    ).toBe(0);
    expect([available(buyer), available(provider)]).toEqual(before);
    expect(escrow()).toBe(0);
    expect(at(provider, P.heldLots)).toBe(10);
  });

  test('after the window opened takes back what was paid by then', () => {
    mint(10);
    const before = available(buyer);
    trade(100, 4);
    openWindow();
    expect(
      refusal(venue.send(OPERATOR, 'bustTrade', { seriesId: F, tradeId: 1, reason: 'test' })),
    ).toBe(0);
    expect(available(buyer)).toBe(before);
    expect(escrow()).toBe(0);
  });

  test('of lots their buyer did not pay for is too late', () => {
    mint(10);
    trade(100, 4);
    const all = available(buyer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: buyer, amountMicroPat: all });
    openWindow();
    const bust = venue.send(OPERATOR, 'bustTrade', { seriesId: F, tradeId: 1, reason: 'test' });
    expect(refusal(bust)).toBe(ERROR_CATALOG.BUST_TOO_LATE.code);
  });
});

test('a tick is what the numbers above say', () => {
  expect(venue.core.state.series.get(F, S.tickValueMicroPat)).toBe(TICK);
});
