/**
 * Catches a crash that leaves an account below nothing, a fund below nothing, or PAT made or lost: two hundred accounts with eight
 * times leverage, both ways, while the index jumps by −30 % or +40 %, and one that falls and comes back within minutes; with a
 * backstop and without, until the instrument has settled. All cases: PATX_LONG=1.
 */
import { expect, test } from 'vitest';
import {
  BUCKET,
  CASH,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  INSURANCE_ACCOUNT,
  LIQUIDATION,
  SERIES_FIELD as S,
} from '../../../../src/engine/core/index.js';
import { Chance, LIQUIDATION_BY, SERIES_STATE } from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { some } from '../../../support/long.js';
import { PAT, SyntheticVenue } from '../../../support/synthetics.js';

const START = 10_000;
const ACCOUNTS = 200;
const LIMITS = { maxAccounts: 512, maxIdSpaces: 1_024, maxOrders: 4_096, maxPositions: 2_048 };
const { AVAILABLE, RESERVED, MARGIN } = BUCKET;

/** What the index is, minute by minute. */
const PATHS: Readonly<Record<string, (minute: number) => number>> = {
  'a fall of 30 %': () => 7_000,
  'a rise of 40 %': () => 14_000,
  // Down by a third within a minute, half of it back after ten, all of it after twenty.
  'a flash crash': (minute) => (minute < 10 ? 6_700 : minute < 20 ? 8_500 : START),
  'a rise, then a fall below': (minute) => (minute < 15 ? 14_000 : 7_000),
};

interface Outcome {
  readonly closings: readonly number[];
  readonly defaults: number;
}

function crash(pathOf: (minute: number) => number, backstopPat: number, seed: number): Outcome {
  const chance = new Chance(seed, 'crash');
  const below = (bound: number): number => Math.floor(chance.uniform() * bound);
  const venue = new SyntheticVenue(0, START, LIMITS);
  venue.isChecked = false;
  const { state, margin: parts } = venue.core;
  const { ledger } = state;
  const makers = [venue.member(5_000_000), venue.member(5_000_000)];
  const sponsor = venue.member(20_000_000);
  if (backstopPat > 0) {
    const targetAccountId = venue.member(backstopPat);
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setBackstop', { targetAccountId, reason: 'x' });
    approveWaiting(venue);
  }
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 10_000_000 * PAT });
  venue.minutes(10);
  const quote = (ticks: number, lots: number): void => {
    const everything = { side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    for (const maker of makers) {
      venue.send(maker, 'massCancel', { seriesId: venue.series, ...everything });
      venue.bid(maker, Math.floor(ticks * 0.97), lots);
      venue.ask(maker, Math.ceil(ticks * 1.03), lots);
    }
  };
  quote(START, 20);
  venue.minutes(3, START);
  const members = Array.from({ length: ACCOUNTS }, (_, i) => {
    const account = venue.member(200 + below(400));
    const money = ledger.available(account) / PAT;
    const lots = Math.floor((money * 8) / 101);
    // Half long, half short, of each other: makers are on neither side.
    if (i % 2 === 0) venue.ask(account, START, lots);
    else venue.bid(account, START, lots);
    return account;
  });
  const total = ledger.total;
  const fund = (): number => ledger.balance(ledger.bucket(INSURANCE_ACCOUNT, MARGIN));
  const events: number[][] = [];
  for (let minute = 0; minute < 75; minute += 1) {
    const index = pathOf(minute);
    const mark = Math.round(state.margin.cash(venue.row, CASH.markMicroPat) / PAT) * 100;
    venue.core.state.series.set(venue.series, S.markTicks, index);
    // What stood for a minute makes a mark good.
    if (minute % 2 === 0) quote(mark, 20);
    events.push(...venue.minutes(1, index));
    expect(ledger.total).toBe(total);
    expect(fund()).toBeGreaterThanOrEqual(0);
    if (minute % 15 === 0) venue.check();
  }
  // To the end of its life: whatever is left is settled at the index.
  venue.timeMs = venue.expiryMs - 62 * 60_000;
  events.push(...venue.minutes(70, pathOf(75)));
  venue.check();
  expect(state.series.get(venue.series, S.state)).toBe(SERIES_STATE.CLOSED);
  for (const account of [...members, ...makers]) {
    expect(state.margin.find(account, venue.series)).toBe(0);
    for (const bucket of [AVAILABLE, RESERVED, MARGIN]) {
      expect(ledger.balance(ledger.bucket(account, bucket))).toBeGreaterThanOrEqual(0);
    }
    expect(parts.desk.lookAt(account).equityMicroPat).toBeGreaterThanOrEqual(0);
  }
  const paid = events.filter(
    ([type, , , , amount = 0]) => type === EVENT.DEFAULT_FUND && amount < 0,
  );
  return {
    closings: events.flatMap((event) =>
      event[0] === EVENT.LIQUIDATION ? [event[LIQUIDATION.by] as number] : [],
    ),
    defaults: paid.length,
  };
}

const cases = Object.entries(PATHS).flatMap(([name, path]) =>
  [0, 20_000, 2_000_000].map((backstop) => ({ name, path, backstop })),
);

test.each(some(3, cases))(
  '$name with a backstop of $backstop PAT',
  ({ path, backstop }) => {
    const { closings, defaults } = crash(path, backstop, 7);
    expect(closings.length).toBeGreaterThan(20);
    if (backstop === 0) {
      // Nobody's debt is a stranger's: the fund pays for the backstop alone.
      expect(defaults).toBe(0);
      expect(closings).toContain(LIQUIDATION_BY.DELEVERAGED);
    }
  },
  120_000,
);
