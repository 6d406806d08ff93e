/** Shows the page that belongs to the address. */
import { useEffect, useState } from 'preact/hooks';
import { watch } from '../live/venue-feed.js';
import { NothingHere } from './nothing-here.js';
import { LOADERS, type Page, type PageParams } from './page-loaders.js';
import { pageAt } from './pages.js';
import { path } from './router.js';
import { Shell } from './shell.js';

interface Shown {
  readonly page: Page;
  readonly params: PageParams;
  readonly address: string;
}

export function App() {
  const address = path.value;
  const [shown, show] = useState<Shown | undefined>();
  useEffect(() => {
    let isOver = false;
    const found = pageAt(address);
    const { seriesId = 0, id = 0, name = '' } = found?.values ?? {};
    const params = { seriesId: Number(seriesId), id: Number(id), name };
    document.title = `${found?.entry.title ?? 'Not here'} · PATX`;
    watch(params.seriesId === 0 ? undefined : params.seriesId);
    const load = found === undefined ? undefined : LOADERS[found.entry.address];
    const loaded = load?.() ?? Promise.resolve(NothingHere as Page);
    void loaded.then((page) => {
      if (!isOver) show({ page, params, address });
    });
    return () => {
      isOver = true;
    };
  }, [address]);
  return <Shell>{shown && <shown.page key={shown.address} {...shown.params} />}</Shell>;
}
