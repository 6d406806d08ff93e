/**
 * What the core knows of a series, in the quoter's words: its listing, its phase, its unsold lots, its quoter state.
 * Reads the core's state and changes nothing.
 */
import { CLEARING, type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import type { QuoterState, SeriesListing, SeriesPhase } from '../quoting/index.js';
import { formatSeriesKey, QUOTER_STATE, SERIES_STATE } from '../values/index.js';

/** The core's number of a quoter state. */
export const STATE_NUMBER: Readonly<Record<QuoterState, number>> = QUOTER_STATE;

const STATE_NAME: readonly QuoterState[] = ['NORMAL', 'WIDE', 'REDUCE_ONLY', 'HALT'];

/** The name of the core's number; HALT for a number that is none. */
export function quoterStateOf(state: number): QuoterState {
  return STATE_NAME[state - 1] ?? 'HALT';
}

/** The listing of an existing series. */
export function listingOf(core: Core, seriesId: number): SeriesListing {
  const { series, registry } = core.state;
  const contract = registry.contract(series.get(seriesId, S.contract));
  const contractKey = contract?.text ?? '';
  const startMs = series.get(seriesId, S.startMs);
  return {
    seriesId,
    seriesKey: formatSeriesKey(contractKey, startMs),
    contractKey,
    segment: registry.segments[series.get(seriesId, S.segment) - 1] ?? '',
    windowMs: series.get(seriesId, S.endMs) - startMs,
    startMs,
    bandLoPpm: contract?.confidenceLowPpm ?? 0,
    bandHiPpm: contract?.confidenceHighPpm ?? 0,
    tickMicroPat: series.get(seriesId, S.tickValueMicroPat),
  };
}

/**
 * The quoter's phase for a state of the core. A halted series stays open to the quoter: its estimators go on, and what
 * it would quote is simply not sent until the series is resumed. Forwards, and what settles in cash, are priced by other models: to this
 * quoter they are series that have not begun.
 */
export function phaseOf(core: Core, seriesId: number, seriesState: number): SeriesPhase {
  if (!isSpot(core, seriesId)) {
    return seriesState === SERIES_STATE.CLOSED ? 'CLOSED' : 'SCHEDULED';
  }
  switch (seriesState) {
    case SERIES_STATE.SCHEDULED:
    case SERIES_STATE.FORWARD:
    case SERIES_STATE.CONVERTING:
      return 'SCHEDULED';
    case SERIES_STATE.CLOSING:
      return 'CLOSING';
    case SERIES_STATE.CLOSED:
      return 'CLOSED';
    default:
      return 'OPEN';
  }
}

/** Whether trades in a series are of rights that can be exercised. */
export function isSpot({ state }: Core, seriesId: number): boolean {
  return state.series.get(seriesId, S.clearing) === CLEARING.SPOT;
}

/** Minted lots that no consumer holds. */
export function unsoldLotsOf(core: Core, seriesId: number): number {
  const { series } = core.state;
  return series.get(seriesId, S.providerLots) + series.get(seriesId, S.brokerLots);
}
