/**
 * The invariants of INVARIANTS.md, counted afresh over the whole state. Used by `verify`, by the follower at every
 * snapshot, and by tests after every command. What can be checked in passing is also asserted where it happens.
 */
import { SERIES_STATE } from '../../../values/index.js';
import { isCrossed, validateBooks } from '../book/index.js';
import { isForward } from '../clearing/unpaid.js';
import type { Core } from '../core.js';
import { QUOTE_SLOTS, SERIES_FIELD as S } from '../instruments/series-table.js';
import { tradesAtOnce } from '../instruments/trading-status.js';
import { brokenMarket, waitingTimers } from '../resources/invariants.js';
import { REVIEW_FIELD } from '../rights/collateral-needs.js';
import { DELIVERY_FIELD as D } from '../rights/deliveries.js';
import { ENTITLEMENT_FIELD as E } from '../rights/entitlements.js';
import { INVENTORY, OBLIGATIONS } from '../rights/sources.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import { PROTECTION_FIELD as F } from '../trading/protections.js';
import { brokenCases } from '../venue/case-desk.js';
import { brokenPhases } from '../venue/phases/invariants.js';
import { brokenSignIns } from '../venue/sign-in-invariants.js';
import { brokenWallets } from '../wallets/invariants.js';
import { ACCOUNT_FIELD as A, ACCOUNT_MARK, BROKER_ACCOUNT, INSURANCE_ACCOUNT } from './accounts.js';
import { pairId, Sum, Sums } from './invariant-sums.js';
import { BUCKET } from './ledger.js';
import { type ContractRecord, PARAMETER_REQUESTS_MAX } from './registry.js';
import { WORK } from './work-queue.js';

type Expect = (holds: boolean, text: () => string) => void;

/** Everything that is broken, a line each; empty when all holds. */
export function brokenInvariants(core: Core): string[] {
  const { state } = core;
  const { ledger } = state;
  const broken: string[] = [];
  const expect: Expect = (holds, text) => {
    if (!holds) broken.push(text());
  };
  const { book, specials } = state;
  const { waiting } = specials.triggers;
  const seriesCount = state.series.count + 1;
  for (const problem of validateBooks(book, seriesCount, waiting)) broken.push(`I20: ${problem}`);
  for (const problem of validateBooks(waiting, seriesCount, book)) broken.push(`I25: ${problem}`);
  if (broken.length > 0) return broken;
  const sums = new Sums(core);
  expect(ledger.sum() === ledger.total, () => `I1: Σ ${ledger.sum()} is not ${ledger.total}`);
  for (let id = 1; id <= state.accounts.count; id += 1) checkAccount(core, id, sums, expect);
  for (let id = 1; id <= state.series.count; id += 1) {
    checkSeries(core, id, sums, expect);
    checkPositions(core, id, sums, expect);
    checkQuote(core, id, sums, expect);
    checkSpecials(core, id, sums, expect);
  }
  checkExposures(core, expect);
  checkCapacities(core, sums, expect);
  for (const misfit of sums.misfits) broken.push(`I25: ${misfit}`);
  broken.push(...sums.misplaced);
  checkEntitlements(core, sums, expect);
  checkRequests(core, expect);
  checkStores(core, sums, expect);
  broken.push(...brokenWallets(core.state), ...brokenMarket(core.state));
  broken.push(...brokenSignIns(core.state), ...brokenPhases(core.state));
  broken.push(...brokenCases(core.state));
  return broken;
}

function checkAccount(core: Core, id: number, sums: Sums, expect: Expect): void {
  const { accounts, ledger } = core.state;
  const bucket = (b: number): number => ledger.balance(ledger.bucket(id, b));
  const same = (code: string, what: string, found: number, counted: number): void =>
    expect(found === counted, () => `${code}: account ${id} ${what} ${found}, counted ${counted}`);
  for (const b of Object.values(BUCKET)) {
    const isExact = bucket(b) >= 0 && Number.isSafeInteger(bucket(b));
    expect(isExact, () => `I2: account ${id} bucket ${b} is ${bucket(b)}`);
  }
  same('I10', 'reserved', bucket(BUCKET.RESERVED), sums.reservedByAccount.get(id));
  const isInsurance = id === INSURANCE_ACCOUNT;
  same(
    isInsurance ? 'I45' : 'I9',
    'pending',
    bucket(BUCKET.PENDING),
    sums.pendingByAccount.get(id),
  );
  same('I13', 'escrow', accounts.get(id, A.escrowMicroPat), sums.escrowByAccount.get(id));
  same('I15', 'open orders', accounts.get(id, A.openOrders), sums.openOrdersByAccount.get(id));
  same('I20', 'entries', accounts.get(id, A.entries), sums.entriesByAccount.get(id));
  same('I20', 'positions', accounts.get(id, A.positions), sums.positionsByAccount.get(id));
  same('I38', 'calls', accounts.get(id, A.calls), sums.callsByAccount.get(id));
  same('I44', 'unpaid', accounts.get(id, A.unpaidMicroPat), sums.unpaidByAccount.get(id));
  same('I44', 'forward lots', accounts.get(id, A.forwardLots), sums.forwardLotsByOwner.get(id));
  same('I20', 'deliveries', accounts.get(id, A.deliveries), sums.deliveriesByAccount.get(id));
  if (id !== BROKER_ACCOUNT) {
    same('I12', 'collateral', bucket(BUCKET.COLLATERAL), sums.collateralByAccount.get(id));
  }
  checkProtection(core, id, expect);
}

/** An account and the row of its protection lead to each other; one that tripped has no order. */
function checkProtection(core: Core, id: number, expect: Expect): void {
  const { accounts, protections } = core.state;
  const row = accounts.get(id, A.protection);
  const marks = accounts.get(id, A.marks);
  const isMarked = (marks & ACCOUNT_MARK.PROTECTED) !== 0;
  const isTripped = (marks & ACCOUNT_MARK.TRIPPED) !== 0;
  const owner = row === 0 ? 0 : protections.get(row, F.account);
  const limit = row === 0 ? 0 : protections.get(row, F.limit);
  const fits = isMarked === (row !== 0) && (row === 0 || owner === id) && isTripped === limit > 0;
  expect(fits, () => `I32: account ${id} has row ${row} of account ${owner}, marks ${marks}`);
  const open = accounts.get(id, A.openOrders);
  expect(!isTripped || open === 0, () => `I32: account ${id} tripped and has ${open} live orders`);
}

function checkSeries(core: Core, id: number, sums: Sums, expect: Expect): void {
  const { series, ledger, sources, book } = core.state;
  const get = (field: number): number => series.get(id, field);
  const same = (code: string, what: string, found: number, counted: number): void =>
    expect(found === counted, () => `${code}: series ${id} ${what} ${found}, counted ${counted}`);
  const states = [S.providerLots, S.brokerLots, S.consumerLots, S.exercisedLots];
  const ends = [S.deliveredLots, S.failedLots, S.lapsedLots, S.withdrawnLots];
  const lots = [...states, ...ends].reduce((sum, field) => sum + get(field), 0);
  same('I4', 'minted lots', get(S.mintedLots), lots);
  same('I4', 'provider lots', get(S.providerLots), sums.providerLots.get(id));
  same('I4', 'broker lots', get(S.brokerLots), sums.brokerLots.get(id));
  same('I4', 'consumer lots', get(S.consumerLots), sums.consumerLots.get(id));
  same('I4', 'exercised lots', get(S.exercisedLots), sums.exercisedLots.get(id));
  same('I9', 'inventory lots', sources.count(id, INVENTORY), get(S.brokerLots));
  same('I13', 'escrow', ledger.balance(ledger.escrow(id)), sums.escrowBySeries.get(id));
  same('I15', 'open orders', get(S.openOrders), sums.openOrdersBySeries.get(id));
  const exposure = sums.bidsBySeries.get(id) + sums.inventoryCost.get(id);
  same('I22', 'broker exposure', get(S.brokerExposureMicroPat), exposure);
  const isClosed = get(S.state) === SERIES_STATE.CLOSED;
  const unserved = sources.count(id, OBLIGATIONS);
  const brokered = sums.brokeredLots.get(id);
  expect(
    unserved <= brokered,
    () => `I34: series ${id} owes ${unserved} lots for ${brokered} the broker sold`,
  );
  const short = get(S.shortLots);
  const paid = get(S.shortLiabilityMicroPat) + get(S.shortPenaltyMicroPat);
  expect(
    short === 0 ? paid === 0 && get(S.shortProvider) === 0 : !isClosed && short > 0,
    () => `I45: series ${id} has ${paid} for ${short} lots whose holders will be left without`,
  );
  expect(!isClosed || unserved === 0, () => `I4: closed series ${id} owes ${unserved} lots`);
  const isGathering = get(S.auctionEndMs) !== 0;
  expect(isGathering || !isCrossed(book, id), () => `I21: the book of series ${id} is crossed`);
  checkAuction(core, id, expect);
}

/** A change of a parameter that waits has what ends the waiting, and one that is over has not. */
function checkRequests(core: Core, expect: Expect): void {
  const waiting = core.changes.waiting();
  const fits = waiting.length <= PARAMETER_REQUESTS_MAX;
  expect(fits, () => `I27: ${waiting.length} changes of parameters wait`);
  for (const request of core.state.registry.parameterRequests) {
    const { requestId, timer, state } = request;
    const isWaiting = waiting.includes(request);
    const text = `I27: request ${requestId} in state ${state} has timer ${timer}`;
    expect(isWaiting === (timer !== 0), () => text);
  }
}

/** A series in auction has what ends it, and nothing else has. */
function checkAuction(core: Core, id: number, expect: Expect): void {
  const { series, work } = core.state;
  const get = (field: number): number => series.get(id, field);
  const state = get(S.state);
  const isAuction = state === SERIES_STATE.AUCTION;
  const isCleared = get(S.auctionClearing) !== 0;
  const ends = [get(S.auctionTimer) !== 0, isCleared].filter(Boolean).length;
  expect(
    ends === (isAuction ? 1 : 0),
    () => `I24: series ${id} in state ${state} has ${ends} ends`,
  );
  const waits = work.has(WORK.CLEAR_AUCTION, id);
  expect(!isCleared || waits, () => `I24: series ${id} is cleared by no work`);
  const isOver = !tradesAtOnce(state) || get(S.auctionEndMs) === 0;
  expect(isOver, () => `I21: series ${id} is open before its auction is over`);
}

function checkPositions(core: Core, id: number, sums: Sums, expect: Expect): void {
  const { positions, series, registry } = core.state;
  const { rules } = registry.contract(series.get(id, S.contract)) as ContractRecord;
  let slot = series.get(id, S.firstPosition);
  for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
    const get = (field: number): number => positions.get(slot, field);
    const account = positions.accountOf(slot);
    const say = (code: string, text: string) => () =>
      `${code}: position of ${account} in series ${id} ${text}`;
    const offered = sums.rightsOfferedByPosition.get(slot);
    expect(positions.find(account, id) === slot, say('I20', 'is not found by its key'));
    expect(get(P.reservedLots) === offered, say('I10', `offers ${offered} lots`));
    expect(get(P.heldLots) >= offered, say('I10', 'offers more than it holds'));
    expect(
      !positions.has(slot, POSITION_FLAG.CLOSED) || get(P.outstandingLots) > 0,
      say('I20', 'is over and still there'),
    );
    if (account === BROKER_ACCOUNT) {
      const cost = sums.inventoryCost.get(id);
      expect(get(P.costMicroPat) === cost, say('I9', `cost ${get(P.costMicroPat)}, not ${cost}`));
    }
    if (get(P.mintedLots) === 0) {
      if (account === BROKER_ACCOUNT) continue;
      const lots = sums.claimedLots.get(slot);
      const cost = sums.claimedCost.get(slot);
      const fee = sums.claimedFee.get(slot);
      expect(get(P.heldLots) === lots, say('I34', `claims ${lots} lots`));
      expect(get(P.costMicroPat) === cost, say('I34', `claims a cost of ${cost}`));
      expect(get(P.feeMicroPat) === fee, say('I34', `claims fees of ${fee}`));
      const unpaid = get(P.unpaidMicroPat);
      const owes =
        unpaid === 0 || (isForward(core.state, id) && unpaid > 0 && unpaid <= cost + fee);
      expect(owes, say('I44', `owes ${unpaid} of ${cost + fee}`));
      const called = get(P.calledMicroPat) > 0;
      expect(called === get(P.callDueServiceMs) > 0, say('I38', 'is called without a deadline'));
      continue;
    }
    const outstanding = get(P.heldLots) + sums.soldByProvider.get(pairId(account, id));
    expect(
      get(P.outstandingLots) === outstanding,
      say('I12', `has ${get(P.outstandingLots)} outstanding, not ${outstanding}`),
    );
    const cover = (rules.penaltyMicroPat + get(P.coveredMicroPat)) * outstanding;
    const floor = cover + get(P.marginMicroPat) + get(P.variationMicroPat);
    expect(get(P.collateralMicroPat) >= floor, say('I12', `lacks collateral of ${floor}`));
    const need = sums.needByPosition.get(slot);
    expect(
      get(P.needMicroPat) === need,
      say('I38', `has a need of ${get(P.needMicroPat)}, not ${need}`),
    );
    const isCalled = get(P.calledMicroPat) > 0;
    expect(isCalled === get(P.callDueServiceMs) > 0, say('I38', 'is called without a deadline'));
  }
}

/** What is kept of a series' special orders is what its orders say, and nobody woken is forgotten. */
function checkSpecials(core: Core, id: number, sums: Sums, expect: Expect): void {
  const { series, specials } = core.state;
  const same = (what: string, found: number, counted: number): void =>
    expect(found === counted, () => `I25: series ${id} has ${found} ${what}, counted ${counted}`);
  same('special orders', specials.count(id), sums.specialsBySeries.get(id));
  same('icebergs', specials.icebergs(id), sums.icebergsBySeries.get(id));
  same('stops', specials.stops(id), sums.stopsBySeries.get(id));
  const isForgotten =
    tradesAtOnce(series.get(id, S.state)) &&
    specials.triggers.firstElected(id) !== 0 &&
    !specials.isQueued(id);
  expect(!isForgotten, () => `I25: series ${id} has woken orders and is not in the queue`);
}

/** Every level of a quote that rests is one its series knows. */
function checkQuote(core: Core, id: number, sums: Sums, expect: Expect): void {
  const { series } = core.state;
  let known = 0;
  for (let i = id * QUOTE_SLOTS; i < (id + 1) * QUOTE_SLOTS; i += 1) {
    if (core.live.find(BROKER_ACCOUNT, series.quoteOrders[i] as number) !== 0) known += 1;
  }
  const resting = sums.quoteLevelsBySeries.get(id);
  expect(known === resting, () => `I23: series ${id} has ${resting} quote levels, knows ${known}`);
}

function checkExposures(core: Core, expect: Expect): void {
  const { series, exposures } = core.state;
  const windows = new Sum();
  const segments = new Sum();
  for (let id = 1; id <= series.count; id += 1) {
    const exposure = series.get(id, S.brokerExposureMicroPat);
    windows.add(series.get(id, S.window), exposure);
    segments.add(series.get(id, S.segment), exposure);
  }
  for (let id = 1; id <= series.count; id += 1) {
    const window = series.get(id, S.window);
    const segment = series.get(id, S.segment);
    const holds =
      exposures.window(window) === windows.get(window) &&
      exposures.segment(segment) === segments.get(segment);
    expect(holds, () => `I22: exposure of window ${window} or segment ${segment}`);
  }
}

function checkCapacities(core: Core, sums: Sums, expect: Expect): void {
  for (const capacity of core.state.registry.capacities) {
    const { providerId, segmentId, outstandingLots, capacityLots, lostLots } = capacity;
    const counted = sums.outstandingBySegment.get(pairId(providerId, segmentId));
    expect(
      outstandingLots === counted && outstandingLots + lostLots <= capacityLots,
      () => `I12: provider ${providerId} has ${counted} outstanding of ${capacityLots}`,
    );
  }
}

/** What a holder exercised of a series and is not over is one record, which has the lots of its deliveries. */
function checkEntitlements(core: Core, sums: Sums, expect: Expect): void {
  const { entitlements, timeMs } = core.state;
  for (let slot = 1; slot <= entitlements.highWater; slot += 1) {
    const series = entitlements.get(slot, E.series);
    if (series === 0 || entitlements.isOver(slot, timeMs)) continue;
    const id = entitlements.idOf(slot);
    const suspended = entitlements.get(slot, E.suspendedLots);
    const lots = entitlements.get(slot, E.lots) + suspended;
    const fits =
      lots >= sums.deliveredByEntitlement.get(id) &&
      suspended === sums.disputedByEntitlement.get(id) &&
      entitlements.current(entitlements.get(slot, E.holder), series, timeMs) === slot;
    expect(fits, () => `I33: entitlement ${id} stands for ${lots} lots, ${suspended} suspended`);
  }
}

/** Nothing is leaked: what is live is what is reached. */
function checkStores(core: Core, sums: Sums, expect: Expect): void {
  const { positions, orders, sources, deliveries, entitlements, serviceTimers } = core.state;
  expect(
    positions.liveCount === sums.positions,
    () => `I20: ${positions.liveCount} positions, ${sums.positions} reached`,
  );
  expect(
    orders.liveCount === sums.orders,
    () => `I20: ${orders.liveCount} orders, ${sums.orders} reached`,
  );
  expect(
    sources.liveCount === sums.entries,
    () => `I20: ${sources.liveCount} entries of rights, ${sums.entries} reached`,
  );
  const armed = core.state.needs.review[REVIEW_FIELD.armed] as number;
  let waiting = 0;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, D.state) !== 0) waiting += 1;
  }
  expect(
    serviceTimers.count === sums.deadlines + armed + waitingTimers(core.state) &&
      sums.deadlines === waiting,
    () => `I14: ${serviceTimers.count} deadlines, ${waiting} deliveries that wait`,
  );
  const { waiting: active, over } = entitlements.counts();
  expect(
    active + over === entitlements.highWater,
    () => `I33: ${active} entitlements wait, ${over} are over, of ${entitlements.highWater}`,
  );
}
