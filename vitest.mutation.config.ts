/**
 * The tests that have to notice mutants of the order book and the risk checks. Not the yardstick's nor the recordings':
 * they take seconds a mutant, and what only their millions of messages would notice is what the others should have noticed.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/book/**/*.test.ts', 'test/engine/core/check-order.test.ts'],
    exclude: ['test/book/{yardstick,lobster,bitstamp}.test.ts'],
    setupFiles: ['test/support/mutation-setup.ts'],
    testTimeout: 30_000,
  },
});
