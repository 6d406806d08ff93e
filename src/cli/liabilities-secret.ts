/**
 * The secret under which the liabilities tree's salts are made, beside the venue's keys, readable by its owner only and made
 * where there is none. Whoever has another one gets another root from the same journal. Throws
 * CommandError where a file holds none.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensurePrivateFile } from '../files/index.js';
import { CommandError, fileText } from './command-error.js';

const SECRET_FILE = 'liabilities.secret';
const BYTES = 32;

export function liabilitiesSecret(keys: string): Uint8Array {
  const path = join(keys, SECRET_FILE);
  ensurePrivateFile(path, () => `${randomBytes(BYTES).toString('hex')}\n`);
  const text = fileText(path, 'the liabilities secret').trim();
  if (!/^[0-9a-f]+$/.test(text) || text.length !== BYTES * 2) {
    throw new CommandError(
      'unreadable-file',
      `${path} does not hold ${BYTES} bytes in hex${text === '' ? ': it is empty' : ''}; restore it from its copy`,
    );
  }
  return Buffer.from(text, 'hex');
}
