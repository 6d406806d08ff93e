/** Unit, property and model tests. Speed is measured in bench/, never asserted here. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A venue that a test starts has the HTTP API where the test asks for it: one port for all would be taken.
    env: { PATX_API_PORT: 'none' },
    globalSetup: ['test/support/built.ts'],
    passWithNoTests: false,
    allowOnly: false,
    // One more than cores: much of the waiting is for processes, sockets and the disk.
    maxWorkers: availableParallelism() + 1,
    // Loading the modules anew for every file is a third of the whole time; no file counts on a fresh process.
    isolate: false,
    // For what hangs, not for what is slow: on a busy machine the longest tests take several times as long as alone.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is polled for comes at once, but on a busy machine not always within the one second there is by default.
    expect: { poll: { timeout: 20_000, interval: 10 } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/schema/generated/**', 'src/cli/main.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
