/** What a model earned: in its backtest, dashed, and from its entry on, on paper by the venue; and how far below its best it was. */
import { useMemo } from 'preact/hooks';
import { type Line, MeasureChart } from '../parts/measure-chart.js';
import { Panel } from '../parts/panel.js';
import type { Report, Score } from './shapes.js';

type Point = readonly [atMs: number, equity: number];

const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
const times = (value: number): string => value.toFixed(2);

interface Props {
  readonly report: Report | null;
  readonly score: Score | null;
}

export function Curves({ report, score }: Props) {
  const backtest = report?.disclosures.backtest.curve;
  const forward = score?.curve;
  const drawn = useMemo(() => drawnOf(backtest ?? [], forward ?? []), [backtest, forward]);
  if (drawn.timesMs.length < 2) return null;
  return (
    <Panel title="What it earned" class="spaced">
      <MeasureChart
        label={`Equity of a capital of 1: ${backtest?.length ?? 0} points of the backtest, ${forward?.length ?? 0} forward on paper`}
        timesMs={drawn.timesMs}
        lines={drawn.equity}
        format={times}
      />
      <MeasureChart
        label="Drawdown from the best before"
        timesMs={drawn.timesMs}
        lines={drawn.drawdown}
        format={percent}
        heightPx={140}
      />
      <p class="soft" data-curves>
        The backtest is the creator’s own and dashed; forward is what the venue traded on paper,
        signal by signal as they came.
      </p>
    </Panel>
  );
}

function drawnOf(backtest: readonly Point[], forward: readonly Point[]) {
  const timesMs = [...new Set([...backtest, ...forward].map(([atMs]) => atMs))].sort(
    (a, b) => a - b,
  );
  const line = (points: readonly Point[]): (number | null)[] => {
    const at = new Map(points);
    return timesMs.map((ms) => at.get(ms) ?? null);
  };
  const both = (of: (points: readonly Point[]) => readonly Point[]): readonly Line[] => [
    { label: 'backtest', colour: 'soft', isDashed: true, values: line(of(backtest)) },
    { label: 'forward, on paper', colour: 'accent', values: line(of(forward)) },
  ];
  return { timesMs, equity: both((points) => points), drawdown: both(drawdownOf) };
}

function drawdownOf(points: readonly Point[]): readonly Point[] {
  let best = 0;
  return points.map(([atMs, equity]) => {
    best = Math.max(best, equity);
    return [atMs, best > 0 ? equity / best - 1 : 0];
  });
}
