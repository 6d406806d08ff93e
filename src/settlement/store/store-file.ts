/**
 * Looks at a store's file before the storage engine does, which would end the whole process on one that is not its own, or not
 * whole. Fails with ChainProblem STORE_DAMAGED.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { unreadableFault } from '../../engine/log/index.js';
import { ChainProblem } from '../chain/index.js';

const PAGE_BYTES = 4_096;
/** The first two pages say what the file is. */
const META_PAGES = 2;
const FLAGS_AT = 18;
const META_FLAG = 8;
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;

/** A store that is not there, or was never written to, is sound. */
export function mustBeStore(directory: string): void {
  const path = join(directory, 'data.mdb');
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(META_PAGES * PAGE_BYTES);
    const bytes = readSync(file, head, 0, head.length, 0);
    if (fstatSync(file).size === 0) return;
    const isMeta = (at: number): boolean =>
      (head.readUInt16LE(at + FLAGS_AT) & META_FLAG) !== 0 &&
      head.readUInt32LE(at + MAGIC_AT) === MAGIC;
    if (bytes === head.length && isMeta(0) && isMeta(PAGE_BYTES)) {
      const fault = unreadableFault(directory);
      if (fault === undefined) return;
      throw damaged(directory, fault);
    }
  } finally {
    closeSync(file);
  }
  throw damaged(directory, `${path} is no store of the settler`);
}

function damaged(directory: string, what: string): ChainProblem {
  return new ChainProblem(
    'STORE_DAMAGED',
    `${what}: move ${directory} away, and patx settle rebuild makes it anew from chain and journal`,
  );
}
