/**
 * The gates of phases 3 and 4: what a segment has to show, each with its value and its threshold, as of now. Reads only; sums
 * the days that count, so asking is bounded by `GATE_DAYS`. What was never measured is 0 and passes nothing.
 */
import { RISK } from '../../../../risk/index.js';
import { mulDivDown } from '../../../../values/index.js';
import { INSURANCE_ACCOUNT } from '../../kernel/accounts.js';
import type { State } from '../../kernel/state.js';
import type { ParameterValues } from '../parameters/values.js';
import { GATE_DAY as D, GATE_DAYS } from './gate-days.js';

const PPM = 1_000_000;
const DAY_MS = 86_400_000;
/** A day is measured with so many of its hours. */
const HOURS_MIN = 20;

export interface Gate {
  /** measured_days, depth_ppm, calm_ppm, others_ppm, audited_days or fund_micro_pat. */
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
}

/** Sums over the days that count. */
interface Sums {
  days: number;
  hours: number;
  deep: number;
  calm: number;
  exercised: bigint;
  others: bigint;
}

/** Every gate of a segment, in the order they are published. */
export function gatesOf(state: State, parameters: ParameterValues, segmentId: number): Gate[] {
  const segment = state.registry.segments[segmentId - 1] ?? '';
  const threshold = (index: number): number => parameters.resolve(index, [segment, '']);
  const days = threshold(RISK.gateDays);
  const sums = sumsOf(state, segmentId, days);
  const share = (part: number): number => mulDivDown(part, PPM, Math.max(1, sums.hours));
  const others = sums.exercised === 0n ? 0n : (sums.others * BigInt(PPM)) / sums.exercised;
  const { ledger } = state;
  return [
    { name: 'measured_days', value: sums.days, threshold: days },
    { name: 'depth_ppm', value: share(sums.deep), threshold: threshold(RISK.gateSharePpm) },
    { name: 'calm_ppm', value: share(sums.calm), threshold: threshold(RISK.gateSharePpm) },
    { name: 'others_ppm', value: Number(others), threshold: threshold(RISK.gateOthersPpm) },
    { name: 'audited_days', value: auditedDays(state, segmentId), threshold: days },
    {
      name: 'fund_micro_pat',
      value: ledger.available(INSURANCE_ACCOUNT),
      threshold: threshold(RISK.gateFundMicroPat),
    },
  ];
}

/** Whether a segment passes every gate. */
export function passes(state: State, parameters: ParameterValues, segmentId: number): boolean {
  return gatesOf(state, parameters, segmentId).every(({ value, threshold }) => value >= threshold);
}

/** Whether any segment does. */
export function anyPasses(state: State, parameters: ParameterValues): boolean {
  for (let id = 1; id <= state.gateDays.high; id += 1) {
    if (passes(state, parameters, id)) return true;
  }
  return false;
}

/** Of today nothing counts yet. */
function sumsOf({ gateDays, timeMs }: State, segmentId: number, days: number): Sums {
  const sums: Sums = { days: 0, hours: 0, deep: 0, calm: 0, exercised: 0n, others: 0n };
  if (segmentId > gateDays.high) return sums;
  const today = Math.floor(timeMs / DAY_MS);
  for (let place = 0; place < GATE_DAYS; place += 1) {
    const read = (field: number): number => gateDays.f[gateDays.at(segmentId, place, field)] ?? 0;
    const age = today - read(D.day);
    if (age < 1 || age > days) continue;
    if (read(D.hours) >= HOURS_MIN) sums.days += 1;
    sums.hours += read(D.hours);
    sums.deep += read(D.deepHours);
    sums.calm += read(D.calmHours);
    sums.exercised += BigInt(read(D.exercisedMicroPat));
    sums.others += BigInt(read(D.othersMicroPat));
  }
  return sums;
}

/** Whole days since the oldest attestation that stands. */
function auditedDays({ registry, timeMs }: State, segmentId: number): number {
  const found = registry.attestations.find((one) => one.segmentId === segmentId);
  return found === undefined ? 0 : Math.floor((timeMs - found.sinceMs) / DAY_MS);
}
