/** Journals of histories that a test plays on a core, and a source that hands their frames out as far as the test lets it. */
import { vi } from 'vitest';
import { Core } from '../../src/engine/core/index.js';
import {
  decodeCommand,
  EventChain,
  FIRST_SEQUENCE,
  type Frame,
  type FrameSource,
  LmdbCommandLog,
  MemoryCommandLog,
  Sequencer,
  type WatermarkState,
} from '../../src/engine/log/index.js';
import { CommandCodec, SchemaError } from '../../src/schema/index.js';
import { Command, type Limits } from '../../src/values/index.js';
import { SMALL_LIMITS } from '../support/venue.js';

const COMMANDS_PER_FRAME = 16;

interface Step {
  readonly timeMs: number;
  readonly bytes: Uint8Array;
}

/** The frames an engine writes for the commands that `play` applies to a core. */
export function journalOf(play: () => void, limits: Limits = SMALL_LIMITS): Frame[] {
  const log = new MemoryCommandLog();
  write(log, record(play), limits);
  return [...log.read(FIRST_SEQUENCE)];
}

/** Writes them to a directory instead, where an exchange goes on with them. */
export async function writeJournal(
  directory: string,
  play: () => void | Promise<void>,
): Promise<void> {
  const { steps, end } = recording();
  try {
    await play();
  } finally {
    end();
  }
  const log = LmdbCommandLog.open({ directory });
  await write(log, steps, SMALL_LIMITS).drain();
  await log.close();
}

function write(
  log: MemoryCommandLog | LmdbCommandLog,
  steps: readonly Step[],
  limits: Limits,
): Sequencer {
  const codec = new CommandCodec();
  const core = new Core({ limits });
  let timeMs = 0;
  const sequencer = new Sequencer({
    ...{ core, log, blockingLog: log, codec, chain: new EventChain(), stateCursor: 0, epoch: 1 },
    nowMs: () => timeMs,
    failed: (error) => {
      throw error;
    },
  });
  let inFrame = 0;
  for (const step of steps) {
    if (step.timeMs !== timeMs || inFrame === COMMANDS_PER_FRAME) {
      sequencer.flush();
      inFrame = 0;
    }
    timeMs = step.timeMs;
    const command = new Command();
    decodeCommand(codec, step.bytes, command, core.state.sequence + 1);
    sequencer.submit(command, 0);
    inFrame += 1;
  }
  sequencer.flush();
  return sequencer;
}

const stepCodec = new CommandCodec();

/** undefined: the core was given what no door lets through. */
function stepOf(command: Command): Step | undefined {
  const whole = Object.assign(new Command(), command);
  if (command.body !== undefined) {
    whole.body = { clientRequestId: command.clientId, ...command.body } as Command['body'];
  }
  try {
    const out = new Uint8Array(stepCodec.bytesMax(whole));
    const length = stepCodec.encodeBare(whole, out, 0);
    return { timeMs: command.timeMs, bytes: out.slice(0, length) };
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

/** The commands, taken where they enter the core, until the end. */
function recording(): { readonly steps: Step[]; readonly end: () => void } {
  const steps: Step[] = [];
  const original = Core.prototype.apply;
  const spy = vi.spyOn(Core.prototype, 'apply').mockImplementation(function (this: Core, command) {
    const step = stepOf(command);
    if (step !== undefined) steps.push(step);
    return original.call(this, command);
  });
  return { steps, end: () => spy.mockRestore() };
}

function record(play: () => void): Step[] {
  const { steps, end } = recording();
  try {
    play();
  } finally {
    end();
  }
  return steps;
}

/** Frames of a list, as far as `durable` of them; its writer has stopped. */
export class ListSource implements FrameSource {
  readonly frames: readonly Frame[];
  durable: number;

  constructor(frames: readonly Frame[], durable: number = frames.length) {
    this.frames = frames;
    this.durable = durable;
  }

  durableSequence(): number {
    return this.frames[this.durable - 1]?.lastSequence ?? 0;
  }

  writerState(): WatermarkState {
    return 'stopped';
  }

  async frameAt(sequence: number): Promise<Frame | undefined> {
    return this.frames
      .slice(0, this.durable)
      .find((frame) => frame.firstSequence <= sequence && sequence <= frame.lastSequence);
  }

  async *firstFrames(): ReturnType<FrameSource['firstFrames']> {
    // Each as if it began a segment.
    yield* this.frames.slice(0, this.durable).toReversed();
  }

  async *follow(fromSequence: number, framesMax: number): ReturnType<FrameSource['follow']> {
    const rest = this.frames
      .slice(0, this.durable)
      .filter(({ lastSequence }) => lastSequence >= fromSequence);
    for (let at = 0; at < rest.length; at += framesMax) yield rest.slice(at, at + framesMax);
    return 'stopped';
  }
}
