/**
 * The chart itself: candles as the API has them, with trades that come in put on top, so that the last candle moves with the
 * market. After a break the candles are asked for again.
 */
import { effect } from '@preact/signals';
import {
  CandlestickSeries,
  createChart,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import { colour, theme } from '../app/theme.js';
import { get } from '../live/api.js';
import type { Candle, Page, Trade } from '../live/shapes.js';
import { connection } from '../live/venue-feed.js';
import { price } from '../parts/format.js';

export type Width = '1s' | '1m' | '5m' | '1h' | '1d';

const WIDTH_MS: Readonly<Record<Width, number>> = {
  ...{ '1s': 1_000, '1m': 60_000, '5m': 300_000, '1h': 3_600_000, '1d': 86_400_000 },
};
const CANDLES = 300;
const AGAIN_MS = 30_000;

interface Terms {
  readonly seriesId: number;
  readonly tick: number;
  readonly width: Width;
}

interface Bar {
  startMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export class PriceChart {
  private readonly terms: Terms;
  private readonly chart: IChartApi;
  private readonly candles: ISeriesApi<'Candlestick'>;
  private readonly volumes: ISeriesApi<'Histogram'>;
  private readonly abort = new AbortController();
  private readonly endings: (() => void)[] = [];
  private last: Bar | undefined;
  /** Newest trade that is in the candles. */
  private lastTradeId = 0;
  private newest: readonly Trade[] = [];

  constructor(box: HTMLElement, terms: Terms) {
    this.terms = terms;
    this.chart = createChart(box, {
      autoSize: true,
      layout: { attributionLogo: false, fontSize: 11 },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.24 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        maxBarSpacing: 18,
        secondsVisible: terms.width === '1s',
      },
      localization: {
        locale: 'en-GB',
        priceFormatter: (ticks: number) => price(ticks, terms.tick),
      },
    });
    this.candles = this.chart.addSeries(CandlestickSeries, { priceLineVisible: true });
    this.volumes = this.chart.addSeries(HistogramSeries, {
      ...{ priceScaleId: 'volume', priceFormat: { type: 'volume' }, lastValueVisible: false },
      priceLineVisible: false,
    });
    this.chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.endings.push(
      effect(() => {
        if (theme.value !== undefined) this.paint();
      }),
    );
    const again = setInterval(() => void this.load(), AGAIN_MS);
    this.endings.push(() => clearInterval(again));
    let wasLost = false;
    this.endings.push(
      effect(() => {
        const isLost = connection.value.state === 'lost';
        if (wasLost && !isLost) void this.load();
        wasLost = isLost;
      }),
    );
    void this.load();
  }

  /** The newest trades, newest first; those that are in the candles already are left out. */
  traded(trades: readonly Trade[]): void {
    this.newest = trades;
    if (this.lastTradeId === 0) return;
    for (const trade of trades.toReversed()) if (trade.tradeId > this.lastTradeId) this.add(trade);
  }

  close(): void {
    this.abort.abort();
    for (const end of this.endings) end();
    this.chart.remove();
  }

  private async load(): Promise<void> {
    const { seriesId, width } = this.terms;
    const address = `/v1/series/${seriesId}/candles?width=${width}&limit=${CANDLES}`;
    const page = await get<Page<Candle>>(address, this.abort.signal).catch(() => undefined);
    if (page === undefined || this.abort.signal.aborted) return;
    const traded = page.data.filter(({ tradeCount }) => tradeCount > 0).toReversed();
    const bars = traded.map((candle) => ({
      startMs: candle.startMs,
      open: candle.openTicks,
      high: candle.highTicks,
      low: candle.lowTicks,
      close: candle.closeTicks,
      volume: candle.volumeLots,
    }));
    this.candles.setData(bars.map((bar) => ({ ...bar, time: secondsOf(bar.startMs) })));
    this.volumes.setData(bars.map((bar) => ({ value: bar.volume, time: secondsOf(bar.startMs) })));
    if (this.last === undefined) this.chart.timeScale().fitContent();
    this.last = bars.at(-1);
    const known = this.newest.find(({ sequence }) => sequence <= page.asOfSequence);
    this.lastTradeId = known?.tradeId ?? this.newest.at(-1)?.tradeId ?? 0;
    this.traded(this.newest);
  }

  private add({ tradeId, timeMs, priceTicks, quantityLots, busted }: Trade): void {
    this.lastTradeId = tradeId;
    if (busted) return;
    const widthMs = WIDTH_MS[this.terms.width];
    const startMs = Math.floor(timeMs / widthMs) * widthMs;
    const { last } = this;
    if (last !== undefined && startMs < last.startMs) return;
    const isSame = last?.startMs === startMs;
    const bar: Bar = isSame
      ? {
          ...last,
          high: Math.max(last.high, priceTicks),
          low: Math.min(last.low, priceTicks),
          close: priceTicks,
          volume: last.volume + quantityLots,
        }
      : {
          ...{ startMs, open: priceTicks, high: priceTicks, low: priceTicks, close: priceTicks },
          volume: quantityLots,
        };
    this.last = bar;
    this.candles.update({ ...bar, time: secondsOf(startMs) });
    this.volumes.update({ value: bar.volume, time: secondsOf(startMs) });
  }

  private paint(): void {
    const [up, down, line] = [colour('bid'), colour('ask'), colour('hair')];
    this.chart.applyOptions({
      layout: { background: { color: colour('surface') }, textColor: colour('soft') },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
    });
    this.candles.applyOptions({
      ...{ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down },
      borderVisible: false,
    });
    this.volumes.applyOptions({ color: colour('line') });
  }
}

const secondsOf = (ms: number): UTCTimestamp => (ms / 1_000) as UTCTimestamp;
