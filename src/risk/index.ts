/** Pure risk checks the core is given, and the parameters that tune them. */
export {
  ADMISSION,
  admissionOf,
  admissionProblem,
  CLASSES,
  fromPhaseOf,
  PHASES,
  TRADE_KIND,
} from './class-matrix.js';
export { unitFeeMicroPat } from './fees.js';
export {
  initialMarginMicroPat,
  initialRatePpm,
  maintenanceRatePpm,
  openInterestBound,
  openInterestRatePpm,
  THINNESS_MAX_PPM,
} from './margin.js';
export { RISK, RISK_PARAMETERS } from './parameters.js';
export { checkEntry, checkOrder, OrderCheck } from './pre-trade.js';
