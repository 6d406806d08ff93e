/** One series as its broker sees it: its own quote and why it is there, what traded against it, how it ages, its fills. */
import type { Series } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { book, quote, seriesById, trades } from '../live/venue-feed.js';
import { FactorsPanel } from '../market/factors-panel.js';
import { count, moment, pat, price } from '../parts/format.js';
import { nameParts } from '../parts/market-name.js';
import { StateTag } from '../parts/state-tag.js';
import { FillsPanel } from './fills-panel.js';
import { FreshnessPanel } from './freshness-panel.js';
import { HaltControl } from './halt-control.js';
import { LadderPanel } from './ladder-panel.js';
import { QuotesPanel } from './quotes-panel.js';

export function SeriesPage({ seriesId }: { readonly seriesId: number }) {
  const asked = useAnswer<Series>(`/v1/series/${seriesId}`);
  const series = seriesById.value.get(seriesId) ?? asked.value;
  if (series === undefined) {
    return (
      <div class="head">
        <h1>{asked.problem?.status === 404 ? 'There is no such series' : 'Asking the venue …'}</h1>
      </div>
    );
  }
  const [segment, window, confidence] = nameParts(series.contract);
  const tick = Number(series.tickValueMicroPat);
  return (
    <>
      <div class="head">
        <h1>
          {segment}{' '}
          <span class="soft">
            {window} · {confidence}
          </span>
        </h1>
        <StateTag state={series.killed ? 'KILLED' : series.state} />
        <span class="soft">quoter</span>
        <StateTag state={series.quoterState} />
        <div class="ends">
          <a href={`/markets/${seriesId}`}>Market</a>
          <a href="/console">Now</a>
        </div>
      </div>
      <dl class="facts panel" aria-label="How it stands">
        <Fact name="Broker holds" value={`${count(series.brokerLots)} lots`} />
        <Fact
          name="At the mark"
          value={`${pat(series.brokerLots * series.markTicks * tick)} PAT`}
        />
        <Fact name="Fair value" value={price(series.markTicks, tick)} />
        <Fact name="Best bid" value={price(series.bestBidTicks, tick)} kind="bid" />
        <Fact name="Best ask" value={price(series.bestAskTicks, tick)} kind="ask" />
        <Fact name="Unsold, providers" value={`${count(series.providerLots)} lots`} />
        <Fact name="Exercised" value={`${count(series.exercisedLots)} lots`} />
        <Fact name="Window ends" value={moment(series.windowEndMs)} />
      </dl>
      <HaltControl series={series} />
      <div class="market-grid">
        <QuotesPanel seriesId={seriesId} tick={tick} trades={trades.value} />
        <LadderPanel book={book.value} quote={quote.value} tick={tick} />
        <FactorsPanel quote={quote.value} series={series} />
        <FreshnessPanel seriesId={seriesId} />
        <FillsPanel seriesId={seriesId} tick={tick} />
      </div>
    </>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly kind?: string;
}

function Fact({ name, value, kind = '' }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={`number ${kind}`}>{value}</dd>
    </div>
  );
}
