/** One-time links of a sandbox: known by the hash of their token, for one use, until they expire. */
import { createHash } from 'node:crypto';

export interface SignInLink {
  readonly accountId: number;
  /** SHA-256 of the token's bytes, hex. */
  readonly tokenHash: string;
  readonly scopes: readonly number[];
  readonly expiresAtMs: number;
}

const LINKS_MAX = 64;

export class Links {
  private readonly byHash = new Map<string, SignInLink>();

  offer(links: readonly SignInLink[]): void {
    for (const link of links) {
      if (this.byHash.size < LINKS_MAX) this.byHash.set(link.tokenHash, link);
    }
  }

  /** The link of a token in hex, which is used up with that. */
  take(token: string, nowMs: number): SignInLink | undefined {
    const hash = createHash('sha256').update(Buffer.from(token, 'hex')).digest('hex');
    const link = this.byHash.get(hash);
    this.byHash.delete(hash);
    return link !== undefined && nowMs < link.expiresAtMs ? link : undefined;
  }
}
