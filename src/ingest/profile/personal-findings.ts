/** What of a table looks like personal data, and whether it was declared. Never fails. */
import type { PersonalFinding } from '../../quality/index.js';
import type { Declaration } from '../declaration.js';
import type { ColumnProfiler } from './column-profiler.js';
import { categoriesOfName } from './personal-data.js';

export function personalFindings(
  profilers: readonly ColumnProfiler[],
  { columns = [] }: Declaration,
): PersonalFinding[] {
  return profilers.flatMap((profiler) => {
    const declared = columns.flatMap(({ name, personal = [] }) =>
      name === profiler.name ? personal : [],
    );
    const cells = new Map<string, number>();
    for (const found of profiler.personal.found(profiler.evaluated))
      cells.set(found.category, found.cells);
    // A column that is called so and holds something, and one its provider says it of.
    for (const category of [...categoriesOfName(profiler.name), ...declared]) {
      if (profiler.evaluated > 0 && !cells.has(category)) cells.set(category, profiler.evaluated);
    }
    return [...cells].map(([category, count]) => ({
      column: profiler.name,
      category,
      cells: count,
      isDeclared: (declared as readonly string[]).includes(category),
    }));
  });
}
