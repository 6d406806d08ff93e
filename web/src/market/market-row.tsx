/** One market in the list. */
import { change, count, price } from '../parts/format.js';
import { MarketName } from '../parts/market-name.js';
import { Sparkline } from '../parts/sparkline.js';
import { StateTag, stateOf } from '../parts/state-tag.js';
import type { Row } from './market-list.js';

export const ROW_PX = 46;

export function MarketRow({ row: { series, day, changePpm } }: { readonly row: Row }) {
  const tick = Number(series.tickValueMicroPat);
  const kind = changePpm === undefined || changePpm === 0 ? '' : changePpm > 0 ? 'bid' : 'ask';
  return (
    <tr data-series={series.seriesId} style={{ height: `${ROW_PX}px` }}>
      <td>
        <a class="plain" href={`/markets/${series.seriesId}`} data-item>
          <MarketName contract={series.contract} windowStartMs={series.windowStartMs} />
        </a>
      </td>
      <td class="wide">
        <StateTag state={stateOf(series)} />
      </td>
      <td class="right number bid" data-bid>
        {price(series.bestBidTicks, tick)}
      </td>
      <td class="right number ask" data-ask>
        {price(series.bestAskTicks, tick)}
      </td>
      <td class="right number wide">{price(series.markTicks, tick)}</td>
      <td class={`right number ${kind}`}>{changePpm === undefined ? '–' : change(changePpm)}</td>
      <td class="right number wide">{count(day?.volumeLots ?? 0)}</td>
      <td class="right wide">
        <Sparkline values={day?.closesTicks ?? []} />
      </td>
    </tr>
  );
}
