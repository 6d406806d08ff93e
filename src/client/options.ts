/** What a client is told when it connects, and what it does when it is not told. */

import type { AccountEvents } from './account/account-events.js';
import type { OpenSocket } from './connection/socket.js';
import type { Sign } from './keys.js';

export interface ConnectOptions {
  /** Where the gateway is, such as `ws://127.0.0.1:9460/`. */
  readonly url: string;
  /** where the HTTP API is, such as `http://127.0.0.1:9466`: for `client.marketplace`. */
  readonly apiUrl?: string;
  readonly accountId: number;
  /** Number of the account's key; 1 is the first. */
  readonly keyId: number;
  /** Ed25519 private key: 32 bytes, or their hex, or PEM. */
  readonly privateKey?: Uint8Array | string;
  /** Signs instead of `privateKey`, for keys kept elsewhere. */
  readonly sign?: Sign;
  /** 0 to 31: where this client's ids are; clients of one account that run at the same time need different ones. */
  readonly idSpace?: number;
  /** Cancel this session's orders when it ends without a logout. */
  readonly cancelOnDisconnect?: boolean;
  /** 1000 to 60000; the venue's default unless told. */
  readonly heartbeatIntervalMs?: number;
  /** Whether balances and positions are pushed when they change. */
  readonly pushBalances?: boolean;
  /** From sending to giving up on an answer. */
  readonly requestTimeoutMs?: number;
  /** From connecting to being logged on, and for `connect` altogether. */
  readonly connectTimeoutMs?: number;
  /** Waits between attempts to connect; false: never connect again after a break. */
  readonly reconnect?: { readonly minDelayMs: number; readonly maxDelayMs: number } | false;
  /** Commands that may wait here while the venue's limit of commands in flight is reached. */
  readonly queueMax?: number;
  /**
   * Account sequence of the last report an earlier run of this program handled: `connect` brings every report after it. Give
   * `listen` as well, so that they are heard. Reports the venue no longer keeps end in `events.gaps`, with a snapshot.
   */
  readonly afterAccountSequence?: number;
  /** Called before anything is received: attach to events here whatever must not miss one. */
  readonly listen?: (events: AccountEvents) => void;
  /** Another WebSocket than that of the surroundings. */
  readonly openSocket?: OpenSocket;
}

export const DEFAULTS = {
  requestTimeoutMs: 10_000,
  connectTimeoutMs: 10_000,
  reconnect: { minDelayMs: 100, maxDelayMs: 10_000 },
  queueMax: 65_536,
} as const;
