/**
 * What the providers have to offer: rights are minted when fewer than half of a mint are left. A mint pulls the broker's
 * bids for a moment, so they are large and few.
 *
 * Held and reserved rights are what the venue pushed last, offers sent since are counted on top; a refused offer is put
 * right by the next push. At most one mint of a provider and series is on its way.
 */
import type { PatxClient, PositionReport } from '../../client/index.js';
import type { Tally } from './tally.js';

interface Stock {
  freeLots: number;
  isMinting: boolean;
}

export class Stocks {
  private readonly tally: Tally;
  private readonly stocks = new Map<string, Stock>();

  constructor(tally: Tally) {
    this.tally = tally;
  }

  /** What the venue says a provider has. */
  learn({ accountId, seriesId, heldLots, reservedLots }: Readonly<PositionReport>): void {
    this.stock(accountId, seriesId).freeLots = heldLots - reservedLots;
  }

  /** Mints where a provider has little to offer. */
  ensure(provider: PatxClient, seriesId: number, mintLots: number): void {
    const stock = this.stock(provider.accountId, seriesId);
    if (stock.isMinting || stock.freeLots >= mintLots / 2) return;
    stock.isMinting = true;
    provider.rights
      .mint({ seriesId, quantityLots: mintLots })
      .then(
        () => {
          this.tally.mintedLots += mintLots;
        },
        (error: unknown) => this.tally.failed(error),
      )
      .finally(() => {
        stock.isMinting = false;
      });
  }

  /** Forgets a series that is over. */
  forget(seriesId: number): void {
    for (const key of [...this.stocks.keys()]) {
      if (key.endsWith(`:${seriesId}`)) this.stocks.delete(key);
    }
  }

  /** Counts an offer; false when there is nothing to offer yet. */
  offer(provider: PatxClient, seriesId: number, lots: number): boolean {
    const stock = this.stock(provider.accountId, seriesId);
    if (stock.freeLots < lots) return false;
    stock.freeLots -= lots;
    return true;
  }

  private stock(accountId: number, seriesId: number): Stock {
    const key = `${accountId}:${seriesId}`;
    let stock = this.stocks.get(key);
    if (stock === undefined) {
      stock = { freeLots: 0, isMinting: false };
      this.stocks.set(key, stock);
    }
    return stock;
  }
}
