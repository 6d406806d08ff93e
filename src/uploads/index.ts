/** The door of uploads over HTTP. */
export {
  CONTENT_HASH_HEADER,
  createUploads,
  OBJECT_ADDRESS_HEADER,
  type UploadOptions,
} from './uploads.js';
