/**
 * Signing in over HTTP, in plain data: what is asked of the venue, what a key is bound to by what a person signs, and what
 * comes of it. Works in Node and in browsers, so that a page can check the challenge before its passkey answers it.
 */

/** Ways to sign in that answer a challenge. */
export type ChallengeMethod = 'PASSKEY' | 'WALLET';

export type SignInRequest =
  | {
      readonly op: 'redeem';
      /** Hex. */
      readonly token: string;
      /** Ed25519 public key of the session, hex. */
      readonly publicKey: string;
      readonly label: string;
      /** Whether it comes from this machine. */
      readonly isLoopback: boolean;
    }
  | {
      readonly op: 'challenge';
      readonly method: ChallengeMethod;
      readonly publicKey: string;
      readonly label: string;
      /** Numbers of KEY_SCOPE; none: all that are allowed. */
      readonly scopes: readonly number[];
      readonly minutes: number;
      /** Of the wallet, hex without 0x; empty for a passkey. */
      readonly address: string;
    }
  | {
      readonly op: 'answer';
      readonly signInId: string;
      /** A passkey's assertion as browsers give it (`PublicKeyCredential.toJSON()`); null for a wallet. */
      readonly credential: unknown;
      /** A wallet's signature (EIP-191), hex; empty for a passkey. */
      readonly signature: string;
    };

export type SignInAnswer =
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly field: string;
      readonly detail: string;
      readonly waitMs: number;
    }
  | { readonly kind: 'told'; readonly value: Readonly<Record<string, unknown>> };

export interface SignInTerms {
  readonly venue: string;
  /** Hex; the venue's, for one use. */
  readonly nonce: string;
  readonly publicKey: string;
  /** In the order they were asked for. */
  readonly scopes: readonly number[];
  readonly minutes: number;
}

/** The text a person agrees to; a passkey's challenge is its SHA-256. So nobody can put another key in the place of theirs. */
export const signInText = ({ venue, nonce, publicKey, scopes, minutes }: SignInTerms): string =>
  `PATX sign-in\nvenue: ${venue}\nsession key: ${publicKey}\nscopes: ${scopes.join(',')}\nminutes: ${minutes}\nnonce: ${nonce}`;
