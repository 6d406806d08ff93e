/** How a part of the venue in the reader's thread comes to its account: it asks the engine's thread, one question at a time. */
import type { OwnKey } from '../../own-account/index.js';
import { rawPublicKey, readKeyFile } from '../keys.js';
import type { FromReader, OwnPart } from './messages.js';

export class OwnRegistration {
  private readonly part: OwnPart;
  private readonly keyFile: string;
  private readonly post: (message: FromReader) => void;
  private readonly waiting: ((account: OwnKey | undefined) => void)[] = [];

  constructor(part: OwnPart, keyFile: string, post: (message: FromReader) => void) {
    this.part = part;
    this.keyFile = keyFile;
    this.post = post;
  }

  /** Undefined: the venue is not open, or has no room. */
  async registered(): Promise<OwnKey | undefined> {
    return await new Promise<OwnKey | undefined>((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length > 1) return;
      const publicKey = rawPublicKey(readKeyFile(this.keyFile));
      this.post({ kind: 'register', part: this.part, publicKey });
    });
  }

  answered(account: OwnKey | undefined): void {
    for (const resolve of this.waiting.splice(0)) resolve(account);
  }
}
