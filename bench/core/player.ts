/**
 * Plays a workload through the whole core and says how fast it went.
 *
 * Three extents tell what each part costs: the core alone, with every command encoded for the journal, and with frames
 * sealed: SHA-256 of the frame, of its events, and the rolling state check. Refusals and trades, with a checksum, are
 * counted by the first play alone, as reading the events is a client's work; every result carries them and the hash of
 * the state it ended in. A caller that expects others must throw the result away.
 */
import { crc32 } from 'node:zlib';
import {
  type Core,
  EVENT,
  EVENT_WORDS,
  EventLog,
  exportState,
  importState,
  type StatePart,
  StateSlicer,
  stateParts,
  TRADE,
} from '../../src/engine/core/index.js';
import {
  Applier,
  EventChain,
  FrameWriter,
  GENESIS_HASH,
  stateHash,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { Command } from '../../src/values/index.js';
import type { Script } from './script.js';

export const EXTENTS = ['core', 'core + encoding', 'core + encoding + frames'] as const;
export type Extent = (typeof EXTENTS)[number];

/** What is done with a command, one after the other; a player does the first ones. */
export const PARTS = [
  'core',
  'encoding for the journal',
  'sealing the frame',
  'hash of its events',
  'state check',
] as const;
const ENCODED = 1;
const SEALED = 2;
const HASHED = 3;
const CHECKED = 4;

const LAST_PART: Readonly<Record<Extent, number>> = {
  core: 0,
  'core + encoding': ENCODED,
  'core + encoding + frames': CHECKED,
};

/** One turn of the engine under load: with 2,048 orders under way over sockets a frame holds 1,200 (see the e2e bench). */
export const COMMANDS_PER_FRAME = 1_024;
const FRAME_BYTES = 1_048_576;

export interface CoreResult {
  readonly commandsPerSecond: number;
  readonly commands: number;
  readonly refusals: number;
  readonly trades: number;
  /** Sum over trades of price × lots × a position weight, modulo 2^32. */
  readonly checksum: number;
  readonly journalBytes: number;
  /** SHA-256 of the state after the play, in hexadecimal: equal for plays that did the same. */
  readonly endState: string;
}

export class CorePlayer {
  private readonly core: Core;
  private readonly applier: Applier;
  private readonly script: Script;
  /** The last of PARTS that is done. May change between two frames. */
  lastPart: number;
  private readonly codec = new CommandCodec();
  private readonly writer = new FrameWriter(FRAME_BYTES);
  private readonly events = new EventLog();
  private readonly command = new Command();
  private chain = new EventChain();
  private readonly slicer: StateSlicer;
  /** The state before the first play. */
  private readonly begin: readonly StatePart[];
  private previousHash = GENESIS_HASH;
  private slice = { cursor: 0, crc32: 0 };
  private firstSequence = 0;
  private journalBytes = 0;
  private refusals = 0;
  private trades = 0;
  private checksum = 0;

  constructor(core: Core, script: Script, extent: Extent) {
    this.core = core;
    this.applier = new Applier(core);
    this.begin = exportState(core);
    this.script = script;
    this.lastPart = LAST_PART[extent];
    this.slicer = new StateSlicer(core.state);
    core.events = this.events;
    this.events.clear();
    this.firstSequence = core.state.sequence + 1;
  }

  /** Puts the core and this player back to before the first play: what is compiled and in memory stays. */
  rewind(): void {
    const { core } = this;
    // A column knows by another one how much of it is used, so all are asked before one is emptied.
    for (const { bytes } of stateParts(core.state)) bytes.fill(0);
    const problem = importState(core, this.begin);
    if (problem !== undefined) throw new Error(`void: ${problem}`);
    this.chain = new EventChain();
    this.slicer.cursor = 0;
    this.previousHash = GENESIS_HASH;
    this.slice = { cursor: 0, crc32: 0 };
    this.journalBytes = 0;
    this.firstSequence = core.state.sequence + 1;
  }

  /** Plays the whole workload. */
  play(): CoreResult {
    const { count } = this.script;
    const begun = process.hrtime.bigint();
    for (let i = 0; i < count; i += 1) this.step(i);
    this.endFrame();
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    this.script.isKnown = true;
    return {
      commandsPerSecond: count / seconds,
      commands: count,
      refusals: this.refusals,
      trades: this.trades,
      checksum: this.checksum,
      journalBytes: this.journalBytes,
      endState: Buffer.from(stateHash(this.core.state)).toString('hex'),
    };
  }

  /** Plays one message, and ends the frame when it is full. Messages come in order. */
  step(i: number): void {
    const { core, events, script, command: c } = this;
    script.fill(i, c);
    c.timeMs = core.state.timeMs;
    const at = events.length;
    if (this.lastPart >= ENCODED) this.encode(c);
    this.applier.apply(c);
    if (!script.isKnown) script.learn(i, events.words[at + 3], c.accountId);
    if ((i + 1) % COMMANDS_PER_FRAME === 0) this.endFrame();
  }

  private encode(c: Command): void {
    const { codec, writer } = this;
    const at = writer.reserve(codec.bytesMax(c));
    writer.commit(codec.encodeBare(c, writer.buffer, at) - at);
  }

  /** What the sequencer does at the end of a turn, without the disk. */
  private endFrame(): void {
    const { writer, events, core, lastPart } = this;
    if (lastPart >= SEALED && writer.count > 0) {
      const frame = writer.seal({
        epoch: 1,
        firstSequence: this.firstSequence,
        timeMs: core.state.timeMs,
        previousHash: this.previousHash,
        eventHash: this.chain.hash,
        stateSlice: this.slice,
      });
      this.previousHash = frame.hash;
      if (lastPart >= HASHED) this.chain.extend(frame.hash, events.bytes());
      if (lastPart >= CHECKED) {
        this.slicer.next();
        this.slice = { cursor: this.slicer.cursor, crc32: crc32(this.slicer.slice()) };
      }
    }
    if (lastPart >= ENCODED) this.journalBytes += writer.payloadBytes;
    this.firstSequence = core.state.sequence + 1;
    writer.reset();
    if (!this.script.isKnown) this.count();
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
