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
  '/console': async () => (await import('../console/now-page.js')).NowPage,
  '/console/series': async () => (await import('../console/series-list-page.js')).SeriesListPage,
  '/console/series/:seriesId': async () => (await import('../console/series-page.js')).SeriesPage,
  '/console/kills': async () => (await import('../console/kills-page.js')).KillsPage,
  '/account': async () => (await import('../account/account-page.js')).AccountPage,
  '/sign-in': async () => (await import('../account/sign-in-page.js')).SignInPage,
};
