/**
 * The object store as tus's server wants one: an upload is begun with its owner and length, written from an offset, asked for, and
 * ended. Every byte goes through the store that encrypts it; nothing else is kept. Fails with tus's errors: a status and a text.
 */
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import {
  ObjectError,
  type ObjectErrorCode,
  type ObjectStore,
  type ObjectSummary,
} from '../objects/index.js';

const STATUS: Readonly<Record<ObjectErrorCode, number>> = {
  'object-unknown': 404,
  'object-damaged': 500,
  'upload-unknown': 404,
  'upload-too-large': 413,
  'upload-limit': 429,
  'upload-busy': 423,
  'upload-offset': 409,
  'key-unknown': 500,
};

/** Where the owner travels from the request to the store; whatever a client sends under this name is replaced. */
export const OWNER = 'owner';

export class TusStore extends DataStore {
  override extensions = ['creation', 'termination'];
  private readonly store: ObjectStore;

  constructor(store: ObjectStore) {
    super();
    this.store = store;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id, metadata, size } = upload;
    if (size === undefined) throw refusal(400, 'Upload-Length is needed');
    return await typed(async () => {
      const begun = await this.store.beginUpload(metadata?.[OWNER] ?? '', { id, sizeBytes: size });
      await begun.close();
      return upload;
    });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    return await typed(async () => {
      const upload = await this.store.resumeUpload(id);
      try {
        if (upload.offsetBytes !== offset) throw new ObjectError('upload-offset');
        await upload.append(bounded(stream, (upload.sizeBytes as number) - offset));
        return upload.offsetBytes;
      } finally {
        await upload.close();
      }
    });
  }

  override async getUpload(id: string): Promise<Upload> {
    return await typed(async () => {
      const { offsetBytes, sizeBytes, ...upload } = await this.store.resumeUpload(id);
      await upload.close();
      return new Upload({ id, offset: offsetBytes, size: sizeBytes as number });
    });
  }

  override async remove(id: string): Promise<void> {
    await typed(() => this.store.discardUpload(id));
  }

  /** Makes an object of a whole upload. */
  async finish(id: string): Promise<ObjectSummary> {
    return await typed(async () => (await this.store.resumeUpload(id)).finish());
  }
}

/** A stream that fails where it has more than was said. */
async function* bounded(stream: Readable, bytesMax: number): AsyncGenerator<Uint8Array> {
  let left = bytesMax;
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    left -= piece.length;
    if (left < 0) throw new ObjectError('upload-too-large', 'more bytes than Upload-Length says');
    yield piece;
  }
}

/** What tus's server answers with. */
export const refusal = (status: number, body: string) =>
  Object.assign(new Error(body), { status_code: status, body: `${body}\n` });

async function typed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ObjectError) throw refusal(STATUS[error.code], error.message);
    throw error;
  }
}
