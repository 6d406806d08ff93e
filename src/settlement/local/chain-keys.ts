/**
 * The venue's keys on chain, each in a file of its own that only its owner can read, made where there is none. No two are
 * the same key: who could send and attest could move anybody's PAT. A new key is on disk, with its name, before it is used.
 * Fails with ChainProblem WRONG_KEYS where a file holds no key, or two the same one.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import { ensurePrivateFile } from '../../files/index.js';
import { ChainProblem } from '../chain/index.js';

export interface ChainKeys {
  /** Sends batches and pays for them. */
  readonly settler: Wallet;
  /** Signs batches. */
  readonly attestor: Wallet;
  /** Owns the account that carries what has no wallet. */
  readonly venue: Wallet;
  /** Owns the account through which the batches of a group run, and does nothing else. */
  readonly carrier: Wallet;
  /** May pause, void and lower, and nothing else. */
  readonly guardian: Wallet;
}

const NAMES = ['settler', 'attestor', 'venue', 'carrier', 'guardian'] as const;

export function chainKeys(directory: string): ChainKeys {
  const wallets = NAMES.map((name) => [name, madeKeyIn(keyFileOf(directory, name))] as const);
  const addresses = new Set(wallets.map(([, { address }]) => address));
  if (addresses.size !== NAMES.length) {
    throw new ChainProblem(
      'WRONG_KEYS',
      `two of ${NAMES.map(fileName).join(', ')} in ${directory} are the same key: each has to be its own`,
    );
  }
  return Object.fromEntries(wallets) as unknown as ChainKeys;
}

/** File of a role's key in a venue's folder of keys. */
export const keyFileOf = (directory: string, name: (typeof NAMES)[number]): string =>
  join(directory, fileName(name));

/** The key in a file, which is made where there is none. */
export function madeKeyIn(path: string): Wallet {
  ensurePrivateFile(path, () => `0x${randomBytes(32).toString('hex')}\n`);
  return keyIn(path);
}

/** The key in a file that is there. */
export function keyIn(path: string): Wallet {
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (/^0x[0-9a-f]{64}$/.test(text)) return new Wallet(text);
  throw new ChainProblem(
    'WRONG_KEYS',
    `${path} holds no key (0x and 64 hex digits): put it back from a copy of the keys`,
  );
}

const fileName = (name: string): string => `chain-${name}.key`;
