/** The figures at the head of a market. */
import { nowMs } from '../live/clock.js';
import type { DaySummary, Series } from '../live/shapes.js';
import { change, count, duration, price, share } from '../parts/format.js';

interface Props {
  readonly series: Series;
  readonly day: DaySummary | undefined;
}

const PPM = 1_000_000;

export function MarketFacts({ series, day }: Props) {
  const tick = Number(series.tickValueMicroPat);
  const { bestBidTicks: bid, bestAskTicks: ask, lastPriceTicks: last } = series;
  const hasBoth = bid > 0 && ask > bid;
  const spreadPpm = hasBoth ? ((ask - bid) * PPM) / ((ask + bid) / 2) : 0;
  const openTicks = day?.openTicks ?? 0;
  const changePpm = openTicks === 0 || last === 0 ? undefined : (last / openTicks - 1) * PPM;
  const kind = changePpm === undefined || changePpm === 0 ? '' : changePpm > 0 ? 'bid' : 'ask';
  return (
    <dl class="facts panel" aria-label="Prices now">
      <Fact name="Last price" value={price(last, tick)} isLarge />
      <Fact name="24 h" value={changePpm === undefined ? '–' : change(changePpm)} kind={kind} />
      <Fact name="Best bid" value={price(bid, tick)} kind="bid" />
      <Fact name="Best ask" value={price(ask, tick)} kind="ask" />
      <Fact name="Spread" value={hasBoth ? share(spreadPpm, 2) : '–'} />
      <Fact name="Fair value" value={price(series.markTicks, tick)} />
      <Fact
        name="24 h low – high"
        value={
          day === undefined ? '–' : `${price(day.lowTicks, tick)} – ${price(day.highTicks, tick)}`
        }
      />
      <Fact name="24 h volume" value={`${count(day?.volumeLots ?? 0)} lots`} />
      <Fact name="Window ends in" value={duration(series.windowEndMs - nowMs.value)} />
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly kind?: string;
  readonly isLarge?: boolean;
}

function Fact({ name, value, kind = '', isLarge = false }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={`number ${kind} ${isLarge ? 'large' : ''}`}>{value}</dd>
    </div>
  );
}
