/**
 * A check: one thing that can be wrong with a venue, how it reads when it is well, and what was found when it is not. Checks
 * are pure: they look at facts and say what they mean.
 */
import type { JournaledCommand, WatchView } from '../../reader/index.js';
import type { ChannelState } from '../alerts/alert-desk.js';
import type { Source } from '../context.js';
import type { EngineFacts } from './engine-facts.js';

export interface Facts {
  readonly source: Source;
  readonly watch: WatchView;
  /** undefined: told nothing by an engine. */
  readonly engine: EngineFacts | undefined;
  /** How the channels of alerts stand; undefined: no alerts are told from here. */
  readonly channels: readonly ChannelState[] | undefined;
  /** A parameter of the venue, or what counts where it is not known. */
  readonly rule: (name: string, otherwise: number) => number;
  /** Time of this machine. */
  readonly nowMs: number;
  /** Sequenced time the state is as of. */
  readonly venueMs: number;
  /** The newest command of a kind that is about something. */
  readonly last: (
    kind: number,
    isWanted: (body: JournaledCommand['body']) => boolean,
  ) => JournaledCommand | undefined;
  /** A series as people call it. */
  readonly nameOf: (seriesId: number) => string;
}

export interface Finding {
  /** Tells it from others of the check, for as long as it lasts. */
  readonly key: string;
  /** `bad` is wrong now; `warn` will be, or waits for somebody. */
  readonly severity: 'bad' | 'warn';
  readonly title: string;
  readonly cause: string;
  /** Since when, where the journal says; else since it was first seen. */
  readonly sinceMs?: number | undefined;
  /** What it costs, in words with figures. */
  readonly cost: string;
  /** What an operator may do. */
  readonly may: string;
  /** Where on these pages. */
  readonly address?: string;
}

export interface Looked {
  /** How it stands, short. */
  readonly reading: string;
  readonly findings: readonly Finding[];
}

export interface Check {
  readonly id: string;
  readonly name: string;
  /** undefined: it cannot be watched from here. */
  readonly look: (facts: Facts) => Looked | undefined;
}

const MICRO = 1_000_000;

/** An amount in PAT. */
export const pat = (microPat: number): string =>
  `${(microPat / MICRO).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} PAT`;

export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
/** With its noun, in one or many. */
export const counted = (count: number, noun: string, many = `${noun}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? noun : many}`;
