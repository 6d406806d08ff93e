/** The settler: what runs, what it needs of its host, what it reports, and the comparison of chain and ledger. */
export { bookingsOnChain } from './chain-bookings.js';
export { findRights } from './find-rights.js';
export type { ChainCommand, CommandOutcome, LogLevel, SettlerHost } from './host.js';
export type { SettlerOptions, SettlerTimes } from './options.js';
export { type RebuildTerms, type Rebuilt, rebuild } from './rebuild.js';
export { bookedBy, type Expected, type Reconciliation, reconcile } from './reconcile.js';
export { idOf, type RightsReconciliation, reconcileRights } from './reconcile-rights.js';
export { type SettlerReport, type SettlerState, settlerMetrics } from './report.js';
export { Settler } from './settler.js';
