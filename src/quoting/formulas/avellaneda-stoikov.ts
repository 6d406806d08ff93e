/**
 * The quotes of Avellaneda and Stoikov: the plain model the broker's own skew is measured against, in
 * back-tests and in the guide. The quoter itself does not use it: its pull on inventory vanishes as the
 * horizon nears, which is exactly when perishable rights must be cleared.
 *
 * Source: "High-frequency trading in a limit order book", Quantitative Finance 8 (2008) 217–224,
 * equations 29 and 30. Any one unit of price and of time may be used throughout.
 */

export interface AvellanedaStoikovInputs {
  readonly mid: number;
  readonly inventory: number;
  readonly riskAversion: number;
  /** Per √time. */
  readonly sigma: number;
  readonly timeLeft: number;
  /** k of the intensity A·e^(−kδ). */
  readonly decay: number;
}

export interface AvellanedaStoikovQuotes {
  readonly reservation: number;
  /** Ask less bid. */
  readonly spread: number;
}

/** r = s − qγσ²(T−t); spread = γσ²(T−t) + (2/γ)·ln(1 + γ/k), with its limit 2/k at γ = 0. */
export function avellanedaStoikov(inputs: AvellanedaStoikovInputs): AvellanedaStoikovQuotes {
  const { mid, inventory, riskAversion: gamma, sigma, timeLeft, decay } = inputs;
  const risk = gamma * sigma * sigma * Math.max(0, timeLeft);
  const liquidity = gamma === 0 ? 2 / decay : (2 / gamma) * Math.log1p(gamma / decay);
  return { reservation: mid - inventory * risk, spread: risk + liquidity };
}
