/**
 * A feed takes signals in: each is checked, gets its place in a hash chain, and is then immutable. State in, state out; time
 * comes from the journal. A repeat of a signal that is there is answered with its entry; anything else at its sequence is an
 * edit and refused. State is bounded: hashes of the last `REMEMBERED` signals, one line an asset of the policy.
 */
import { canonicalSha256 } from '../bundle/index.js';
import { refusal, type SignalRefusal } from './refusals.js';
import { FIRST_PREVIOUS_SHA, type Signal, type SignalEntry, signalSchema } from './signal.js';

const DAY_MS = 86_400_000;
/** Repeats and revisions reach back this far. */
export const REMEMBERED = 1_024;

/** What the listed revision allows. */
export interface FeedTerms {
  readonly modelId: string;
  readonly stampSha: string;
  /** Of the policy, all of them in the approved price source. */
  readonly assets: ReadonlySet<string>;
  readonly maxAbsWeight: number;
  readonly signalsPerDayMax: number;
  /** How far a creator's clock may be ahead of the journal's. */
  readonly clockSkewMs: number;
}

export interface FeedState {
  readonly lastSequence: number;
  readonly lastSha: string;
  /** By sequence, the last ones. */
  readonly recent: ReadonlyMap<number, RecentSignal>;
  /** `data_as_of` of the newest signal of each asset. */
  readonly dataAsOf: ReadonlyMap<string, number>;
  readonly day: number;
  readonly signalsOfDay: number;
}

interface RecentSignal {
  readonly signalSha: string;
  readonly asset: string;
  readonly entry: SignalEntry;
}

export const EMPTY_FEED: FeedState = {
  lastSequence: 0,
  lastSha: FIRST_PREVIOUS_SHA,
  recent: new Map(),
  dataAsOf: new Map(),
  day: 0,
  signalsOfDay: 0,
};

export type Admission =
  | { readonly state: FeedState; readonly entry: SignalEntry; readonly isRepeat: boolean }
  | { readonly state: FeedState; readonly refused: SignalRefusal };

/** @param nowMs time of the journal */
export function admitSignal(
  state: FeedState,
  json: unknown,
  { terms, nowMs }: { readonly terms: FeedTerms; readonly nowMs: number },
): Admission {
  const parsed = signalSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'signal';
    return { state, refused: refusal('MALFORMED', field, issue?.message ?? 'no signal') };
  }
  const signal = parsed.data;
  const signalSha = canonicalSha256(signal);
  if (signal.model_id === terms.modelId && signal.sequence <= state.lastSequence) {
    const known = state.recent.get(signal.sequence);
    if (known?.signalSha === signalSha) return { state, entry: known.entry, isRepeat: true };
    const evidence = `signal ${signal.sequence} is in the journal`;
    return { state, refused: refusal('EDITED', 'sequence', evidence) };
  }
  const refused = refusalOf(state, signal, terms, nowMs);
  if (refused !== undefined) return { state, refused };
  const content = { previousSha: state.lastSha, journalAtMs: nowMs, signal };
  const entry: SignalEntry = { ...content, sha: entrySha(content) };
  return { state: after(state, entry, signalSha), entry, isRepeat: false };
}

function refusalOf(
  state: FeedState,
  signal: Signal,
  terms: FeedTerms,
  nowMs: number,
): SignalRefusal | undefined {
  const { sequence, asset, target_weight, valid_until, data_as_of, revises } = signal;
  if (signal.model_id !== terms.modelId) {
    return refusal('WRONG_MODEL', 'model_id', `${signal.model_id}, not ${terms.modelId}`);
  }
  if (signal.stamp !== terms.stampSha) {
    return refusal('WRONG_STAMP', 'stamp', `${signal.stamp}, not ${terms.stampSha}`);
  }
  if (sequence !== state.lastSequence + 1) {
    return refusal('OUT_OF_ORDER', 'sequence', `${sequence} after ${state.lastSequence}`);
  }
  if (!terms.assets.has(asset)) return refusal('UNKNOWN_ASSET', 'asset', asset);
  if (Math.abs(target_weight) > terms.maxAbsWeight) {
    const evidence = `${target_weight} beyond ±${terms.maxAbsWeight}`;
    return refusal('OUTSIDE_POLICY', 'target_weight', evidence);
  }
  if (valid_until <= nowMs) return refusal('LATE', 'valid_until', `${valid_until} at ${nowMs}`);
  if (data_as_of > nowMs + terms.clockSkewMs) {
    return refusal('FROM_THE_FUTURE', 'data_as_of', `${data_as_of} at ${nowMs}`);
  }
  const before = state.dataAsOf.get(asset) ?? 0;
  if (data_as_of < before) {
    return refusal('BACK_DATED', 'data_as_of', `${data_as_of} after ${before}`);
  }
  if (revises !== undefined && state.recent.get(revises)?.asset !== asset) {
    return refusal('REVISES_NOTHING', 'revises', `${revises} is no recent signal of ${asset}`);
  }
  if (signalsOn(state, nowMs) >= terms.signalsPerDayMax) {
    return refusal('RATE_EXCEEDED', 'sequence', `${terms.signalsPerDayMax} today`);
  }
  return undefined;
}

function signalsOn(state: FeedState, nowMs: number): number {
  return Math.floor(nowMs / DAY_MS) === state.day ? state.signalsOfDay : 0;
}

function after(state: FeedState, entry: SignalEntry, signalSha: string): FeedState {
  const { sequence, asset, data_as_of } = entry.signal;
  const recent = new Map(state.recent);
  recent.set(sequence, { signalSha, asset, entry });
  recent.delete(sequence - REMEMBERED);
  return {
    lastSequence: sequence,
    lastSha: entry.sha,
    recent,
    dataAsOf: new Map(state.dataAsOf).set(asset, data_as_of),
    day: Math.floor(entry.journalAtMs / DAY_MS),
    signalsOfDay: signalsOn(state, entry.journalAtMs) + 1,
  };
}

function entrySha({ previousSha, journalAtMs, signal }: Omit<SignalEntry, 'sha'>): string {
  return canonicalSha256({ previous_sha: previousSha, journal_at_ms: journalAtMs, signal });
}

/** The first entry that is not what the chain says; undefined where the whole chain holds. */
export function brokenLink(entries: readonly SignalEntry[]): SignalEntry | undefined {
  let previousSha = FIRST_PREVIOUS_SHA;
  let previousMs = 0;
  for (const [at, entry] of entries.entries()) {
    const holds =
      entry.previousSha === previousSha &&
      entry.signal.sequence === at + 1 &&
      entry.journalAtMs >= previousMs &&
      entry.sha === entrySha(entry);
    if (!holds) return entry;
    previousSha = entry.sha;
    previousMs = entry.journalAtMs;
  }
  return undefined;
}

/** A signal and what it revised, and what that revised, newest first. */
export function revisionChain(
  entries: readonly SignalEntry[],
  sequence: number,
): readonly SignalEntry[] {
  const chain: SignalEntry[] = [];
  let at: number | undefined = sequence;
  while (at !== undefined) {
    const entry: SignalEntry | undefined = entries[at - 1];
    if (entry === undefined) return chain;
    chain.push(entry);
    at = entry.signal.revises;
  }
  return chain;
}
