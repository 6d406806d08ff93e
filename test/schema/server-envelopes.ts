/** Messages of the venue for the schema's tests, and every way of writing them. */
import fc from 'fast-check';
import { SERVER_SHAPES } from '../../src/schema/frames/server-bodies.js';
import {
  BalanceReport,
  type BookDelta,
  BookDeltaColumns,
  CommandResult,
  type Credits,
  ExecutionReport,
  type Heartbeat,
  PositionReport,
  Quote,
  type ServerBodies,
  type ServerEncoder,
  type ServerMessageType,
  TradePrint,
} from '../../src/schema/index.js';
import { plainOf, uint32, unsignedInteger } from './arbitrary.js';

export interface SentMessage {
  readonly type: ServerMessageType;
  readonly requestId: number;
  readonly channelId: number;
  readonly body: Record<string, unknown>;
}

/** Messages with a writer of their own. The public ones answer no request. */
export const OWN_WRITERS: readonly ServerMessageType[] = [
  'executionReport',
  'commandResult',
  'bookDelta',
  'tradePrint',
  'quote',
  'balanceReport',
  'positionReport',
  'heartbeat',
  'credits',
];

const PUBLIC = new Set<ServerMessageType>(['bookDelta', 'tradePrint', 'quote']);
const UNCHANNELED = new Set<ServerMessageType>(['heartbeat', 'credits']);

export const anyMessage = (types: readonly ServerMessageType[]): fc.Arbitrary<SentMessage> =>
  fc.constantFrom(...types).chain((type) =>
    fc.record({
      type: fc.constant(type),
      requestId: PUBLIC.has(type) ? fc.constant(0) : unsignedInteger,
      channelId: UNCHANNELED.has(type) ? fc.constant(0) : uint32,
      body: plainOf(SERVER_SHAPES[type].shape),
    }),
  );

export const ALL_TYPES = Object.keys(SERVER_SHAPES) as ServerMessageType[];

/** Writes a message through its own writer where it has one. */
export function write(
  encoder: ServerEncoder,
  { type, requestId, channelId, body }: SentMessage,
): boolean {
  switch (type) {
    case 'executionReport':
      return encoder.executionReport(
        requestId,
        channelId,
        Object.assign(new ExecutionReport(), body),
      );
    case 'commandResult':
      return encoder.commandResult(requestId, channelId, Object.assign(new CommandResult(), body));
    case 'bookDelta':
      return encoder.bookDelta(channelId, columnsOf(body as unknown as BookDelta));
    case 'tradePrint':
      return encoder.tradePrint(channelId, Object.assign(new TradePrint(), body));
    case 'quote':
      return encoder.quote(channelId, Object.assign(new Quote(), body));
    case 'balanceReport':
      return encoder.balanceReport(requestId, channelId, Object.assign(new BalanceReport(), body));
    case 'positionReport':
      return encoder.positionReport(
        requestId,
        channelId,
        Object.assign(new PositionReport(), body),
      );
    case 'heartbeat': {
      const { timeMs, accountSequence, lagNs, journalSequence } = body as unknown as Heartbeat;
      return encoder.heartbeat(requestId, { timeMs, accountSequence, lagNs, journalSequence });
    }
    case 'credits': {
      const { remaining, resetMs } = body as unknown as Credits;
      return encoder.credits(requestId, remaining, resetMs);
    }
    default:
      return writeGeneric(encoder, { type, requestId, channelId, body });
  }
}

/** Writes a message through the generated code. */
export function writeGeneric(
  encoder: ServerEncoder,
  { type, requestId, channelId, body }: SentMessage,
): boolean {
  return encoder.message(requestId, channelId, type, body as unknown as ServerBodies[typeof type]);
}

const reused = new BookDeltaColumns();

function columnsOf(delta: BookDelta): BookDeltaColumns {
  reused.clear();
  reused.seriesId = delta.seriesId;
  reused.previousSequence = delta.previousSequence;
  reused.sequence = delta.sequence;
  reused.checksum = delta.checksum;
  for (const { side, priceTicks, quantityLots, orderCount } of delta.levels) {
    reused.add(side, priceTicks, quantityLots, orderCount);
  }
  return reused;
}
