/** `npm run test:long` sets it: there is time for every case. */
export const IS_LONG = process.env.PATX_LONG === '1';

/** So many of the cases, evenly apart, the first and the last among them; all of them in the long run. */
export function some<T>(count: number, all: readonly T[]): readonly T[] {
  if (IS_LONG || all.length <= count) return all;
  const step = (all.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, n) => all[Math.round(n * step)] as T);
}
