/** The door of the gateway: sessions, orders in, reports and market data out. */

export { AnswerTimes } from './answer-times.js';
export { Gateway } from './gateway.js';
export { approvalTextOf } from './intake/passkey-approvals.js';
export { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './limits.js';
export { GatewayMetrics } from './metrics.js';
export type {
  GatewayLog,
  GatewayOptions,
  PasskeyChecks,
  PreviewQuotes,
  TicketSigner,
  WalletSignIn,
} from './options.js';
export { CLOSE_CODE_BASE } from './outbox/refusal.js';
export { type PastBatch, ReportHistory } from './outbox/report-history.js';
export { mayRead, maySeeAll, scopeBits } from './session/scopes.js';
export type { SignInLink } from './sign-in/links.js';
export { type CreateTransport, createTransport, type TransportChoice } from './transport/index.js';
