/** Model feeds by what they were measured at: capacity, risk, stability, disclosures, price. Filters are in the address. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../live/use-answer.js';
import { count, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type FeedScore, trustText, words } from './shapes.js';

const MICRO = 1_000_000;
const PERCENT_PPM = 10_000;
const BANDS = ['', 'LOW', 'MEDIUM', 'HIGH'];

interface Filter {
  readonly riskBand: string;
  readonly minFreeSeats: string;
  readonly minTrust: string;
  readonly minRegime: string;
  readonly minDisclosure: string;
  readonly maxPrice: string;
}

const NUMBERS = [
  ['minFreeSeats', 'Free seats, at least', 1, 'minFreeSeats'],
  ['minTrust', 'Trust, at least', MICRO, 'minTrustPpm'],
  ['minRegime', 'Regime stability, at least %', PERCENT_PPM, 'minRegimePpm'],
  ['minDisclosure', 'Disclosed, at least %', PERCENT_PPM, 'minDisclosurePpm'],
  ['maxPrice', 'PAT a month, at most', MICRO, 'maxPriceMicroPat'],
] as const;
const NONE: Filter = {
  ...{ riskBand: '', minFreeSeats: '', minTrust: '', minRegime: '' },
  ...{ minDisclosure: '', maxPrice: '' },
};

function pathOf(filter: Filter): string {
  const query = new URLSearchParams({ limit: '100' });
  if (filter.riskBand !== '') query.set('riskBand', filter.riskBand);
  for (const [name, , scale, parameter] of NUMBERS) {
    const value = Number(filter[name]);
    if (filter[name] !== '' && value >= 0) query.set(parameter, String(Math.round(value * scale)));
  }
  return `/market/scores?${query}`;
}

export function DiscoverPage() {
  const [filter, setFilter] = useState<Filter>(NONE);
  const { value, problem } = useAnswer<{
    readonly data: readonly FeedScore[];
    readonly legend: string;
  }>(pathOf(filter), 5_000);
  const set = (name: keyof Filter, text: string) => setFilter({ ...filter, [name]: text });
  return (
    <>
      <div class="head">
        <h1>Model feeds</h1>
        <span class="soft">measured by the venue on paper, from signals as they came</span>
      </div>
      <form class="form row" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          Risk
          <select
            class="field"
            value={filter.riskBand}
            onChange={(event) => set('riskBand', event.currentTarget.value)}
          >
            {BANDS.map((band) => (
              <option key={band} value={band}>
                {band === '' ? 'any' : words(band)}
              </option>
            ))}
          </select>
        </label>
        {NUMBERS.map(([name, title]) => (
          <label key={name}>
            {title}
            <input
              class="field number"
              type="number"
              min={0}
              step="any"
              value={filter[name]}
              onInput={(event) => set(name, event.currentTarget.value)}
            />
          </label>
        ))}
      </form>
      {value === undefined && <p class="empty">{problem?.title ?? 'Asking the venue …'}</p>}
      {value !== undefined && <Feeds feeds={value.data} />}
      {value !== undefined && <p class="soft legend-text">{value.legend}</p>}
    </>
  );
}

function Feeds({ feeds }: { readonly feeds: readonly FeedScore[] }) {
  if (feeds.length === 0) return <p class="empty">No feed fits.</p>;
  return (
    <Panel title="Feeds" class="spaced">
      <div class="scroll">
        <table class="figures markets">
          <thead>
            <tr>
              <th scope="col">Feed</th>
              <th scope="col" class="right">
                Trust
              </th>
              <th scope="col">Risk</th>
              <th scope="col" class="right wide">
                Regimes
              </th>
              <th scope="col" class="right wide">
                Disclosed
              </th>
              <th scope="col" class="right">
                Free seats
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {feeds.map((one) => (
              <tr key={one.listingId} data-feed={one.listingId}>
                <td>
                  <a href={`/feeds/${one.listingId}`}>{one.title}</a>
                </td>
                <td class="right number">{trustText(one.trustPpm)}</td>
                <td>{one.riskBand === '' ? 'unrated' : words(one.riskBand)}</td>
                <td class="right number wide">{ppm(one.regimePpm)}</td>
                <td class="right number wide">{ppm(one.disclosurePpm)}</td>
                <td class="right number">{count(Math.max(0, one.seatLimit - one.heldSeats))}</td>
                <td>{words(one.status === 'LISTED' ? one.drift : one.status)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const ppm = (value: number | null): string => (value === null || value < 0 ? '–' : share(value));
