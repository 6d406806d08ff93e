/**
 * Best prices of the books a batch touched, read when the batch is sealed, while the state is exactly at its end, and
 * told to the quoter once it is durable: volatility learns from no price that could still be lost.
 */
import { type Core, DepthRows, LEVEL_STRIDE, readDepth } from '../engine/core/index.js';
import type { Batch } from '../engine/log/index.js';
import type { Quoter } from '../quoting/index.js';
import { SIDE } from '../values/index.js';
import { SeriesSet } from './series-set.js';

export class BookTops {
  private readonly core: Core;
  private readonly touched: SeriesSet;
  private readonly bids: Int32Array;
  private readonly asks: Int32Array;
  private readonly bidLots: Float64Array;
  private readonly askLots: Float64Array;
  private readonly rows = new DepthRows(1);

  constructor(core: Core) {
    this.core = core;
    const { maxSeries } = core.state.limits;
    this.touched = new SeriesSet(maxSeries);
    this.bids = new Int32Array(maxSeries + 1);
    this.asks = new Int32Array(maxSeries + 1);
    this.bidLots = new Float64Array(maxSeries + 1);
    this.askLots = new Float64Array(maxSeries + 1);
  }

  /** Reads the books a batch touched. */
  capture(batch: Batch): void {
    const { levels, levelsLength } = batch.events;
    for (let at = 0; at < levelsLength; at += LEVEL_STRIDE) this.touched.add(levels[at] as number);
    this.touched.retain((seriesId) => {
      this.read(seriesId);
      return true;
    });
  }

  /** Reads the book of one series as it is now. */
  read(seriesId: number): void {
    this.touched.add(seriesId);
    this.best(seriesId, SIDE.BUY, this.bids, this.bidLots);
    this.best(seriesId, SIDE.SELL, this.asks, this.askLots);
  }

  /** Tells what was captured. */
  tell(quoter: Quoter, atMs: number): void {
    this.touched.drain((seriesId) => {
      quoter.onBookTop({
        seriesId,
        atMs,
        bidTicks: this.bids[seriesId] as number,
        askTicks: this.asks[seriesId] as number,
        bidLots: this.bidLots[seriesId] as number,
        askLots: this.askLots[seriesId] as number,
      });
    });
  }

  private best(seriesId: number, side: number, ticks: Int32Array, lots: Float64Array): void {
    const { rows } = this;
    readDepth(this.core.state.book, seriesId, side - 1, rows);
    ticks[seriesId] = rows.count === 0 ? 0 : (rows.priceTicks[0] as number);
    lots[seriesId] = rows.count === 0 ? 0 : (rows.lots[0] as number);
  }
}
