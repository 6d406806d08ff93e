/**
 * Price bands: how far from the prices before it a trade may be in continuous trading.
 *
 * The static band lies around the price of the last auction, the dynamic one around the last trade. A band without its
 * parameter or without its price does not bind. Both bind where both are, and neither for a while after an interruption, so
 * that nobody can interrupt trading again and again. Reads only; widths are ppm of the reference,
 * and edges are rounded inwards, so that no trade is further away than its parameter says.
 */
import { RISK } from '../../../../risk/index.js';
import { SIDE } from '../../../../values/index.js';
import { PRICE_TICKS_MAX } from '../../book/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { State } from '../../kernel/state.js';
import type { ParameterValues } from '../../venue/parameters/values.js';

const PPM = 1_000_000;

export class PriceBands {
  private readonly state: State;
  private readonly parameters: ParameterValues;
  private lowTicks = 0;
  private highTicks = 0;

  constructor(state: State, parameters: ParameterValues) {
    this.state = state;
    this.parameters = parameters;
  }

  /** Whether a series has bands, and they bind now. */
  areBinding(seriesId: number): boolean {
    const { values } = this.parameters;
    const row = this.parameters.row(seriesId);
    const areSet =
      values[row + RISK.volatilityStaticPpm] !== 0 || values[row + RISK.volatilityDynamicPpm] !== 0;
    return areSet && this.state.timeMs >= this.state.series.get(seriesId, S.bandsRestUntilMs);
  }

  /**
   * The worst price an order may trade at: its own, or the edge of a band; a price nothing trades at when the best price
   * it would meet is out of the band already.
   */
  limitTicks(seriesId: number, side: number, priceTicks: number): number {
    this.find(seriesId);
    const { lowTicks, highTicks } = this;
    const isBuy = side === SIDE.BUY;
    const bestTicks = this.state.book.bestPriceTicks(seriesId, isBuy ? 1 : 0);
    if (bestTicks < lowTicks || bestTicks > highTicks) return isBuy ? 0 : PRICE_TICKS_MAX + 1;
    return isBuy ? Math.min(priceTicks, highTicks) : Math.max(priceTicks, lowTicks);
  }

  isOutside(seriesId: number, priceTicks: number): boolean {
    this.find(seriesId);
    return priceTicks < this.lowTicks || priceTicks > this.highTicks;
  }

  private find(seriesId: number): void {
    const { series } = this.state;
    this.lowTicks = 0;
    this.highTicks = PRICE_TICKS_MAX;
    this.narrow(seriesId, RISK.volatilityStaticPpm, series.get(seriesId, S.lastAuctionTicks));
    this.narrow(seriesId, RISK.volatilityDynamicPpm, series.lastTradeTicks(seriesId));
  }

  /** Prices are below 2^31 and widths at most one million ppm, so the products are exact. */
  private narrow(seriesId: number, parameter: number, referenceTicks: number): void {
    const widthPpm = this.parameters.get(seriesId, parameter);
    if (widthPpm === 0 || referenceTicks === 0) return;
    const distanceTicks = Math.floor((referenceTicks * widthPpm) / PPM);
    this.lowTicks = Math.max(this.lowTicks, referenceTicks - distanceTicks);
    this.highTicks = Math.min(this.highTicks, referenceTicks + distanceTicks);
  }
}
