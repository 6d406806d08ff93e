/** The catalog: data sets by words and filters, the best first, with what was measured of each. */
import { useState } from 'preact/hooks';
import { queryOf, setQuery } from '../app/router.js';
import { useAnswer } from '../live/use-answer.js';
import { count, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Price } from './price.js';
import type { ListingSummary } from './shapes.js';

interface Found {
  readonly data: readonly ListingSummary[];
  readonly count: string;
  readonly facets: Readonly<
    Record<string, readonly { readonly value: string; readonly count: string }[]>
  >;
}

const FILTERS = ['kind', 'priceKind', 'licence', 'region'] as const;
const TITLES: Readonly<Record<string, string>> = {
  ...{ kind: 'Kind', priceKind: 'Price', licence: 'Licence', region: 'Region' },
};
const LEAST = ['0', '500000', '700000', '850000', '950000'];

export function CatalogPage() {
  const [picked, setPicked] = useState<readonly number[]>([]);
  const asked = new URLSearchParams();
  for (const name of ['q', ...FILTERS, 'minCompositePpm']) {
    const value = queryOf(name);
    if (value !== '') asked.set(name, value);
  }
  const { value, problem } = useAnswer<Found>(`/market/listings?${asked}`);
  const toggle = (listingId: number): void =>
    setPicked((before) =>
      before.includes(listingId)
        ? before.filter((one) => one !== listingId)
        : [...before, listingId].slice(-6),
    );
  return (
    <>
      <div class="head">
        <h1>Data sets</h1>
        <span class="soft" data-count>
          {value === undefined ? '' : `${value.count} found`}
        </span>
        <div class="ends">
          <input
            class="field"
            type="search"
            data-search
            aria-label="Search data sets"
            placeholder="Search, or press /"
            value={queryOf('q')}
            onInput={(event) => setQuery('q', event.currentTarget.value)}
          />
        </div>
      </div>
      <Filters found={value} />
      {problem !== undefined && <p class="bad">{problem.title}</p>}
      {value?.data.length === 0 && <p class="empty">Nothing fits what you look for.</p>}
      {value !== undefined && value.data.length > 0 && (
        <Results rows={value.data} picked={picked} toggle={toggle} />
      )}
      {picked.length >= 2 && (
        <p>
          <a class="button-like" href={`/data/compare?ids=${picked.join(',')}`} data-compare>
            Compare {picked.length}
          </a>
        </p>
      )}
    </>
  );
}

function Filters({ found }: { readonly found: Found | undefined }) {
  return (
    <form class="form row panel spaced" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
      {FILTERS.map((name) => {
        const chosen = queryOf(name);
        const values = new Set([...(found?.facets[name] ?? []).map(({ value }) => value), chosen]);
        values.delete('');
        return (
          <label key={name}>
            {TITLES[name]}
            <select
              class="field"
              value={chosen}
              onChange={(event) => setQuery(name, event.currentTarget.value)}
            >
              <option value="">Any</option>
              {[...values].map((value) => (
                <option key={value} value={value}>
                  {value.toLowerCase().replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <label>
        Quality at least
        <select
          class="field"
          value={queryOf('minCompositePpm') || '0'}
          onChange={(event) =>
            setQuery('minCompositePpm', event.currentTarget.value.replace(/^0$/, ''))
          }
        >
          {LEAST.map((ppm) => (
            <option key={ppm} value={ppm}>
              {ppm === '0' ? 'any' : share(Number(ppm), 0)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

interface ResultsProps {
  readonly rows: readonly ListingSummary[];
  readonly picked: readonly number[];
  readonly toggle: (listingId: number) => void;
}

function Results({ rows, picked, toggle }: ResultsProps) {
  return (
    <Panel title="Found" class="spaced">
      <div class="scroll">
        <table class="figures markets">
          <thead>
            <tr>
              <th scope="col">Data set</th>
              <th scope="col" class="right">
                Price
              </th>
              <th scope="col" class="right">
                Quality
              </th>
              <th scope="col" class="right wide">
                Measured
              </th>
              <th scope="col" class="right wide">
                Sales
              </th>
              <th scope="col" class="right">
                Compare
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.listingId} data-listing={row.listingId}>
                <td>
                  <a href={`/data/${row.listingId}`}>{row.title}</a>
                  <div class="soft">{row.licence}</div>
                </td>
                <td class="right number">
                  <Price of={row} />
                </td>
                <td class="right number">{share(row.compositePpm)}</td>
                <td class="right number wide">{share(row.coveragePpm, 0)}</td>
                <td class="right number wide">{count(row.sales)}</td>
                <td class="right">
                  <input
                    type="checkbox"
                    aria-label={`Compare ${row.title}`}
                    checked={picked.includes(row.listingId)}
                    onChange={() => toggle(row.listingId)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
