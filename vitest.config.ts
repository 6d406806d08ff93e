/** Unit, property and model tests. Speed is measured in bench/, never asserted here. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    passWithNoTests: false,
    allowOnly: false,
    // The default leaves one of two cores idle, and much of the waiting is for processes, sockets and the disk.
    maxWorkers: '100%',
    // Loading the modules anew for every file is a third of the whole time; no file counts on a fresh process.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/schema/generated/**', 'src/cli/main.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
