/**
 * The door of the schema: codecs between bytes (or JSON) and plain values, with one set of checks and problems.
 *
 * Works in Node and in browsers. 64-bit integers are safe numbers, times are milliseconds since the epoch, enums are
 * the numbers of the shared values, absent messages are null.
 */

export { readCarryRows } from './carry/row-reader.js';
export { CarryRowWriter } from './carry/row-writer.js';
export { bodyWithNumbers } from './commands/by-name.js';
export { CommandCodec, NO_PLACE } from './commands/command-codec.js';
export { ClientEncoder } from './frames/client-encoder.js';
export { ClientFrameDecoder } from './frames/client-frame-decoder.js';
export type { FrameBufferOptions } from './frames/frame-buffer.js';
export { ENVELOPE, ENVELOPES_MAX, type FrameDecoder } from './frames/frame-decoder.js';
export type { ServerBodies, ServerMessage, ServerMessageType } from './frames/server-bodies.js';
export { ServerEncoder, stampSentTime } from './frames/server-encoder.js';
export { ServerFrameDecoder } from './frames/server-frame-decoder.js';
export { COLD_SHAPES, ORDER_SHAPES } from './generated/command-shapes.js';
export {
  COMMAND_TEXTS,
  type CommandText,
  type FieldText,
  NESTED_TEXTS,
} from './generated/command-texts.js';
export { type ApprovalTerms, approvalText } from './http/approval.js';
export {
  COMMAND_ROUTES,
  type CommandRoute,
  commandRouteOf,
  readRouteCommand,
} from './http/command-routes.js';
export { dryRunNameIn, readDryRun } from './http/dry-run.js';
export {
  type ChallengeMethod,
  type SignInAnswer,
  type SignInRequest,
  type SignInTerms,
  signInText,
} from './http/sign-in.js';
export {
  type CommandAnswer,
  claimOf,
  type SignatureClaim,
  type SignedParts,
  type SignedRequest,
  signatureBase,
  signatureParams,
  wantedComponents,
} from './http/signed-request.js';
export { JsonFrameDecoder } from './json/json-frame-decoder.js';
export { serverFrameToJson } from './json/server-json.js';
export { BalanceReport, PositionReport } from './messages/account-reports.js';
export { type BookDelta, BookDeltaColumns, type BookLevel } from './messages/book-delta.js';
export { CommandResult } from './messages/command-result.js';
export { ExecutionReport } from './messages/execution-report.js';
export type * from './messages/markets.js';
export { Quote } from './messages/quote.js';
export type * from './messages/reports.js';
export type * from './messages/session-messages.js';
export { TradePrint } from './messages/trade-print.js';
export { type Problem, problemOf, SchemaError } from './problem.js';
export { CHOICES } from './shape/choices.js';
export type { AnyField, AnyShape, Choices, NamedField } from './shape/field.js';
export { describe } from './shape/named.js';
export {
  type LogonFields,
  logonBytes,
  NONCE_BYTES,
  type ReceiptFields,
  receiptBytes,
  type TicketIdFields,
  ticketBytes,
  ticketIdBytes,
} from './signing/signed-bytes.js';
