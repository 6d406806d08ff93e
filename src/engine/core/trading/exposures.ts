/** The broker's worst case over all series of a window length and of a segment, kept as orders live and die. */

import { SERIES_FIELD, type SeriesTable } from '../instruments/series-table.js';
import type { ColumnAllocator } from '../kernel/columns.js';

export class Exposures {
  private readonly windows: Float64Array;
  private readonly segments: Float64Array;

  constructor(alloc: ColumnAllocator, maxSeries: number) {
    // There are at most as many windows and segments as contracts, and contracts as series.
    this.windows = alloc.f64('exposures.windows', maxSeries + 1);
    this.segments = alloc.f64('exposures.segments', maxSeries + 1);
  }

  /** Adds to (or, negative, takes from) the broker's exposure in a series and in the sums above it. */
  add(table: SeriesTable, seriesId: number, amountMicroPat: number): void {
    table.add(seriesId, SERIES_FIELD.brokerExposureMicroPat, amountMicroPat);
    const window = table.get(seriesId, SERIES_FIELD.window);
    const segment = table.get(seriesId, SERIES_FIELD.segment);
    this.windows[window] = (this.windows[window] as number) + amountMicroPat;
    this.segments[segment] = (this.segments[segment] as number) + amountMicroPat;
  }

  window(windowId: number): number {
    return this.windows[windowId] as number;
  }

  segment(segmentId: number): number {
    return this.segments[segmentId] as number;
  }
}
