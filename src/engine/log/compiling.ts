/**
 * Tells V8 how to compile the way of an order, which is many small functions, for its readers.
 *
 * By default V8 stops inlining when an outermost function has taken in 920 bytes of bytecode, which is a fraction of
 * what one order runs through. Calls that are left cost spilled registers, reloaded fields and checks made again. To be
 * called by whatever runs a core; it changes how fast the process is and nothing else. ADR 11 and ADR 17 have the
 * measurements.
 */
import { setFlagsFromString } from 'node:v8';

/** Bytecode bytes an outermost function may take in while a journal replays: compiled in a tenth of a second. */
const REPLAY_INLINED_BYTES = 6_000;
/** Bytecode a function runs through before V8 looks whether to compile it; the default is two thirds more. */
const REPLAY_INTERRUPT_BYTES = 40_000;
/** The same for a process that serves: all of an order's way in one function, compiled beside it in half a second. */
const SERVICE_INLINED_BYTES = 200_000;
/** Bytecode bytes of one function that may still be inlined; the default, 460, leaves out the largest steps. */
const SERVICE_CALLEE_BYTES = 1_000;

/** For a process that applies what is journaled already: soon compiled matters most. */
export function compileForReplay(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${REPLAY_INLINED_BYTES}`);
  setFlagsFromString(`--interrupt-budget=${REPLAY_INTERRUPT_BYTES}`);
}

/** For a process that takes commands from now on, for hours: what is compiled from here on is compiled well. */
export function compileForService(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${SERVICE_INLINED_BYTES}`);
  setFlagsFromString(`--max-inlined-bytecode-size-absolute=${SERVICE_INLINED_BYTES}`);
  setFlagsFromString(`--max-inlined-bytecode-size=${SERVICE_CALLEE_BYTES}`);
}
