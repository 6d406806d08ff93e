/** Which parameters mean something else to this build while nobody has set them: to be told before an upgrade. */
import type { Core } from '../engine/core/index.js';
import type { ModuleParameter } from './core-module.js';

export interface DefaultChange {
  readonly name: string;
  readonly before: number;
  /** null: this build has no such parameter. */
  readonly after: number | null;
}

/** Those of the old core whose default is another, or that are gone. */
export function changedDefaults(before: readonly ModuleParameter[], core: Core): DefaultChange[] {
  const after = new Map(
    core.parameters.definitions.map(({ name, defaultValue }) => [name, defaultValue] as const),
  );
  return before.flatMap(({ name, defaultValue }) => {
    const now = after.get(name) ?? null;
    return now === defaultValue ? [] : [{ name, before: defaultValue, after: now }];
  });
}
