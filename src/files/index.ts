/** The door of durable files: keys, secrets and markers that are whole and on disk before they are used; and of room on a disk. */
export { makeDirectory, makePrivateDirectory, sync, syncDirectory } from './directory.js';
export { ensureLockFile } from './lock-file.js';
export {
  createPrivateFile,
  ensurePrivateFile,
  removeFile,
  replacePrivateFile,
} from './private-file.js';
export { makeTreePrivate } from './private-tree.js';
export { freeBytes, requireFreeFor } from './room.js';
