/** Every market with its prices of now and its last day. */
import { useMemo, useRef } from 'preact/hooks';
import { queryOf, setQuery } from '../app/router.js';
import { connection, seriesById } from '../live/venue-feed.js';
import { Choices } from '../parts/choices.js';
import { count } from '../parts/format.js';
import { useWindow } from '../parts/use-window.js';
import { type Filter, type Order, type Row, rowsOf } from './market-list.js';
import { MarketRow, ROW_PX } from './market-row.js';
import { useDays } from './use-days.js';

const FILTERS: readonly (readonly [Filter, string])[] = [
  ['trading', 'Trading'],
  ['closed', 'Closed'],
  ['all', 'All'],
];
const ORDERS: readonly (readonly [Order, string])[] = [
  ['name', 'By name'],
  ['volume', 'By volume'],
  ['change', 'By change'],
];

const oneOf = <T extends string>(choices: readonly (readonly [T, string])[], text: string): T =>
  choices.find(([value]) => value === text)?.[0] ?? (choices[0]?.[0] as T);

export function MarketsPage() {
  const days = useDays();
  const filter = oneOf(FILTERS, queryOf('show'));
  const order = oneOf(ORDERS, queryOf('order'));
  const search = queryOf('search');
  const all = seriesById.value;
  const rows = useMemo(
    () => rowsOf(all.values(), days, { filter, order, search }),
    [all, days, filter, order, search],
  );
  return (
    <>
      <div class="head">
        <h1>Markets</h1>
        <span class="soft" data-count>
          {rows.length} of {all.size}
        </span>
        <div class="ends">
          <Choices
            label="Which markets"
            choices={FILTERS}
            value={filter}
            onChange={(one) => setQuery('show', one === 'trading' ? '' : one)}
          />
          <Choices
            label="Order"
            choices={ORDERS}
            value={order}
            onChange={(one) => setQuery('order', one === 'name' ? '' : one)}
          />
          <input
            class="field"
            type="search"
            data-search
            aria-label="Search markets"
            placeholder="Search, or press /"
            value={search}
            onInput={(event) => setQuery('search', event.currentTarget.value)}
          />
        </div>
      </div>
      <Table rows={rows} />
      {rows.length === 0 && <Empty hasAny={all.size > 0} />}
      <Total rows={rows} />
    </>
  );
}

function Table({ rows }: { readonly rows: readonly Row[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [first, end] = useWindow(body, rows.length, ROW_PX);
  return (
    <div class="panel list">
      <table class="figures markets" data-list>
        <thead>
          <tr>
            <th scope="col">Market</th>
            <th scope="col" class="wide">
              State
            </th>
            <th scope="col" class="right">
              Bid
            </th>
            <th scope="col" class="right">
              Ask
            </th>
            <th scope="col" class="right wide">
              Fair value
            </th>
            <th scope="col" class="right">
              24 h
            </th>
            <th scope="col" class="right wide">
              Volume, lots
            </th>
            <th scope="col" class="right wide">
              Last day
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          <Gap rows={first} />
          {rows.slice(first, end).map((row) => (
            <MarketRow key={row.series.seriesId} row={row} />
          ))}
          <Gap rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for rows beyond the screen. */
function Gap({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr>
      <td colSpan={8} style={{ height: `${rows * ROW_PX}px`, padding: 0 }} />
    </tr>
  );
}

function Empty({ hasAny }: { readonly hasAny: boolean }) {
  const isWaiting = connection.value.state === 'connecting';
  if (isWaiting) return <p class="empty">Asking the venue …</p>;
  return (
    <p class="empty">
      {hasAny ? 'No market fits what you look for.' : 'The venue has listed no market yet.'}
    </p>
  );
}

function Total({ rows }: { readonly rows: readonly Row[] }) {
  const lots = rows.reduce((sum, { day }) => sum + (day?.volumeLots ?? 0), 0);
  const exercised = rows.reduce((sum, { day }) => sum + (day?.exercisedLots ?? 0), 0);
  return (
    <p class="soft below">
      In the last 24 hours <span class="number">{count(lots)}</span> lots traded and{' '}
      <span class="number">{count(exercised)}</span> were exercised.
    </p>
  );
}
