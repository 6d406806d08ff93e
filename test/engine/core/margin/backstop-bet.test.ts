/**
 * Catches a takeover by the backstop that is a gift: a coalition is short and long of itself, its long is too poor to bear a slide,
 * and the backstop takes the long over while the coalition's makers quote around the mark. What follows is a bet between the
 * coalition's short and the backstop, at the price of the takeover. It has to be one that the coalition loses on average: where the
 * index then stays, and over going on and turning back by as much.
 */
import { describe, expect, test } from 'vitest';
import {
  BUCKET,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  LIQUIDATION,
  SERIES_FIELD as S,
} from '../../../../src/engine/core/index.js';
import { LIQUIDATION_BY } from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { PAT, SyntheticVenue } from '../../../support/synthetics.js';

const START_TICKS = 10_000;
/** Below what the venue takes for a slide, so that nothing protects the backstop. */
const STEP_TICKS = 200;
const STEP_MINUTES = 4;
const LOTS = 100;

interface Ended {
  readonly coalitionPat: number;
  readonly takenOverLots: number;
  readonly kinds: readonly number[];
}

/** @param path where the index goes, one after the other, in steps */
function played(direction: 1 | -1, path: readonly number[]): Ended {
  const venue = new SyntheticVenue(0);
  venue.isChecked = false;
  const coalition = [1_300, 80_000, 80_000, 80_000].map((pat) => venue.member(pat));
  const [poor = 0, rich = 0, ...makers] = coalition;
  const backstop = venue.member(200_000);
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setBackstop', { targetAccountId: backstop, reason: 'x' });
  approveWaiting(venue);
  const sponsor = venue.member(2_000_000);
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 1_000_000 * PAT });
  const wealthPat = (): number => {
    const { ledger } = venue.core.state;
    const of = (account: number) =>
      [BUCKET.AVAILABLE, BUCKET.RESERVED, BUCKET.MARGIN].reduce(
        (sum, bucket) => sum + ledger.balance(ledger.bucket(account, bucket)),
        venue.core.margin.desk.lookAt(account).unrealisedMicroPat,
      );
    return coalition.reduce((sum, account) => sum + of(account), 0) / PAT;
  };
  const cancel = (account: number): void => {
    const everything = { side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    venue.send(account, 'massCancel', { seriesId: venue.series, ...everything });
  };
  const quote = (mid: number): void => {
    for (const maker of makers) {
      cancel(maker);
      venue.bid(maker, mid - 20, 10);
      venue.ask(maker, mid + 20, 10);
    }
  };
  const kinds: number[] = [];
  let takenOverLots = 0;
  const wait = (minutes: number, ticks: number): void => {
    venue.core.state.series.set(venue.series, S.markTicks, ticks);
    for (const event of venue.minutes(minutes, ticks)) {
      if (event[0] !== EVENT.LIQUIDATION) continue;
      const by = event[LIQUIDATION.by] as number;
      kinds.push(by);
      if (by === LIQUIDATION_BY.BACKSTOP) {
        takenOverLots += Math.abs(event[LIQUIDATION.lots] as number);
      }
    }
  };

  const before = wealthPat();
  quote(START_TICKS);
  wait(3, START_TICKS);
  for (const maker of makers) cancel(maker);
  const [buyer, seller] = direction < 0 ? [poor, rich] : [rich, poor];
  venue.ask(seller, START_TICKS, LOTS);
  venue.bid(buyer, START_TICKS, LOTS);
  let ticks = START_TICKS;
  for (const end of path) {
    while (ticks !== end) {
      ticks += Math.sign(end - ticks) * Math.min(STEP_TICKS, Math.abs(end - ticks));
      for (let minute = 0; minute < STEP_MINUTES; minute += 1) {
        if (minute % 2 === 0) quote(ticks);
        wait(1, ticks);
      }
    }
  }
  for (const maker of makers) cancel(maker);
  wait(60, ticks);
  quote(ticks);
  wait(70, ticks);
  return { coalitionPat: wealthPat() - before, takenOverLots, kinds };
}

describe.each([-1, 1] as const)(
  'a slide in direction %i that a poor half cannot bear',
  (direction) => {
    const there = START_TICKS + direction * 1_000;
    const stays = played(direction, [there]);
    const goesOn = played(direction, [there, there + direction * 1_000]);
    const turns = played(direction, [there, START_TICKS]);

    test('is taken over, in every case', () => {
      for (const { takenOverLots, kinds } of [stays, goesOn, turns]) {
        expect({ isTakenOver: takenOverLots > 0, kinds }).toMatchObject({ isTakenOver: true });
      }
    });

    test('costs the coalition something where the index stays', () => {
      expect(stays.coalitionPat).toBeLessThan(0);
    });

    test('costs it something on average where the index goes on or turns by as much', () => {
      console.log(
        `${direction}: ${[stays, goesOn, turns].map((one) => one.coalitionPat.toFixed(2))} PAT`,
      );
      expect((goesOn.coalitionPat + turns.coalitionPat) / 2).toBeLessThan(0);
    });
  },
);
