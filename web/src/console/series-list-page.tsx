/** Every series as its broker sees it: state, quote, inventory. */
import { queryOf, setQuery } from '../app/router.js';
import type { Series } from '../live/shapes.js';
import { seriesById } from '../live/venue-feed.js';
import { count, pat, price } from '../parts/format.js';
import { MarketName } from '../parts/market-name.js';
import { StateTag } from '../parts/state-tag.js';

const CLOSED = new Set(['CLOSED', 'CLOSING']);
const ROWS_MAX = 500;

export function SeriesListPage() {
  const search = queryOf('search');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...seriesById.value.values()]
    .filter(({ state }) => !CLOSED.has(state))
    .filter(({ series }) => words.every((word) => series.toLowerCase().includes(word)))
    .sort((a, b) => worthOf(b) - worthOf(a) || a.seriesId - b.seriesId);
  return (
    <>
      <div class="head">
        <h1>Series</h1>
        <span class="soft">{rows.length} open, the most inventory first</span>
        <div class="ends">
          <input
            class="field"
            type="search"
            data-search
            aria-label="Search series"
            placeholder="Search, or press /"
            value={search}
            onInput={(event) => setQuery('search', event.currentTarget.value)}
          />
        </div>
      </div>
      <div class="panel list">
        <table class="figures markets" data-list>
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col">State</th>
              <th scope="col">Quoter</th>
              <th scope="col" class="right wide">
                Bid
              </th>
              <th scope="col" class="right wide">
                Ask
              </th>
              <th scope="col" class="right wide">
                Fair value
              </th>
              <th scope="col" class="right">
                Held, lots
              </th>
              <th scope="col" class="right wide">
                At the mark, PAT
              </th>
              <th scope="col" class="right wide">
                Orders
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, ROWS_MAX).map((series) => (
              <SeriesRow key={series.seriesId} series={series} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const worthOf = ({ brokerLots, markTicks, tickValueMicroPat }: Series): number =>
  brokerLots * markTicks * Number(tickValueMicroPat);

function SeriesRow({ series }: { readonly series: Series }) {
  const tick = Number(series.tickValueMicroPat);
  return (
    <tr data-series={series.seriesId}>
      <td>
        <a class="plain" href={`/console/series/${series.seriesId}`} data-item>
          <MarketName contract={series.contract} windowStartMs={series.windowStartMs} />
        </a>
      </td>
      <td>
        <StateTag state={series.killed ? 'KILLED' : series.state} />
      </td>
      <td>
        <StateTag state={series.quoterState} />
      </td>
      <td class="right number bid wide">{price(series.bestBidTicks, tick)}</td>
      <td class="right number ask wide">{price(series.bestAskTicks, tick)}</td>
      <td class="right number wide">{price(series.markTicks, tick)}</td>
      <td class="right number">{count(series.brokerLots)}</td>
      <td class="right number wide">{pat(worthOf(series))}</td>
      <td class="right number wide">{count(series.openOrders)}</td>
    </tr>
  );
}
