/**
 * Makes a snapshot store whose file has a fault usable again, without losing what can be read out of it.
 *
 * Snapshots can be made anew from the journal, unless its oldest segments have left the machine: so the records the
 * storage engine can still read are copied into a fresh environment, which takes the place of the old one. The old one
 * stays beside it. Each snapshot carries its own hash, so what the copy holds is trusted no more than before. Killed in
 * between, the next call finishes.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { sync, syncDirectory } from '../../../files/index.js';
import { describeFault, faultOf } from './check-environment.js';
import { dataFileOf } from './lmdb-environment.js';
import { recordsReadFrom } from './second-opinion.js';
import type { Warn } from './sound-segment.js';

export interface SnapshotPlace {
  readonly directory: string;
  readonly mapBytes: number;
}

/** Returns once the environment in `directory` has no fault, or is not there; says what it did to `warn`. */
export const mendSnapshots = ({ directory, mapBytes }: SnapshotPlace, warn: Warn): void => {
  const copy = `${directory}.copy`;
  if (!existsSync(directory) && existsSync(copy)) {
    move(copy, directory);
  }
  const fault = faultOf(directory, { appendOnly: false });
  if (fault === undefined) {
    return;
  }
  const partial = `${copy}.partial`;
  for (const left of [copy, partial]) {
    rmSync(left, { recursive: true, force: true });
  }
  const records = recordsReadFrom(directory, { directory: partial, mapBytes });
  const aside = freeName(directory);
  if (records === undefined) {
    rmSync(partial, { recursive: true, force: true });
    move(directory, aside);
    warn(
      `${describeFault(fault)}; the snapshots cannot be read and lie in ${aside} now: the state is made from the journal alone`,
    );
    return;
  }
  sync(dataFileOf(partial));
  syncDirectory(partial);
  move(partial, copy);
  move(directory, aside);
  move(copy, directory);
  warn(
    `${describeFault(fault)}; ${records} records of the snapshots were copied into a new file, the old one lies in ${aside}: remove it once a new snapshot was verified`,
  );
};

const move = (from: string, to: string): void => {
  renameSync(from, to);
  syncDirectory(dirname(to));
};

/** A name beside `directory` that nothing has. */
const freeName = (directory: string): string => {
  for (let number = 1; ; number += 1) {
    const name = `${directory}.damaged-${number}`;
    if (!existsSync(name)) {
      return name;
    }
  }
};
