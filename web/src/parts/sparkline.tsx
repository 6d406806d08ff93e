/** A line of prices without axes; decoration beside figures that say the same. */
interface Props {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ values, width = 96, height = 24 }: Props) {
  if (values.length < 2) return <svg width={width} height={height} aria-hidden="true" />;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (i: number): number => 1 + (i * (width - 2)) / (values.length - 1);
  const y = (value: number): number =>
    high === low ? height / 2 : height - 2 - ((value - low) * (height - 4)) / (high - low);
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const isUp = (values.at(-1) ?? 0) >= (values[0] ?? 0);
  return (
    <svg width={width} height={height} aria-hidden="true" class={isUp ? 'bid' : 'ask'}>
      <polyline points={points} fill="none" stroke="currentColor" stroke-width="1.3" />
    </svg>
  );
}
