/**
 * Plays a workload through the whole core and says how fast it went.
 *
 * Buys come from consumers, sells from providers, so every trade is a novated sale with its ledger postings. Three
 * extents tell what each part costs: the core alone, with every command encoded for the journal, and with frames
 * sealed: SHA-256 of the frame, of its events, and the rolling state check. A result carries its refusals and a trade
 * checksum; a caller that expects others must throw the result away.
 */
import { crc32 } from 'node:zlib';
import {
  type Core,
  EVENT,
  EVENT_WORDS,
  EventLog,
  StateSlicer,
  TRADE,
} from '../../src/engine/core/index.js';
import { EventChain, FrameWriter, GENESIS_HASH } from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import {
  Command,
  COMMAND_KIND as K,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { CANCEL, IOC_BIT, NEW, SELL_BIT, TYPE_MASK, type Workload } from '../yardstick/workload.js';
import { buyer, PAIRS, seller } from './venue.js';

export const EXTENTS = ['core', 'core + encoding', 'core + encoding + frames'] as const;
export type Extent = (typeof EXTENTS)[number];

/** Whom each message of a workload is about: what its clients would know. Learnt by a first play, read by a second. */
export class Targets {
  readonly orderIds: Float64Array;
  readonly accounts: Int32Array;
  isKnown = false;

  constructor(messages: number) {
    this.orderIds = new Float64Array(messages);
    this.accounts = new Int32Array(messages);
  }
}

/** One turn of the engine under load. */
const COMMANDS_PER_FRAME = 512;
const FRAME_BYTES = 1_048_576;

export interface CoreResult {
  readonly commandsPerSecond: number;
  readonly commands: number;
  readonly refusals: number;
  readonly trades: number;
  /** Sum over trades of price × lots × a position weight, modulo 2^32. */
  readonly checksum: number;
  readonly journalBytes: number;
}

export class CorePlayer {
  private readonly core: Core;
  private readonly seriesCount: number;
  private readonly codec = new CommandCodec();
  private readonly writer = new FrameWriter(FRAME_BYTES);
  private readonly events = new EventLog();
  private readonly command = new Command();
  private readonly chain = new EventChain();
  private readonly slicer: StateSlicer;
  private previousHash = GENESIS_HASH;
  private slice = { cursor: 0, crc32: 0 };
  private firstSequence = 0;
  private journalBytes = 0;
  private refusals = 0;
  private trades = 0;
  private checksum = 0;

  constructor(core: Core, seriesCount: number) {
    this.core = core;
    this.seriesCount = seriesCount;
    this.slicer = new StateSlicer(core.state);
    core.events = this.events;
  }

  /** @param targets filled in if not known, so that a second play need not look up what clients remember */
  play(workload: Workload, extent: Extent, targets: Targets): CoreResult {
    const { core, events, writer } = this;
    const { count, kind, id, priceTicks, lots, idMax } = workload;
    const isEncoded = extent !== 'core';
    const isFramed = extent === 'core + encoding + frames';
    // By the workload's number of an order: its id and its account.
    const known = targets.isKnown ? undefined : new Float64Array((idMax + 1) * 2);
    // Ids above whatever the set-up used.
    let clientId = 1_000_000;
    events.clear();
    this.firstSequence = core.state.sequence + 1;
    const begun = process.hrtime.bigint();
    for (let i = 0; i < count; i += 1) {
      const bits = kind[i] as number;
      const number = id[i] as number;
      const c = this.command;
      clientId += 1;
      c.priceTicks = priceTicks[i] as number;
      c.lots = lots[i] as number;
      c.timeMs = core.state.timeMs;
      c.clientId = clientId;
      const at = events.length;
      const type = bits & TYPE_MASK;
      if (type === NEW) {
        this.fillNew(c, bits, number);
        if (known !== undefined) known[number * 2 + 1] = c.accountId;
      } else {
        c.kind = type === CANCEL ? K.CANCEL_ORDER : K.AMEND_ORDER;
        if (known !== undefined) {
          targets.orderIds[i] = known[number * 2] as number;
          targets.accounts[i] = known[number * 2 + 1] as number;
        }
        c.orderId = targets.orderIds[i] as number;
        c.accountId = targets.accounts[i] as number;
      }
      if (isEncoded) this.encode(c);
      core.apply(c);
      if (known !== undefined && type === NEW) known[number * 2] = events.words[at + 3] as number;
      if ((i + 1) % COMMANDS_PER_FRAME === 0) this.endFrame(isEncoded, isFramed);
    }
    if (writer.count > 0 || !isEncoded) this.endFrame(isEncoded, isFramed);
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    targets.isKnown = true;
    return {
      commandsPerSecond: count / seconds,
      commands: count,
      refusals: this.refusals,
      trades: this.trades,
      checksum: this.checksum,
      journalBytes: this.journalBytes,
    };
  }

  private fillNew(c: Command, bits: number, number: number): void {
    const isSell = (bits & SELL_BIT) !== 0;
    c.kind = K.PLACE_ORDER;
    c.accountId = isSell ? seller(number % PAIRS) : buyer(number % PAIRS);
    c.side = isSell ? SIDE.SELL : SIDE.BUY;
    c.orderType = ORDER_TYPE.LIMIT;
    c.timeInForce = (bits & IOC_BIT) !== 0 ? TIME_IN_FORCE.IOC : TIME_IN_FORCE.GTC;
    c.seriesId = (number % this.seriesCount) + 1;
  }

  private encode(c: Command): void {
    const { codec, writer } = this;
    const at = writer.reserve(codec.bytesMax(c));
    writer.commit(codec.encodeBare(c, writer.buffer, at) - at);
  }

  /** What the sequencer does at the end of a turn, without the disk. */
  private endFrame(isEncoded: boolean, isFramed: boolean): void {
    const { writer, events, core } = this;
    if (isFramed && writer.count > 0) {
      const frame = writer.seal({
        epoch: 1,
        firstSequence: this.firstSequence,
        timeMs: core.state.timeMs,
        previousHash: this.previousHash,
        eventHash: this.chain.hash,
        stateSlice: this.slice,
      });
      this.previousHash = frame.hash;
      this.chain.extend(events.bytes());
      this.slicer.next();
      this.slice = { cursor: this.slicer.cursor, crc32: crc32(this.slicer.slice()) };
    }
    if (isEncoded) this.journalBytes += writer.payloadBytes;
    this.firstSequence = core.state.sequence + 1;
    writer.reset();
    this.count();
    events.clear();
  }

  /** Refusals and trades of the frame, as a client would count them. */
  private count(): void {
    const { words, length } = this.events;
    for (let at = 0; at < length; ) {
      const type = words[at] as number;
      if (type === EVENT.TRADE) {
        this.trades += 1;
        const price = words[at + TRADE.priceTicks] as number;
        const lots = words[at + TRADE.lots] as number;
        this.checksum = (Math.imul(this.checksum, 31) + price * lots) >>> 0;
      } else if (type === EVENT.ORDER_REFUSED || type === EVENT.COMMAND_RESULT) {
        this.refusals += 1;
      }
      at += EVENT_WORDS[type] as number;
    }
  }
}
