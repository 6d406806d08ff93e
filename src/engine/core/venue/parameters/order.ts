/**
 * Which values of a parameter go with the others: pairs such as a floor and its cap must stay in order wherever both
 * apply. A change at a target counts wherever nothing more specific is set, so that the range at a target is the
 * narrowest over everything below it that would inherit the value.
 */
import type { ParameterValues } from './values.js';

export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

export class ParameterOrder {
  private readonly parameters: ParameterValues;
  /** By parameter index: the parameters that may not be below it, and those that may not be above. */
  private readonly above: readonly number[][];
  private readonly below: readonly number[][];

  constructor(parameters: ParameterValues) {
    this.parameters = parameters;
    const { definitions } = parameters;
    this.above = definitions.map(({ notAbove = [] }) => notAbove.map((n) => parameters.index(n)));
    this.below = definitions.map((_, index) =>
      definitions.flatMap((_other, other) => (this.above[other]?.includes(index) ? [other] : [])),
    );
  }

  /** The values a parameter may have at a target while the others are as they are. */
  range(index: number, target: string): ValueRange {
    const definition = this.parameters.definitions[index];
    let min = definition?.minValue ?? 0;
    let max = definition?.maxValue ?? 0;
    for (const other of this.above[index] ?? []) {
      for (const scope of this.scopes(index, other, target)) {
        max = Math.min(max, this.parameters.resolve(other, scope));
      }
    }
    for (const other of this.below[index] ?? []) {
      for (const scope of this.scopes(index, other, target)) {
        min = Math.max(min, this.parameters.resolve(other, scope));
      }
    }
    return { min, max };
  }

  /** What would be in force at a target if its own value were removed. */
  inherited(index: number, target: string): number {
    return this.parameters.resolve(index, this.lineage(target).slice(1));
  }

  /** A target and what it inherits from, the most specific first. */
  lineage(target: string): readonly string[] {
    if (target === '') return [''];
    const contract = target.split('@')[0] as string;
    const segment = contract.split('|')[0] as string;
    const all = [target, contract, segment, ''];
    return all.filter((one, place) => all.indexOf(one) === place);
  }

  /** The lineages in which a value at the target would count and the other parameter may have another value. */
  private *scopes(index: number, other: number, target: string): Generator<readonly string[]> {
    yield this.lineage(target);
    for (const below of this.parameters.targetsOf(other)) {
      const lineage = this.lineage(below);
      const place = lineage.indexOf(target);
      if (place <= 0) continue;
      const isHidden = lineage.slice(0, place).some((t) => this.parameters.isSet(index, t));
      if (!isHidden) yield lineage;
    }
  }
}
