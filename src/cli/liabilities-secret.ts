/**
 * The secret under which the liabilities tree's salts are made, beside the venue's keys, readable by its owner only and made
 * where there is none. Whoever has another one gets another root from the same journal. Throws where a file holds none.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_FILE = 'liabilities.secret';
const BYTES = 32;

export function liabilitiesSecret(keys: string): Uint8Array {
  const path = join(keys, SECRET_FILE);
  if (!existsSync(path)) {
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    const fresh = `${randomBytes(BYTES).toString('hex')}\n`;
    writeFileSync(path, fresh, { mode: 0o600, flag: 'wx' });
  }
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]+$/.test(text) || text.length !== BYTES * 2) {
    throw new Error(`${path} does not hold ${BYTES} bytes in hex`);
  }
  return Buffer.from(text, 'hex');
}
