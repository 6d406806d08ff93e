/**
 * The path of a run: inventory, P&L so far and use of the exposure limits, at about evenly spaced times of the journal.
 *
 * The length of a journal is not known beforehand: when there are too many samples every other one is dropped and the
 * step doubles, so that a path has between half and all of `SAMPLES_MAX` points, at the same times in every run of one
 * journal.
 */
import { type AttributionReader, totalOf } from '../attribution/index.js';
import { type BrokerLimits, readBrokerLimits } from '../broker/index.js';
import { type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import { SERIES_STATE } from '../values/index.js';

const SAMPLES_MAX = 400;
const FIRST_STEP_MS = 1_000;
const PPM = 1_000_000;

export interface Sample {
  readonly timeMs: number;
  readonly inventoryLots: number;
  readonly inventoryMicroPat: number;
  /** Spread, inventory, decay and adverse selection so far; settlement is left out. */
  readonly pnlMicroPat: number;
  /** The most used limit of each kind: inventory at cost and open bids, by the limit. */
  readonly seriesUsePpm: number;
  readonly windowUsePpm: number;
  readonly segmentUsePpm: number;
}

export class Samples {
  private readonly core: Core;
  private readonly reader: AttributionReader;
  private readonly limits: BrokerLimits = {
    seriesMicroPat: 0,
    windowMicroPat: 0,
    segmentMicroPat: 0,
  };
  private taken: Sample[] = [];
  private stepMs = FIRST_STEP_MS;
  private nextMs = 0;

  constructor(core: Core, reader: AttributionReader) {
    this.core = core;
    this.reader = reader;
  }

  /** A recorded frame is over; takes a sample when one is due. */
  passed(timeMs: number): void {
    if (timeMs < this.nextMs) return;
    this.taken.push(this.look(timeMs));
    if (this.taken.length >= SAMPLES_MAX) {
      this.taken = this.taken.filter((_, index) => index % 2 === 0);
      this.stepMs *= 2;
    }
    this.nextMs = (Math.floor(timeMs / this.stepMs) + 1) * this.stepMs;
  }

  /** All samples, the last of them at the end. */
  result(endMs: number): readonly Sample[] {
    if (this.taken.length > 0 && this.taken.at(-1)?.timeMs !== endMs) {
      this.taken.push(this.look(endMs));
    }
    return this.taken;
  }

  private look(timeMs: number): Sample {
    const { series, exposures } = this.core.state;
    const { limits } = this;
    const sums = totalOf(this.reader);
    let inventoryLots = 0;
    let seriesUsePpm = 0;
    let windowUsePpm = 0;
    let segmentUsePpm = 0;
    for (let id = 1; id <= series.count; id += 1) {
      inventoryLots += series.get(id, S.brokerLots);
      if (series.get(id, S.state) === SERIES_STATE.CLOSED) continue;
      readBrokerLimits(this.core, id, limits);
      const { seriesMicroPat, windowMicroPat, segmentMicroPat } = limits;
      const own = series.get(id, S.brokerExposureMicroPat);
      const window = exposures.window(series.get(id, S.window));
      const segment = exposures.segment(series.get(id, S.segment));
      seriesUsePpm = Math.max(seriesUsePpm, use(own, seriesMicroPat));
      windowUsePpm = Math.max(windowUsePpm, use(window, windowMicroPat));
      segmentUsePpm = Math.max(segmentUsePpm, use(segment, segmentMicroPat));
    }
    return {
      timeMs,
      inventoryLots,
      inventoryMicroPat: sums.broker_inventory_value_micro_pat ?? 0,
      pnlMicroPat: pnlOf(sums),
      seriesUsePpm,
      windowUsePpm,
      segmentUsePpm,
    };
  }
}

function pnlOf(sums: Readonly<Record<string, number>>): number {
  return ['spread', 'inventory', 'freshness', 'lapse', 'adverse'].reduce(
    (sum, part) => sum + (sums[`broker_pnl_${part}_micro_pat`] ?? 0),
    0,
  );
}

function use(exposureMicroPat: number, limitMicroPat: number): number {
  if (exposureMicroPat === 0) return 0;
  return limitMicroPat === 0 ? PPM : Math.round((exposureMicroPat / limitMicroPat) * PPM);
}
