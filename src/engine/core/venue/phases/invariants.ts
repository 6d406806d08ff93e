/** The invariants of phases, counted afresh: classes on evidence (I51), and what was measured of segments (I52). */
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import { GATE_DAY as D, GATE_DAYS } from './gate-days.js';

/** What is broken, a line each. */
export function brokenPhases(state: State): string[] {
  return [...brokenQualifications(state), ...brokenDays(state)];
}

function brokenQualifications({ registry, accounts, timers }: State): string[] {
  const broken: string[] = [];
  const { qualifications } = registry;
  if (qualifications.length === 0) return broken;
  const ends = timers.list().filter(({ kind }) => kind === TIMER.QUALIFICATION);
  const endOf = new Map(ends.map(({ reference, dueMs }) => [reference, dueMs]));
  if (ends.length !== qualifications.length) {
    broken.push(`I51: ${qualifications.length} qualifications and ${ends.length} timers`);
  }
  for (const { accountId, accountClass, untilMs } of qualifications) {
    const fits =
      accounts.get(accountId, A.accountClass) === accountClass && endOf.get(accountId) === untilMs;
    if (!fits) broken.push(`I51: the qualification of account ${accountId} is not its class`);
  }
  return broken;
}

function brokenDays({ gateDays }: State): string[] {
  const broken: string[] = [];
  for (let id = 1; id <= gateDays.high; id += 1) {
    for (let place = 0; place < GATE_DAYS; place += 1) {
      const read = (field: number): number => gateDays.f[gateDays.at(id, place, field)] as number;
      const isPart =
        read(D.othersMicroPat) <= read(D.exercisedMicroPat) &&
        Math.max(read(D.deepHours), read(D.calmHours)) <= read(D.hours);
      if (!isPart) broken.push(`I52: day ${place} of segment ${id} has more of a part than of all`);
    }
  }
  return broken;
}
