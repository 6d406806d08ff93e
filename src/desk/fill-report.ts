/** How full the stores of the core are, for the status page and for Prometheus; rings are full by design and raise no alert. */
import { FILL_ALERT_PPM, type FillLevel, fillLevels, type State } from '../engine/core/index.js';

const PPM = 1_000_000;

export interface StoreFill {
  readonly store: string;
  /** The limit that sizes it, where there is one of its own. */
  readonly limit: string | null;
  readonly used: number;
  readonly capacity: number;
  readonly fillPpm: number;
  /** Whether it is time for a larger one. */
  readonly isNearlyFull: boolean;
}

export function fillStatus(state: State): StoreFill[] {
  return fillLevels(state).map((level) => ({
    store: level.store,
    limit: level.limit ?? null,
    used: level.used,
    capacity: level.capacity,
    fillPpm: fillPpm(level),
    isNearlyFull: !level.isRing && fillPpm(level) >= FILL_ALERT_PPM,
  }));
}

/** The same as numbers under names of their own, and how many stores are nearly full. */
export function fillMetrics(state: State): Record<string, number> {
  const numbers: Record<string, number> = { stores_nearly_full: 0 };
  for (const { store, used, capacity, fillPpm: ppm, isNearlyFull } of fillStatus(state)) {
    const name = store.replaceAll('-', '_');
    numbers[`store_${name}_used`] = used;
    numbers[`store_${name}_capacity`] = capacity;
    numbers[`store_${name}_fill_ppm`] = ppm;
    if (isNearlyFull) numbers.stores_nearly_full = (numbers.stores_nearly_full ?? 0) + 1;
  }
  return numbers;
}

const fillPpm = ({ used, capacity }: FillLevel): number => Math.floor((used * PPM) / capacity);
