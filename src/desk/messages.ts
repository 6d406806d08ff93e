/** What the engine thread and the desk thread say to each other. Plain data, structured-cloned. */
import type { ParameterDefinition } from '../values/index.js';

/** Given to the desk when it starts. */
export interface DeskOptions {
  readonly journalDirectory: string;
  readonly snapshotDirectory: string;
  /** Shared memory of the durable watermark. */
  readonly watermark: SharedArrayBuffer;
  readonly httpHost: string;
  readonly httpPort: number;
  /** Commands between snapshots. */
  readonly snapshotEveryCommands: number;
  /** Time between snapshots when there was anything new. */
  readonly snapshotEveryMs: number;
  /** Ed25519 key that signs delivery tickets, PKCS#8 DER. */
  readonly deskKey: Uint8Array;
  /** Parameters the venue knows, the same list the engine was given. */
  readonly parameters: readonly ParameterDefinition[];
}

/** Numbers of the engine thread, as of a durable sequence. */
export interface EngineMetrics {
  readonly durableSequence: number;
  readonly epoch: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly gauges: Readonly<Record<string, number>>;
}

export type ToDesk =
  | { readonly kind: 'metrics'; readonly metrics: EngineMetrics }
  /** Sign these canonical bytes of a delivery ticket. */
  | { readonly kind: 'sign'; readonly id: number; readonly bytes: Uint8Array };

export type FromDesk =
  | { readonly kind: 'ready'; readonly sequence: number; readonly httpPort: number }
  | { readonly kind: 'signed'; readonly id: number; readonly signature: Uint8Array }
  | { readonly kind: 'snapshot'; readonly sequence: number; readonly durationMs: number }
  | { readonly kind: 'diverged'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stopped'; readonly sequence: number };
