/** Fair value, the broker's bid and ask, and what traded, over the last quotes. */
import { useMemo } from 'preact/hooks';
import type { Page, Trade } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { price } from '../parts/format.js';
import { type Line, MeasureChart } from '../parts/measure-chart.js';
import { Panel } from '../parts/panel.js';
import type { QuoteSample } from './markouts.js';

interface Props {
  readonly seriesId: number;
  readonly tick: number;
  readonly trades: readonly Trade[];
}

const AGAIN_MS = 5_000;
const SAMPLES = 400;

export function QuotesPanel({ seriesId, tick, trades }: Props) {
  const { value } = useAnswer<Page<QuoteSample>>(
    `/v1/series/${seriesId}/quotes?limit=${SAMPLES}`,
    AGAIN_MS,
  );
  const samples = useMemo(() => value?.data.toReversed() ?? [], [value]);
  const [timesMs, lines] = useMemo(() => plotOf(samples, trades), [samples, trades]);
  const format = useMemo(() => (ticks: number) => price(ticks, tick), [tick]);
  const last = samples.at(-1);
  const said =
    last === undefined
      ? 'There is no quote yet.'
      : `Fair value is ${price(last.markTicks, tick)}, bid ${price(last.bidTicks, tick)}, ask ${price(last.askTicks, tick)}.`;
  return (
    <Panel
      title="Fair value and trades"
      aside={<span class="soft">last {samples.length} quotes</span>}
    >
      {samples.length < 2 ? (
        <p class="empty">There are not two quotes yet.</p>
      ) : (
        <MeasureChart
          label={`Fair value, quotes and trades over time. ${said}`}
          {...{ timesMs, lines, format }}
          heightPx={370}
        />
      )}
    </Panel>
  );
}

function plotOf(
  samples: readonly QuoteSample[],
  trades: readonly Trade[],
): readonly [number[], Line[]] {
  const [firstMs] = samples.map(({ timeMs }) => timeMs);
  const inRange = trades.filter(({ timeMs, busted }) => !busted && timeMs >= (firstMs ?? 0));
  const times = new Set([...samples, ...inRange].map(({ timeMs }) => timeMs));
  const timesMs = [...times].sort((a, b) => a - b);
  const byTime = new Map(samples.map((sample) => [sample.timeMs, sample]));
  const tradeAt = new Map(inRange.map((trade) => [trade.timeMs, trade.priceTicks]));
  const column = (pick: (sample: QuoteSample) => number): (number | null)[] =>
    timesMs.map((ms) => {
      const sample = byTime.get(ms);
      return sample === undefined ? null : pick(sample) || null;
    });
  return [
    timesMs,
    [
      {
        label: 'fair value',
        colour: 'accent',
        values: column((one) => one.markTicks),
        isSteps: true,
      },
      { label: 'own ask', colour: 'ask', values: column((one) => one.askTicks), isSteps: true },
      { label: 'own bid', colour: 'bid', values: column((one) => one.bidTicks), isSteps: true },
      {
        ...{ label: 'trades', colour: 'ink', isPoints: true },
        values: timesMs.map((ms) => tradeAt.get(ms) ?? null),
      },
    ],
  ];
}
