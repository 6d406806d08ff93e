/** Catches a worked example in docs/forwards.md whose numbers are not what the core does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  POSITION_FIELD as P,
} from '../../../src/engine/core/index.js';
import { SIDE } from '../../../src/values/index.js';
import { DAY_MS, START_MS, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const OPEN_MS = START_MS + 7 * DAY_MS;
const F = 2;
const MICRO = 1_000_000;

/** The numbers of the page's table, row by row. */
function published(): number[][] {
  const text = readFileSync('docs/forwards.md', 'utf8');
  const rows = text.split('\n').filter((line) => /^\| .* \| \d+\.\d\d \| /.test(line));
  return rows.map((row) =>
    row
      .split('|')
      .slice(2, 5)
      .map((cell) => Math.round(Number(cell) * MICRO)),
  );
}

test('the worked example is what happens', () => {
  const venue = tradingVenue();
  const { positions, ledger } = venue.core.state;
  const [buyer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  const mark = (markTicks: number, hours: number): void => {
    const marks = [{ seriesId: F, markTicks, sigmaPpm: 0, thinnessPpm: MICRO }];
    venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
    for (let hour = 0; hour < hours; hour += 1) venue.advance(3_600_000);
  };
  const happened: number[][] = [];
  let before = 0;
  const note = (): void => {
    const paidIn = ledger.balance(ledger.escrow(F));
    const owed = positions.get(positions.find(buyer, F), P.unpaidMicroPat);
    happened.push([paidIn, owed, Math.max(0, ledger.available(buyer) - before)]);
    before = ledger.available(buyer);
  };
  const empty = (): void => {
    const amountMicroPat = ledger.available(buyer);
    venue.send(OPERATOR, 'withdraw', { targetAccountId: buyer, amountMicroPat });
    before = 0;
  };
  venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS });
  venue.send(OPERATOR, 'setPhase', { phase: 2, reason: 'test' });
  venue.send(provider, 'mintRights', { seriesId: F, quantityLots: 1_000 });
  before = ledger.available(buyer);
  const order = { priceTicks: 100, lots: 10, seriesId: F };
  venue.order(provider, { ...order, side: SIDE.SELL });
  venue.order(buyer, { ...order, side: SIDE.BUY });
  note();
  mark(90, 4);
  note();
  mark(100, 4);
  note();
  mark(95, 3);
  empty();
  venue.advance(OPEN_MS - venue.timeMs);
  note();
  expect(happened).toEqual(published());
});
