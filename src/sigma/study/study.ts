/**
 * The creators' study: every kind over many seeds, judged under all rules and with each one off. Deterministic for its seeds
 * but for signatures, which nothing depends on.
 */
import { generateKeyPairSync } from 'node:crypto';
import { decide } from './decide.js';
import { CREATOR_KINDS, type CreatorKind, STUDY_RULES, type StudyRule } from './kinds.js';
import { playCreator } from './play.js';
import { type Judged, type StudyTable, tableOf } from './table.js';

export interface StudyOptions {
  readonly seeds: readonly number[];
  readonly kinds?: readonly CreatorKind[];
  readonly rules?: readonly StudyRule[];
  readonly progress?: (done: number, of: number) => void;
}

/** The table with all rules first, then one for each rule that is off. */
export function runStudy(options: StudyOptions): readonly StudyTable[] {
  const { seeds, kinds = CREATOR_KINDS, rules = STUDY_RULES, progress } = options;
  const { privateKey } = generateKeyPairSync('ed25519');
  const sets: readonly (StudyRule | undefined)[] = [undefined, ...rules];
  const judged = new Map<StudyRule | undefined, Judged[]>(sets.map((off) => [off, []]));
  let done = 0;
  for (const seed of seeds) {
    for (const kind of kinds) {
      const played = playCreator(kind, seed, privateKey);
      for (const off of sets) judged.get(off)?.push({ kind, outcome: decide(played, off) });
      done += 1;
      progress?.(done, seeds.length * kinds.length);
    }
  }
  return sets.map((off) => tableOf(judged.get(off) ?? [], off));
}
