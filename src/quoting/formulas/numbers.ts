/**
 * Small number helpers every pricing formula uses.
 *
 * Pricing works in float64. A value that is not finite is never repaired here: it travels through the
 * formulas as NaN and the engine halts the one series it reaches.
 */

/** Parts per million: the integer form of every ratio that leaves this room. */
export const PPM = 1_000_000;
export const MS_PER_DAY = 86_400_000;
/** Largest integer-valued double that is still exact, and the bound on every count and amount. */
export const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/** `value` held inside `[low, high]`; `high` where they contradict. NaN stays NaN. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** A ratio as whole parts per million, rounded to nearest. */
export function toPpm(ratio: number): number {
  // Adding 0 turns −0 into 0.
  return Math.round(ratio * PPM) + 0;
}

/**
 * `tanh(ln ratio)`, written without either function: `(x² − 1) / (x² + 1)`.
 * Ratio 0 gives −1, infinity gives 1, below 0 or NaN gives NaN.
 */
export function tanhLog(ratio: number): number {
  if (ratio < 0) return Number.NaN;
  if (ratio > 1) {
    const inverse = 1 / ratio;
    return (1 - inverse * inverse) / (1 + inverse * inverse);
  }
  return (ratio * ratio - 1) / (ratio * ratio + 1);
}

/** Whether a fact from outside is a usable count, amount or time: finite, not negative, exact. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
