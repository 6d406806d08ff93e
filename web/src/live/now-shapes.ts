/** What `/v1/now` answers. */
import type { AsOf } from './shapes.js';

export interface NowItem {
  readonly checkId: string;
  readonly severity: 'bad' | 'warn';
  readonly title: string;
  readonly cause: string;
  readonly sinceMs: number;
  readonly cost: string;
  readonly may: string;
  readonly address?: string;
  readonly runbook: string;
}

export interface NowReading {
  readonly checkId: string;
  readonly name: string;
  readonly reading: string;
  readonly state: 'well' | 'wrong' | 'unwatched';
}

export interface Now extends AsOf {
  readonly items: readonly NowItem[];
  readonly readings: readonly NowReading[];
}
