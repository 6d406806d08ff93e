/**
 * For mutation runs: a property that fails has killed its mutant, so nothing is gained by shrinking the failure; one seed
 * for all; and no property goes on for longer than a second, so that a survivor costs seconds and not half a minute. The
 * last can only lose a kill, never add one.
 */
import fc from 'fast-check';

fc.configureGlobal({ endOnFailure: true, seed: 20_261_121, interruptAfterTimeLimit: 1_000 });
