/**
 * What providers paid for lots of the broker's that failed while others of its serve in their place: of that series there is
 * then one holder more than there is to deliver. Whoever is left without in the end gets it: what the lots have become
 * dearer by, and a part of the penalty. Until then insurance has it pending, series by series; what nobody was left without is the
 * broker's once the series is closed, and the penalty insurance's.
 *
 * Invariant I45: what insurance has pending is the sum of what the series say, and a series says nothing of no lots. Of lots that
 * failed at different times each has an even part. Fails by giving nothing.
 */
import { mulDivDown } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { BROKER_ACCOUNT, INSURANCE_ACCOUNT } from '../kernel/accounts.js';
import { BUCKET } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import type { Payouts, Remedy } from './payouts.js';

export class Shortfalls {
  private readonly state: State;
  private readonly payouts: Payouts;

  constructor(state: State, payouts: Payouts) {
    this.state = state;
    this.payouts = payouts;
  }

  /** So many of the lots that failed are served by others; insurance has what their provider paid. */
  note(seriesId: number, lots: number, remedy: Remedy): void {
    const { series, ledger } = this.state;
    const liability = mulDivDown(remedy.liabilityMicroPat, lots, remedy.lots);
    // Where nobody holds rights any more, nobody will be left without.
    if (series.get(seriesId, S.consumerLots) === 0) return this.payouts.makeWhole(lots, remedy);
    if (lots === 0) return;
    const penalty = mulDivDown(remedy.penaltyMicroPat, lots, remedy.lots);
    const pending = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.PENDING);
    const insurance = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(insurance, pending, liability + penalty);
    series.add(seriesId, S.shortLots, lots);
    series.add(seriesId, S.shortLiabilityMicroPat, liability);
    series.add(seriesId, S.shortPenaltyMicroPat, penalty);
    series.set(seriesId, S.shortProvider, remedy.provider);
  }

  /** A consumer is left without lots it bought at a price: what it is due of what was paid for them. Returns the amount. */
  pay(consumer: number, seriesId: number, lots: number, unitMicroPat: number): number {
    const some = Math.min(lots, this.state.series.get(seriesId, S.shortLots));
    if (some === 0) return 0;
    const remedy = this.take(seriesId, some);
    const due = this.payouts.compensation(consumer, seriesId, some, unitMicroPat, remedy);
    this.payouts.compensate(consumer, due);
    const liability = this.payouts.liabilityTo(some, unitMicroPat, remedy);
    this.payBroker(remedy.liabilityMicroPat - liability);
    return due;
  }

  /** Nobody is left without any more: the rest is the broker's, the penalties insurance's. */
  end(seriesId: number): void {
    const lots = this.state.series.get(seriesId, S.shortLots);
    if (lots > 0) this.payBroker(this.take(seriesId, lots).liabilityMicroPat);
  }

  /** Takes an even part out of what is pending; insurance has it available then. */
  private take(seriesId: number, lots: number): Remedy {
    const { series, ledger } = this.state;
    const all = series.get(seriesId, S.shortLots);
    const part = (field: number): number => mulDivDown(series.get(seriesId, field), lots, all);
    const liabilityMicroPat = part(S.shortLiabilityMicroPat);
    const penaltyMicroPat = part(S.shortPenaltyMicroPat);
    const pending = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.PENDING);
    const insurance = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(pending, insurance, liabilityMicroPat + penaltyMicroPat);
    const provider = series.get(seriesId, S.shortProvider);
    series.add(seriesId, S.shortLots, -lots);
    series.add(seriesId, S.shortLiabilityMicroPat, -liabilityMicroPat);
    series.add(seriesId, S.shortPenaltyMicroPat, -penaltyMicroPat);
    if (lots === all) series.set(seriesId, S.shortProvider, 0);
    const markMicroPat =
      series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
    return { provider, lots, markMicroPat, liabilityMicroPat, penaltyMicroPat };
  }

  private payBroker(amount: number): void {
    const { ledger } = this.state;
    const insurance = ledger.bucket(INSURANCE_ACCOUNT, BUCKET.AVAILABLE);
    ledger.post(insurance, ledger.bucket(BROKER_ACCOUNT, BUCKET.AVAILABLE), amount);
  }
}
