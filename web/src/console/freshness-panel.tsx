/** How the series ages: the curve over its window, where it stands on it, and when the next announced step is. */
import { useMemo } from 'preact/hooks';
import { nowMs } from '../live/clock.js';
import type { AsOf } from '../live/shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { quote } from '../live/venue-feed.js';
import { duration, factor, time } from '../parts/format.js';
import { type Line, MeasureChart } from '../parts/measure-chart.js';
import { Panel } from '../parts/panel.js';

interface Curve extends AsOf {
  readonly shape: string;
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly freshnessPpm: readonly number[];
}

const AGAIN_MS = 30_000;

export function FreshnessPanel({ seriesId }: { readonly seriesId: number }) {
  const { value } = useAnswer<Curve>(`/v1/series/${seriesId}/freshness`, AGAIN_MS);
  const now = quote.value?.factors ?? null;
  const [timesMs, lines] = useMemo(
    () => plotOf(value, now?.freshnessPpm, value?.asOfMs ?? 0),
    [value, now?.freshnessPpm],
  );
  const nextMs = now?.nextRepriceTimeMs ?? 0;
  const said =
    now === null
      ? 'Not quoted now.'
      : `${factor(now.freshnessPpm)} now; the next step is at ${time(nextMs)} UTC, in ${duration(nextMs - nowMs.value)}.`;
  return (
    <Panel title="Freshness" aside={<span class="soft">{value?.shape}</span>}>
      <p class="soft">{said}</p>
      {value !== undefined && (
        <MeasureChart
          label={`Freshness over the window of the series. ${said}`}
          {...{ timesMs, lines, format: factor }}
          heightPx={180}
        />
      )}
    </Panel>
  );
}

function plotOf(
  curve: Curve | undefined,
  freshnessPpm: number | undefined,
  asOfMs: number,
): readonly [number[], Line[]] {
  if (curve === undefined) return [[], []];
  const { windowStartMs, windowEndMs, freshnessPpm: values } = curve;
  const stepMs = (windowEndMs - windowStartMs) / (values.length - 1);
  const rows = values.map((value, i) => ({
    ...{
      ms: windowStartMs + i * stepMs,
      value: value as number | null,
      here: null as number | null,
    },
  }));
  if (freshnessPpm !== undefined) rows.push({ ms: asOfMs, value: null, here: freshnessPpm });
  rows.sort((a, b) => a.ms - b.ms);
  return [
    rows.map(({ ms }) => ms),
    [
      { label: 'over the window', colour: 'accent', values: rows.map(({ value }) => value) },
      { label: 'now', colour: 'ask', values: rows.map(({ here }) => here), isPoints: true },
    ],
  ];
}
