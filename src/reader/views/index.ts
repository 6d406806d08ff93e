/** The views: typed reading of a core's state and events. Nothing else in the reader knows how either is laid out. */
export {
  AccountView,
  type BalanceView,
  type DeliveryView,
  ENTRIES_MAX,
  type EntitlementView,
  type LiveOrderView,
  type PositionView,
} from './account-view.js';
export * from './events.js';
export { FilesView } from './files-view.js';
export {
  type BookLevelView,
  type BookView,
  type ContractView,
  MarketView,
  type QuoteView,
  type SeriesView,
} from './market-view.js';
export { nameOf } from './names.js';
export { type NoticeRow, NoticeView } from './notice-view.js';
export { type AccountRow, type DeliveryRow, OversightView } from './oversight-view.js';
export { type ParameterView, VenueView } from './venue-view.js';
export {
  type ExposureView,
  type HoldingView,
  type WatchedDelivery,
  WatchView,
} from './watch-view.js';
