/**
 * Where files lie: written once as bytes arrive, found by their content, read in ranges, destroyed with their key.
 *
 * Holds for every implementation: bytes are encrypted before they leave memory; what `append` has answered survives a power cut;
 * an object is whole or not there; the address is keyed by its owner, so that nobody learns from it who else holds the same
 * file. Fails with ObjectError, or the system's error.
 */

/** Bytes that can be read in ranges; what an ingestion reads. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Bytes [start, end); fewer only past the end. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export interface StoredObject extends ByteSource {
  readonly address: string;
  readonly owner: string;
  /** SHA-256 of the content, hex. */
  readonly contentHash: string;
  close(): Promise<void>;
}

/** What is known of a finished object. */
export interface ObjectSummary {
  readonly address: string;
  readonly owner: string;
  readonly contentHash: string;
  readonly sizeBytes: number;
}

/** An unfinished upload. One writer at a time. */
export interface ObjectUpload {
  readonly id: string;
  readonly owner: string;
  /** Bytes it was said to have when it was begun. */
  readonly sizeBytes: number | undefined;
  /** Bytes that are durable: where the next ones begin. */
  readonly offsetBytes: number;
  /** Adds bytes; returns when all of them are durable. On a failure the offset says how many were kept. */
  append(bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** Makes an object of it. One of the same content and owner is answered instead of a second. */
  finish(): Promise<ObjectSummary>;
  /** Lets go of it without ending it; it can be resumed. */
  close(): Promise<void>;
}

export interface BeginOptions {
  /** `u` and 32 hex digits; chosen by the store when left out. */
  readonly id?: string;
  readonly sizeBytes?: number;
}

export interface ObjectStore {
  beginUpload(owner: string, options?: BeginOptions): Promise<ObjectUpload>;
  /** Finished objects of an owner. */
  objectsOf(owner: string): ObjectSummary[];
  /** Bytes an owner has, with what its uploads were said to have. */
  ownerBytes(owner: string): number;
  /** Where content of an owner lies, if it is there. */
  addressOf(owner: string, contentHash: string): string;
  /** Whose an upload is; undefined when there is none. */
  ownerOfUpload(id: string): string | undefined;
  /** Fails with upload-unknown, upload-busy. */
  resumeUpload(id: string): Promise<ObjectUpload>;
  /** Ends an upload and leaves nothing of it. */
  discardUpload(id: string): Promise<void>;
  /** Fails with object-unknown. */
  open(address: string): Promise<StoredObject>;
  /** Destroys the key, then the bytes. One that is not there is none to remove. */
  remove(address: string): Promise<void>;
}
