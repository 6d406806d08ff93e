/**
 * A signal as a creator sends it, and as the journal keeps it. Times are milliseconds since 1970, UTC; a weight is a share of
 * the follower's capital, a multiple of 10⁻⁶. A signal names no price: fills are made at prices it could not know.
 */
import { z } from 'zod';
import { ASSET, MODEL_ID } from '../bundle/index.js';

const timeMs = z.int().min(0).max(8_640_000_000_000_000);
const PPM = 1_000_000;
const isMillionths = (weight: number): boolean => Math.round(weight * PPM) / PPM === weight;

export const signalSchema = z.strictObject({
  model_id: z.string().regex(MODEL_ID),
  sequence: z.int().min(1).describe('counts the signals of a model from 1, without holes'),
  asset: z.string().regex(ASSET),
  target_weight: z.number().min(-1).max(1).refine(isMillionths, 'a multiple of 0.000001'),
  horizon: z
    .int()
    .min(1)
    .max(366 * 86_400_000)
    .describe('how long the position is held, ms'),
  valid_until: timeMs.describe('last moment it may be filled'),
  data_as_of: timeMs.describe('newest datum it is made of'),
  stamp: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('lineage stamp of the listed revision'),
  revises: z.int().min(1).optional().describe('the earlier signal of the same asset it corrects'),
  note: z
    .string()
    .max(500)
    .regex(/^\P{Surrogate}*$/u)
    .optional(),
});

export type Signal = z.infer<typeof signalSchema>;

/** A signal in the journal; nothing of it ever changes. */
export interface SignalEntry {
  readonly signal: Signal;
  /** Time of the journal, ms: the only time a fill looks at. */
  readonly journalAtMs: number;
  /** Hash of the entry before; of none, 64 zeros. */
  readonly previousSha: string;
  /** SHA-256 over previous hash, time and signal, as canonical JSON. */
  readonly sha: string;
}

export const FIRST_PREVIOUS_SHA = '0'.repeat(64);
