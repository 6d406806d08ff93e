/** The messages the codec benches use: ordinary values, the same every time. */
import {
  BookDeltaColumns,
  CommandCodec,
  CommandResult,
  ExecutionReport,
  Quote,
  ServerEncoder,
  TradePrint,
} from '../../src/schema/index.js';
import { COMMAND_KIND, type ColdBodies, Command } from '../../src/values/index.js';
import { v1 } from './reference.js';

const NOW_MS = 1_763_700_000_123;

function order(): Command {
  const command = new Command();
  Object.assign(command, { kind: COMMAND_KIND.PLACE_ORDER, accountId: 1001, sessionId: 9 });
  Object.assign(command, { clientId: 1_000_123, seriesId: 12, side: 2, orderType: 1 });
  Object.assign(command, { timeInForce: 1, priceTicks: 1_523, lots: 40 });
  return command;
}

function amend(): Command {
  const command = new Command();
  Object.assign(command, { kind: COMMAND_KIND.AMEND_ORDER, accountId: 1001, sessionId: 9 });
  Object.assign(command, { orderId: 5_000_321, priceTicks: 1_523, lots: 40, clientId: 1_000_124 });
  return command;
}

function massQuote(): Command {
  const level = (step: number) => ({ priceTicks: 1_500 + step, quantityLots: 10 + step });
  const levels = [0, 1, 2, 3, 4].map(level);
  const factors = {
    baseValuePpmTicks: 1_500_000_000,
    freshnessPpm: 930_000,
    demandPpm: 1_010_000,
    scarcityPpm: 1_000_000,
    dominancePpm: 1_000_000,
    halfSpreadPpm: 12_000,
    reservationPpm: 998_000,
    bidFactorPpm: 900_000,
    sigmaPpm: 55_000,
    thinnessPpm: 1_200_000,
    nextRepriceTimeMs: NOW_MS,
  };
  const quote = { seriesId: 12, bids: levels, asks: levels, validUntilMs: NOW_MS, factors };
  const command = new Command();
  const body: ColdBodies['massQuote'] = {
    quotes: [quote, quote, quote, quote],
    basedOnSequence: 9e6,
  };
  Object.assign(command, { kind: COMMAND_KIND.MASS_QUOTE, accountId: 1, sessionId: 0, body });
  return command;
}

function executionReport(): ExecutionReport {
  const report = new ExecutionReport();
  Object.assign(report, { executionType: 3, orderId: 5_000_321, clientOrderId: 1_000_123 });
  Object.assign(report, { seriesId: 12, side: 1, priceTicks: 1_523, openLots: 12 });
  Object.assign(report, { cumulativeLots: 28, lastPriceTicks: 1_520, lastLots: 8, liquidity: 2 });
  Object.assign(report, { feeMicroPat: 24_320, tradeId: 88_001, accountSequence: 40_222 });
  Object.assign(report, { journalSequence: 9_000_555, durability: 1, accountId: 1001 });
  Object.assign(report, { receivedTimeMs: NOW_MS + 0.25, matchTimeMs: NOW_MS });
  return report;
}

function commandResult(): CommandResult {
  const result = new CommandResult();
  Object.assign(result, {
    clientRequestId: 1_000_125,
    referenceId: 77,
    journalSequence: 9_000_556,
  });
  Object.assign(result, { durability: 1, accountSequence: 40_223, receivedTimeMs: NOW_MS });
  return Object.assign(result, { matchTimeMs: NOW_MS });
}

function bookDelta(): BookDeltaColumns {
  const delta = new BookDeltaColumns();
  Object.assign(delta, { seriesId: 12, previousSequence: 9_000_550, sequence: 9_000_555 });
  delta.checksum = 0xdeadbeef;
  for (let step = 0; step < 4; step += 1) delta.add(1 + (step & 1), 1_500 + step, 40 + step, 3);
  return delta;
}

function tradePrint(): TradePrint {
  const trade = new TradePrint();
  Object.assign(trade, { seriesId: 12, tradeId: 88_001, priceTicks: 1_520, quantityLots: 8 });
  return Object.assign(trade, {
    takerSide: 1,
    sequence: 9_000_555,
    matchTimeMs: NOW_MS,
    broker: true,
  });
}

function quote(): Quote {
  const [first] = (massQuote().body as ColdBodies['massQuote']).quotes;
  const { bids, asks, factors, validUntilMs } = first as ColdBodies['massQuote']['quotes'][number];
  const sequences = { previousSequence: 9_000_550, sequence: 9_000_555 };
  const rest = { seriesId: 12, markTicks: 1_510, quoterState: 1, validUntilMs, ...sequences };
  return Object.assign(new Quote(), { bids, asks, factors, ...rest });
}

export const SAMPLES = {
  order: order(),
  amend: amend(),
  massQuote: massQuote(),
  executionReport: executionReport(),
  commandResult: commandResult(),
  bookDelta: bookDelta(),
  tradePrint: tradePrint(),
  quote: quote(),
};

const codec = new CommandCodec();

/** A command without its length, and the same as a message of the generated code. */
export function journaled(command: Command) {
  const out = new Uint8Array(codec.bytesMax(command));
  const bytes = out.slice(0, codec.encodeBare(command, out, 0));
  return { bytes, message: v1.Command.decode(bytes) };
}

/** What `write` appends, without its length, and the same as a message of the generated code. */
export function framed(write: (encoder: ServerEncoder) => boolean) {
  const encoder = new ServerEncoder();
  if (!write(encoder)) throw new Error('a sample does not fit');
  const bytes = Uint8Array.from(encoder.bytes);
  return { bytes, message: v1.ServerEnvelope.decodeDelimited(bytes) };
}
