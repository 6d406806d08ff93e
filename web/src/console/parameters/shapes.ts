/** Parameters as the API tells of them, and figures of theirs as people read them. */
import { count } from '../../parts/format.js';

export interface Parameter {
  readonly name: string;
  readonly target: string;
  readonly value: number;
  readonly defaultValue: number;
  readonly minValue: number;
  readonly maxValue: number;
  readonly unit: string;
  readonly description: string;
  /** 0: the default. */
  readonly version: number;
  readonly authorId: number;
  readonly approverId: number;
  readonly reason: string;
  readonly effectiveMs: number;
  readonly approvalRequired: boolean;
}

export interface Waiting {
  readonly requestId: number;
  readonly name: string;
  readonly target: string;
  readonly value: number | null;
  readonly changesApproval: boolean | null;
  readonly isAction: boolean;
  /** Of the command that waits, hex. */
  readonly actionDigest: string;
  readonly state: string;
  readonly undoesVersion: number;
  readonly authorId: number;
  readonly approverId: number;
  readonly reason: string;
  readonly sequence: number;
  readonly effectiveMs: number;
  readonly lapseMs: number;
}

export interface Change {
  readonly change: number;
  readonly sequence: number;
  readonly timeMs: number;
  readonly name: string;
  readonly target: string;
  readonly oldValue: number | null;
  readonly value: number | null;
  readonly version: number;
  readonly authorId: number;
  readonly approverId: number;
  readonly reason: string;
  readonly undoesVersion: number;
}

export interface DryRun {
  readonly refusal: {
    readonly name: string;
    readonly field: string;
    readonly detail: string;
  } | null;
  readonly approvalRequired: boolean;
  readonly seriesCount: number;
  readonly breachCount: number;
  readonly orderIds: readonly number[];
  readonly refusedQuotes: number;
  readonly movedQuotes: number;
  readonly pulledQuotes: number;
  readonly quotesComputed: boolean;
  readonly quoteMoves: readonly QuoteMove[];
  readonly marginMicroPat: number;
  readonly providerMarginMicroPat: number;
  readonly partial: boolean;
  readonly inert: boolean;
  readonly asOfSequence: number;
}

export interface QuoteMove {
  readonly seriesId: number;
  readonly bidTicksBefore: number;
  readonly bidTicksAfter: number;
  readonly askTicksBefore: number;
  readonly askTicksAfter: number;
  readonly markTicksBefore: number;
  readonly markTicksAfter: number;
}

const UNITS: Readonly<Record<string, string>> = { micro_pat: 'µPAT', count: '', choice: '' };
/** A value in the parameter's own unit. */
export const amount = (value: number, unit: string): string =>
  `${count(value)} ${UNITS[unit] ?? unit}`.trim();

export const targetText = (target: string): string => (target === '' ? 'the venue' : target);
export const person = (accountId: number): string =>
  accountId === 0 ? '–' : `account ${accountId}`;
