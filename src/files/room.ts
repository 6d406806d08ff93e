/**
 * Free space of a file system, asked before a write. The storage engine must not meet a full disk: it may be killed by the
 * system in the middle of a write, and what it throws then may come from a broken heap.
 */
import { statfsSync } from 'node:fs';

const MIB = 1_048_576;
/** What a write takes beside its bytes: pages of the tree and of the free list. */
const BESIDE_BYTES = MIB;

/** Free bytes of the file system a path is on, as far as this process may use them. */
export function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Fails with ENOSPC, as the system would, while there is no room for so many bytes and what goes with them. */
export function requireFreeFor(path: string, bytes: number): void {
  const free = freeBytes(path);
  if (free >= bytes + BESIDE_BYTES) return;
  const message = `ENOSPC: ${free} bytes are free and ${bytes + BESIDE_BYTES} are needed, write '${path}'`;
  throw Object.assign(new Error(message), { code: 'ENOSPC', syscall: 'write', path });
}
