/** The door of durable files: keys, secrets and markers that are whole and on disk before they are used. */
export { makeDirectory, makePrivateDirectory, sync, syncDirectory } from './directory.js';
export { createPrivateFile, ensurePrivateFile, removeFile } from './private-file.js';
