/**
 * The venue's keys on chain, each in a file of its own that only its owner can read, made where there is none. No two are
 * the same key: who could send and attest could move anybody's PAT. Throws where a file holds no key, or two the same one.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';

export interface ChainKeys {
  /** Sends batches and pays for them. */
  readonly settler: Wallet;
  /** Signs batches. */
  readonly attestor: Wallet;
  /** Owns the account that carries what has no wallet. */
  readonly venue: Wallet;
  /** May pause, void and lower, and nothing else. */
  readonly guardian: Wallet;
}

const NAMES = ['settler', 'attestor', 'venue', 'guardian'] as const;

export function chainKeys(directory: string): ChainKeys {
  const wallets = NAMES.map((name) => [name, keyOf(directory, name)] as const);
  const addresses = new Set(wallets.map(([, { address }]) => address));
  if (addresses.size !== NAMES.length) {
    throw new Error(`two of ${NAMES.join(', ')} in ${directory} are the same key`);
  }
  return Object.fromEntries(wallets) as unknown as ChainKeys;
}

function keyOf(directory: string, name: string): Wallet {
  const path = join(directory, `chain-${name}.key`);
  if (!existsSync(path)) makeKey(directory, path);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw new Error(`${path} holds no key: 32 bytes in hex`);
  return new Wallet(text);
}

/** Whole or not at all, and never over another's: two processes may begin with the same directory at once. */
function makeKey(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `0x${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    linkSync(fresh, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
}
