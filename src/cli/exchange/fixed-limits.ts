/**
 * Limits are part of a venue's history and cannot be changed in its configuration. Those that are given there must say what
 * is true, or somebody would count on what does not hold; those that are not given are not compared.
 */
import type { Limits } from '../../values/index.js';
import { CommandError } from '../command-error.js';
import type { Config } from '../config.js';

/** Fails with `limits-fixed`, which names every limit that differs. */
export function requireSameLimits(given: Config['limits'], venue: Limits): void {
  const different = (Object.keys(venue) as (keyof Limits)[]).filter(
    (name) => given[name] !== undefined && given[name] !== venue[name],
  );
  if (different.length === 0) return;
  const list = different.map((name) => `${name} (configured ${given[name]}, fixed ${venue[name]})`);
  throw new CommandError(
    'limits-fixed',
    `a venue's limits are fixed when it is made: ${list.join(', ')}. Take them out of the configuration, or change them with \`patx upgrade --limits FILE\``,
  );
}
