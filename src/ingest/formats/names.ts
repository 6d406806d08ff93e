/** Names of columns, checked: not too many, none twice, none too long. Fails with IngestError columns-limit, header. */
import { IngestError } from '../ingest-error.js';
import { COLUMNS_MAX, NAME_LENGTH_MAX } from '../limits.js';

/** Checked names; an empty one becomes `column_N`, N from 1. */
export function checkedNames(names: readonly string[]): string[] {
  if (names.length > COLUMNS_MAX)
    throw new IngestError('columns-limit', `${names.length} columns, at most ${COLUMNS_MAX}`);
  const checked = names.map((name, i) => (name.trim() === '' ? `column_${i + 1}` : name.trim()));
  const seen = new Set<string>();
  for (const name of checked) {
    if (name.length > NAME_LENGTH_MAX)
      throw new IngestError('header', `a name has ${name.length} characters`, {
        field: name.slice(0, NAME_LENGTH_MAX),
      });
    if (seen.has(name)) throw new IngestError('header', `${name} is there twice`, { field: name });
    seen.add(name);
  }
  return checked;
}
