/**
 * The reservation price r: fair value as this broker, with this inventory and this much time left,
 * sees it.
 *
 * r falls as inventory rises (a holder of many lots wants to sell), and falls towards the end of the
 * window for what is not clearing: the pressure on perishable rights that an inventory skew
 * proportional to the time left loses just when it matters.
 */
import { clamp } from './numbers.js';

export interface InventoryTuning {
  /** Qmax: the most lots of one series the broker wants to hold. */
  readonly maxLots: number;
  /** The stock aimed at is this many days of consumption, at most half of Qmax. */
  readonly targetDays: number;
  readonly skewWeight: number;
  readonly skewHorizonDays: number;
  readonly skewMax: number;
  /** Discount at u = 1 on what will not clear in time. */
  readonly clearingMax: number;
}

/** q* = min(λ·days, Qmax/2), lots. */
export function inventoryTarget(consumptionPerDay: number, tuning: InventoryTuning): number {
  return Math.min(consumptionPerDay * tuning.targetDays, tuning.maxLots / 2);
}

/** q̃ = clamp((q − q*)/Qmax, −1, 1). No room at all (Qmax 0) is full: 1. */
export function inventoryTilt(lots: number, target: number, tuning: InventoryTuning): number {
  if (tuning.maxLots === 0) return 1;
  return clamp((lots - target) / tuning.maxLots, -1, 1);
}

/** clamp(weight·q̃·σ_q²·min(R, horizon), ±max), a share of the price, positive when too long. */
export function inventorySkew(
  inputs: { readonly tilt: number; readonly sigma: number; readonly remainingDays: number },
  tuning: InventoryTuning,
): number {
  const skew = inputs.tilt * inventorySlope(inputs.sigma, inputs.remainingDays, tuning);
  return clamp(skew, -tuning.skewMax, tuning.skewMax);
}

/** weight·σ_q²·min(R, horizon): the skew per q̃, a share of the price, before its bound. */
export function inventorySlope(
  sigma: number,
  remainingDays: number,
  tuning: InventoryTuning,
): number {
  return tuning.skewWeight * sigma * sigma * Math.min(remainingDays, tuning.skewHorizonDays);
}

/** ψ = clamp(1 − λR/A, 0, 1): the share of unsold lots that will not clear in time; 0 if A = 0. */
export function unclearedShare(
  consumptionPerDay: number,
  remainingDays: number,
  unsoldLots: number,
): number {
  if (unsoldLots === 0) return 0;
  return clamp(1 - (consumptionPerDay * remainingDays) / unsoldLots, 0, 1);
}

/** max·ψ·u², a share of the price. */
export function clearingDiscount(uncleared: number, u: number, tuning: InventoryTuning): number {
  return tuning.clearingMax * uncleared * u * u;
}
