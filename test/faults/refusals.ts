/**
 * The stable codes with which an exchange may refuse or end under a fault, by fault. A code is allowed where it is true:
 * damage is no answer to a full disk.
 */
import type { Ended } from './campaign.js';
import type { Fault } from './shim.js';

const ANY_DISK_CODES = ['journal-commit-failed', 'snapshot-write-failed', 'store-open-failed'];

/** What may be said of a call that fails so; of a write that was cut short nothing is to be said. */
export const diskCodes = (errno: Fault['errno']): readonly string[] =>
  errno === undefined
    ? ANY_DISK_CODES
    : [...ANY_DISK_CODES, errno === 'ENOSPC' ? 'disk-full' : 'disk-failed'];

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

/**
 * Whether a process died inside the storage engine's binding, which may not outlive a write that fails below it. Counted apart,
 * and judged as a kill is, by the start afterwards; that a real disk without room never gets so far is tried in
 * test/crash/full-disk.test.ts.
 */
export const diedBelow = ({ signal }: Ended): boolean =>
  signal === 'SIGABRT' || signal === 'SIGSEGV';
