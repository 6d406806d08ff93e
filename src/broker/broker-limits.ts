/** The broker's exposure limits as the core computes them: shares of its collateral, micro-PAT, rounded down. */
import { BROKER_ACCOUNT, BUCKET, type Core } from '../engine/core/index.js';
import { RISK } from '../risk/index.js';
import { INEXACT, mulDivDown } from '../values/index.js';

const PPM = 1_000_000;

export interface BrokerLimits {
  seriesMicroPat: number;
  windowMicroPat: number;
  segmentMicroPat: number;
}

/** The broker's collateral. */
export function brokerCollateral(core: Core): number {
  const { ledger } = core.state;
  return ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL));
}

/** Fills in the limits that hold for a series and for the sums it counts towards. */
export function readBrokerLimits(core: Core, seriesId: number, limits: BrokerLimits): void {
  const { parameters } = core;
  const collateral = brokerCollateral(core);
  const share = (index: number): number => {
    const limit = mulDivDown(collateral, parameters.get(seriesId, index), PPM);
    return limit === INEXACT ? Number.MAX_SAFE_INTEGER : limit;
  };
  limits.seriesMicroPat = share(RISK.brokerSeriesExposurePpm);
  limits.windowMicroPat = share(RISK.brokerWindowExposurePpm);
  limits.segmentMicroPat = share(RISK.brokerSegmentExposurePpm);
}
