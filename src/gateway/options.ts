/** What composition gives the gateway. Nothing here reads the disk or the environment. */
import type { Sequencer } from '../engine/log/index.js';
import type { DeliveryTicket, QuoteMove } from '../schema/index.js';
import type { GatewayLimits } from './limits.js';
import type { ReportHistory } from './outbox/report-history.js';
import type { Transport, TransportHandlers, TransportOptions } from './transport/index.js';

/** The part of a pino-like logger the gateway uses. */
export interface GatewayLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Signs delivery tickets, outside the engine's thread. Given a ticket with an empty signature, resolves with its
 * Ed25519 signature over the ticket's canonical bytes. A rejection is logged, and the ticket tried again at the next
 * resend.
 */
export interface TicketSigner {
  /** Ed25519 public key of the desk, 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(ticket: DeliveryTicket): Promise<Uint8Array>;
}

/** What it takes to link wallets with accounts (EIP-4361, EIP-191). */
export interface WalletSignIn {
  /** Authority and address of the venue as its users know them. */
  readonly domain: string;
  readonly uri: string;
  /** An address in the mixed case of EIP-55. */
  readonly checksum: (address: Uint8Array) => string;
  /**
   * Address of whoever signed a message by EIP-191; undefined when the signature is none. Takes tens of milliseconds, so it
   * runs outside the engine's thread.
   */
  readonly recover: (message: Uint8Array, signature: Uint8Array) => Promise<Uint8Array | undefined>;
}

/** Checks passkeys (WebAuthn), outside the engine's thread: it takes milliseconds, and the first one a second. */
export interface PasskeyChecks {
  /** Domain passkeys are bound to. */
  readonly rpId: string;
  /** The credential that answered a registration's challenge; undefined when it does not fit. */
  registered(
    credential: unknown,
    challenge: string,
  ): Promise<{ credentialId: Uint8Array; credentialKey: Uint8Array } | undefined>;
  /** True when a known credential answered the challenge; undefined when it did not. */
  asserted(
    credential: unknown,
    challenge: string,
    known: { readonly credentialId: Uint8Array; readonly credentialKey: Uint8Array },
  ): Promise<true | undefined>;
}

/**
 * What a change of a parameter would do to the broker's quotes; undefined when that is not known. Takes milliseconds with
 * thousands of series, in the engine's thread.
 */
export type PreviewQuotes = (change: {
  readonly name: string;
  readonly target: string;
  readonly value: number | null;
}) =>
  | {
      readonly movedQuotes: number;
      readonly pulledQuotes: number;
      readonly moves: readonly QuoteMove[];
    }
  | undefined;

export interface GatewayOptions {
  readonly sequencer: Sequencer;
  /** Where to listen. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly path: string;
  /** Files of certificate and key; without them, plain WebSockets. */
  readonly tls?: { readonly certPath: string; readonly keyPath: string } | undefined;
  /** Makes the transport, such as `createTransport` with a choice and a log. */
  readonly transport: (
    options: TransportOptions,
    handlers: TransportHandlers,
  ) => Transport | Promise<Transport>;
  readonly log: GatewayLog;
  /** Whether the disk is nearly full, so that new work is refused; never by default. */
  readonly isStorageLow?: () => boolean;
  /** Without a signer no tickets go out; deliveries are still reported. */
  readonly signer?: TicketSigner;
  /** Without it no wallet can be linked. */
  readonly walletSignIn?: WalletSignIn | undefined;
  /** Without it nobody signs in with a passkey. */
  readonly passkeys?: PasskeyChecks | undefined;
  readonly limits?: Partial<GatewayLimits>;
  /** Without it a dry run counts the quotes a parameter bears on. */
  readonly previewQuotes?: PreviewQuotes;
  /** Reports remembered from a replay, to resume from after a restart. */
  readonly reports?: ReportHistory;
  /** Wall clock, milliseconds since the epoch, with its fraction. */
  readonly nowMs: () => number;
  /** Unpredictable bytes for challenges. */
  readonly randomBytes: (count: number) => Uint8Array;
}
