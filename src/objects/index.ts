/** The door of the object store: files encrypted as they arrive, found by content, read in ranges, destroyed with their key. */
export { DirectoryStore, type DirectoryStoreOptions } from './directory-store.js';
export { FileSource } from './file-source.js';
export { OBJECT_ERRORS, ObjectError, type ObjectErrorCode } from './object-error.js';
export type {
  BeginOptions,
  ByteSource,
  ObjectStore,
  ObjectSummary,
  ObjectUpload,
  StoredObject,
} from './object-store.js';
