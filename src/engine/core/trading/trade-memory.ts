/** The last trades, so that one can be busted: a ring of fixed size, oldest forgotten first. */
import type { ColumnAllocator } from '../kernel/columns.js';

/** Fields of a remembered trade, in words. */
export const TRADE_FIELD = {
  series: 0,
  tradeId: 1,
  buyer: 2,
  seller: 3,
  priceTicks: 4,
  lots: 5,
  buyerFeeMicroPat: 6,
  sellerFeeMicroPat: 7,
  sequence: 8,
  /** Provider collateral that moved with the trade. */
  collateralMicroPat: 9,
  busted: 10,
  /** One of TRADE_FROM. */
  from: 11,
  /** How many of a provider's lots were attested when they were minted. */
  attestedLots: 12,
  timeMs: 13,
  /** One of SIDE: what the resting order did; 0 where both rested, in an auction. */
  makerSide: 14,
} as const;

/** Where a trade was made, as bits to ask for several. */
export const TRADE_FROM = { CONTINUOUS: 1, FIRM_QUOTE: 2, AUCTION: 4 } as const;

const WORDS = 15;
/** Where the next trade goes. */
const NEXT = 0;

export class TradeMemory {
  private readonly f: Float64Array;
  private readonly meta: Int32Array;
  private readonly capacity: number;

  constructor(alloc: ColumnAllocator, capacity: number) {
    this.capacity = capacity;
    this.meta = alloc.i32('trades.meta', 2);
    this.f = alloc.f64('trades', capacity * WORDS);
  }

  /** Remembers a trade and returns its place, whose fields the caller fills. */
  push(seriesId: number, tradeId: number): number {
    const place = this.meta[NEXT] as number;
    this.meta[NEXT] = place + 1 < this.capacity ? place + 1 : 0;
    this.f[place * WORDS + TRADE_FIELD.series] = seriesId;
    this.f[place * WORDS + TRADE_FIELD.tradeId] = tradeId;
    this.f[place * WORDS + TRADE_FIELD.busted] = 0;
    this.f[place * WORDS + TRADE_FIELD.from] = TRADE_FROM.CONTINUOUS;
    return place;
  }

  /** Trades that are remembered. */
  get count(): number {
    let count = 0;
    for (const _place of this.places()) count += 1;
    return count;
  }

  /** Places of the trades that are remembered, the oldest first. */
  *places(): Generator<number> {
    const next = this.meta[NEXT] as number;
    for (let i = 0; i < this.capacity; i += 1) {
      const place = (next + i) % this.capacity;
      if (this.get(place, TRADE_FIELD.tradeId) !== 0) yield place;
    }
  }

  get(place: number, field: number): number {
    return this.f[place * WORDS + field] as number;
  }

  set(place: number, field: number, value: number): void {
    this.f[place * WORDS + field] = value;
  }

  /** Place of a trade that is still remembered, or −1. Operators ask, so a walk is fine. */
  find(seriesId: number, tradeId: number): number {
    // Trade ids count from 1; a place that was never written has 0.
    if (tradeId === 0) return -1;
    for (let place = 0; place < this.capacity; place += 1) {
      if (
        this.get(place, TRADE_FIELD.tradeId) === tradeId &&
        this.get(place, TRADE_FIELD.series) === seriesId
      ) {
        return place;
      }
    }
    return -1;
  }

  /** Place of the newest trade of a series that stands, or −1; a walk again. @param from bits of TRADE_FROM */
  newest(seriesId: number, from: number): number {
    let newest = -1;
    let newestId = 0;
    for (let place = 0; place < this.capacity; place += 1) {
      const tradeId = this.get(place, TRADE_FIELD.tradeId);
      if (tradeId <= newestId || this.get(place, TRADE_FIELD.series) !== seriesId) continue;
      if (this.get(place, TRADE_FIELD.busted) !== 0) continue;
      if ((this.get(place, TRADE_FIELD.from) & from) === 0) continue;
      newest = place;
      newestId = tradeId;
    }
    return newest;
  }
}
