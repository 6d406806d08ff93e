/** The door of the attribution room: the broker's P&L by cause, from events, exact. */
export { AttributionBook, DEFAULT_HORIZON_MS, type Parts, type SeriesBook } from './book.js';
export { brokerMoney } from './money.js';
export { AttributionReader } from './reader.js';
export {
  attributionReport,
  type PnlReport,
  type PnlRow,
  totalOf,
} from './report.js';
export type { Volume } from './volume.js';
