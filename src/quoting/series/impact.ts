/**
 * What firm groups left behind in one series by taking firm quotes: the inventory their next request is priced from.
 *
 * Inventory a group took the broker down to, or up to, holds for that group although others bring it back, and gives way
 * to the inventory that is there with a time constant: lots, `a(t) = q + (a − q)·e^(−Δt/τ)`. Where nobody brings it back,
 * a is q and nothing is counted twice. Buying and selling are kept apart, so that neither wipes out the other. Bounded: the
 * longest unused goes when there are too many. Times are ms; time that runs backwards counts as none.
 */

/** Groups remembered a series. */
const GROUPS_MAX = 256;

export interface Impact {
  /** Inventory after the group last bought, and after it last sold; of no meaning while its time is 0. */
  boughtToLots: number;
  boughtAtMs: number;
  soldToLots: number;
  soldAtMs: number;
}

export class ImpactBook {
  /** By group: the number of a firm group, or an account without one, negative. */
  private readonly groups = new Map<number, Impact>();

  get size(): number {
    return this.groups.size;
  }

  entries(): IterableIterator<[number, Impact]> {
    return this.groups.entries();
  }

  clear(): void {
    this.groups.clear();
  }

  /** Restores what a group left behind. */
  set(group: number, impact: Impact): void {
    this.groups.set(group, impact);
  }

  /** The whole lots a request of a group is priced from, given the inventory there is. */
  startLots(group: number, side: 'BUY' | 'SELL', at: ImpactMoment): number {
    const impact = this.groups.get(group);
    const { lots, nowMs, tauMs } = at;
    if (impact === undefined) return lots;
    if (side === 'BUY') {
      if (impact.boughtAtMs === 0) return lots;
      const left = relaxed(impact.boughtToLots, lots, nowMs - impact.boughtAtMs, tauMs);
      return Math.min(lots, Math.floor(left));
    }
    if (impact.soldAtMs === 0) return lots;
    return Math.max(
      lots,
      Math.ceil(relaxed(impact.soldToLots, lots, nowMs - impact.soldAtMs, tauMs)),
    );
  }

  /** A group took a firm quote that was priced from so many lots. */
  taken(
    group: number,
    side: 'BUY' | 'SELL',
    trade: { readonly startLots: number; readonly lots: number; readonly nowMs: number },
  ): void {
    const { startLots, lots, nowMs } = trade;
    const before = this.groups.get(group);
    // Put in again at the end: the first is then the one longest unused.
    this.groups.delete(group);
    const impact = before ?? { boughtToLots: 0, boughtAtMs: 0, soldToLots: 0, soldAtMs: 0 };
    if (side === 'BUY') {
      impact.boughtToLots = startLots - lots;
      impact.boughtAtMs = nowMs;
    } else {
      impact.soldToLots = startLots + lots;
      impact.soldAtMs = nowMs;
    }
    this.groups.set(group, impact);
    for (const [first] of this.groups) {
      if (this.groups.size <= GROUPS_MAX) break;
      this.groups.delete(first);
    }
  }

  /** Time in which the venue stood still: nothing gave way. */
  sitOut(lengthMs: number): void {
    for (const impact of this.groups.values()) {
      if (impact.boughtAtMs !== 0) impact.boughtAtMs += lengthMs;
      if (impact.soldAtMs !== 0) impact.soldAtMs += lengthMs;
    }
  }
}

export interface ImpactMoment {
  /** Lots the broker has now. */
  readonly lots: number;
  readonly nowMs: number;
  readonly tauMs: number;
}

function relaxed(left: number, lots: number, elapsedMs: number, tauMs: number): number {
  const weight = elapsedMs > 0 ? Math.exp(-elapsedMs / tauMs) : 1;
  return lots + (left - lots) * weight;
}
