/** JSON documents of the store itself, such as results: objects like files are, so that nothing of them is plain on disk. */

import type { ObjectStore } from '../objects/index.js';

/** Who owns them in the store; no account has this name. */
const OWNER = 'venue';

export class Documents {
  private readonly store: ObjectStore;

  constructor(store: ObjectStore) {
    this.store = store;
  }

  /** Keeps bytes; resolves with their hash once they are durable. */
  async put(bytes: Uint8Array): Promise<string> {
    const upload = await this.store.beginUpload(OWNER, { sizeBytes: bytes.length });
    try {
      await upload.append(once(bytes));
      return (await upload.finish()).contentHash;
    } catch (error) {
      await upload.close();
      await this.store.discardUpload(upload.id);
      throw error;
    }
  }

  async putJson(value: unknown): Promise<string> {
    return await this.put(Buffer.from(JSON.stringify(value)));
  }

  /** undefined: there is none. */
  async get(contentHash: string): Promise<Uint8Array | undefined> {
    const address = this.store.addressOf(OWNER, contentHash);
    if (!this.store.objectsOf(OWNER).some((one) => one.address === address)) return undefined;
    const object = await this.store.open(address);
    try {
      return await object.read(0, object.sizeBytes);
    } finally {
      await object.close();
    }
  }

  async getJson(contentHash: string): Promise<unknown> {
    const bytes = await this.get(contentHash);
    return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  }

  /** Removes every document but these. */
  async keepOnly(contentHashes: ReadonlySet<string>): Promise<void> {
    for (const { address, contentHash } of this.store.objectsOf(OWNER)) {
      if (!contentHashes.has(contentHash)) await this.store.remove(address);
    }
  }

  async remove(contentHash: string): Promise<void> {
    if (contentHash !== '') await this.store.remove(this.store.addressOf(OWNER, contentHash));
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
