/**
 * The key files of a venue that exists. Only the desk's is needed: it signs delivery tickets. Those of the broker and the
 * first operator are for the people who have them, and may be kept elsewhere; where they are here and would be refused at a
 * log-on, that is told at the start rather than found out then.
 */
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { BROKER_ACCOUNT, type Core, FIRST_OPERATOR_ACCOUNT } from '../../engine/core/index.js';
import { ensureKeyFile, rawPublicKey, readKeyFile } from '../keys.js';
import { BROKER_KEY, DESK_KEY, OPERATOR_KEY } from './first-start.js';

const FILES = [
  [BROKER_KEY, BROKER_ACCOUNT],
  [OPERATOR_KEY, FIRST_OPERATOR_ACCOUNT],
] as const;

type KeyLog = Pick<Logger, 'warn'>;

/** The key that signs delivery tickets. Providers learn its public key at every log-on, so a lost one can be replaced. */
export function deskKeyOf(keys: string, isNewVenue: boolean, logger: KeyLog): KeyObject {
  const path = join(keys, DESK_KEY);
  if (!isNewVenue && !existsSync(path)) {
    logger.warn({ path }, 'the desk had no key: a new one is made, and signs from now on');
  }
  return ensureKeyFile(path);
}

/** Warns of key files that are of no use with this venue. */
export function checkVenueKeys(core: Core, keys: string, logger: KeyLog): void {
  for (const [name, accountId] of FILES) {
    const path = join(keys, name);
    if (!existsSync(path)) continue;
    const problem = problemOf(path, accountId, core);
    if (problem !== undefined) logger.warn({ path, accountId, problem }, 'a key file is of no use');
  }
}

function problemOf(path: string, accountId: number, core: Core): string | undefined {
  try {
    const publicKey = Buffer.from(rawPublicKey(readKeyFile(path))).toString('hex');
    const keys = core.state.registry.account(accountId)?.keys ?? [];
    const isRegistered = keys.some((key) => key.publicKey === publicKey && !key.revoked);
    return isRegistered
      ? undefined
      : `it is not registered for account ${accountId} of this venue: it was replaced, or is another venue's`;
  } catch (error) {
    return (error as Error).message;
  }
}
