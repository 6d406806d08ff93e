/**
 * The broker's exposure limits: shares of its collateral, per series, window length and segment.
 *
 * Collateral bounds exposure both ways: an order that would pass a limit is refused, and collateral that exposure
 * leans on cannot be moved away.
 */
import { type OrderCheck, RISK } from '../../../risk/index.js';
import { INEXACT, mulDivDown } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { BROKER_ACCOUNT } from '../kernel/accounts.js';
import { BUCKET } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import type { ParameterValues } from '../venue/parameters/values.js';

const PPM = 1_000_000;

export class BrokerLimits {
  private readonly state: State;
  private readonly parameters: ParameterValues;

  constructor(state: State, parameters: ParameterValues) {
    this.state = state;
    this.parameters = parameters;
  }

  /** Fills in the limits of a series, of its window length and of its segment. */
  fill(c: OrderCheck, seriesId: number): void {
    const { ledger } = this.state;
    const collateral = ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL));
    c.exposureLimitMicroPat = this.share(collateral, seriesId, RISK.brokerSeriesExposurePpm);
    c.windowLimitMicroPat = this.share(collateral, seriesId, RISK.brokerWindowExposurePpm);
    c.segmentLimitMicroPat = this.share(collateral, seriesId, RISK.brokerSegmentExposurePpm);
  }

  /** Whether the broker may be exposed to so much more in a series, in its window length and in its segment. */
  hasRoomFor(seriesId: number, amountMicroPat: number): boolean {
    const { series, exposures, ledger } = this.state;
    const collateral = ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL));
    const fits = (exposure: number, parameter: number): boolean =>
      exposure + amountMicroPat <= this.share(collateral, seriesId, parameter);
    return (
      fits(series.get(seriesId, S.brokerExposureMicroPat), RISK.brokerSeriesExposurePpm) &&
      fits(exposures.window(series.get(seriesId, S.window)), RISK.brokerWindowExposurePpm) &&
      fits(exposures.segment(series.get(seriesId, S.segment)), RISK.brokerSegmentExposurePpm)
    );
  }

  /** Whether so much collateral would still cover every exposure there is. */
  isCovered(collateral: number): boolean {
    const { series, exposures } = this.state;
    for (let id = 1; id <= series.count; id += 1) {
      const exposure = series.get(id, S.brokerExposureMicroPat);
      if (exposure === 0) continue;
      const window = exposures.window(series.get(id, S.window));
      const segment = exposures.segment(series.get(id, S.segment));
      if (exposure > this.share(collateral, id, RISK.brokerSeriesExposurePpm)) return false;
      if (window > this.share(collateral, id, RISK.brokerWindowExposurePpm)) return false;
      if (segment > this.share(collateral, id, RISK.brokerSegmentExposurePpm)) return false;
    }
    return true;
  }

  private share(collateral: number, seriesId: number, parameter: number): number {
    const share = mulDivDown(collateral, this.parameters.get(seriesId, parameter), PPM);
    return share === INEXACT ? Number.MAX_SAFE_INTEGER : share;
  }
}
