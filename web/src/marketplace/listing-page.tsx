/** A data set: what it says of itself, what was measured of every column, its record, and the way to buy it. */
import type { PageParams } from '../app/page-loaders.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { count, duration, moment, price, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { BuyData } from './buy-data.js';
import { Histogram } from './histogram.js';
import { Price } from './price.js';
import { Quality } from './quality.js';
import type { Listing, SignedResult } from './shapes.js';

const AGAIN_MS = 2_000;

export function ListingPage({ id }: PageParams) {
  const { value, problem } = useAnswer<Listing>(`/market/listings/${id}`, AGAIN_MS);
  const result = useAnswer<SignedResult>(
    value === undefined || value.liveRevision === 0
      ? undefined
      : `/market/listings/${id}/revisions/${value.liveRevision}/result`,
  );
  if (value === undefined) {
    return <p class="empty">{problem === undefined ? 'Asking the venue …' : problem.title}</p>;
  }
  const { document } = value;
  return (
    <>
      <div class="head">
        <h1>{value.title}</h1>
        <span class="soft">
          {value.status.toLowerCase().replaceAll('_', ' ')} · <Price of={value} /> · {value.licence}
        </span>
      </div>
      <p>{String(document?.description ?? '')}</p>
      <Panel title="Measured by the platform" class="spaced">
        <Quality of={value} />
      </Panel>
      {value.priceKind === 'SUBSCRIPTION' && <Book contractId={value.contractId} />}
      <BuyData listing={value} />
      {result.value !== undefined && <Columns signed={result.value} />}
      <Provenance document={document ?? {}} listing={value} />
      <Record listing={value} />
    </>
  );
}

/** What a lot of the contract's rights trades at now. */
function Book({ contractId }: { readonly contractId: number }) {
  const all = [...seriesById.value.values()].filter((one) => one.contractId === contractId);
  return (
    <Panel title="Trades now" class="spaced">
      {all.length === 0 && <p class="empty">No month of it trades now.</p>}
      <ul class="items">
        {all.map((one) => (
          <li key={one.seriesId} class="item">
            <a href={`/markets/${one.seriesId}`}>{one.contract}</a>
            <span class="number">
              {' '}
              bid {price(one.bestBidTicks, Number(one.tickValueMicroPat))} · ask{' '}
              {price(one.bestAskTicks, Number(one.tickValueMicroPat))} PAT a lot
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Columns({ signed: { result, resultHash } }: { readonly signed: SignedResult }) {
  return (
    <Panel
      title="Columns"
      class="spaced"
      aside={<span class="soft">{count(result.rows)} rows</span>}
    >
      <div class="scroll">
        <table class="figures markets" data-columns>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col" class="right">
                Missing
              </th>
              <th scope="col" class="right wide">
                Distinct
              </th>
              <th scope="col" class="wide">
                From – to
              </th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {result.profile.map((column) => (
              <tr key={column.name}>
                <td>{column.name}</td>
                <td class="soft">{column.type}</td>
                <td class="right number">
                  {share(column.rows === 0 ? 0 : (1_000_000 * column.missing) / column.rows)}
                </td>
                <td class="right number wide">
                  {column.distinct === null ? 'private' : count(column.distinct)}
                </td>
                <td class="wide">
                  {column.min === null ? '–' : `${String(column.min)} – ${String(column.max)}`}
                </td>
                <td>
                  <Histogram column={column} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>Sample of {result.sample.rows.length} rows</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keys */}
        <section class="scroll" tabIndex={0} aria-label="Sample">
          <table class="figures">
            <thead>
              <tr>
                {result.sample.columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {result.sample.rows.map((row) => (
                <tr key={JSON.stringify(row)}>
                  {row.map((cell, i) => (
                    <td key={result.sample.columns[i]}>{String(cell ?? '')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
      <p class="soft">
        Signed by the venue’s store; the journal has its hash{' '}
        <code>{resultHash.slice(0, 16)}…</code>
      </p>
    </Panel>
  );
}

interface ProvenanceProps {
  readonly document: Readonly<Record<string, unknown>>;
  readonly listing: Listing;
}

function Provenance({ document, listing }: ProvenanceProps) {
  const said = Object.entries((document.provenance ?? {}) as Readonly<Record<string, unknown>>);
  return (
    <Panel title="Where it comes from" class="spaced">
      <dl class="rows">
        {said.map(([name, value]) => (
          <Fact key={name} name={name} value={textOf(value)} />
        ))}
        <Fact name="personal data" value={listing.personalData ? 'declared or found' : 'none'} />
        <Fact name="refund within" value={duration(listing.refundWindowMs)} />
        <Promised listing={listing} />
      </dl>
    </Panel>
  );
}

function Promised({ listing }: { readonly listing: Listing }) {
  const { updateEveryMs, promisedCompositePpm, refundsWhenBroken, promise } = listing;
  if (updateEveryMs === 0 && promisedCompositePpm === 0) return null;
  return (
    <>
      {updateEveryMs > 0 && (
        <Fact
          name="promised updates"
          value={`every ${duration(updateEveryMs)}, ${listing.periodsKept} of ${listing.periods} kept`}
        />
      )}
      {promisedCompositePpm > 0 && (
        <Fact name="promised quality" value={`at least ${share(promisedCompositePpm)}`} />
      )}
      <Fact
        name="the promise is"
        value={`${promise.toLowerCase()}${refundsWhenBroken ? '; money back while it is broken' : ''}`}
      />
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}</dt>
      <dd>{value}</dd>
    </>
  );
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(', ') || 'none' : String(value);

function Record({ listing }: { readonly listing: Listing }) {
  const { rating, reviews, changes } = listing;
  return (
    <Panel title="Record" class="spaced">
      <p>
        {count(listing.sales)} sales, {listing.refunds} taken back, {listing.disputes} disputed,{' '}
        {listing.upheld} upheld.{' '}
        {rating.count === 0
          ? 'Nobody rated it yet.'
          : `${(rating.hundredths / 100).toFixed(2)} stars of ${rating.count}.`}
      </p>
      <ul class="items">
        {reviews.map((one) => (
          <li key={one.boughtMs} class="item">
            {one.stars} stars. {String(one.rating?.text ?? '')}
            {one.answer !== null && <p class="soft">Answer: {String(one.answer.text ?? '')}</p>}
          </li>
        ))}
      </ul>
      <details>
        <summary>Change log</summary>
        <ul class="items">
          {changes.map((one) => (
            <li key={one.sequence} class="item">
              {moment(one.timeMs)} {one.cause.toLowerCase().replaceAll('_', ' ')} {one.reason}
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}
