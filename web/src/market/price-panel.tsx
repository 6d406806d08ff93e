/** Candles and volume of a market, drawn by a library that is loaded with this page. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Trade } from '../live/shapes.js';
import { Choices } from '../parts/choices.js';
import { price, time } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { PriceChart, type Width } from './price-chart.js';

interface Props {
  readonly seriesId: number;
  readonly tick: number;
  readonly trades: readonly Trade[];
}

const WIDTHS: readonly (readonly [Width, string])[] = [
  ['1s', '1 s'],
  ['1m', '1 min'],
  ['5m', '5 min'],
  ['1h', '1 h'],
  ['1d', '1 day'],
];

export function PricePanel({ seriesId, tick, trades }: Props) {
  const [width, setWidth] = useState<Width>('1m');
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart | undefined>(undefined);
  useEffect(() => {
    if (box.current === null) return;
    const made = new PriceChart(box.current, { seriesId, tick, width });
    chart.current = made;
    return () => made.close();
  }, [seriesId, tick, width]);
  useEffect(() => chart.current?.traded(trades), [trades]);
  const [newest] = trades;
  const said =
    newest === undefined
      ? 'Nothing has traded yet.'
      : `The last trade was at ${price(newest.priceTicks, tick)} PAT, ${time(newest.timeMs)} UTC.`;
  const choices = (
    <Choices label="Width of a candle" choices={WIDTHS} value={width} onChange={setWidth} />
  );
  return (
    <Panel title="Price" class="price" aside={choices}>
      <div ref={box} class="chart" role="img" aria-label={`Candles of the price. ${said}`} />
    </Panel>
  );
}
