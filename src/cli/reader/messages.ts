/** What the engine's thread and the reader's thread say to each other. Plain data, structured-cloned. */
import type { EngineFacts } from '../../api/index.js';
import type { ErrorFacts } from '../../desk/index.js';

/** Given to the reader's thread when it starts. */
export interface ReaderThreadOptions {
  readonly journalDirectory: string;
  readonly snapshotDirectory: string;
  /** The history's file. */
  readonly historyPath: string;
  /** Shared memory of the durable watermark. */
  readonly watermark: SharedArrayBuffer;
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number;
  /** Folder of the built pages; there need not be any. */
  readonly webDirectory: string;
}

export type ToReader =
  /** There is a venue to follow, with its gateway on this port. */
  | { readonly kind: 'follow'; readonly gatewayPort: number }
  /** How the engine stands. */
  | { readonly kind: 'engine'; readonly facts: EngineFacts }
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
  /** It could not begin. */
  | { readonly kind: 'failed'; readonly error: ErrorFacts };
