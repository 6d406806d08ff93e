/** Which page belongs to an address. Pages beside the first are loaded when somebody goes there. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { watch } from '../live/venue-feed.js';
import { MarketsPage } from '../market/markets-page.js';
import { NothingHere } from './nothing-here.js';
import { path } from './router.js';
import { Shell } from './shell.js';

interface PageProps {
  readonly seriesId: number;
}
type Page = ComponentType<PageProps>;

interface Route {
  readonly pattern: RegExp;
  readonly title: string;
  readonly load: () => Promise<Page>;
}

const ROUTES: readonly Route[] = [
  { pattern: /^\/$/, title: 'Markets', load: async () => MarketsPage },
  {
    pattern: /^\/markets\/(\d+)$/,
    title: 'Market',
    load: async () => (await import('../market/market-page.js')).MarketPage,
  },
  {
    pattern: /^\/console$/,
    title: 'Now',
    load: async () => (await import('../console/now-page.js')).NowPage,
  },
  {
    pattern: /^\/console\/series$/,
    title: 'Series',
    load: async () => (await import('../console/series-list-page.js')).SeriesListPage,
  },
  {
    pattern: /^\/console\/series\/(\d+)$/,
    title: 'Series',
    load: async () => (await import('../console/series-page.js')).SeriesPage,
  },
  {
    pattern: /^\/console\/kills$/,
    title: 'Kill switches',
    load: async () => (await import('../console/kills-page.js')).KillsPage,
  },
  {
    pattern: /^\/sign-in$/,
    title: 'Sign in',
    load: async () => (await import('../account/sign-in-page.js')).SignInPage,
  },
  {
    pattern: /^\/account$/,
    title: 'Account',
    load: async () => (await import('../account/account-page.js')).AccountPage,
  },
];

interface Shown {
  readonly page: Page;
  readonly seriesId: number;
  readonly address: string;
}

export function App() {
  const address = path.value;
  const [shown, show] = useState<Shown | undefined>();
  useEffect(() => {
    let isOver = false;
    const route = ROUTES.find(({ pattern }) => pattern.test(address));
    const seriesId = Number(route?.pattern.exec(address)?.[1] ?? 0);
    document.title = `${route?.title ?? 'Not here'} · PATX`;
    watch(seriesId === 0 ? undefined : seriesId);
    const loaded = route?.load() ?? Promise.resolve(NothingHere as Page);
    void loaded.then((page) => {
      if (!isOver) show({ page, seriesId, address });
    });
    return () => {
      isOver = true;
    };
  }, [address]);
  return <Shell>{shown && <shown.page key={shown.address} seriesId={shown.seriesId} />}</Shell>;
}
