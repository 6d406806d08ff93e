/** What a careful customer keeps to, so that its orders are not refused: the price collar, and the most lots of one order. */
import { type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import { RISK } from '../risk/index.js';
import { SIDE } from '../values/index.js';

const PPM = 1_000_000;

/** A price held within the collar around the broker's quote and the mark, ticks. */
export function inCollar(core: Core, seriesId: number, side: number, ticks: number): number {
  const mark = core.state.series.get(seriesId, S.markTicks);
  if (side === SIDE.BUY) {
    const reference = Math.max(mark, core.checks.brokerAsk(seriesId));
    const share = core.parameters.get(seriesId, RISK.collarBuyPpm);
    return Math.max(1, Math.min(ticks, Math.floor((reference * share) / PPM)));
  }
  const bid = core.checks.brokerBid(seriesId);
  const reference = bid === 0 ? mark : Math.min(mark, bid);
  const share = core.parameters.get(seriesId, RISK.collarSellPpm);
  return Math.max(1, ticks, Math.ceil((reference * share) / PPM));
}

/** The most lots one order may have. */
export function orderLotsMax(core: Core, seriesId: number): number {
  const { series } = core.state;
  const unsold = series.get(seriesId, S.providerLots) + series.get(seriesId, S.brokerLots);
  const share = core.parameters.get(seriesId, RISK.maxOrderSharePpm);
  return Math.max(1, Math.floor((unsold * share) / PPM));
}
