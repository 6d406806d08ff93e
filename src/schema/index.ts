/**
 * The door of the schema: codecs between bytes (or JSON) and plain values, with one set of checks and problems.
 *
 * Works in Node and in browsers. 64-bit integers are safe numbers, times are milliseconds since the epoch, enums are
 * the numbers of the shared values, absent messages are null.
 */
export { CommandCodec, NO_PLACE } from './commands/command-codec.js';
export { ClientFrameDecoder } from './frames/client-frame-decoder.js';
export { ENVELOPE, ENVELOPES_MAX, type FrameDecoder } from './frames/frame-decoder.js';
export type {
  ChannelGap,
  Challenge,
  Credits,
  EmptyBody,
  ErrorReport,
  Heartbeat,
  ListMarkets,
  Logon,
  LogonAccepted,
  ResumeDone,
  ResumeReports,
  SessionBodies,
  SessionMessage,
  SessionMessageType,
  Subscribe,
  Subscribed,
  Unsubscribe,
} from './messages/session-messages.js';
export { type Problem, problemOf, SchemaError } from './problem.js';
