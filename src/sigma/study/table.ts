/** Shares of creators with their 95 % intervals (Wilson 1927), means and medians, as rows of a table. */
import type { Outcome } from './decide.js';
import { CREATOR_KINDS, type CreatorKind, LIVE_WEEKS, type StudyRule } from './kinds.js';

export interface Share {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959_963_984_540_054;
const WEEKS_PER_YEAR = 52;

/** Score interval of Wilson, in [0, 1]; everything of none. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, low: 0, high: 1 };
  const p = count / of;
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return { count, of, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export interface StudyRow {
  readonly kind: CreatorKind;
  readonly refusedAtBundle: Share;
  readonly listed: Share;
  /** The others are of those that were listed. */
  readonly rated: Share;
  readonly capped: Share;
  /** Within 52 weeks of the listing. */
  readonly delistedInYear: Share;
  readonly delisted: Share;
  readonly weeksToListing: number | undefined;
  readonly weeksToDelisting: number | undefined;
  readonly trust: number | undefined;
  readonly followersReturn: number | undefined;
  readonly found: Share;
  /** Mean weeks from decay to alarm; what was never found counts as long as it was followed. */
  readonly decayDelay: number | undefined;
  readonly expectedDelay: number | undefined;
}

export interface StudyTable {
  /** The rule that was off; undefined where none was. */
  readonly off: StudyRule | undefined;
  readonly rows: readonly StudyRow[];
}

export interface Judged {
  readonly kind: CreatorKind;
  readonly outcome: Outcome;
}

export function tableOf(judged: readonly Judged[], off: StudyRule | undefined): StudyTable {
  const rows = CREATOR_KINDS.flatMap((kind) => {
    const outcomes = judged.filter((one) => one.kind === kind).map(({ outcome }) => outcome);
    return outcomes.length === 0 ? [] : [rowOf(kind, outcomes)];
  });
  return { off, rows };
}

function rowOf(kind: CreatorKind, outcomes: readonly Outcome[]): StudyRow {
  const listed = outcomes.filter(({ isListed }) => isListed);
  const among = (test: (outcome: Outcome) => boolean): Share =>
    shareOf(listed.filter(test).length, listed.length);
  const ofListed = (pick: (outcome: Outcome) => number | undefined): readonly number[] =>
    listed.map(pick).filter((value) => value !== undefined);
  const isDecaying = kind === 'decaying';
  return {
    kind,
    refusedAtBundle: shareOf(
      outcomes.filter(({ isRefusedAtBundle }) => isRefusedAtBundle).length,
      outcomes.length,
    ),
    listed: shareOf(listed.length, outcomes.length),
    rated: among(({ isRated }) => isRated),
    capped: among(({ isCapped }) => isCapped),
    delistedInYear: among(
      ({ weeksToDelisting = Number.POSITIVE_INFINITY }) => weeksToDelisting <= WEEKS_PER_YEAR,
    ),
    delisted: among(({ weeksToDelisting }) => weeksToDelisting !== undefined),
    weeksToListing: medianOf(ofListed(({ weeksToListing }) => weeksToListing)),
    weeksToDelisting: medianOf(ofListed(({ weeksToDelisting }) => weeksToDelisting)),
    trust: meanOrNone(ofListed(({ trust }) => trust)),
    followersReturn: meanOrNone(ofListed(({ followersReturn }) => followersReturn)),
    found: among(({ weeksToAlarm }) => weeksToAlarm !== undefined),
    decayDelay: isDecaying
      ? meanOrNone(ofListed(({ decayDelay = LIVE_WEEKS }) => decayDelay))
      : undefined,
    expectedDelay: isDecaying
      ? meanOrNone(ofListed(({ expectedDelay }) => expectedDelay))
      : undefined,
  };
}

function meanOrNone(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

export const STUDY_HEAD: readonly string[] = [
  'creators',
  'refused bundle',
  'listed',
  'weeks to listing',
  'rated',
  'trust',
  'capped',
  "followers' return a year",
  'alarm in 160 weeks',
  'delisted in a year',
  'delisted in 160 weeks',
  'weeks to delisting',
  'weeks from decay to alarm',
  'expected',
];

const percent = (value: number): string => (100 * value).toFixed(0);
const shareText = ({ count, of, low, high }: Share): string =>
  of === 0 ? '–' : `${percent(count / of)} % (${percent(low)}–${percent(high)})`;
const numberText = (value: number | undefined, digits = 0): string => value?.toFixed(digits) ?? '–';

export function cellsOf(row: StudyRow): readonly string[] {
  const { followersReturn } = row;
  return [
    row.kind,
    shareText(row.refusedAtBundle),
    shareText(row.listed),
    numberText(row.weeksToListing),
    shareText(row.rated),
    numberText(row.trust, 1),
    shareText(row.capped),
    followersReturn === undefined ? '–' : `${percent(followersReturn)} %`,
    shareText(row.found),
    shareText(row.delistedInYear),
    shareText(row.delisted),
    numberText(row.weeksToDelisting),
    numberText(row.decayDelay, 1),
    numberText(row.expectedDelay, 1),
  ];
}
