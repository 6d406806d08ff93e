/**
 * Catches a class that outlives its evidence, a suspension that leaves orders or takes new ones, gates that pass on what was not
 * measured or on what one owner made, and any of it lost by an upgrade.
 */
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD as A,
  COMMAND_RESULT,
  GATE_DAY as D,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  gatesOf,
  INSURANCE_ACCOUNT,
  ORDER_CANCELED,
  ORDER_REFUSED,
  SERIES_FIELD as S,
} from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  ERROR_CATALOG,
  SIDE,
} from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { setParameter } from '../../../support/auction.js';
import {
  DAY_MS,
  SMALL_LIMITS,
  START_MS,
  type TradingVenue,
  tradingVenue,
} from '../../../support/venue.js';
import { carriedBytes, carriedInto } from '../carry/copy.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const { BUY, SELL } = SIDE;
const { RETAIL, INSTITUTION, QUALIFIED } = ACCOUNT_CLASS;
const OPEN_MS = START_MS + 7 * DAY_MS;
const HOUR_MS = 3_600_000;
const SEGMENT = 'AUTO_INTENT';
const F = 2;
const HASH = new Uint8Array(32).fill(7);

const CODE = (name: keyof typeof ERROR_CATALOG): number => ERROR_CATALOG[name].code;

function refusal(events: number[][]): number {
  const order = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  if (order !== undefined) return order[ORDER_REFUSED.code] as number;
  return events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? 0;
}

const qualify = (
  venue: TradingVenue,
  targetAccountId: number,
  accountClass: number,
  qualifiedUntilMs: number,
): number => {
  const body = { targetAccountId, accountClass, evidenceHash: HASH, qualifiedUntilMs };
  return refusal(venue.send(OPERATOR, 'qualifyAccount', { ...body, reason: 'test' }));
};
const phaseTo = (venue: TradingVenue, phase: number): number =>
  refusal(venue.send(OPERATOR, 'setPhase', { phase, reason: 'test' }));
const suspend = (venue: TradingVenue, phase = 2): number[][] =>
  venue.send(OPERATOR, 'suspendPhase', { phase, reason: 'test' });
const resume = (venue: TradingVenue, phase = 2): number =>
  refusal(venue.send(OPERATOR, 'resumePhase', { phase, reason: 'test' }));
const open = (venue: TradingVenue, role: number, firmGroup = 0): number => {
  const key = { publicKey: new Uint8Array(0), scopes: [], name: 'x' };
  venue.send(OPERATOR, 'openAccount', { role, accountClass: RETAIL, firmGroup, ...key });
  return venue.core.state.accounts.count;
};

describe('classes on evidence', () => {
  test('hold until their time, and the account is of the lowest class after it', () => {
    const venue = tradingVenue({ minimumClass: QUALIFIED });
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.order(provider, { side: SELL, priceTicks: 100, lots: 50 });
    const buy = (): number =>
      refusal(venue.order(consumer, { side: BUY, priceTicks: 100, lots: 1 }));
    expect(buy()).toBe(CODE('NOT_QUALIFIED'));
    expect(qualify(venue, consumer, QUALIFIED, START_MS + DAY_MS)).toBe(0);
    expect(buy()).toBe(0);
    venue.timeMs = START_MS + DAY_MS;
    expect(buy()).toBe(CODE('NOT_QUALIFIED'));
    expect(venue.core.state.accounts.get(consumer, A.accountClass)).toBe(RETAIL);
    const burn = { seriesId: 1, quantityLots: 1 };
    expect(refusal(venue.send(consumer, 'exerciseRights', burn as never))).toBe(0);
  });

  test('end at once, by another one, and by a class without evidence', () => {
    const venue = tradingVenue();
    const { accounts, registry } = venue.core.state;
    const [consumer = 0] = venue.consumers;
    const end = (): number =>
      refusal(venue.send(OPERATOR, 'endQualification', { targetAccountId: consumer, reason: 'x' }));
    expect(end()).toBe(CODE('NOT_QUALIFIED'));
    expect(qualify(venue, consumer, QUALIFIED, START_MS + DAY_MS)).toBe(0);
    expect(qualify(venue, consumer, INSTITUTION, START_MS + 2 * DAY_MS)).toBe(0);
    expect(registry.qualifications).toHaveLength(1);
    venue.advance(DAY_MS + 1);
    expect(accounts.get(consumer, A.accountClass)).toBe(INSTITUTION);
    expect(end()).toBe(0);
    expect(accounts.get(consumer, A.accountClass)).toBe(RETAIL);
    expect(qualify(venue, consumer, QUALIFIED, venue.timeMs + DAY_MS)).toBe(0);
    const limits = { exposureLimitMicroPat: 0, dailyCreditMicroPat: 0 };
    venue.send(OPERATOR, 'updateAccount', {
      ...{ targetAccountId: consumer, accountClass: INSTITUTION, ...limits },
    });
    expect(registry.qualification(consumer)).toBeUndefined();
    venue.advance(2 * DAY_MS);
    expect(accounts.get(consumer, A.accountClass)).toBe(INSTITUTION);
  });

  test('are refused without an account, a class above the lowest, and a time ahead', () => {
    const venue = tradingVenue();
    const [consumer = 0] = venue.consumers;
    const later = START_MS + DAY_MS;
    expect(qualify(venue, 99, QUALIFIED, later)).toBe(CODE('UNKNOWN_ACCOUNT'));
    expect(qualify(venue, consumer, RETAIL, later)).toBe(CODE('INVALID_FIELD'));
    expect(qualify(venue, consumer, QUALIFIED, START_MS)).toBe(CODE('INVALID_FIELD'));
    expect(qualify(venue, consumer, QUALIFIED, START_MS + 6 * 366 * DAY_MS)).toBe(
      CODE('INVALID_FIELD'),
    );
  });
});

describe('a suspended phase', () => {
  test('ends its orders, takes none, mints nothing, and what is held is delivered', () => {
    const venue = tradingVenue();
    const [consumer = 0, other = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: OPEN_MS });
    expect(phaseTo(venue, 2)).toBe(0);
    const mint = (): number =>
      refusal(venue.send(provider, 'mintRights', { seriesId: F, quantityLots: 1_200 }));
    const order = (account: number, side: number, lots: number): number[][] =>
      venue.order(account, { side, priceTicks: 100, lots, seriesId: F });
    expect(mint()).toBe(0);
    expect(refusal(order(provider, SELL, 60))).toBe(0);
    expect(refusal(order(consumer, BUY, 10))).toBe(0);
    venue.order(provider, { side: SELL, priceTicks: 100, lots: 5 });
    suspend(venue);
    const ended = venue.advance(1).filter(([type]) => type === EVENT.ORDER_CANCELED);
    expect(ended.map((event) => event[ORDER_CANCELED.reason])).toEqual([
      CANCEL_REASON.PHASE_SUSPENDED,
    ]);
    expect(venue.core.state.series.get(F, S.openOrders)).toBe(0);
    expect(venue.core.state.series.get(1, S.openOrders)).toBe(1);
    for (const [account, side] of [
      [provider, SELL],
      [other, BUY],
    ] as const) {
      expect(refusal(order(account, side, 1))).toBe(CODE('PHASE_SUSPENDED'));
    }
    expect(mint()).toBe(CODE('PHASE_SUSPENDED'));
    expect(refusal(venue.order(other, { side: BUY, priceTicks: 100, lots: 1 }))).toBe(0);
    expect(refusal(suspend(venue))).toBe(CODE('ALREADY_EXISTS'));
    venue.advance(OPEN_MS - venue.timeMs);
    // What was bought is a right, and spot of its series is none of phase 2.
    expect(
      refusal(venue.send(consumer, 'exerciseRights', { seriesId: F, quantityLots: 1 } as never)),
    ).toBe(0);
    expect(refusal(order(other, BUY, 1))).toBe(0);
    expect(resume(venue)).toBe(0);
    expect(resume(venue)).toBe(CODE('INVALID_FIELD'));
    for (const phase of [0, 1, 5])
      expect(refusal(suspend(venue, phase))).toBe(CODE('INVALID_FIELD'));
  });
});

describe('gates', () => {
  const gates = (venue: TradingVenue): Record<string, number> =>
    Object.fromEntries(
      gatesOf(venue.core.state, venue.core.parameters, 1).map(({ name, value }) => [name, value]),
    );

  const DEPTH = { gate_depth_micro_pat: 40_000_000 };

  /** A venue in phase 2 with a small threshold of depth. */
  function measured(values: Readonly<Record<string, number>> = DEPTH): TradingVenue {
    const venue = tradingVenue();
    for (const [name, value] of Object.entries(values)) setParameter(venue, name, value);
    approveWaiting(venue);
    expect(phaseTo(venue, 2)).toBe(0);
    return venue;
  }

  test('nothing is measured in phase 1, and nothing passes', () => {
    const venue = tradingVenue();
    venue.advance(3 * DAY_MS);
    expect(venue.core.state.gateDays.high).toBe(0);
    const found = gatesOf(venue.core.state, venue.core.parameters, 1);
    expect(found.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(found.every(({ threshold }) => threshold > 0)).toBe(true);
  });

  test('depth takes four owners on both sides, near the mark', () => {
    const venue = measured();
    const [one = 0] = venue.providers;
    const sellers = [one];
    const buyers = [venue.consumers[0] ?? 0];
    for (let i = 0; i < 3; i += 1) {
      sellers.push(open(venue, ACCOUNT_ROLE.PROVIDER));
      buyers.push(open(venue, ACCOUNT_ROLE.CONSUMER));
    }
    for (const id of [...sellers.slice(1), ...buyers.slice(1)]) {
      venue.send(OPERATOR, 'deposit', { targetAccountId: id, amountMicroPat: 100_000_000_000 });
    }
    for (const providerId of sellers.slice(1)) {
      venue.send(OPERATOR, 'setConfidence', {
        providerId,
        segment: SEGMENT,
        confidencePpm: 800_000,
      });
      const capacity = { capacityLots: 1_000, attestedUntilMs: START_MS + 30 * DAY_MS };
      venue.send(OPERATOR, 'escrowCapacity', { providerId, segment: SEGMENT, ...capacity });
      venue.send(providerId, 'mintRights', { seriesId: 1, quantityLots: 100 });
    }
    const hour = (): number => {
      const { gateDays } = venue.core.state;
      const deep = (): number => {
        let sum = 0;
        for (let place = 0; place < 96; place += 1) {
          sum += gateDays.f[gateDays.at(1, place, D.deepHours)] as number;
        }
        return sum;
      };
      const before = gateDays.high === 0 ? 0 : deep();
      venue.advance(HOUR_MS);
      return deep() - before;
    };
    // One owner with all of it on both sides is a quarter.
    venue.order(one, { side: SELL, priceTicks: 104, lots: 100 });
    venue.order(buyers[0] as number, { side: BUY, priceTicks: 98, lots: 100 });
    expect(hour()).toBe(0);
    for (const seller of sellers.slice(1))
      venue.order(seller, { side: SELL, priceTicks: 104, lots: 10 });
    for (const buyer of buyers.slice(1, 3))
      venue.order(buyer, { side: BUY, priceTicks: 98, lots: 12 });
    expect(hour()).toBe(0);
    // Too far from the mark.
    venue.order(buyers[3] as number, { side: BUY, priceTicks: 90, lots: 20 });
    expect(hour()).toBe(0);
    venue.order(buyers[3] as number, { side: BUY, priceTicks: 98, lots: 12 });

    expect(hour()).toBe(1);
  });

  test('count what was exercised by whose orders it had met, calm hours, and the age of audits', () => {
    const venue = measured();
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.order(provider, { side: SELL, priceTicks: 100, lots: 10 });
    venue.order(consumer, { side: BUY, priceTicks: 100, lots: 10 });
    venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 5 } as never);
    expect(gates(venue).others_ppm).toBe(0);
    const auditor = open(venue, ACCOUNT_ROLE.AUDITOR);
    const attest = (evidenceHash: Uint8Array, revoked = false): number =>
      refusal(venue.send(auditor, 'attestAudit', { segment: SEGMENT, evidenceHash, revoked }));
    expect(attest(HASH)).toBe(0);
    expect(attest(HASH)).toBe(CODE('ALREADY_EXISTS'));
    const mark = (markTicks: number): void => {
      const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
      venue.send(1, 'markUpdate', { marks });
    };
    for (let hour = 0; hour < 48; hour += 1) {
      if (hour === 10) mark(120);
      venue.advance(HOUR_MS);
    }
    // Of the two days one is whole and gone by; 24 hours, one of them rough.
    expect(gates(venue)).toMatchObject({ others_ppm: 1_000_000, audited_days: 2 });
    const { measured_days: days = 0, calm_ppm: calm = 0 } = gates(venue);
    expect(days).toBeGreaterThanOrEqual(1);
    expect(calm).toBeLessThan(1_000_000);
    expect(calm).toBeGreaterThan(940_000);
    expect(attest(new Uint8Array(32).fill(8), true)).toBe(CODE('INVALID_FIELD'));
    expect(attest(new Uint8Array(32).fill(8))).toBe(0);
    expect(gates(venue).audited_days).toBe(0);
    expect(attest(new Uint8Array(32).fill(8), true)).toBe(0);
    const nowhere = { segment: 'NOWHERE', evidenceHash: HASH, revoked: false };
    expect(refusal(venue.send(auditor, 'attestAudit', nowhere))).toBe(CODE('INVALID_FIELD'));
    expect(refusal(venue.send(provider, 'attestAudit', { ...nowhere, segment: SEGMENT }))).toBe(
      CODE('ROLE'),
    );
    expect(gates(venue).fund_micro_pat).toBe(venue.core.state.ledger.available(INSURANCE_ACCOUNT));
  });

  test('that pass open phase 3, and the way to the rules of phase 4, of which there are none yet', () => {
    const venue = measured({
      ...{ gate_days: 1, gate_depth_micro_pat: 1, gate_fund_micro_pat: 1 },
    });
    const { registry, ledger } = venue.core.state;
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.order(provider, { side: SELL, priceTicks: 101, lots: 20 });
    venue.order(consumer, { side: BUY, priceTicks: 101, lots: 10 });
    venue.order(consumer, { side: BUY, priceTicks: 99, lots: 10 });
    const auditor = open(venue, ACCOUNT_ROLE.AUDITOR);
    venue.send(auditor, 'attestAudit', { segment: SEGMENT, evidenceHash: HASH, revoked: false });
    for (let hour = 0; hour < 56; hour += 1) {
      // Yesterday is what counts.
      if (hour === 40) {
        venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 5 } as never);
      }
      venue.advance(HOUR_MS);
    }
    ledger.deposit(ledger.bucket(INSURANCE_ACCOUNT, 0), 5);
    const chain = { chainId: 1, clearing: '', token: '', phase: 3, phaseBlock: 1 };
    venue.isChecked = false;
    registry.chain = { ...chain, batch: null, escapedBatchId: null };
    expect(gates(venue)).toMatchObject({ others_ppm: 1_000_000, calm_ppm: 1_000_000 });
    expect(phaseTo(venue, 3)).toBe(0);
    expect(phaseTo(venue, 4)).toBe(CODE('PHASE_STEP'));
    registry.chain.phase = 5;
    expect(phaseTo(venue, 4)).toBe(0);
    expect(phaseTo(venue, 5)).toBe(CODE('PHASE_RULES'));
    expect(phaseTo(venue, 3)).toBe(0);
    expect(phaseTo(venue, 2)).toBe(0);
    registry.chain.phase = 3;
    venue.send(auditor, 'attestAudit', { segment: SEGMENT, evidenceHash: HASH, revoked: true });
    expect(phaseTo(venue, 3)).toBe(CODE('GATES_NOT_MET'));
    registry.chain.phase = 2;
    expect(phaseTo(venue, 3)).toBe(CODE('PHASE_STEP'));
  });

  test('and everything of phases is carried', () => {
    const venue = measured();
    const [consumer = 0] = venue.consumers;
    qualify(venue, consumer, QUALIFIED, START_MS + 3 * DAY_MS);
    const auditor = open(venue, ACCOUNT_ROLE.AUDITOR);
    venue.send(auditor, 'attestAudit', { segment: SEGMENT, evidenceHash: HASH, revoked: false });
    venue.advance(DAY_MS);
    suspend(venue);
    venue.timeMs += HOUR_MS;
    venue.send(0, 'advanceTime', {});
    const limits = { ...SMALL_LIMITS, maxSeries: 32, maxAccounts: 128 };
    const next = carriedInto(venue.core, limits);
    expect(carriedBytes(next)).toEqual(carriedBytes(venue.core));
    const { registry } = next.state;
    expect(registry.qualification(consumer)?.timer).toBeGreaterThan(0);
    expect(registry.isSuspended(2)).toBe(true);
    expect(registry.attestations).toHaveLength(1);
  });
});
