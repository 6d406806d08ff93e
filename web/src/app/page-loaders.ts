/** What shows the page of an address of pages.json; pages beside the first are loaded when somebody goes there. */
import type { ComponentType } from 'preact';
import { MarketsPage } from '../market/markets-page.js';

/** What an address carries, by the names it has in pages.json; 0 or '' where it carries none. */
export interface PageParams {
  readonly seriesId: number;
  readonly id: number;
  readonly name: string;
}
export type Page = ComponentType<PageParams>;

export const LOADERS: Readonly<Record<string, () => Promise<Page>>> = {
  '/': async () => MarketsPage,
  '/markets/:seriesId': async () => (await import('../market/market-page.js')).MarketPage,
  '/data': async () => (await import('../marketplace/catalog-page.js')).CatalogPage,
  '/data/library': async () => (await import('../marketplace/library-page.js')).LibraryPage,
  '/data/studio': async () => (await import('../marketplace/studio-page.js')).StudioPage,
  '/data/queue': async () => (await import('../marketplace/queue-page.js')).QueuePage,
  '/data/compare': async () => (await import('../marketplace/compare-page.js')).ComparePage,
  '/data/:id': async () => (await import('../marketplace/listing-page.js')).ListingPage,
  '/data/:id/dossier': async () => (await import('../marketplace/dossier-page.js')).DossierPage,
  '/feeds': async () => (await import('../sigma/discover-page.js')).DiscoverPage,
  '/feeds/subscriptions': async () =>
    (await import('../sigma/subscriptions-page.js')).SubscriptionsPage,
  '/feeds/studio': async () => (await import('../sigma/feed-studio-page.js')).FeedStudioPage,
  '/feeds/queue': async () => (await import('../sigma/feed-queue-page.js')).FeedQueuePage,
  '/feeds/:id': async () => (await import('../sigma/feed-page.js')).FeedPage,
  '/console': async () => (await import('../console/now-page.js')).NowPage,
  '/console/series': async () => (await import('../console/series-list-page.js')).SeriesListPage,
  '/console/series/:seriesId': async () => (await import('../console/series-page.js')).SeriesPage,
  '/console/parameters': async () =>
    (await import('../console/parameters/parameters-page.js')).ParametersPage,
  '/console/parameters/:name': async () =>
    (await import('../console/parameters/parameter-page.js')).ParameterPage,
  '/console/kills': async () => (await import('../console/kills-page.js')).KillsPage,
  '/console/accounts': async () => (await import('../console/accounts-page.js')).AccountsPage,
  '/console/deliveries': async () => (await import('../console/deliveries-page.js')).DeliveriesPage,
  '/console/settlement': async () => (await import('../console/settlement-page.js')).SettlementPage,
  '/console/what-if': async () => (await import('../console/what-if-page.js')).WhatIfPage,
  '/console/surveillance': async () =>
    (await import('../console/surveillance-page.js')).SurveillancePage,
  '/console/audit': async () => (await import('../console/audit-page.js')).AuditPage,
  '/console/health': async () => (await import('../console/health-page.js')).HealthPage,
  '/account': async () => (await import('../account/account-page.js')).AccountPage,
  '/account/orders': async () => (await import('../account/orders-page.js')).OrdersPage,
  '/account/statement': async () => (await import('../account/statement-page.js')).StatementPage,
  '/account/proof': async () => (await import('../account/proof-page.js')).ProofPage,
  '/account/provide': async () => (await import('../account/provide-page.js')).ProvidePage,
  '/account/keys': async () => (await import('../account/keys-page.js')).KeysPage,
  '/account/agents': async () => (await import('../account/agents-page.js')).AgentsPage,
  '/sign-in': async () => (await import('../account/sign-in-page.js')).SignInPage,
};
