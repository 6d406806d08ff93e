/**
 * Which value of each parameter is in force in each series: most specific wins, series over contract over segment
 * over venue over default. Derived from the registry's changes, so it is rebuilt on restore and in no snapshot.
 */
import type { ParameterDefinition } from '../../../../values/index.js';
import { instrumentText } from '../../instruments/instrument-text.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { ParameterChange } from '../../kernel/registry.js';
import type { State } from '../../kernel/state.js';

export class ParameterValues {
  readonly definitions: readonly ParameterDefinition[];
  /** Row of each series (row 0: the venue), one value a parameter. */
  readonly values: Float64Array;
  private readonly width: number;
  private readonly state: State;
  private readonly indexByName = new Map<string, number>();
  /** Values set, by parameter index: target text to the change in force. */
  private readonly settings: Map<string, ParameterChange>[] = [];
  private readonly targets: string[][] = [];

  constructor(state: State, definitions: readonly ParameterDefinition[]) {
    this.state = state;
    this.definitions = definitions;
    this.width = definitions.length;
    this.values = new Float64Array((state.limits.maxSeries + 1) * this.width);
    for (const [index, definition] of definitions.entries()) {
      this.indexByName.set(definition.name, index);
      this.settings.push(new Map());
      this.targets.push([]);
      this.values[index] = definition.defaultValue;
    }
  }

  index(name: string): number {
    return this.indexByName.get(name) ?? -1;
  }

  row(seriesId: number): number {
    return seriesId * this.width;
  }

  venue(index: number): number {
    return this.values[index] as number;
  }

  get(seriesId: number, index: number): number {
    return this.values[seriesId * this.width + index] as number;
  }

  /** The last change at a target, in force or removed. */
  setting(index: number, target: string): ParameterChange | undefined {
    return this.settings[index]?.get(target);
  }

  /** Whether a value is set at exactly this target. */
  isSet(index: number, target: string): boolean {
    const value = this.settings[index]?.get(target)?.value;
    return value !== undefined && value !== null;
  }

  /** The targets a value of the parameter was ever set at, in the order of the first time. */
  targetsOf(index: number): readonly string[] {
    return this.targets[index] ?? [];
  }

  /** Takes a change in and resolves the parameter again everywhere. */
  apply(change: ParameterChange): void {
    const index = this.index(change.name);
    if (index < 0) return;
    this.keep(index, change);
    this.values[index] = this.resolve(index, ['']);
    for (let id = 1; id <= this.state.series.count; id += 1) this.resolveSeries(id, index);
  }

  /** Resolves every parameter for a new series. */
  addSeries(seriesId: number): void {
    for (let index = 0; index < this.width; index += 1) this.resolveSeries(seriesId, index);
  }

  /** Brings everything up to the registry, after a restore. */
  rebuild(): void {
    for (const change of this.state.registry.parameterChanges) {
      const index = this.index(change.name);
      if (index < 0) continue;
      this.keep(index, change);
      this.values[index] = this.resolve(index, ['']);
    }
    for (let id = 1; id <= this.state.series.count; id += 1) this.addSeries(id);
  }

  /** The value of the first of these targets that has one; the default if none has. */
  resolve(index: number, targets: readonly string[]): number {
    for (const target of targets) {
      const value = this.settings[index]?.get(target)?.value;
      if (value !== undefined && value !== null) return value;
    }
    return (this.definitions[index] as ParameterDefinition).defaultValue;
  }

  private keep(index: number, change: ParameterChange): void {
    const settings = this.settings[index];
    if (settings?.has(change.target) === false) this.targets[index]?.push(change.target);
    settings?.set(change.target, change);
  }

  private resolveSeries(seriesId: number, index: number): void {
    const at = seriesId * this.width + index;
    if ((this.settings[index] as Map<string, ParameterChange>).size === 0) {
      this.values[at] = this.values[index] as number;
      return;
    }
    const { series, registry } = this.state;
    const contract = registry.contract(series.get(seriesId, S.contract));
    const text = contract?.text ?? '';
    const segment = registry.segments[series.get(seriesId, S.segment) - 1] ?? '';
    const key = instrumentText(this.state, seriesId);
    this.values[at] = this.resolve(index, [key, text, segment, '']);
  }
}
