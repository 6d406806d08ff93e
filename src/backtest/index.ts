/** The door of the backtest room: a journal's customers against other parameters. */
export { type BacktestOptions, type BacktestReport, backtest } from './backtest.js';
export type { Fills } from './fills.js';
export { type Measured, Monitor } from './monitor.js';
export { backtestPage } from './page.js';
export {
  expandGrid,
  type ParameterSet,
  ParameterSetError,
  parseAxis,
  parseParameterSet,
  readParameterSet,
} from './parameter-sets.js';
export { type Recording, replayRecorded } from './recording.js';
export { type RunResult, runSet } from './run.js';
export { SimSequencer } from './sim-sequencer.js';
