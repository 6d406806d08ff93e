/**
 * The reference book: lists and sorts, obviously right and slow. It answers an operation with the rows
 * the fast book's match buffer must hold, and shows its whole state for comparison.
 */

export type Stp = 'none' | 'cancel_taker' | 'cancel_maker' | 'cancel_both' | 'decrement';
export type Scope = 'account' | 'group';

export interface NaiveOrder {
  readonly key: number;
  readonly series: number;
  readonly side: 0 | 1;
  readonly price: number;
  readonly owner: number;
  readonly group: number;
  open: number;
  hidden: number;
  readonly peak: number;
  /** Place in the queue: lower is older. */
  time: number;
}

export interface NaiveTaker {
  readonly series: number;
  readonly side: 0 | 1;
  readonly price: number;
  readonly owner: number;
  readonly group: number;
  readonly stp: Stp;
  readonly scope: Scope;
  lots: number;
}

export interface NaiveMatch {
  readonly kind: 'fill' | 'cancel_maker' | 'decrement';
  readonly key: number;
  readonly price: number;
  readonly lots: number;
  readonly left: number;
}

export class NaiveBook {
  orders: NaiveOrder[] = [];
  private clock = 0;

  rest(order: Omit<NaiveOrder, 'time'>): void {
    this.clock += 1;
    this.orders.push({ ...order, time: this.clock });
  }

  remove(key: number): void {
    this.orders = this.orders.filter((order) => order.key !== key);
  }

  /** One side of a series in the order in which it would trade. */
  queue(series: number, side: 0 | 1): NaiveOrder[] {
    const sign = side === 0 ? -1 : 1;
    return this.orders
      .filter((order) => order.series === series && order.side === side)
      .sort((a, b) => sign * (a.price - b.price) || a.time - b.time);
  }

  wouldCross(series: number, side: 0 | 1, price: number): boolean {
    const best = this.queue(series, side === 0 ? 1 : 0)[0];
    return best !== undefined && (side === 0 ? best.price <= price : best.price >= price);
  }

  /** Trades the taker and returns what happened; its lots are counted down. */
  match(taker: NaiveTaker): { rows: NaiveMatch[]; isStopped: boolean } {
    const rows: NaiveMatch[] = [];
    while (taker.lots > 0 && this.wouldCross(taker.series, taker.side, taker.price)) {
      const maker = this.queue(taker.series, taker.side === 0 ? 1 : 0)[0] as NaiveOrder;
      if (!isSelf(taker, maker)) {
        const lots = Math.min(taker.lots, maker.open);
        taker.lots -= lots;
        rows.push({ kind: 'fill', ...this.use(maker, lots) });
      } else if (taker.stp === 'decrement') {
        const lots = Math.min(taker.lots, maker.open);
        taker.lots -= lots;
        rows.push({ kind: 'decrement', ...this.use(maker, lots) });
      } else {
        if (taker.stp === 'cancel_taker') return { rows, isStopped: true };
        this.remove(maker.key);
        const { key, price, open: lots } = maker;
        rows.push({ kind: 'cancel_maker', key, price, lots, left: 0 });
        if (taker.stp === 'cancel_both') return { rows, isStopped: true };
      }
    }
    return { rows, isStopped: false };
  }

  /** Whether the taker would trade every lot: tried on a copy. */
  canFill(taker: NaiveTaker): boolean {
    const copy = new NaiveBook();
    copy.clock = this.clock;
    copy.orders = this.orders.map((order) => ({ ...order }));
    const { rows } = copy.match({ ...taker });
    const fills = rows.filter(({ kind }) => kind === 'fill');
    return fills.reduce((sum, { lots }) => sum + lots, 0) === taker.lots;
  }

  private use(maker: NaiveOrder, lots: number): Omit<NaiveMatch, 'kind'> {
    maker.open -= lots;
    if (maker.open === 0) {
      maker.open = Math.min(maker.peak, maker.hidden);
      maker.hidden -= maker.open;
      this.clock += 1;
      maker.time = this.clock;
      if (maker.open === 0) this.remove(maker.key);
    }
    return { key: maker.key, price: maker.price, lots, left: maker.open + maker.hidden };
  }
}

function isSelf(taker: NaiveTaker, maker: NaiveOrder): boolean {
  if (taker.stp === 'none') return false;
  return taker.scope === 'group' ? taker.group === maker.group : taker.owner === maker.owner;
}
