/**
 * The live quoting parameters: overrides by target, most specific wins, one version for the whole set.
 *
 * A target is text: empty for the venue, a segment, a contract (`AUTO_INTENT|7D|0.70-0.85`), or a series
 * (contract, `@`, start). A change is checked whole before anything moves: an unknown key, a value out of
 * bounds, one that contradicts another where both apply, or a stale version is refused with the reason
 * and the range that would do. Nothing is ever half applied.
 */
import {
  DEFAULT_PARAMETERS,
  findParameter,
  ORDERED_PARAMETERS,
  type ParameterKey,
  type ParameterSpec,
  type QuotingParameters,
} from './parameter-table.js';
import { type Tuning, tuningOf } from './tuning.js';

export interface ParameterChange {
  readonly target: string;
  /** As the table and the journal spell it. */
  readonly name: string;
  /** An integer in the parameter's unit; null removes the override at this target. */
  readonly value: number | null;
  /** Version the change is based on; 0 skips the check. */
  readonly expectedVersion: number;
}

export interface ParameterApplied {
  readonly ok: true;
  readonly key: ParameterKey;
  readonly target: string;
  /** Override before and after; null where there was or is none. */
  readonly oldValue: number | null;
  readonly newValue: number | null;
  readonly version: number;
}

export interface ParameterRefused {
  readonly ok: false;
  readonly code: 'UNKNOWN_PARAMETER' | 'PARAMETER_RANGE' | 'STALE_VERSION' | 'INVALID_FIELD';
  /** Which field of the change is wrong. */
  readonly field: 'name' | 'target' | 'value' | 'expectedVersion';
  /** Values that would be accepted; both 0 when the value is not what is wrong. */
  readonly min: number;
  readonly max: number;
}

export type ParameterOutcome = ParameterApplied | ParameterRefused;

type Overrides = Map<ParameterKey, number>;

const VENUE: readonly string[] = [''];
const TARGET_LENGTH_MAX = 160;

/** The targets a target inherits from, the venue first and itself last; undefined if it is not one. */
export function targetChain(target: string): readonly string[] | undefined {
  if (target === '') return [''];
  if (target.length > TARGET_LENGTH_MAX || /\s/.test(target)) return undefined;
  const [contract = '', start, ...more] = target.split('@');
  const parts = contract.split('|');
  const segment = parts[0] ?? '';
  if (more.length > 0 || parts.includes('') || start === '') return undefined;
  if (parts.length === 1) return start === undefined ? ['', segment] : undefined;
  if (parts.length !== 3) return undefined;
  return start === undefined ? ['', segment, contract] : ['', segment, contract, target];
}

function refuse(
  code: ParameterRefused['code'],
  field: ParameterRefused['field'],
  range?: { readonly min: number; readonly max: number },
): ParameterRefused {
  return { ok: false, code, field, min: range?.min ?? 0, max: range?.max ?? 0 };
}

/** What every set starts from. Not frozen: V8 copies a frozen object of so many fields ten times as slowly. */
const TEMPLATE = { ...DEFAULT_PARAMETERS };

export class ParameterStore {
  private readonly overrides = new Map<string, Overrides>();
  private tunings = new Map<string, Tuning>();
  private currentVersion = 1;
  private venueTuning: Tuning = tuningOf(DEFAULT_PARAMETERS);

  /** Rises by one with every applied change. */
  get version(): number {
    return this.currentVersion;
  }

  /** What holds for the venue, ready for the formulas. */
  get venue(): Tuning {
    return this.venueTuning;
  }

  /** The override at exactly this target, or undefined. */
  override(target: string, key: ParameterKey): number | undefined {
    return this.overrides.get(target)?.get(key);
  }

  /** What a change would do, without doing it. */
  check(change: ParameterChange): ParameterOutcome {
    const spec = findParameter(change.name);
    if (spec === undefined) return refuse('UNKNOWN_PARAMETER', 'name');
    const chain = targetChain(change.target);
    if (chain === undefined) return refuse('INVALID_FIELD', 'target');
    if (spec.scope === 'venue' && change.target !== '') return refuse('INVALID_FIELD', 'target');
    if (change.expectedVersion !== 0 && change.expectedVersion !== this.currentVersion) {
      return refuse('STALE_VERSION', 'expectedVersion');
    }
    const range = this.allowedRange(spec, change);
    const value = change.value ?? this.inherited(chain, spec.key);
    if (!Number.isSafeInteger(value) || value < range.min || value > range.max) {
      return refuse('PARAMETER_RANGE', 'value', range);
    }
    return {
      ok: true,
      key: spec.key,
      target: change.target,
      oldValue: this.override(change.target, spec.key) ?? null,
      newValue: change.value,
      version: this.currentVersion + 1,
    };
  }

  /** Applies a change, or refuses it and leaves everything as it was. */
  apply(change: ParameterChange): ParameterOutcome {
    const outcome = this.check(change);
    if (!outcome.ok) return outcome;
    const { target, key, newValue } = outcome;
    let overrides = this.overrides.get(target);
    if (overrides === undefined) {
      overrides = new Map();
      this.overrides.set(target, overrides);
    }
    if (newValue === null) overrides.delete(key);
    else overrides.set(key, newValue);
    if (overrides.size === 0) this.overrides.delete(target);
    this.currentVersion = outcome.version;
    this.tunings = new Map();
    this.venueTuning = this.tuning('');
    return outcome;
  }

  /** The parameters in force for a target; the defaults for text that is no target. */
  resolve(target: string): QuotingParameters {
    const values = { ...TEMPLATE };
    for (const link of targetChain(target) ?? VENUE) {
      for (const [key, value] of this.overrides.get(link) ?? []) values[key] = value;
    }
    return values;
  }

  /** The same, ready for the formulas. Shared between targets with the same overrides. */
  tuning(target: string): Tuning {
    return this.tuningFor(targetChain(target) ?? VENUE);
  }

  /** The same for a target whose chain is known. */
  tuningFor(chain: readonly string[]): Tuning {
    const specific = chain.findLast((link) => this.overrides.has(link)) ?? '';
    let tuning = this.tunings.get(specific);
    if (tuning === undefined) {
      tuning = tuningOf(this.resolve(specific));
      this.tunings.set(specific, tuning);
    }
    return tuning;
  }

  /** What `key` is at the last link of a chain when that link itself has no override. */
  private inherited(chain: readonly string[], key: ParameterKey): number {
    const from = chain.slice(0, -1).findLast((link) => this.override(link, key) !== undefined);
    return (from === undefined ? undefined : this.override(from, key)) ?? DEFAULT_PARAMETERS[key];
  }

  /** The bounds of a value at a target, narrowed by the values it must stay in order with. */
  private allowedRange(
    spec: ParameterSpec,
    change: ParameterChange,
  ): { readonly min: number; readonly max: number } {
    let { minValue: min, maxValue: max } = spec;
    for (const scope of this.scopesUnder(change.target, spec.key)) {
      const values = this.resolve(scope);
      for (const [low, high] of ORDERED_PARAMETERS) {
        if (high === spec.key) min = Math.max(min, values[low]);
        if (low === spec.key) max = Math.min(max, values[high]);
      }
    }
    return { min, max };
  }

  /** The target and every overridden target below it that would take its value of `key`. */
  private scopesUnder(target: string, key: ParameterKey): string[] {
    const below = [...this.overrides.keys()].filter((scope) => {
      const chain = targetChain(scope) ?? [];
      const depth = chain.indexOf(target);
      if (depth < 0 || scope === target) return false;
      return chain.slice(depth + 1).every((link) => this.override(link, key) === undefined);
    });
    return [target, ...below];
  }
}
