/** The door of the backtest room: a journal's customers against other parameters. */
export { Agenda } from './agenda.js';
export {
  type BacktestOptions,
  type BacktestReport,
  backtest,
  checkTargets,
  oneStretch,
} from './backtest.js';
export { inCollar, orderLotsMax } from './customer-limits.js';
export type { Fills } from './fills.js';
export { JournalRecorder } from './journal-recorder.js';
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
export { type Recording, replayRecorded, type Watcher } from './recording.js';
export { type Flow, type RunOptions, type RunResult, runSet } from './run.js';
export { SimSequencer } from './sim-sequencer.js';
export { ID_SPACE_UNIT, ID_SPACES, type Tape } from './tape.js';
