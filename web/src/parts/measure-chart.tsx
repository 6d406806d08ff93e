/** Lines over time, with hours below: measurements rather than prices of trades. Drawn by a library, in the theme's colours. */
// First: it makes sure that the library can be loaded.
import './plot-language.js';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { colour, theme } from '../app/theme.js';

export interface Line {
  readonly label: string;
  /** Name of a colour of the theme. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  /** Points without a line between them. */
  readonly isPoints?: boolean;
  readonly isDashed?: boolean;
  /** Holds its value until the next one. */
  readonly isSteps?: boolean;
}

interface Props {
  readonly label: string;
  readonly timesMs: readonly number[];
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  readonly heightPx?: number;
}

const SECOND_MS = 1_000;

export function MeasureChart({ label, timesMs, lines, format, heightPx = 220 }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const painted = theme.value;
  useEffect(() => {
    const element = box.current;
    if (element === null || painted === undefined) return;
    const data = [timesMs.map((ms) => ms / SECOND_MS), ...lines.map(({ values }) => [...values])];
    const plot = new uPlot(
      optionsOf(element, lines, format, heightPx),
      data as uPlot.AlignedData,
      element,
    );
    const resize = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: heightPx }),
    );
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [timesMs, lines, format, heightPx, painted]);
  return (
    <>
      <ul class="legend">
        {lines.map((line) => (
          <li key={line.label}>
            <svg
              viewBox="0 0 20 10"
              width="20"
              height="10"
              class={`ink-${line.colour}`}
              aria-hidden="true"
            >
              {line.isPoints === true ? (
                <circle cx="10" cy="5" r="3" fill="currentColor" />
              ) : (
                <path
                  d="M0 5h20"
                  stroke="currentColor"
                  stroke-width="2"
                  stroke-dasharray={line.isDashed === true ? '4 3' : ''}
                />
              )}
            </svg>
            {line.label}
          </li>
        ))}
      </ul>
      <div ref={box} role="img" aria-label={label} style={{ height: `${heightPx}px` }} />
    </>
  );
}

const HOUR_S = 3_600;
const DAY_S = 86_400;

/** Times below a plot: of day, or days where they lie farther apart. */
function timesOf(
  _plot: uPlot,
  ticks: readonly number[],
  _axis: number,
  _space: number,
  stepS: number,
) {
  return ticks.map((seconds) => {
    const text = new Date(seconds * SECOND_MS).toISOString();
    if (stepS >= DAY_S / 2) return `${text.slice(8, 10)}.${text.slice(5, 7)}.`;
    return stepS >= HOUR_S / 60 ? text.slice(11, 16) : text.slice(11, 19);
  });
}

function optionsOf(
  element: HTMLElement,
  lines: readonly Line[],
  format: (value: number) => string,
  height: number,
): uPlot.Options {
  const axis = {
    ...{ stroke: colour('soft'), font: '11px system-ui', ticks: { show: false } },
    grid: { stroke: colour('hair'), width: 1 },
  };
  return {
    ...{ width: element.clientWidth, height, cursor: { show: false }, legend: { show: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * SECOND_MS), 'UTC'),
    axes: [
      { ...axis, values: timesOf },
      { ...axis, size: 64, values: (_plot, ticks) => ticks.map(format) },
    ],
    series: [
      {},
      ...lines.map((line): uPlot.Series => {
        const stroke = colour(line.colour);
        const steps = uPlot.paths.stepped?.({ align: 1 });
        return {
          ...{ stroke, width: 1.4, spanGaps: line.isPoints !== true },
          ...(line.isDashed === true ? { dash: [5, 4] } : {}),
          ...(line.isSteps === true && steps !== undefined ? { paths: steps } : {}),
          ...(line.isPoints === true
            ? { paths: () => null, points: { show: true, size: 5, fill: stroke } }
            : { points: { show: false } }),
        };
      }),
    ],
  };
}
