/**
 * The tests that have to notice mutants of the order book and the risk checks. Not the yardstick's: it takes seconds a
 * mutant, and what only its ten million messages would notice is what the others should have noticed.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/book/**/*.test.ts', 'test/engine/core/check-order.test.ts'],
    exclude: ['test/book/yardstick.test.ts'],
    testTimeout: 30_000,
  },
});
