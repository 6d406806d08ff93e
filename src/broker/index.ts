/** The door of the broker's room: the quoting loop between the core and the quoter. */
export {
  BrokerDesk,
  type BrokerDeskOptions,
  type BrokerLog,
  type BrokerStatus,
  HOST_SOURCE,
} from './broker-desk.js';
export { type BrokerLimits, readBrokerLimits } from './broker-limits.js';
export { freshnessCurveOf, freshnessOver } from './freshness-curve.js';
export { type CommandSink, OwnCommands } from './own-commands.js';
export { OwnQuote } from './own-quote.js';
export { DEFAULT_TERMS, type ExplainTerms, explainPublished } from './published-factors.js';
export { QuoteFitter } from './quote-fitter.js';
export type { QuoteMove, QuoteMoves } from './quote-preview.js';
export type { SenderCounts } from './quote-sender.js';
