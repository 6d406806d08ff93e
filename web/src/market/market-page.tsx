/** One market: where its price is and how it came about, who wants to trade, what one lot is. */

import type { Contract, DaySummary, Page, Series } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { book, quote, seriesById, trades } from '../live/venue-feed.js';
import { moment } from '../parts/format.js';
import { nameParts } from '../parts/market-name.js';
import { StateTag, stateOf } from '../parts/state-tag.js';
import { BuyPanel } from './buy-panel.js';
import { DepthPanel } from './depth-panel.js';
import { FactorsPanel } from './factors-panel.js';
import { MarketFacts } from './market-facts.js';
import { PricePanel } from './price-panel.js';
import { RulesPanel } from './rules-panel.js';
import { TradesPanel } from './trades-panel.js';

const DAY_MS = 10_000;

export function MarketPage({ seriesId }: { readonly seriesId: number }) {
  const live = seriesById.value.get(seriesId);
  const asked = useAnswer<Series>(`/v1/series/${seriesId}`);
  const days = useAnswer<Page<DaySummary>>(
    `/v1/day-summaries?after=${seriesId - 1}&limit=1`,
    DAY_MS,
  );
  const series = live ?? asked.value;
  const contracts = useAnswer<Page<Contract>>(
    series && `/v1/markets?after=${series.contractId - 1}&limit=1`,
  );
  if (series === undefined) return <Unknown isUnknown={asked.problem?.status === 404} />;
  const [segment, window, confidence] = nameParts(series.contract);
  const tick = Number(series.tickValueMicroPat);
  const contract = contracts.value?.data[0];
  return (
    <>
      <div class="head">
        <h1>
          {segment}{' '}
          <span class="soft">
            {window} · {confidence}
          </span>
        </h1>
        <StateTag state={stateOf(series)} />
        <span class="soft">
          {moment(series.windowStartMs)} to {moment(series.windowEndMs)}
        </span>
        <div class="ends">
          <a href="#rulebook">Rulebook</a>
          <a href={`/console/series/${seriesId}`}>Console</a>
        </div>
      </div>
      <MarketFacts series={series} day={days.value?.data[0]} />
      <div class="market-grid">
        <PricePanel seriesId={seriesId} tick={tick} trades={trades.value} />
        <DepthPanel book={book.value} tick={tick} markTicks={series.markTicks} />
        <FactorsPanel quote={quote.value} series={series} />
        <BuyPanel series={series} contract={contract} />
        <TradesPanel trades={trades.value} tick={tick} seriesId={seriesId} />
        <RulesPanel contract={contract} series={series} />
      </div>
    </>
  );
}

function Unknown({ isUnknown }: { readonly isUnknown: boolean }) {
  if (!isUnknown) return <p class="empty">Asking the venue …</p>;
  return (
    <>
      <div class="head">
        <h1>There is no such market</h1>
      </div>
      <p>
        It was never listed. <a href="/">All markets</a>
      </p>
    </>
  );
}
