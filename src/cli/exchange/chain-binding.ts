/**
 * A new venue is bound to its chain before it is open: afterwards there could be PAT in it that no chain knows of.
 *
 * What can never be bound fails before anything is begun; a chain that does not answer is waited for a while, and what the
 * settler said last is part of the error. Fails with CommandError.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../engine/core/index.js';
import { CommandError } from '../command-error.js';
import type { Config } from '../config.js';

/** A chain that is not found by then is not there. */
const BINDING_MS = 60_000;
const LOOK_MS = 10;

/** Fails when the configured chain cannot be this venue's. */
export function requireBindable({ state }: Core, { chain, chainClearing }: Config): void {
  if (chain === 'none' || state.registry.chain !== null) return;
  if (state.ledger.total > 0) {
    throw new CommandError(
      'venue-holds-pat',
      'the venue holds PAT that no chain knows of, and cannot be bound to one any more: start it with --chain none',
    );
  }
  if (chain !== 'local' && chainClearing === '') {
    throw new CommandError(
      'chain-clearing-missing',
      `the venue is bound to no contract on ${chain} yet: give the address of PatClearing with --chain-clearing; \`patx settle deploy\` puts one there and prints it`,
    );
  }
}

/** Resolves when the venue is bound. `trouble` is what went wrong last, if anything did. */
export async function untilBound(
  { state }: Core,
  { chain }: Config,
  trouble: () => string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + BINDING_MS;
  while (state.registry.chain === null) {
    if (performance.now() > endMs) {
      throw new CommandError(
        'chain-not-bound',
        `the chain (${chain}) cannot be settled on: ${trouble() ?? 'it does not answer'}; see docs/settlement.md, or start with --chain none`,
      );
    }
    await sleep(LOOK_MS, undefined, { signal });
  }
}
