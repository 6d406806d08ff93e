/**
 * The sequencer of a simulated venue: the same contract as the real one to those that listen, without a disk. A batch
 * is durable the moment it is sealed, at a time the backtest gives.
 *
 * What listeners submit while a batch is told becomes the next batch, at the same time: the broker's reaction to a
 * frame comes after the whole frame and before everything recorded later.
 */
import { type Core, check } from '../engine/core/index.js';
import { Batch, type BatchListener } from '../engine/log/index.js';
import type { Command } from '../values/index.js';
import type { JournalRecorder } from './journal-recorder.js';

/** More commands than a recorded frame can hold. */
const COMMANDS_MAX = 131_072;
/** Nothing is written; the batch wants a buffer all the same. */
const PAYLOAD_BYTES = 1_024;
/** Rounds of reactions to reactions; what is left then waits for the next frame. */
const ROUNDS_MAX = 64;

export class SimSequencer {
  readonly core: Core;
  private readonly listeners: BatchListener[] = [];
  private current = new Batch(PAYLOAD_BYTES, COMMANDS_MAX);
  private spare = new Batch(PAYLOAD_BYTES, COMMANDS_MAX);
  durableSequence = 0;
  nowMs = 0;
  commandCount = 0;
  private readonly recorder: JournalRecorder | undefined;

  /** @param recorder writes everything down, where somebody wants to read it */
  constructor(core: Core, recorder?: JournalRecorder) {
    this.core = core;
    this.recorder = recorder;
    core.events = this.current.events;
  }

  listen(listener: BatchListener): void {
    this.listeners.push(listener);
  }

  submit(command: Command, origin: number): boolean {
    const batch = this.current;
    if (batch.isFull) return false;
    const { state } = this.core;
    if (batch.count === 0) {
      batch.firstSequence = state.sequence + 1;
      batch.timeMs = Math.max(state.timeMs, this.nowMs);
    }
    command.timeMs = batch.timeMs;
    this.core.apply(this.recorder?.take(command) ?? command);
    batch.origins[batch.count] = origin;
    batch.eventEnds[batch.count] = batch.events.length;
    batch.count += 1;
    this.commandCount += 1;
    return true;
  }

  /** Tells what was submitted, and what that makes the listeners submit, until they are quiet. */
  settle(): void {
    for (let round = 0; this.current.count > 0 && round < ROUNDS_MAX; round += 1) this.seal();
  }

  private seal(): void {
    const batch = this.current;
    check(batch.count > 0, 'an empty batch is sealed');
    this.current = this.spare;
    this.spare = batch;
    this.core.events = this.current.events;
    this.recorder?.sealed(batch);
    for (const listener of this.listeners) listener.sealed(batch);
    this.durableSequence = batch.lastSequence;
    for (const listener of this.listeners) listener.durable(batch);
    batch.reset();
  }
}
