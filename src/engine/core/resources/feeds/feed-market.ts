/** Model feeds: their desks put together. */
import type { EventWriter } from '../../kernel/event-writer.js';
import type { State } from '../../kernel/state.js';
import type { ListingDesk } from '../listing-desk.js';
import type { MarketMoney } from '../market-money.js';
import type { PurchaseBook } from '../purchase-book.js';
import type { PurchaseDesk } from '../purchase-desk.js';
import type { PurchaseGate } from '../purchase-gate.js';
import type { Sweeps } from '../sweeps.js';
import { CreatorDesk } from './creator-desk.js';
import { FeedDesk } from './feed-desk.js';
import { SeatDesk } from './seat-desk.js';
import { SeatMoney } from './seat-money.js';
import { SignalDesk } from './signal-desk.js';

export class FeedMarket {
  readonly handlers;
  readonly seats: SeatDesk;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    listings: ListingDesk;
    money: MarketMoney;
    book: PurchaseBook;
    gate: PurchaseGate;
    purchases: PurchaseDesk;
    sweeps: Sweeps;
  }) {
    const { state, reports, listings, money, book } = parts;
    const seatMoney = new SeatMoney(state, money, book);
    const creators = new CreatorDesk(state, reports, seatMoney);
    this.seats = new SeatDesk({ ...parts, seatMoney });
    this.handlers = {
      ...creators.handlers,
      ...new FeedDesk({ ...parts, creators }).handlers,
      ...this.seats.handlers,
      ...new SignalDesk(state, reports, listings).handlers,
    };
  }
}
