/**
 * One risk number for everything the broker holds of a contract: spot, forwards, futures and options, by what each gains when
 * today's pressure moves. A forward sold is inventory owed, an option sold a share of one.
 *
 * Money in micro-PAT; a move is of the log of today's price. What is far ahead moves less, since pressure reverts. Stress is
 * the loss by delta, gamma and vega alone at governed moves; a full revaluation is the margin's.
 */
import type { Greeks } from './black76.js';

/** Lots of one thing, and what a lot of it is. */
export interface Holding {
  /** Positive long, negative short. */
  readonly lots: number;
  readonly greeks: Greeks;
  /** F_T, or the price of what is spot. */
  readonly forwardMicroPat: number;
  /** Share of a move of today's log price that the forward makes: 1 for spot. */
  readonly kept: number;
  /** σ per √year of its expiry; 0 for what has none. */
  readonly sigma: number;
}

export interface ContractRisk {
  /** Gained per unit of log move of today's price: the one number inventory is skewed by. */
  readonly deltaMicroPat: number;
  /** Change of `deltaMicroPat` per unit of log move, of options alone. */
  readonly gammaMicroPat: number;
  /** Gained when every volatility rises by its whole self. */
  readonly vegaMicroPat: number;
  /** Gained by a day's passing. */
  readonly thetaDayMicroPat: number;
}

/** Greeks of what is held of a contract, as money. */
export function contractRisk(holdings: readonly Holding[]): ContractRisk {
  let delta = 0;
  let gamma = 0;
  let vega = 0;
  let theta = 0;
  for (const { lots, greeks, forwardMicroPat, kept, sigma } of holdings) {
    const move = forwardMicroPat * kept;
    delta += lots * greeks.delta * move;
    gamma += lots * greeks.gamma * move * move;
    vega += lots * greeks.vega * sigma;
    theta += lots * greeks.thetaDay;
  }
  return {
    deltaMicroPat: delta,
    gammaMicroPat: gamma,
    vegaMicroPat: vega,
    thetaDayMicroPat: theta,
  };
}

/** Moves of a stress, as shares: of the price, and of volatility. */
export interface StressMoves {
  readonly price: number;
  readonly volatility: number;
}

export interface StressLosses {
  readonly deltaMicroPat: number;
  readonly gammaMicroPat: number;
  readonly vegaMicroPat: number;
}

/** What each sensitivity loses at its worst move, 0 where it gains either way. */
export function stressLosses(risk: ContractRisk, moves: StressMoves): StressLosses {
  return {
    deltaMicroPat: Math.abs(risk.deltaMicroPat) * moves.price,
    gammaMicroPat: Math.max(0, -0.5 * risk.gammaMicroPat * moves.price * moves.price),
    vegaMicroPat: Math.abs(risk.vegaMicroPat) * moves.volatility,
  };
}
