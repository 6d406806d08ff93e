/** What the object store refuses, with a code that stays. Nothing else is thrown on purpose; the system's errors pass as they are. */

export const OBJECT_ERRORS = {
  'object-unknown': 'There is no such object, or its key was destroyed.',
  'object-damaged': 'A chunk does not decrypt: the file or its key was changed or cut.',
  'upload-unknown': 'There is no such upload; begin a new one.',
  'upload-too-large': 'The upload would be larger than the store takes in one object.',
  'upload-limit':
    'This owner has as many bytes or unfinished uploads as allowed; finish, discard or remove one.',
  'upload-busy': 'Another request writes this upload; wait until it ends.',
  'upload-offset': 'The bytes do not begin where the upload ends; ask for its offset.',
  'key-unknown': 'The key-encryption key a record names is not in the ring.',
} as const;

export type ObjectErrorCode = keyof typeof OBJECT_ERRORS;

export class ObjectError extends Error {
  override readonly name = 'ObjectError';
  readonly code: ObjectErrorCode;

  constructor(code: ObjectErrorCode, detail = '', options?: ErrorOptions) {
    super(`${code}: ${detail === '' ? OBJECT_ERRORS[code] : detail}`, options);
    this.code = code;
  }
}
