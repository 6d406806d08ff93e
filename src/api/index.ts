/** The door of the HTTP API. */
export { type AlertChannels, AlertDesk, WEBHOOK } from './alerts/alert-desk.js';
export { createApi } from './app.js';
export type { AccessTable } from './auth/access.js';
export { sourceOf } from './context.js';
export { UPLOADS } from './files/uploads-route.js';
export type { EngineFacts, SettlementFacts } from './now/engine-facts.js';
export { CHECKS } from './now/now-board.js';
export { documentOf } from './pages/document.js';
export type { LiabilityProof, LiabilitySource, PublishedRoot } from './routes/proof-routes.js';
export type { Watch } from './routes/surveillance-routes.js';
export type { WhatIfAsked, WhatIfDesk, WhatIfJob } from './routes/what-if-routes.js';
export { type ApiServer, readerNumbers, serveApi } from './server.js';
export { signalSourceOf } from './signals/signal-source.js';
