/** The broker's fills with what they turned out to be worth. */
import type { Page } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { count, price, time } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Fill, type Marked, markouts, type QuoteSample } from './markouts.js';

interface Props {
  readonly seriesId: number;
  readonly tick: number;
}

const BROKER = 1;
const AGAIN_MS = 3_000;
const FILLS = 20;

export function FillsPanel({ seriesId, tick }: Props) {
  const fills = useAnswer<Page<Fill>>(
    `/v1/account/fills?accountId=${BROKER}&seriesId=${seriesId}&limit=${FILLS}`,
    AGAIN_MS,
  );
  const samples = useAnswer<Page<QuoteSample>>(
    `/v1/series/${seriesId}/quotes?limit=1000`,
    AGAIN_MS * 2,
  );
  const isRefused = fills.problem?.status === 401 || fills.problem?.status === 403;
  const marked = markouts(fills.value?.data ?? [], samples.value?.data.toReversed() ?? []);
  return (
    <Panel
      title="The broker’s fills and what they turned out to be worth"
      class="rules"
      aside={<span class="soft">PAT a lot; above 0 is gain</span>}
    >
      {isRefused ? (
        <p class="empty" data-not-for-you>
          Fills are the broker’s own. <a href="/sign-in">Sign in</a> as an operator to see them.
        </p>
      ) : (
        <FillsTable marked={marked} tick={tick} />
      )}
    </Panel>
  );
}

function FillsTable({
  marked,
  tick,
}: {
  readonly marked: readonly Marked[];
  readonly tick: number;
}) {
  if (marked.length === 0) return <p class="empty">It has not traded here yet.</p>;
  return (
    <table class="figures markets">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Side</th>
          <th scope="col" class="right">
            Lots
          </th>
          <th scope="col" class="right">
            Price
          </th>
          <th scope="col" class="right">
            Edge
          </th>
          <th scope="col" class="right wide">
            After 1 min
          </th>
          <th scope="col" class="right">
            After 5 min
          </th>
        </tr>
      </thead>
      <tbody>
        {marked.map(({ fill, edgeTicks, afterMinuteTicks, afterFiveTicks }) => (
          <tr key={`${fill.tradeId} ${fill.liquidity}`} data-fill={fill.tradeId}>
            <td class="number soft">{time(fill.timeMs)}</td>
            <td>{fill.busted ? 'taken back' : fill.side.toLowerCase()}</td>
            <td class="right number">{count(fill.quantityLots)}</td>
            <td class="right number">{price(fill.priceTicks, tick)}</td>
            <Signed ticks={edgeTicks} tick={tick} />
            <Signed ticks={afterMinuteTicks} tick={tick} isWide />
            <Signed ticks={afterFiveTicks} tick={tick} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SignedProps {
  readonly ticks: number | undefined;
  readonly tick: number;
  readonly isWide?: boolean;
}

function Signed({ ticks, tick, isWide = false }: SignedProps) {
  const wide = isWide ? 'wide' : '';
  if (ticks === undefined) return <td class={`right number soft ${wide}`}>–</td>;
  const kind = ticks === 0 ? '' : ticks > 0 ? 'bid' : 'ask';
  const sign = ticks === 0 ? '±0' : `${ticks > 0 ? '+' : '−'}${price(Math.abs(ticks), tick)}`;
  return <td class={`right number ${kind} ${wide}`}>{sign}</td>;
}
