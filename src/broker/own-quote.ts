/**
 * The broker's standing quote of a series as the core has it now: what its levels hold and where they stand. The same
 * figures the core gives back to a new quote before it checks it.
 */
import { BROKER_ACCOUNT, type Core, QUOTE_LEVELS, QUOTE_SLOTS } from '../engine/core/index.js';

export class OwnQuote {
  private readonly core: Core;
  /** PAT reserved by the bids. */
  bidsMicroPat = 0;
  /** Rights reserved by the asks. */
  asksLots = 0;
  /** Best standing prices; 0 where there is none. */
  bidTicks = 0;
  askTicks = 0;
  /** Prices furthest from the middle. */
  lastBidTicks = 0;
  lastAskTicks = 0;

  constructor(core: Core) {
    this.core = core;
  }

  get isEmpty(): boolean {
    return this.bidTicks === 0 && this.askTicks === 0;
  }

  /** Reads the quote of a series into this object. */
  read(seriesId: number): void {
    this.bidsMicroPat = 0;
    this.asksLots = 0;
    this.bidTicks = 0;
    this.askTicks = 0;
    this.lastBidTicks = 0;
    this.lastAskTicks = 0;
    const { live, state } = this.core;
    const first = seriesId * QUOTE_SLOTS;
    for (let i = 0; i < QUOTE_SLOTS; i += 1) {
      const orderId = state.series.quoteOrders[first + i] as number;
      const slot = orderId === 0 ? 0 : live.find(BROKER_ACCOUNT, orderId);
      if (slot === 0) continue;
      const priceTicks = live.priceTicks(slot);
      if (i < QUOTE_LEVELS) {
        this.bidsMicroPat += live.unitReserve(slot) * live.openLots(slot);
        if (this.bidTicks === 0) this.bidTicks = priceTicks;
        this.lastBidTicks = priceTicks;
      } else {
        this.asksLots += live.openLots(slot);
        if (this.askTicks === 0) this.askTicks = priceTicks;
        this.lastAskTicks = priceTicks;
      }
    }
  }
}
