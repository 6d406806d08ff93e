/** Shapes of the messages that run a session. */
import type {
  Challenge,
  ChannelGap,
  Credits,
  DryRunParameter,
  EmptyBody,
  ErrorReport,
  GetWalletChallenge,
  Heartbeat,
  ListMarkets,
  Logon,
  LogonAccepted,
  ResumeDone,
  ResumeReports,
  SessionBodies,
  SignWalletChallenge,
  Subscribe,
  Subscribed,
  Unsubscribe,
  WalletChallenge,
} from '../messages/session-messages.js';
import { CHOICES } from './choices.js';
import { type Shape, shapeOf } from './field.js';
import {
  bytesOf,
  bytesUpTo,
  choice,
  choiceOrZero,
  flag,
  numbers,
  openChoice,
  sint64,
  text,
  time,
  uint32,
  uint64,
} from './fields.js';
import {
  ADDRESS_BYTES,
  NAME_BYTES_MAX,
  SIGNATURE_BYTES,
  TARGET_BYTES_MAX,
  WALLET_SIGNATURE_BYTES,
} from './sizes.js';

const logonShape = shapeOf<Logon>('Logon', {
  accountId: uint32(),
  keyId: uint32(),
  signature: bytesOf(SIGNATURE_BYTES),
  cancelOnDisconnect: flag(),
  heartbeatIntervalMs: uint32({ min: 1_000, max: 60_000, orZero: true }),
  pushBalances: flag(),
});

export const heartbeatShape = shapeOf<Heartbeat>('Heartbeat', {
  timeMs: time(),
  accountSequence: uint64(),
  lagNs: uint64(),
  journalSequence: uint64(),
});

/** What a client sends that is not a command: its field number in the envelope and its shape. */
export const SESSION_SHAPES: {
  readonly [T in keyof SessionBodies]: {
    readonly number: number;
    readonly shape: Shape<SessionBodies[T]>;
  };
} = {
  logon: { number: 80, shape: logonShape },
  logout: { number: 81, shape: shapeOf<EmptyBody>('Logout', {}) },
  heartbeat: { number: 82, shape: heartbeatShape },
  subscribe: {
    number: 83,
    shape: shapeOf<Subscribe>('Subscribe', {
      kind: choice(CHOICES.ChannelKind),
      seriesId: uint32(),
      depth: uint32(),
      slowPolicy: choiceOrZero(CHOICES.SlowPolicy),
    }),
  },
  unsubscribe: {
    number: 84,
    shape: shapeOf<Unsubscribe>('Unsubscribe', { channelId: uint32() }),
  },
  getAccountSnapshot: { number: 85, shape: shapeOf<EmptyBody>('GetAccountSnapshot', {}) },
  resumeReports: {
    number: 86,
    shape: shapeOf<ResumeReports>('ResumeReports', { afterAccountSequence: uint64() }),
  },
  listMarkets: {
    number: 87,
    shape: shapeOf<ListMarkets>('ListMarkets', { includeClosed: flag() }),
  },
  listParameters: { number: 88, shape: shapeOf<EmptyBody>('ListParameters', {}) },
  dryRunParameter: {
    number: 89,
    shape: shapeOf<DryRunParameter>('DryRunParameter', {
      name: text(1, NAME_BYTES_MAX),
      target: text(0, TARGET_BYTES_MAX),
      value: sint64(),
      unset: flag(),
    }),
  },
  getWalletChallenge: {
    number: 90,
    shape: shapeOf<GetWalletChallenge>('GetWalletChallenge', { address: bytesOf(ADDRESS_BYTES) }),
  },
  signWalletChallenge: {
    number: 91,
    shape: shapeOf<SignWalletChallenge>('SignWalletChallenge', {
      nonce: text(1, NAME_BYTES_MAX),
      signature: bytesOf(WALLET_SIGNATURE_BYTES),
    }),
  },
};

export const walletChallengeShape = shapeOf<WalletChallenge>('WalletChallenge', {
  message: bytesUpTo(1_024),
  nonce: text(),
  expirationTimeMs: time(),
});

export const challengeShape = shapeOf<Challenge>('Challenge', {
  nonce: bytesUpTo(64),
  sessionId: uint32(),
  venue: text(),
});

export const logonAcceptedShape = shapeOf<LogonAccepted>('LogonAccepted', {
  sessionId: uint32(),
  accountId: uint32(),
  scopes: numbers(openChoice(CHOICES.KeyScope), 64),
  heartbeatIntervalMs: uint32(),
  maxMessageBytes: uint32(),
  maxInFlight: uint32(),
  accountSequence: uint64(),
  journalSequence: uint64(),
  role: openChoice(CHOICES.AccountRole),
});

export const subscribedShape = shapeOf<Subscribed>('Subscribed', {
  channelId: uint32(),
  kind: openChoice(CHOICES.ChannelKind),
  seriesId: uint32(),
});

export const channelGapShape = shapeOf<ChannelGap>('ChannelGap', { skippedCount: uint64() });

export const resumeDoneShape = shapeOf<ResumeDone>('ResumeDone', {
  accountSequence: uint64(),
  reportCount: uint32(),
});

export const creditsShape = shapeOf<Credits>('Credits', { remaining: sint64(), resetMs: uint32() });

export const errorReportShape = shapeOf<ErrorReport>('ErrorReport', {
  errorCode: openChoice(CHOICES.ErrorCode),
  errorField: text(),
  detail: text(),
  retriable: flag(),
  closing: flag(),
});
