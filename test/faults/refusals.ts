/**
 * The stable codes with which an exchange may refuse or end under a fault, by fault. A code is allowed where it is true:
 * damage is no answer to a full disk.
 */
import type { Ended } from './campaign.js';

/** What may be said of a disk that takes nothing or fails. */
export const DISK_CODES: readonly string[] = [
  'journal-commit-failed',
  'snapshot-write-failed',
  'disk-full',
];

/** The allowed code with which a process ended; undefined when it gave none of them. */
export function refusalIn(ended: Ended, allowed: readonly string[]): string | undefined {
  const said = `${ended.stdout}\n${ended.stderr}`;
  return allowed.find((code) => new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(said));
}

/** The code in front of what a command said on its last line, or in its last fatal line of the log. */
export function typedCodeOf(ended: Ended): string | undefined {
  const said = [...ended.stderr.matchAll(/(?:^patx: |"code":"|Error: )([a-z]+(?:-[a-z]+)+)\b/gm)];
  return said.at(-1)?.[1];
}
