/**
 * A new venue is bound to its chain before it is open: afterwards there could be PAT in it that no chain knows of.
 *
 * What the settler cannot get over ends the wait at once; a chain that does not answer is waited for a while, and what the
 * settler said last is part of the error. Fails with CommandError.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../engine/core/index.js';
import { CommandError } from '../command-error.js';
import type { Config } from '../config.js';

/** A chain that is not found by then is not there. */
const BINDING_MS = 60_000;
const LOOK_MS = 10;

/** What the settler says of the chain. */
interface SettlerWords {
  /** Why it does not go on by itself, once that is known. */
  readonly unsettled: () => string | undefined;
  /** What it waits for. */
  readonly trouble: () => string | undefined;
}

/** Resolves when the venue is bound. */
export async function untilBound(
  { state }: Core,
  { chain }: Config,
  { unsettled, trouble }: SettlerWords,
  signal: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + BINDING_MS;
  while (state.registry.chain === null) {
    const isLate = performance.now() > endMs;
    const reason = unsettled() ?? (isLate ? (trouble() ?? 'it does not answer') : undefined);
    if (reason !== undefined) {
      throw new CommandError(
        'chain-not-bound',
        `the chain (${chain}) cannot be settled on: ${reason}; see docs/settlement.md, or start with --chain none`,
      );
    }
    await sleep(LOOK_MS, undefined, { signal });
  }
}
