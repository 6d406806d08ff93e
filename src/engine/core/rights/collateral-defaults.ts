/**
 * Lots that fail because their provider did not meet a collateral call: of each lot that is not covered, first those the
 * broker has not sold yet, oldest first, then pairs, by the account of their holder. Only as many as are not covered; what
 * is locked for the others stays theirs. Whoever is left without the right has its money back, and out of the collateral
 * of the lot what it has become dearer by.
 *
 * Obligations of what the broker sold, and deliveries under way, are not ended: they fail, or not, by their own deadlines,
 * and their call stays open until then. Bounded: so many steps at a time; where it stands is in the review's record.
 */
import { CANCEL_REASON, RIGHTS_ACTION, SIDE } from '../../../values/index.js';
import { addForwardLots, holdsForwards } from '../clearing/unpaid.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import type { State } from '../kernel/state.js';
import { EVERYTHING, type MassCancel } from '../trading/mass-cancel.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import type { Quotes } from '../trading/quotes.js';
import type { CollateralCalls } from './collateral-calls.js';
import { NO_ENTRY, REVIEW_FIELD as R } from './collateral-needs.js';
import type { FailureWaterfall } from './failure-waterfall.js';
import type { Payouts } from './payouts.js';
import { CLAIMS, INVENTORY } from './sources.js';

/** Entries of one queue that are looked at before others have their turn; the next stretch goes on behind them. */
const ENTRIES_MAX = 1_024;
/** What an order of a buy-in, or a trade of it, counts for: looking at an account is one. */
const BUY_IN_STEPS = 16;

export class CollateralDefaults {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly calls: CollateralCalls;
  private readonly payouts: Payouts;
  private readonly waterfall: FailureWaterfall;
  private readonly quotes: Quotes;
  private readonly massCancel: MassCancel;
  /** The last stretch ended all that is to end of its provider. Only until the review reads it. */
  isDone = true;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    calls: CollateralCalls;
    payouts: Payouts;
    waterfall: FailureWaterfall;
    quotes: Quotes;
    massCancel: MassCancel;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.calls = parts.calls;
    this.payouts = parts.payouts;
    this.waterfall = parts.waterfall;
    this.quotes = parts.quotes;
    this.massCancel = parts.massCancel;
  }

  /** Whether lots of a position are to fail. */
  has(position: number): boolean {
    const { positions } = this.state;
    return positions.has(position, POSITION_FLAG.DEFAULTED) && this.calls.missing(position) > 0;
  }

  /** Ends lots of a provider, as far as the steps go; returns the steps it took. */
  stretch(provider: number, stepsMax: number): number {
    const { positions, accounts } = this.state;
    const { review } = this.state.needs;
    let steps = 1;
    this.isDone = true;
    // Where it stopped, if that is still a position of the provider's; else all of it is looked at.
    const last = review[R.position] as number;
    const isSame = last !== 0 && positions.accountOf(last) === provider;
    if (!isSame) {
      review[R.holder] = 0;
      review[R.entry] = 0;
    }
    review[R.position] = 0;
    let position = isSame ? last : accounts.get(provider, A.firstPosition);
    while (position !== 0) {
      // One that ends may leave its chain.
      const next = positions.get(position, P.accountNext);
      steps += 1;
      if (this.has(position)) {
        steps += this.endLots(position, stepsMax - steps);
        if (!this.isDone) {
          review[R.position] = position;
          return steps;
        }
      } else if (position === last) {
        // Its call was met meanwhile: the next position begins with its first queue.
        review[R.holder] = 0;
        review[R.entry] = 0;
      }
      position = next;
    }
    return steps;
  }

  private endLots(position: number, stepsMax: number): number {
    const { accounts, positions, needs, series } = this.state;
    const { review } = needs;
    const provider = positions.accountOf(position);
    const seriesId = positions.seriesOf(position);
    let steps = 0;
    let holder = review[R.holder] as number;
    this.waterfall.begin();
    if (holder === 0) {
      steps += this.endInventory(position, provider, seriesId);
      if (review[R.entry] !== 0) return this.pause(steps, 0);
    }
    // Where nobody holds rights any more, what is owed is under way.
    const last = series.get(seriesId, S.consumerLots) === 0 ? 0 : accounts.count;
    while ((holder < last || review[R.entry] !== 0) && this.isShort(provider, seriesId)) {
      if (steps >= stepsMax && review[R.entry] === 0) return this.pause(steps, holder);
      // Where it stopped in the middle of somebody's claims, those come first.
      if (review[R.entry] === 0) holder += 1;
      const held = positions.find(holder, seriesId);
      if (held === 0) review[R.entry] = 0;
      steps += held === 0 ? 1 : 1 + this.endPairs(held, provider, seriesId);
      if (review[R.entry] !== 0) return this.pause(steps, holder);
    }
    review[R.holder] = 0;
    review[R.entry] = 0;
    return steps;
  }

  /** There is more to look at: the next stretch goes on with it. */
  private pause(steps: number, holder: number): number {
    this.state.needs.review[R.holder] = holder;
    this.isDone = false;
    return steps;
  }

  /** What is missing now, for a position that may have gone. */
  private isShort(provider: number, seriesId: number): boolean {
    const position = this.state.positions.find(provider, seriesId);
    return position !== 0 && this.calls.missing(position) > 0;
  }

  /** Lots of an entry that are not covered: those whose need would cover what is missing. */
  private uncovered(provider: number, seriesId: number, entry: number): number {
    const { positions, sources } = this.state;
    const position = positions.find(provider, seriesId);
    if (position === 0 || sources.provider(entry) !== provider) return 0;
    const unitNeed = sources.unitNeedMicroPat(entry);
    if (unitNeed === 0) return 0;
    return Math.min(sources.lots(entry), Math.ceil(this.calls.missing(position) / unitNeed));
  }

  /** Rights the broker bought and has not sold: it has its money back, and what they have become dearer by. */
  private endInventory(position: number, provider: number, seriesId: number): number {
    const { sources, positions, needs } = this.state;
    const { review } = needs;
    const broker = positions.find(BROKER_ACCOUNT, seriesId);
    let steps = 0;
    // While an entry is looked at, the review stands at the one behind it, which may be taken out meanwhile.
    let entry = (review[R.entry] as number) || sources.first(seriesId, INVENTORY);
    review[R.entry] = 0;
    while (isEntry(entry) && this.isShort(provider, seriesId)) {
      if (steps === ENTRIES_MAX) {
        review[R.entry] = entry;
        return steps;
      }
      steps += 1;
      const lots = this.uncovered(provider, seriesId, entry);
      review[R.entry] = sources.next(entry) || NO_ENTRY;
      if (lots > 0) this.endInventoryLots(broker, seriesId, entry, lots);
      entry = review[R.entry] as number;
      review[R.entry] = 0;
      if (positions.find(provider, seriesId) !== position) break;
    }
    return steps;
  }

  private endInventoryLots(broker: number, seriesId: number, entry: number, most: number): void {
    const { sources, positions, series, exposures } = this.state;
    const free = () => positions.get(broker, P.heldLots) - positions.get(broker, P.reservedLots);
    if (free() < most) this.pullAsks(seriesId);
    const lots = Math.min(most, free());
    if (lots === 0) return;
    const claim = sources.take(seriesId, INVENTORY, entry, lots);
    const cost = claim.unitMicroPat * lots;
    positions.add(broker, P.heldLots, -lots);
    positions.add(broker, P.costMicroPat, -cost);
    exposures.add(series, seriesId, -cost);
    series.add(seriesId, S.brokerLots, -lots);
    series.add(seriesId, S.failedLots, lots);
    this.tell(BROKER_ACCOUNT, claim.provider, seriesId, lots);
    this.payouts.makeWhole(lots, this.payouts.fail(seriesId, claim, true));
  }

  /** Nobody buys what is about to fail; a firm quote stays, and its lots with it. */
  private pullAsks(seriesId: number): void {
    this.quotes.pullLevels(seriesId, SIDE.SELL, CANCEL_REASON.FAILED);
    const asks = { ...EVERYTHING, seriesId, side: SIDE.SELL };
    this.massCancel.run(BROKER_ACCOUNT, asks, CANCEL_REASON.FAILED);
  }

  /** Pairs of a holder with the provider: refunded, with what they have become dearer by. */
  private endPairs(held: number, provider: number, seriesId: number): number {
    const { sources, needs, positions } = this.state;
    const { review } = needs;
    const holder = positions.accountOf(held);
    let steps = 0;
    let entry = Math.abs(review[R.entry] as number) || sources.first(held, CLAIMS);
    review[R.entry] = 0;
    for (let looks = 0; isEntry(entry) && this.isShort(provider, seriesId); looks += 1) {
      if (looks === ENTRIES_MAX) {
        review[R.entry] = -entry;
        return steps;
      }
      steps += 1;
      const lots = this.uncovered(provider, seriesId, entry);
      const { work } = this.waterfall;
      review[R.entry] = -(sources.next(entry) || NO_ENTRY);
      if (lots > 0) this.endPair(held, seriesId, entry, lots);
      steps += (this.waterfall.work - work) * BUY_IN_STEPS;
      entry = Math.abs(review[R.entry] as number);
      review[R.entry] = 0;
      // A buy-in gives it a claim behind the others, never in place of its position.
      if (positions.find(holder, seriesId) !== held) break;
    }
    return steps;
  }

  private endPair(held: number, seriesId: number, entry: number, lots: number): void {
    const { sources, positions, series, sequence } = this.state;
    const consumer = positions.accountOf(held);
    const unitFee = sources.unitBuyerFeeMicroPat(entry);
    const claim = sources.take(held, CLAIMS, entry, lots);
    const { unitMicroPat } = claim;
    const escrow = unitMicroPat * lots;
    positions.add(held, P.heldLots, -lots);
    positions.add(held, P.costMicroPat, -escrow);
    positions.add(held, P.feeMicroPat, -unitFee * lots);
    // No trade before this can be busted: its claim may be gone.
    positions.set(held, P.exercisedSequence, sequence);
    series.add(seriesId, S.consumerLots, -lots);
    series.add(seriesId, S.failedLots, lots);
    if (holdsForwards(this.state, held)) addForwardLots(this.state, consumer, -lots);
    this.tell(consumer, claim.provider, seriesId, lots);
    const remedy = this.payouts.fail(seriesId, claim, true);
    const left = { consumer, series: seriesId, lots, unitMicroPat };
    this.waterfall.relieve({ ...left, unitBuyerFeeMicroPat: unitFee }, remedy);
  }

  private tell(holder: number, provider: number, seriesId: number, lots: number): void {
    this.reports.rights(holder, RIGHTS_ACTION.FAILED, seriesId, lots);
    this.reports.rights(provider, RIGHTS_ACTION.FAILED, seriesId, lots);
  }
}

/** Whether there is an entry, and not the end of the queue or no queue. */
function isEntry(entry: number): boolean {
  return entry !== 0 && entry !== NO_ENTRY;
}
