/**
 * One connection and what the gateway knows of it: who it speaks for, what it may do, what waits to leave.
 *
 * A plain record that the parts of the gateway share; `SessionTable` opens and ends it. Invariants: only an ACTIVE or
 * LEAVING session is among the sessions of its account; a CLOSED one is in no table and has nothing queued.
 */

import type { KeyRecord } from '../../engine/core/index.js';
import type { ServerEncoder } from '../../schema/index.js';
import { placeOf } from '../../values/index.js';
import type { IdSpaceInFlight } from '../intake/in-flight-ids.js';
import { NO_ACCOUNT, type Work } from '../intake/work-credits.js';
import type { Connection } from '../transport/index.js';

/** Life of a session, in order. */
export const SESSION_STATE = {
  /** The challenge is out. */
  CONNECTED: 0,
  /** Its logon waits to be checked. */
  VERIFYING: 1,
  /** Its OpenSession command is not yet durable. */
  OPENING: 2,
  ACTIVE: 3,
  /** Logged out; its CloseSession command is not yet durable. */
  LEAVING: 4,
  CLOSED: 5,
} as const;

/** Id of a session whose commands come by HTTP: of none in the journal. */
export const RELAYED_ID = 0;

/** `resumeAt` of a session that gets live reports, and of one whose question to resume waits. */
export const LIVE = -1;
export const ASKED = -2;

export class Session {
  readonly id: number;
  readonly connection: Connection;
  /** 32 random bytes the client signs. */
  readonly nonce: Uint8Array;
  readonly isJson: boolean;
  /** No socket of a client's: stands for a key whose commands come by HTTP, with a signature each. */
  readonly isRelayed: boolean;
  /** Where it connects from: all of one place share what strangers may use. */
  readonly place: string;
  state: number = SESSION_STATE.CONNECTED;
  /** Its opening was given to the journal: its id is used up. */
  isJournaled = false;
  /** What its account's messages may still cost. */
  work: Work = NO_ACCOUNT;

  accountId = 0;
  key: KeyRecord | undefined = undefined;
  /** Bit n: scope n. */
  scopes = 0;
  role = 0;
  cancelOnDisconnect = false;
  pushBalances = false;
  heartbeatIntervalMs = 0;

  /** Commands that are not yet durable. */
  inFlight = 0;
  /** Of these, signatures being checked. */
  checks = 0;
  /** Id space of its last command with a client id. */
  idSpace: IdSpaceInFlight | undefined = undefined;
  /** Questions that wait for an answer. */
  questions = 0;
  /** Messages refused before it logged on. */
  refusals = 0;

  /** The frame that leaves with the next release. */
  out: ServerEncoder | undefined = undefined;
  /** Where the sent time goes in a frame that began with bytes shared between sessions; else -1. */
  sharedTimeAt = -1;
  /** The last frame did not leave whole. */
  isBuffered = false;
  /** When the oldest commit that is not wholly on the socket happened; 0 when all is. */
  bufferedSinceMs = 0;
  /** From commit to the socket having taken the bytes, last measured. */
  lagMs = 0;
  /** Number of the error it ends with at the next release, or ENDS_CLEAN; 0 when it goes on. */
  endCode = 0;
  endDetail = '';
  endRequestId = 0;
  /** Orders were answered in the batch being sealed. */
  hadOrders = false;
  /** Last private sequence in the frame that leaves next, and the last that left. */
  queuedSequence = 0;
  accountSequence = 0;

  lastHeardMs: number;
  nextBeatMs = 0;
  /** Logon is due; for a closed session, cutting the connection is. */
  dueMs: number;

  /** Subscriptions whose messages are being left out. */
  gappedCount = 0;
  /** Place in the ring of reports to go on from; LIVE or ASKED when there is none. */
  resumeAt = LIVE;
  resumeRequestId = 0;
  resumeCount = 0;
  /** Balances as last pushed. */
  readonly pushed = new Float64Array(7).fill(-1);
  /** Series whose position changed in the batch being sealed. */
  readonly touchedSeries = new Set<number>();
  /** What settles in cash, or what is behind it, changed since the last push; and whether that told of holdings. */
  isMarginTouched = false;
  hadMargin = false;
  nextTicketsMs = 0;

  constructor(
    id: number,
    connection: Connection,
    nonce: Uint8Array,
    times: { readonly nowMs: number; readonly dueMs: number },
  ) {
    this.id = id;
    this.connection = connection;
    this.nonce = nonce;
    this.isRelayed = id === RELAYED_ID;
    this.place = placeOf(connection.remoteAddress);
    this.isJson = connection.subprotocol === 'patx.v1.json';
    this.lastHeardMs = times.nowMs;
    this.dueMs = times.dueMs;
  }
}

/** `endCode` of a session that logged out. */
export const ENDS_CLEAN = -1;
