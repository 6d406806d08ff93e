/**
 * Folds the CarryOver commands a stretch begins with into a fresh core: what it begins with, rows, what it ends with.
 *
 * Invariant: nothing else is folded before the last of them. Fails with a Seam error when they are not what they say:
 * another core, other limits, a part that is missing, rows with another digest, or rows that do not fit.
 */
import { createHash } from 'node:crypto';
import { readCarryRows } from '../../schema/index.js';
import type { ColdBodies, Command } from '../../values/index.js';
import { CarryIn, CORE_VERSION, type Core } from '../core/index.js';

/** What an upgrade carried cannot be taken in. */
export class SeamError extends Error {
  override readonly name = 'SeamError';
  readonly code = 'bad-seam';
  readonly sequence: number;

  constructor(sequence: number, what: string, cause?: unknown) {
    super(
      `bad-seam: what was carried over before sequence ${sequence} ${what}. Remedy: keep the data directory as it is; restore the segment from its archive, or go back with \`patx upgrade --back\` while no command has come since`,
      { cause },
    );
    this.sequence = sequence;
  }
}

export class CarryFold {
  private readonly core: Core;
  private readonly carry: CarryIn;
  private readonly digest = createHash('sha256');
  private parts = 0;
  private hasBegun = false;
  /** Whether the last CarryOver has been folded. */
  isDone = false;

  constructor(core: Core) {
    this.core = core;
    this.carry = new CarryIn(core);
  }

  /** Folds one CarryOver. */
  apply(command: Command): void {
    const { state } = this.core;
    state.advance(command.timeMs);
    const { begin, rows, end } = command.body as ColdBodies['carryOver'];
    if (this.hasBegun === (begin !== null)) throw this.problem('begins twice, or not');
    if (begin !== null) {
      this.hasBegun = true;
      const isSame = JSON.stringify(begin.limits) === JSON.stringify(state.limits);
      if (begin.coreVersion !== CORE_VERSION || !isSame) throw this.problem('is for another core');
      Object.assign(state.registry, { coreVersion: begin.coreVersion, limits: begin.limits });
    }
    if (rows.length > 0) this.take(rows);
    if (end !== null) this.end(end);
  }

  private take(rows: Uint8Array): void {
    this.parts += 1;
    this.digest.update(rows);
    try {
      for (const row of readCarryRows(rows)) this.carry.take(row);
    } catch (error) {
      throw this.problem(`does not fit: ${textOf(error)}`, error);
    }
  }

  private end({ parts, digest }: NonNullable<ColdBodies['carryOver']['end']>): void {
    if (parts !== this.parts) throw this.problem(`has ${this.parts} parts, not ${parts}`);
    if (Buffer.compare(digest, this.digest.digest()) !== 0) throw this.problem('was changed');
    try {
      this.carry.end();
    } catch (error) {
      throw this.problem(`does not fit: ${textOf(error)}`, error);
    }
    this.isDone = true;
  }

  private problem(what: string, cause?: unknown): SeamError {
    return new SeamError(this.core.state.sequence, what, cause);
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
