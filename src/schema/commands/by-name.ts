/** The body of a command whose caller gave enums by name: the same with their numbers. */
import type { ColdKind } from '../../values/index.js';
import { withNumbers } from '../shape/named.js';
import { coldKind, kindOf } from './cold-kinds.js';

/** A copy of the body with numbers; a name that does not exist stays, for the encoder to refuse by its field. */
export function bodyWithNumbers(name: ColdKind, body: object): object {
  const entry = coldKind(kindOf(name));
  return entry === undefined ? body : withNumbers(entry.shape, body);
}
