/**
 * The broker's money in one series as the ledger has it: what deliveries and returned purchases brought in, less what
 * purchases cost, plus its claim on the series' escrow.
 *
 * The claim is what consumers have paid into escrow for rights not yet delivered, less what is owed from it to providers
 * that sold by novation. Counted afresh from positions, open deliveries and obligations: a walk over the tables, for a
 * report and not for every command. Reads the core's state and changes nothing.
 */
import {
  BROKER_ACCOUNT,
  type Core,
  DELIVERY_FIELD as D,
  POSITION_FIELD as P,
  SERIES_FIELD as S,
} from '../engine/core/index.js';

/** Rights a provider sold itself, as the core numbers kinds of obligations. */
const NOVATED = 1;

export interface BrokerMoney {
  /** By series: paid out and taken in. */
  readonly cashMicroPat: Float64Array;
  readonly claimMicroPat: Float64Array;
}

/** The broker's money in every series; index is the series. */
export function brokerMoney(core: Core): BrokerMoney {
  const { series, positions, sources } = core.state;
  const cashMicroPat = new Float64Array(series.count + 1);
  const claimMicroPat = new Float64Array(series.count + 1);
  for (let id = 1; id <= series.count; id += 1) {
    cashMicroPat[id] =
      series.get(id, S.brokerRevenueMicroPat) - series.get(id, S.brokerCostMicroPat);
    let claim = 0;
    for (let slot = series.get(id, S.firstPosition); slot !== 0; ) {
      if (positions.accountOf(slot) !== BROKER_ACCOUNT)
        claim += positions.get(slot, P.costMicroPat);
      slot = positions.get(slot, P.seriesNext);
    }
    for (let entry = series.get(id, S.obligationHead); entry !== 0; entry = sources.next(entry)) {
      if (sources.kind(entry) === NOVATED)
        claim -= sources.unitMicroPat(entry) * sources.lots(entry);
    }
    claimMicroPat[id] = claim;
  }
  addDeliveries(core, claimMicroPat);
  return { cashMicroPat, claimMicroPat };
}

function addDeliveries(core: Core, claimMicroPat: Float64Array): void {
  const { deliveries } = core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, D.state) === 0) continue;
    const id = deliveries.get(slot, D.series);
    let claim = deliveries.get(slot, D.escrowMicroPat);
    if (deliveries.get(slot, D.kind) === NOVATED) {
      claim -= deliveries.get(slot, D.unitMicroPat) * deliveries.get(slot, D.lots);
    }
    claimMicroPat[id] = (claimMicroPat[id] as number) + claim;
  }
}
