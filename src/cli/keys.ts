/**
 * Ed25519 keys in files: PKCS#8 PEM, readable by their owner only, on disk before they are used. The raw 32-byte public key
 * is what the venue knows. Fails with CommandError, which names the file and what is wrong with it.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPrivateFile, ensurePrivateFile, makeDirectory } from '../files/index.js';
import { CommandError, fileText } from './command-error.js';

const PUBLIC_KEY_BYTES = 32;
/** Of a directory that is made for a key. */
const DIRECTORY_MODE = 0o700;

/** Writes a fresh key; refuses to replace one. */
export function createKeyFile(path: string): KeyObject {
  if (existsSync(path)) {
    throw new CommandError('bad-value', `${path} exists: a key is never overwritten`);
  }
  makeDirectory(dirname(path), DIRECTORY_MODE);
  const { privateKey } = generateKeyPairSync('ed25519');
  createPrivateFile(path, pemOf(privateKey));
  return privateKey;
}

/** Reads a key file. */
export function readKeyFile(path: string, remedy = 'restore it from its copy'): KeyObject {
  const key = keyIn(fileText(path, 'the key file'), path, remedy);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new CommandError(
      'unreadable-file',
      `${path} holds a key of type ${key.asymmetricKeyType}; patx keygen makes Ed25519 keys`,
    );
  }
  return key;
}

function keyIn(pem: string, path: string, remedy: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    const state = pem.trim() === '' ? ': it is empty' : '';
    throw new CommandError(
      'unreadable-file',
      `${path} holds no private key in PEM${state}; ${remedy}`,
    );
  }
}

/** The key of a file in a venue's folder of keys; made where there is none. */
export function ensureKeyFile(path: string): KeyObject {
  ensurePrivateFile(path, () => pemOf(generateKeyPairSync('ed25519').privateKey));
  return readKeyFile(path, 'restore it from its copy, or remove it to have a new one made');
}

/** Raw public key of a private key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return new Uint8Array(der.subarray(der.length - PUBLIC_KEY_BYTES));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}
