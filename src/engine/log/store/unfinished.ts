/**
 * Tells an environment whose making was cut off from one that lost its pages.
 *
 * An environment's first two pages are flushed before its first record is (`openForWriting`). So a file that is shorter
 * than them, or in which one of them was never written while the other names no transaction, held nothing anybody was
 * told of. It is made anew.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { META_MAGIC, PAGE_BYTES } from './lmdb-pages.js';

/** Both meta pages. */
const HEAD_BYTES = 2 * PAGE_BYTES;
/** Where a meta page holds its magic number, and the number of its transaction. */
const MAGIC_AT = 24;
const TRANSACTION_AT = 152;

/** Whether nothing was ever committed to the data file `file`; a file that is not there never was begun. */
export const isUnfinished = (file: string): boolean => {
  if (!existsSync(file)) {
    return true;
  }
  const descriptor = openSync(file, 'r');
  try {
    if (fstatSync(descriptor).size < HEAD_BYTES) {
      return true;
    }
    const head = Buffer.alloc(HEAD_BYTES);
    readSync(descriptor, head, 0, HEAD_BYTES, 0);
    const pages = [head.subarray(0, PAGE_BYTES), head.subarray(PAGE_BYTES)];
    return pages.some(isZero) && pages.every((page) => isZero(page) || isFirst(page));
  } finally {
    closeSync(descriptor);
  }
};

const isFirst = (page: Buffer): boolean =>
  page.readUInt32LE(MAGIC_AT) === META_MAGIC && page.readBigUInt64LE(TRANSACTION_AT) === 0n;

const isZero = (page: Buffer): boolean => page.every((byte) => byte === 0);
