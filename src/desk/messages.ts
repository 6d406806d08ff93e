/** What the engine thread and the desk thread say to each other. Plain data, structured-cloned. */

import type { TlsFiles } from '../http/index.js';
import type { ChainCommand, CommandOutcome, Finality, SettlerTimes } from '../settlement/index.js';
import type { PasskeyAsked, PasskeyFound } from './passkeys.js';

/**
 * How far the exchange is: `starting` until its gateway is open, `stopping` from when it was told to stop. Only an open one
 * is healthy.
 */
export type Stage = 'starting' | 'open' | 'stopping';

/** Given to the desk when it starts. */
export interface DeskOptions {
  readonly journalDirectory: string;
  readonly snapshotDirectory: string;
  /** Shared memory of the durable watermark. */
  readonly watermark: SharedArrayBuffer;
  readonly httpHost: string;
  readonly httpPort: number;
  /** Of the status pages; without it they are plain HTTP. */
  readonly tls?: TlsFiles | undefined;
  /** What who is not on this machine has to send. */
  readonly statusToken?: string | undefined;
  /** Commands between snapshots. */
  readonly snapshotEveryCommands: number;
  /** Time between snapshots when there was anything new. */
  readonly snapshotEveryMs: number;
  /** A snapshot leaves so much of the disk free, or is not written. */
  readonly diskReserveBytes: number;
  /** Parameters the venue knows, the same list the engine was given. */
}

/** Given to the desk when the journal has its first command. */
export interface FollowOptions {
  /** Ed25519 key that signs delivery tickets, PKCS#8 DER. */
  readonly deskKey: Uint8Array;
  /** The chain to settle on; none when not given. */
  readonly settlement?: SettlementOptions;
}

/** An error on its way between threads, which keeps no fields of its own. */
export interface ErrorFacts {
  readonly message: string;
  readonly stack?: string | undefined;
  /** What the system said, and about what. */
  readonly code?: string | undefined;
  readonly syscall?: string | undefined;
  readonly path?: string | undefined;
  readonly address?: string | undefined;
  readonly port?: number | undefined;
}

export interface SettlementOptions {
  /** Of a node, or `local` for an anvil that the desk starts and stops. */
  readonly url: string;
  /** Address of PatClearing; empty where the venue is bound already or the chain is local. */
  readonly clearing: string;
  /** Address of AccessRights; empty where it was used before, the chain is local, or rights stay in the ledger. */
  readonly rights: string;
  readonly finality: Finality;
  /** No event of the contracts is in a block before this one. */
  readonly fromBlock: number;
  readonly keysDirectory: string;
  /** Where settler and attestor sign; empty is a file in that directory. */
  readonly signers: { readonly settler: string; readonly attestor: string };
  /** The settler's own disk. */
  readonly storeDirectory: string;
  /** State of the local chain. */
  readonly chainDirectory: string;
  /** Secret of the salts in the liabilities tree. */
  readonly secret: Uint8Array;
  readonly terms: SettlerTimes;
}

/** How the desk stands. */
export interface DeskFacts {
  readonly followerSequence: number;
  readonly lastSnapshotSequence: number;
  readonly snapshotsFailed: number;
  /** undefined: the venue settles on no chain. */
  readonly settlement?: {
    readonly state: string;
    readonly trouble?: { readonly code: string; readonly detail: string; readonly sinceMs: number };
    readonly batchesInFlight: number;
    readonly lastBatchAtMs: number;
  };
}

/** Numbers of the engine thread, as of a durable sequence. */
export interface EngineMetrics {
  readonly durableSequence: number;
  readonly epoch: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly gauges: Readonly<Record<string, number>>;
}

export type ToDesk =
  | { readonly kind: 'follow'; readonly options: FollowOptions }
  | { readonly kind: 'stage'; readonly stage: Stage }
  /** There is nothing more to follow: end. */
  | { readonly kind: 'end' }
  | { readonly kind: 'metrics'; readonly metrics: EngineMetrics }
  /** Sign these canonical bytes of a delivery ticket. */
  | { readonly kind: 'sign'; readonly id: number; readonly bytes: Uint8Array }
  /** Whose wallet signed this? */
  | {
      readonly kind: 'recover';
      readonly id: number;
      readonly message: Uint8Array;
      readonly signature: Uint8Array;
    }
  /** Did a passkey answer this challenge? */
  | { readonly kind: 'passkey'; readonly id: number; readonly asked: PasskeyAsked }
  /** The settler's commands are durable; fewer than there were when the log took no more. */
  | {
      readonly kind: 'outcomes';
      readonly id: number;
      readonly outcomes: readonly CommandOutcome[];
    };

export type FromDesk =
  /** The status pages are there, and say that the exchange is starting. */
  | { readonly kind: 'listening'; readonly httpPort: number }
  | { readonly kind: 'following'; readonly sequence: number }
  /** How it stands, several times a second. */
  | { readonly kind: 'facts'; readonly facts: DeskFacts }
  | { readonly kind: 'signed'; readonly id: number; readonly signature: Uint8Array }
  | { readonly kind: 'recovered'; readonly id: number; readonly address: Uint8Array | undefined }
  | {
      readonly kind: 'passkeyChecked';
      readonly id: number;
      readonly found: PasskeyFound | undefined;
    }
  /** Commands of the settler, to be logged in this order. */
  | { readonly kind: 'submit'; readonly id: number; readonly commands: readonly ChainCommand[] }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly fields: Readonly<Record<string, unknown>>;
      readonly message: string;
    }
  /** Settlement does not begin, or stopped, and does not go on by itself. */
  | { readonly kind: 'unsettled'; readonly message: string }
  | { readonly kind: 'snapshot'; readonly sequence: number; readonly durationMs: number }
  | { readonly kind: 'diverged'; readonly error: ErrorFacts }
  | { readonly kind: 'failed'; readonly error: ErrorFacts }
  | { readonly kind: 'stopped'; readonly sequence: number };
