/**
 * Dynamic time warping of two series of one length, with a Sakoe–Chiba band: the least sum of absolute differences along a
 * path that may run at most `band` observations ahead or behind.
 *
 * Sakoe and Chiba 1978, "Dynamic programming algorithm optimization for spoken word recognition". O(n·band).
 */

export function timeWarpDistance(a: readonly number[], b: readonly number[], band: number): number {
  const length = a.length;
  let previous = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  previous[0] = 0;
  for (let i = 1; i <= length; i += 1) {
    const current = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
    const to = Math.min(length, i + band);
    for (let j = Math.max(1, i - band); j <= to; j += 1) {
      const least = Math.min(
        previous[j] as number,
        previous[j - 1] as number,
        current[j - 1] as number,
      );
      current[j] = Math.abs((a[i - 1] as number) - (b[j - 1] as number)) + least;
    }
    previous = current;
  }
  return previous[length] as number;
}
