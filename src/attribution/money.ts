/**
 * The broker's money in one series as the ledger has it: what deliveries and returned purchases brought in, less what
 * purchases cost, plus its claim on the series' escrow.
 *
 * The claim is what consumers have paid into escrow for rights the broker sold and nobody has delivered yet; what is paid
 * for a pair is its provider's. Counted afresh from claims and open deliveries: a walk over the tables, for a report and
 * not for every command. Reads the core's state and changes nothing.
 */
import {
  BROKER_ACCOUNT,
  type Core,
  DELIVERY_FIELD as D,
  POSITION_FIELD as P,
  PIECES,
  SERIES_FIELD as S,
  SOURCE_KIND,
} from '../engine/core/index.js';

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
      const isConsumer =
        positions.accountOf(slot) !== BROKER_ACCOUNT && positions.get(slot, P.mintedLots) === 0;
      let entry = isConsumer ? positions.get(slot, P.claimHead) : 0;
      for (; entry !== 0; entry = sources.next(entry)) {
        if (sources.kind(entry) === SOURCE_KIND.NOVATED) continue;
        claim += sources.unitMicroPat(entry) * sources.lots(entry);
      }
      slot = positions.get(slot, P.seriesNext);
    }
    claimMicroPat[id] = claim;
  }
  addDeliveries(core, claimMicroPat);
  return { cashMicroPat, claimMicroPat };
}

function addDeliveries(core: Core, claimMicroPat: Float64Array): void {
  const { deliveries, sources } = core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, D.state) === 0) continue;
    const id = deliveries.get(slot, D.series);
    for (let piece = sources.first(slot, PIECES); piece !== 0; piece = sources.next(piece)) {
      if (sources.kind(piece) === SOURCE_KIND.NOVATED) continue;
      const claim = sources.unitPaidMicroPat(piece) * sources.lots(piece);
      claimMicroPat[id] = (claimMicroPat[id] as number) + claim;
    }
  }
}
