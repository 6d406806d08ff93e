/**
 * Markout: how far fair value moved against the broker in the minutes after it traded, the price of
 * trading with someone who knew more.
 */

/** Adverse log move: up after the broker sold, down after it bought. */
export function adverseMove(side: 'BUY' | 'SELL', logMove: number): number {
  return side === 'SELL' ? logMove : -logMove;
}

/**
 * An average over the last `span` fills, fed with `fills` fills of one mean move:
 * `m ← (1−α)^n·m + (1 − (1−α)^n)·x`, α = 2/(span + 1). No fills, or a move that is not finite, change
 * nothing.
 */
export function feedMarkout(
  mean: number,
  sample: { readonly move: number; readonly fills: number },
  span: number,
): number {
  if (!(sample.fills > 0) || !Number.isFinite(sample.move)) return mean;
  const kept = (1 - 2 / (span + 1)) ** sample.fills;
  return kept * mean + (1 - kept) * sample.move;
}
