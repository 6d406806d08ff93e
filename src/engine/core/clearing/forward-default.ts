/**
 * A buyer of forwards that does not pay: lots go back to whoever sold them, newest first, with what they have become cheaper
 * by, out of what was paid in and no further, and the trade's fee to the venue; what was paid in beyond that comes back.
 *
 * What a lot is worth is the mark that collateral follows, which moves only by evidence and at a limited rate. Rights of a
 * provider are its own again; of the broker's sales the last obligations become inventory again. Bounded: one entry a step.
 */
import { RIGHTS_ACTION } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT, FEES_ACCOUNT } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { BUCKET } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import { CLAIMS, INVENTORY, OBLIGATIONS, SOURCE_KIND } from '../rights/sources.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import { addForwardLots, lowerUnpaid } from './unpaid.js';

export class ForwardDefault {
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  /**
   * Takes lots of the newest purchase back, at least one. Only of a position that holds some and owes something.
   * @param lotsAt how many, by price and fee of a lot
   */
  endNewest(position: number, lotsAt: (unit: number, unitFee: number) => number): void {
    const { sources, positions, series, sequence } = this.state;
    const entry = sources.last(position, CLAIMS);
    check(entry !== 0, 'I44: a position owes for forwards it has not');
    const unitFee = sources.unitBuyerFeeMicroPat(entry);
    const unitDue = sources.unitMicroPat(entry) + unitFee;
    // An entry that is left and one that is made again need room; a whole one leaves its own.
    const isWhole = sources.room === 0;
    const asked = Math.max(1, lotsAt(sources.unitMicroPat(entry), unitFee));
    const lots = isWhole ? sources.lots(entry) : Math.min(sources.lots(entry), asked);
    const claim = sources.take(position, CLAIMS, entry, lots);
    const seriesId = positions.seriesOf(position);
    const buyer = positions.accountOf(position);
    positions.add(position, P.heldLots, -lots);
    positions.add(position, P.costMicroPat, -claim.unitMicroPat * lots);
    positions.add(position, P.feeMicroPat, -unitFee * lots);
    // No trade before this can be busted: its claim may be gone.
    positions.set(position, P.exercisedSequence, sequence);
    series.add(seriesId, S.consumerLots, -lots);
    addForwardLots(this.state, buyer, -lots);
    const seller = claim.kind === SOURCE_KIND.NOVATED ? claim.provider : BROKER_ACCOUNT;
    const worth = series.get(seriesId, S.collateralMarkMicroPat);
    const loss = Math.max(0, claim.unitMicroPat - worth) * lots;
    this.payLoss(position, seller, { dueMicroPat: unitDue * lots, loss, fee: unitFee * lots });
    if (seller === BROKER_ACCOUNT) this.returnToBroker(seriesId, lots);
    else this.returnToProvider(seller, seriesId, lots);
    this.reports.rights(buyer, RIGHTS_ACTION.DEFAULTED, seriesId, lots);
    this.reports.rights(seller, RIGHTS_ACTION.DEFAULTED, seriesId, lots);
  }

  /** The loss, then the fee, out of what was paid in; what is then paid in beyond cost and fees that are left comes back. */
  private payLoss(
    position: number,
    seller: number,
    of: { readonly dueMicroPat: number; readonly loss: number; readonly fee: number },
  ): void {
    const { ledger, positions, accounts } = this.state;
    const seriesId = positions.seriesOf(position);
    const buyer = positions.accountOf(position);
    const left = positions.get(position, P.costMicroPat) + positions.get(position, P.feeMicroPat);
    const paidIn = left + of.dueMicroPat - positions.get(position, P.unpaidMicroPat);
    const paid = Math.min(of.loss, paidIn);
    const fee = Math.min(of.fee, paidIn - paid);
    const back = Math.max(0, paidIn - paid - fee - left);
    const escrow = ledger.escrow(seriesId);
    ledger.post(escrow, ledger.bucket(seller, BUCKET.AVAILABLE), paid);
    ledger.post(escrow, ledger.bucket(FEES_ACCOUNT, BUCKET.AVAILABLE), fee);
    ledger.post(escrow, ledger.bucket(buyer, BUCKET.AVAILABLE), back);
    accounts.add(buyer, A.escrowMicroPat, -paid - fee - back);
    const unpaid = left - (paidIn - paid - fee - back);
    lowerUnpaid(this.state, position, positions.get(position, P.unpaidMicroPat) - unpaid);
  }

  private returnToProvider(provider: number, seriesId: number, lots: number): void {
    const { positions, series, registry } = this.state;
    const position = positions.find(provider, seriesId);
    check(position !== 0, 'I12: a provider owes rights and has no position');
    positions.add(position, P.heldLots, lots);
    const capacity = registry.capacity(provider, series.get(seriesId, S.segment));
    const isAttested =
      capacity !== undefined &&
      capacity.attestedUntilMs >= series.get(seriesId, S.endMs) &&
      capacity.outstandingLots + capacity.lostLots <= capacity.attestedLots;
    if (isAttested) positions.add(position, P.attestedLots, lots);
    series.add(seriesId, S.providerLots, lots);
  }

  /** Obligations → inventory, at what the broker paid. */
  private returnToBroker(seriesId: number, lots: number): void {
    const { sources, positions, series, exposures } = this.state;
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    check(position !== 0, 'I9: the broker sold rights and has no position');
    let cost = 0;
    for (let left = lots; left > 0; ) {
      const last = sources.last(seriesId, OBLIGATIONS);
      const claim = sources.take(seriesId, OBLIGATIONS, last, left);
      const { unitMicroPat } = claim;
      const back = { ...claim, providerPosition: 0, unitFeeMicroPat: 0, unitBuyerFeeMicroPat: 0 };
      sources.add(seriesId, INVENTORY, back, true);
      cost += unitMicroPat * claim.lots;
      left -= claim.lots;
    }
    positions.add(position, P.heldLots, lots);
    positions.add(position, P.costMicroPat, cost);
    exposures.add(series, seriesId, cost);
    series.add(seriesId, S.brokerLots, lots);
  }
}
