/** What the engine's thread and the reader's thread say to each other. Plain data, structured-cloned. */
import type { EngineFacts } from '../../api/index.js';
import type { ErrorFacts } from '../../desk/index.js';
import type { TlsFiles } from '../../http/index.js';
import type { OwnKey } from '../../own-account/index.js';
import type {
  CommandAnswer,
  SignedRequest,
  SignInAnswer,
  SignInRequest,
} from '../../schema/index.js';
import type { AlertSettings } from './alert-settings.js';

/** Given to the reader's thread when it starts. */
export interface ReaderThreadOptions {
  readonly journalDirectory: string;
  readonly snapshotDirectory: string;
  /** The history's file. */
  readonly historyPath: string;
  readonly feedKeyFile: string;
  /** Shared memory of the durable watermark. */
  readonly watermark: SharedArrayBuffer;
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number;
  /** Folder of the built pages; there need not be any. */
  readonly webDirectory: string;
  /** Of the venue's keys: the secret of the salts in proofs of what is owed is there. */
  readonly keysDirectory: string;
  readonly tls?: TlsFiles | undefined;
  readonly proxies: readonly string[];
  /** Where people reach the pages; empty: this machine by name. */
  readonly publicUrl: string;
  readonly alerts: AlertSettings;
  readonly store: StoreThreadOptions;
  readonly scorer: ScorerThreadOptions;
  readonly prover: ProverThreadOptions;
}

/** What is fetched to prove what notices say. */
export interface ProverThreadOptions {
  /** The most of one. */
  readonly bytesMax: number;
  /** Whether it may be on this machine. */
  readonly isSandbox: boolean;
}

/** Where what is scored lies. */
export interface ScorerThreadOptions {
  /** The scorer's own key. */
  readonly keyFile: string;
  readonly bundlesDirectory: string;
  readonly bundlesKeyFile: string;
  /** Recorded prices, CSV. */
  readonly pricesFile: string;
}

/** Where the store of files lies, and what it takes. */
export interface StoreThreadOptions {
  readonly directory: string;
  readonly keysDirectory: string;
  readonly keyFile: string;
  readonly fileBytesMax: number;
  readonly ownerBytesMax: number;
}

/** A part of the venue with an account of its own. */
export type OwnPart = 'store' | 'scorer';

export type ToReader =
  /** There is a venue to follow, with its gateway on this port. */
  | { readonly kind: 'follow'; readonly gatewayPort: number }
  /** How the engine stands. */
  | { readonly kind: 'engine'; readonly facts: EngineFacts }
  /** What became of the command with this number. */
  | {
      readonly kind: 'answered';
      readonly number: number;
      readonly answer: CommandAnswer | SignInAnswer;
    }
  /** The account of a part of the venue; undefined: there is none now. */
  | {
      readonly kind: 'registered';
      readonly part: OwnPart;
      readonly account: OwnKey | undefined;
    }
  | { readonly kind: 'end' };

export type FromReader =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'numbers'; readonly numbers: Readonly<Record<string, number>> }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly fields: Readonly<Record<string, unknown>>;
      readonly message: string;
    }
  /** A signed command for the venue, which is answered by its number. */
  | { readonly kind: 'command'; readonly number: number; readonly request: SignedRequest }
  /** A sign-in, or a step of one; answered in the same way. */
  | { readonly kind: 'signIn'; readonly number: number; readonly request: SignInRequest }
  /** A part of the venue needs its account, with this public key. */
  | { readonly kind: 'register'; readonly part: OwnPart; readonly publicKey: Uint8Array }
  /** It could not begin. */
  | { readonly kind: 'failed'; readonly error: ErrorFacts };
