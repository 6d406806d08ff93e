// Rows: SO21.
// Catches rules that list the overfitted or the cheating, refuse or delist the skilled, miss decay, sell seats beyond capacity or let pumped
// seats raise trust; and a rule that is inert: with it off nothing changes.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CREATOR_KINDS,
  CREATOR_TEXTS,
  type CreatorKind,
  cellsOf,
  RULE_TEXTS,
  runStudy,
  STUDY_HEAD,
  STUDY_RULES,
  type StudyRow,
  type StudyRule,
  type StudyTable,
  shareOf,
} from '../../../src/sigma/study/index.js';
import { documented } from '../documented.js';

/** Whom each rule is for: the kind whose row changes without it. */
const CONCERNS: Readonly<Record<StudyRule, CreatorKind>> = {
  INTEGRITY: 'cheating',
  WHOLE_SWEEP: 'overfitted',
  TRACK_RECORD: 'cheating',
  ONE_REVIEW: 'decaying',
  OWNERS_ENTRIES: 'coin flips',
  JOURNAL_TIME: 'cheating',
  CAPACITY: 'over capacity',
  DRIFT: 'decaying',
  UNAFFILIATED: 'pumping',
};
const SEEDS = [1, 2, 3, 4];
const tables = new Map<StudyRule | undefined, StudyTable>();
const row = (kind: CreatorKind, off?: StudyRule): StudyRow => {
  const found = tables.get(off)?.rows.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no row of ${kind}`);
  return found;
};

beforeAll(() => {
  const kinds = CREATOR_KINDS.filter((kind) => kind !== 'coin flips');
  const all = runStudy({ seeds: SEEDS, kinds });
  const coins = runStudy({ seeds: [1], kinds: ['coin flips'] });
  for (const [at, { off, rows }] of all.entries()) {
    tables.set(off, { off, rows: [...rows, ...(coins[at]?.rows ?? [])] });
  }
}, 600_000);

describe('four seeds', () => {
  it('list the skilled and nobody else (SO21)', () => {
    expect(row('skilled').listed.count).toBe(4);
    expect(row('skilled').delistedInYear.count).toBe(0);
    expect(row('decaying').listed.count).toBe(4);
    for (const kind of ['overfitted', 'cheating', 'coin flips'] as const) {
      expect(row(kind).listed.count, kind).toBe(0);
    }
  });

  it('find decay within twice what the CUSUM needs, cap what is thin, and rate no pumped seat', () => {
    const { decayDelay = Number.NaN, expectedDelay = Number.NaN, found } = row('decaying');
    expect(found.count).toBe(4);
    expect(decayDelay).toBeLessThanOrEqual(2 * expectedDelay);
    expect(row('over capacity').capped.count).toBe(row('over capacity').listed.count);
    expect(row('over capacity').followersReturn).toBeGreaterThan(0);
    expect(row('over capacity', 'CAPACITY').followersReturn).toBeLessThan(0);
    expect(row('pumping').trust).toBeLessThan(row('skilled').trust as number);
    expect(row('pumping', 'UNAFFILIATED').trust).toBeGreaterThan(row('skilled').trust as number);
  });

  it.each(STUDY_RULES)('change without %s: it is not inert', (rule) => {
    const kind = CONCERNS[rule];
    expect(row(kind, rule)).not.toEqual(row(kind));
  });

  it('are what the page shows', () => {
    const lines = STUDY_RULES.map((rule) => {
      const kind = CONCERNS[rule];
      return [rule, ...shortCells(row(kind), row(kind, rule))];
    });
    const head = ['rule that is off', 'kind', 'with all rules', 'without it'];
    const text = [head, head.map(() => '---'), ...lines]
      .map((cells) => `| ${cells.join(' | ')} |\n`)
      .join('');
    expect(documented('short', text)).toBe(text);
  });
});

/** The cells that differ. */
function shortCells(before: StudyRow, after: StudyRow): readonly string[] {
  const [all, without] = [cellsOf(before), cellsOf(after)];
  const differing = all.flatMap((cell, at) => (at > 0 && cell !== without[at] ? [at] : []));
  const text = (cells: readonly string[]): string =>
    differing.map((at) => `${STUDY_HEAD[at]} ${cells[at]}`).join('; ');
  return [before.kind, text(all), text(without)];
}

describe('the table', () => {
  // Wilson intervals, from Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263 and 15 of 148.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
  ])('has the intervals of Wilson: %d of %d', (count, of, low, high) => {
    const share = shareOf(count, of);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  it('has a cell for each column, and a text for each kind and rule', () => {
    for (const one of tables.get(undefined)?.rows ?? []) {
      expect(cellsOf(one)).toHaveLength(STUDY_HEAD.length);
    }
    for (const kind of CREATOR_KINDS) expect(CREATOR_TEXTS[kind]).not.toBe('');
    for (const rule of STUDY_RULES) expect(RULE_TEXTS[rule]).not.toBe('');
  });
});
