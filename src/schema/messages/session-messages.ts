/** The messages that run a session, as plain objects: the client's and the venue's answers to them. */

/** Answers the challenge. */
export interface Logon {
  readonly accountId: number;
  readonly keyId: number;
  /** Ed25519 over `logonBytes`. */
  readonly signature: Uint8Array;
  readonly cancelOnDisconnect: boolean;
  /** 1000 to 60000, or 0 for the venue's default. */
  readonly heartbeatIntervalMs: number;
  readonly pushBalances: boolean;
}

/** Keeps a session alive, both ways. */
export interface Heartbeat {
  /** Sender's clock, with its fraction. */
  readonly timeMs: number;
  readonly accountSequence: number;
  readonly lagNs: number;
  readonly journalSequence: number;
}

export interface Subscribe {
  /** One of CHANNEL_KIND. */
  readonly kind: number;
  readonly seriesId: number;
  /** Levels per side in snapshots; 0 is the venue's default. */
  readonly depth: number;
  /** One of SLOW_POLICY; 0 is conflate. */
  readonly slowPolicy: number;
}

export interface Unsubscribe {
  readonly channelId: number;
}

export interface ResumeReports {
  readonly afterAccountSequence: number;
}

export interface ListMarkets {
  readonly includeClosed: boolean;
}

export interface DryRunParameter {
  readonly name: string;
  readonly target: string;
  readonly value: number;
  readonly unset: boolean;
}

/** Asks for the text a wallet signs. */
export interface GetWalletChallenge {
  readonly address: Uint8Array;
}

export interface SignWalletChallenge {
  readonly nonce: string;
  /** EIP-191: r, s and v. */
  readonly signature: Uint8Array;
}

export type EmptyBody = Record<never, never>;

/** What a client sends that is not a command, by the name of the envelope's field. */
export interface SessionBodies {
  logon: Logon;
  logout: EmptyBody;
  heartbeat: Heartbeat;
  subscribe: Subscribe;
  unsubscribe: Unsubscribe;
  getAccountSnapshot: EmptyBody;
  resumeReports: ResumeReports;
  listMarkets: ListMarkets;
  listParameters: EmptyBody;
  dryRunParameter: DryRunParameter;
  getWalletChallenge: GetWalletChallenge;
  signWalletChallenge: SignWalletChallenge;
}

export type SessionMessageType = keyof SessionBodies;

/** One message of a session; `type` tells its body. */
export type SessionMessage = {
  [T in SessionMessageType]: { readonly type: T; readonly body: SessionBodies[T] };
}[SessionMessageType];

export interface Challenge {
  /** 32 random bytes. */
  readonly nonce: Uint8Array;
  readonly sessionId: number;
  readonly venue: string;
}

export interface LogonAccepted {
  readonly sessionId: number;
  readonly accountId: number;
  /** Of KEY_SCOPE. */
  readonly scopes: readonly number[];
  readonly heartbeatIntervalMs: number;
  readonly maxMessageBytes: number;
  readonly maxInFlight: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
  /** One of ACCOUNT_ROLE. */
  readonly role: number;
}

/** What a wallet signs to be linked with the session's account. */
export interface WalletChallenge {
  /** EIP-4361 text in UTF-8. */
  readonly message: Uint8Array;
  readonly nonce: string;
  readonly expirationTimeMs: number;
}

export interface Subscribed {
  readonly channelId: number;
  readonly kind: number;
  readonly seriesId: number;
}

export interface ChannelGap {
  readonly skippedCount: number;
}

export interface ResumeDone {
  readonly accountSequence: number;
  readonly reportCount: number;
}

/** Order credits left. */
export interface Credits {
  readonly remaining: number;
  readonly resetMs: number;
}

export interface ErrorReport {
  /** Number in the error catalog. */
  readonly errorCode: number;
  readonly errorField: string;
  readonly detail: string;
  readonly retriable: boolean;
  /** Whether the session is closed after this. */
  readonly closing: boolean;
}
