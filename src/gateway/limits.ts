/**
 * What the gateway allows: every queue, table and time it has is bounded by one of these. The defaults suit one
 * machine with thousands of sessions; composition may change each.
 */

/** Bounds of a gateway. Sizes in bytes, times in milliseconds. */
export interface GatewayLimits {
  /** Connections, logged on or not. */
  readonly sessionsMax: number;
  /** Sockets that have not become WebSockets yet. */
  readonly pendingMax: number;
  /** Connections that have not logged on, in all and from one place; past it the oldest makes room. */
  readonly silentMax: number;
  readonly silentPerPlaceMax: number;
  /** Connections one place (an IPv4 address, an IPv6 /64) may open a second, and at once. */
  readonly connectsPerSecond: number;
  readonly connectsBurst: number;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly proxyAddresses: readonly string[];
  readonly sessionsPerAccountMax: number;
  /** Longest WebSocket message a client may send. */
  readonly messageBytesMax: number;
  /** Longest message of a JSON session, which costs several times as much to read. */
  readonly jsonBytesMax: number;
  /** Longest message before the logon. */
  readonly logonBytesMax: number;
  /** Commands of one session that are not yet durable. */
  readonly inFlightMax: number;
  readonly subscriptionsMax: number;
  /** Questions of one session that wait for an answer: snapshots, lists, resumes, subscriptions. */
  readonly questionsMax: number;
  /** Unsent bytes of one session at which it is closed. */
  readonly queueBytesMax: number;
  /** Unsent bytes of one session at which market data is conflated. */
  readonly marketQueueBytesMax: number;
  /** Unsent bytes below which conflated market data goes on. */
  readonly marketQueueBytesLow: number;
  readonly logonTimeoutMs: number;
  /** Refused messages a session may send before it has logged on. */
  readonly refusalsBeforeLogonMax: number;
  /** Heartbeat interval of a session that names none. */
  readonly heartbeatIntervalMs: number;
  /** Silent intervals after which a session is closed. */
  readonly heartbeatsMissedMax: number;
  /** From the close frame to cutting the connection. */
  readonly closeGraceMs: number;
  /** Private reports kept for resuming. */
  readonly reportBytes: number;
  /** Levels per side of a book snapshot when the subscriber names no depth, and at most. */
  readonly depthDefault: number;
  readonly depthMax: number;
  /** Things in one message of an account snapshot or a market list. */
  readonly chunkEntries: number;
  /** Bytes of answers to questions encoded at one point of the state; the rest waits for the next. */
  readonly answerBytesPerTurn: number;
  /** Bytes of reports sent to one resuming session at a time. */
  readonly resumeBytesPerTurn: number;
  /** Signatures checked in one turn of the event loop. */
  readonly logonsPerTurn: number;
  readonly ticketResendMs: number;
  /** Tickets of one account sent at a time. */
  readonly ticketsPerTurn: number;
  /** Signed tickets and content hashes kept. */
  readonly ticketsKept: number;
  /** How long a wallet's challenge can be answered. */
  readonly walletChallengeMs: number;
  /** Receipts' signatures being checked. */
  readonly receiptChecksMax: number;
  /** Log lines a second that strangers can cause. */
  readonly logLinesPerSecond: number;
  /** Wallets' signatures being checked. */
  readonly walletChecksMax: number;
  /** Between two checks of signatures for one account: each costs tens of milliseconds. */
  readonly walletCheckEveryMs: number;
  /** How often timeouts are looked at. */
  readonly tickMs: number;
}

export const DEFAULT_GATEWAY_LIMITS: GatewayLimits = {
  sessionsMax: 10_000,
  pendingMax: 1_024,
  silentMax: 2_048,
  silentPerPlaceMax: 256,
  connectsPerSecond: 100,
  connectsBurst: 1_000,
  proxyAddresses: [],
  sessionsPerAccountMax: 16,
  messageBytesMax: 262_144,
  jsonBytesMax: 65_536,
  logonBytesMax: 4_096,
  inFlightMax: 2_048,
  subscriptionsMax: 1_024,
  questionsMax: 64,
  queueBytesMax: 16 * 1_048_576,
  marketQueueBytesMax: 1_048_576,
  marketQueueBytesLow: 262_144,
  logonTimeoutMs: 5_000,
  refusalsBeforeLogonMax: 8,
  heartbeatIntervalMs: 5_000,
  heartbeatsMissedMax: 3,
  closeGraceMs: 2_000,
  reportBytes: 64 * 1_048_576,
  depthDefault: 100,
  depthMax: 1_000,
  chunkEntries: 256,
  answerBytesPerTurn: 1_048_576,
  resumeBytesPerTurn: 262_144,
  logonsPerTurn: 16,
  ticketResendMs: 30_000,
  ticketsPerTurn: 64,
  ticketsKept: 16_384,
  walletChallengeMs: 300_000,
  receiptChecksMax: 64,
  logLinesPerSecond: 20,
  walletChecksMax: 16,
  walletCheckEveryMs: 1_000,
  tickMs: 100,
};
