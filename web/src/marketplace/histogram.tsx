/** The values of a column as bars, with what they are in words for those who do not see them. */
import type { Column } from './shapes.js';

const [WIDTH, HEIGHT] = [120, 28];

export function Histogram({ column }: { readonly column: Column }) {
  const { histogram, name, min, max } = column;
  if (histogram === null || histogram.counts.length === 0) return <span class="soft">–</span>;
  const { counts } = histogram;
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  return (
    <svg
      class="histogram"
      role="img"
      aria-label={`${name}: ${counts.length} bins from ${min} to ${max}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      data-histogram={name}
    >
      {counts.map((count, i) => {
        const height = (HEIGHT * count) / most;
        const at = histogram.from + i * histogram.width;
        return (
          <rect
            key={at}
            x={i * step}
            y={HEIGHT - height}
            width={Math.max(0.5, step - 0.5)}
            height={height}
            fill="currentColor"
          />
        );
      })}
    </svg>
  );
}
