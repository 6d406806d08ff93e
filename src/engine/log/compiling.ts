/**
 * How V8 compiles the way of an order, which is many small functions, for its readers. ADR 11 and ADR 17 have the
 * measurements. Nothing here changes what a process does, only how fast.
 *
 * By default V8 stops inlining when an outermost function has taken in 920 bytes of bytecode, which is a fraction of
 * what one order runs through. Calls that are left cost spilled registers, reloaded fields and checks made again.
 */
import { setFlagsFromString } from 'node:v8';
import type { Command } from '../../values/index.js';
import type { Core } from '../core/index.js';

/** Bytecode bytes an outermost function may take in: compiled in less than a tenth of a second. */
const INLINED_BYTES = 6_000;
/** Bytecode a function runs through before V8 looks whether to compile it; the default is two thirds more. */
const INTERRUPT_BYTES = 40_000;
/**
 * The same for the one function that is all of an order's way, which has some 40,000. V8 asks for a fifth more than what a
 * callee took in when it was compiled by itself: with less than that, the function merely calls the core's `apply`, or the
 * match, the fill and the posting one by one.
 */
const WHOLE_INLINED_BYTES = 120_000;
/**
 * Bytecode bytes of one function that may still be inlined; the default, 460, leaves out the largest steps. It may only
 * rise while a process lives: V8 aborts when a callee that it has chosen has become too large by the time it takes it in.
 */
const WHOLE_CALLEE_BYTES = 1_000;
/** Commands after which what is hot is compiled, and V8 knows the types that it meets. */
const WARM_COMMANDS = 200_000;

/** Newer ones count calls instead, and write a line to standard error about a flag they do not know. */
const HAS_INTERRUPT_BUDGET = Number.parseInt(process.versions.v8, 10) < 12;

/** To be called before a process applies commands. */
export function raiseInliningBudget(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED_BYTES}`);
  if (HAS_INTERRUPT_BUDGET) setFlagsFromString(`--interrupt-budget=${INTERRUPT_BYTES}`);
}

/**
 * Applies commands to the one core of a process that serves. Once it is warm, it goes through a function made for this
 * core: V8 compiles a function that exists once for what it closes over, so that every column of the core becomes a
 * constant of the machine code, and lets it take in everything. What is compiled until then stays, beside it while
 * V8 works on it, and below it should V8 ever take it back.
 */
export class Applier {
  private run: (command: Command) => void;

  /** @param warmCommands after which it makes that function */
  constructor(core: Core, warmCommands = WARM_COMMANDS) {
    let coldCommands = warmCommands;
    this.run = (command) => {
      core.apply(command);
      coldCommands -= 1;
      if (coldCommands === 0) this.run = wholeOf(core);
    };
  }

  /** The one place of the call: as it meets two functions, V8 takes neither of them into a caller. */
  apply(command: Command): void {
    this.run(command);
  }
}

/** All of an order's way as one function. */
function wholeOf(core: Core): (command: Command) => void {
  letInlineAll();
  return (command) => core.apply(command);
}

/** What is compiled from now on may take in everything it calls. */
export function letInlineAll(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${WHOLE_INLINED_BYTES}`);
  setFlagsFromString(`--max-inlined-bytecode-size-absolute=${WHOLE_INLINED_BYTES}`);
  setFlagsFromString(`--max-inlined-bytecode-size=${WHOLE_CALLEE_BYTES}`);
}
