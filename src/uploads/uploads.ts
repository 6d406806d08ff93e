/**
 * Resumable uploads over HTTP by tus 1.0 (creation and termination), as one handler of requests that any web server can mount.
 *
 * Every request names its owner by a credential, or is refused with 401; an upload of another owner is none (404). The answer to the
 * last bytes carries the object's address and hash. Bounded by the store in bytes and in uploads of an owner. No page of another
 * origin may use it.
 */
import { randomBytes } from 'node:crypto';
import { Server } from '@tus/server';
import type { ObjectStore, ObjectSummary } from '../objects/index.js';
import { OWNER, refusal, TusStore } from './tus-store.js';

export interface UploadOptions {
  readonly store: ObjectStore;
  /** Where it is mounted, such as `/uploads`. */
  readonly path: string;
  readonly bytesMax: number;
  /** Who asks; undefined: nobody who may upload. */
  readonly ownerOf: (request: Request) => string | undefined;
  /** Told of every object that is whole. */
  readonly finished?: (object: ObjectSummary) => void;
}

/** Names of the answer to the last bytes. */
export const OBJECT_ADDRESS_HEADER = 'PATX-Object-Address';
export const CONTENT_HASH_HEADER = 'PATX-Content-Hash';

/** No other page is let in: this is no origin. */
const NO_ORIGIN = 'null';

export function createUploads(options: UploadOptions): (request: Request) => Promise<Response> {
  const { store, ownerOf, finished } = options;
  const tus = new TusStore(store);
  const server = new Server({
    path: options.path,
    datastore: tus,
    maxSize: options.bytesMax,
    relativeLocation: true,
    allowedOrigins: [NO_ORIGIN],
    exposedHeaders: [OBJECT_ADDRESS_HEADER, CONTENT_HASH_HEADER],
    namingFunction: () => `u${randomBytes(16).toString('hex')}`,
    onUploadCreate: async (request, { metadata }) => ({
      metadata: { ...metadata, [OWNER]: ownerOf(request) ?? '' },
    }),
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const owner = store.ownerOfUpload(id);
      if (owner === undefined || owner !== ownerOf(request))
        throw refusal(404, 'there is no such upload');
    },
    onUploadFinish: async (_, { id }) => {
      const object = await tus.finish(id);
      finished?.(object);
      return {
        headers: {
          [OBJECT_ADDRESS_HEADER]: object.address,
          [CONTENT_HASH_HEADER]: object.contentHash,
        },
      };
    },
  });
  return async (request) => {
    if (request.method === 'GET') return answer(405, 'uploads are not read here');
    if (request.method !== 'OPTIONS' && ownerOf(request) === undefined)
      return answer(401, 'sign in first', { 'WWW-Authenticate': 'Bearer realm="patx"' });
    return await server.handleWeb(request);
  };
}

const answer = (status: number, body: string, headers: Record<string, string> = {}): Response =>
  new Response(`${body}\n`, { status, headers });
