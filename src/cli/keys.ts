/**
 * Ed25519 keys in files: PKCS#8 PEM, readable by their owner only. The raw 32-byte public key is what the venue knows.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError, fileText } from './command-error.js';

const PUBLIC_KEY_BYTES = 32;

/** Writes a fresh key; refuses to replace one. */
export function createKeyFile(path: string): KeyObject {
  if (existsSync(path)) {
    throw new CommandError('bad-value', `${path} exists: a key is never overwritten`);
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
  });
  chmodSync(path, 0o600);
  return privateKey;
}

/** Reads a key file. */
export function readKeyFile(path: string): KeyObject {
  const key = keyIn(fileText(path, 'the key file'), path);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new CommandError(
      'unreadable-file',
      `${path} holds a key of type ${key.asymmetricKeyType}; patx keygen makes Ed25519 keys`,
    );
  }
  return key;
}

function keyIn(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new CommandError('unreadable-file', `${path} holds no private key in PEM`);
  }
}

/** The key of a file, made when it is not there. */
export function ensureKeyFile(path: string): KeyObject {
  return existsSync(path) ? readKeyFile(path) : createKeyFile(path);
}

/** Raw public key of a private key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return new Uint8Array(der.subarray(der.length - PUBLIC_KEY_BYTES));
}
