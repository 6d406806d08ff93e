/**
 * The price source that ships, and a feed over it: drawn from a seed and labelled synthetic, so that anybody can run Sigma Sim
 * before there is a market. Not for judging models.
 */
import assert from 'node:assert/strict';
import { Chance } from '../../values/index.js';
import { canonicalSha256 } from '../bundle/index.js';
import { admitSignal, EMPTY_FEED, type SignalEntry } from '../signals/index.js';
import type { PriceSource } from './price-source.js';

const DAY_MS = 86_400_000;
const STEP_MS = DAY_MS / 4;
const MICRO = 1_000_000;
export const RECORDING_START_MS = Date.UTC(2026, 0, 1);
export const RECORDING_DAYS = 180;
const ASSETS = [
  { asset: 'SYN-A', price: 120, volatility: 0.02, dailyVolume: 40_000_000 },
  { asset: 'SYN-B', price: 35, volatility: 0.03, dailyVolume: 12_000_000 },
] as const;
/** From here on the example feed sends signals: liquidity needs days before. */
const FEED_FROM_DAY = 35;

/** When a recording begins, and how long it is. */
export interface RecordingSpan {
  readonly fromMs: number;
  readonly days: number;
}

const SHIPPED: RecordingSpan = { fromMs: RECORDING_START_MS, days: RECORDING_DAYS };

/** CSV of a price source: a longer span of the same seed begins with the shorter one. */
export function syntheticRecording(seed: number, { fromMs, days } = SHIPPED): string {
  const chance = new Chance(seed, 'recording');
  const lines = [
    `# Synthetic prices and volumes, drawn from seed ${seed} by patx sigma prices. No market ever had them.`,
    'at_ms,asset,price_micro,volume',
  ];
  const prices = ASSETS.map(({ price }) => price as number);
  for (let at = 0; at < (days * DAY_MS) / STEP_MS; at += 1) {
    for (const [index, { asset, volatility, dailyVolume }] of ASSETS.entries()) {
      prices[index] = (prices[index] as number) * (1 + (volatility / 2) * chance.normal());
      const volume = Math.round((dailyVolume / 4) * (0.6 + 0.8 * chance.uniform()));
      const price = Math.round((prices[index] as number) * MICRO);
      lines.push(`${fromMs + at * STEP_MS},${asset},${price},${volume}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A feed over the recording: what rose for a week is bought, what fell is sold, once a day and asset. */
export function exampleFeed(
  source: PriceSource,
  { modelId, stampSha }: { readonly modelId: string; readonly stampSha: string },
): readonly SignalEntry[] {
  const terms = {
    modelId,
    stampSha,
    assets: new Set(source.assets),
    maxAbsWeight: 1,
    signalsPerDayMax: 24,
    clockSkewMs: 0,
  };
  const entries: SignalEntry[] = [];
  let state = EMPTY_FEED;
  for (let day = FEED_FROM_DAY; day < RECORDING_DAYS - 1; day += 1) {
    const nowMs = RECORDING_START_MS + day * DAY_MS + 60_000;
    for (const asset of source.assets) {
      const [now, before] = [nowMs, nowMs - 7 * DAY_MS].map(
        (at) => source.lastAt(asset, at)?.price,
      );
      const rise = (now ?? 1) / (before ?? 1) - 1;
      const weight = Math.max(-0.5, Math.min(0.5, Math.round(rise * 4 * MICRO) / MICRO));
      const signal = {
        model_id: modelId,
        sequence: entries.length + 1,
        asset,
        target_weight: weight,
        horizon: 2 * DAY_MS,
        valid_until: nowMs + DAY_MS,
        data_as_of: nowMs - 60_000,
        stamp: stampSha,
      };
      const admission = admitSignal(state, signal, { terms, nowMs });
      assert('entry' in admission, 'the example is within its own terms');
      entries.push(admission.entry);
      ({ state } = admission);
    }
  }
  return entries;
}

/** By which two computations of one simulation are compared: SHA-256 over the result's canonical JSON. */
export function simulationSha(result: unknown): string {
  return canonicalSha256(result);
}
