/** What fills turned out to be worth: the move of fair value after each, in the broker's favour or against it. */

export interface QuoteSample {
  readonly timeMs: number;
  readonly bidTicks: number;
  readonly askTicks: number;
  readonly markTicks: number;
  readonly freshnessPpm: number;
}

export interface Fill {
  readonly sequence: number;
  readonly timeMs: number;
  readonly seriesId: number;
  readonly tradeId: number;
  readonly side: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly liquidity: string;
  readonly feeMicroPat: string;
  readonly busted: boolean;
}

export interface Marked {
  readonly fill: Fill;
  /** From its price to fair value at the trade: the spread that was earned, ticks a lot. */
  readonly edgeTicks: number | undefined;
  /** From fair value at the trade to that a minute and five minutes later, ticks a lot; above 0 is gain. */
  readonly afterMinuteTicks: number | undefined;
  readonly afterFiveTicks: number | undefined;
}

const MINUTE_MS = 60_000;

/** @param samples quotes, oldest first */
export function markouts(fills: readonly Fill[], samples: readonly QuoteSample[]): Marked[] {
  const newestMs = samples.at(-1)?.timeMs ?? 0;
  return fills.map((fill) => {
    const direction = fill.side === 'BUY' ? 1 : -1;
    const at = markAt(samples, fill.timeMs);
    const later = (ms: number): number | undefined => {
      const mark = fill.timeMs + ms > newestMs ? undefined : markAt(samples, fill.timeMs + ms);
      return mark === undefined || at === undefined ? undefined : (mark - at) * direction;
    };
    return {
      fill,
      edgeTicks: at === undefined ? undefined : (at - fill.priceTicks) * direction,
      afterMinuteTicks: later(MINUTE_MS),
      afterFiveTicks: later(5 * MINUTE_MS),
    };
  });
}

/** The mark that stood at a time; undefined before the first sample. */
function markAt(samples: readonly QuoteSample[], timeMs: number): number | undefined {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.timeMs ?? 0) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return samples[low - 1]?.markTicks;
}
