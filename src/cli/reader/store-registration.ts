/** How the store in the reader's thread comes to its account: it asks the engine's thread, one question at a time. */
import { ContentError, type StoreAccount } from '../../content/index.js';
import { rawPublicKey, readKeyFile } from '../keys.js';
import type { FromReader } from './messages.js';

export class StoreRegistration {
  private readonly keyFile: string;
  private readonly post: (message: FromReader) => void;
  private readonly waiting: ((account: StoreAccount | undefined) => void)[] = [];

  constructor(keyFile: string, post: (message: FromReader) => void) {
    this.keyFile = keyFile;
    this.post = post;
  }

  async registered(): Promise<StoreAccount> {
    const account = await new Promise<StoreAccount | undefined>((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length > 1) return;
      this.post({ kind: 'register', publicKey: rawPublicKey(readKeyFile(this.keyFile)) });
    });
    if (account !== undefined) return account;
    throw new ContentError('NOT_READY', 'the venue has no account for its store', '', 1);
  }

  answered(account: StoreAccount | undefined): void {
    for (const resolve of this.waiting.splice(0)) resolve(account);
  }
}
