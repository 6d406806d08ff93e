/** Unit, property and model tests. Speed is measured in bench/, never asserted here. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, longest first: begun at once, so that none of them is left over when all others are through.
 * A name that is missing here costs time and nothing else.
 */
const LONGEST = [
  'chain/forge',
  'cli/start-refusals',
  'cli/foreign-chain',
  'demo/sandbox',
  'cli/settle',
  'cli/sell-data',
  'cli/deliveries-document',
  'cli/what-if',
  'cli/bad-input',
  'simulation/attacks',
  'cli/command-walk',
  'content/uploads',
  'cli/verify',
  'cli/read',
  'web/now',
  'settlement/rights',
  'cli/commands-by-http',
  'cli/sandbox-fund',
  'cli/make-a-market',
  'engine/core/model',
];

/** `npm run test:long` sets it. */
const IS_LONG = process.env.PATX_LONG === '1';
/** Files of minutes, and those that have more to try when there is time. */
const LONG = [
  'test/**/*.long.test.ts',
  'test/cli/flood.test.ts',
  'test/cli/foreign-chain.test.ts',
  'test/cli/sell-data.test.ts',
  'test/engine/log/store/check-environment.test.ts',
  'test/engine/log/store/snapshot-store.test.ts',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? LONGEST.length : rank;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

export default defineConfig({
  test: {
    // What takes minutes is behind `npm run test:long`, which also has the others try more cases.
    include: IS_LONG ? LONG : ['test/**/*.test.ts'],
    exclude: IS_LONG ? [] : ['test/**/*.long.test.ts'],
    // A venue that a test starts has the HTTP API where the test asks for it: one port for all would be taken.
    env: { PATX_API_PORT: 'none' },
    globalSetup: ['test/support/built.ts'],
    passWithNoTests: false,
    allowOnly: false,
    // A test that starts processes waits for them, for sockets, timers and the disk more than it computes: three files a core
    // keep every core busy.
    maxWorkers: 3 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // Loading the modules anew for every file is a third of the whole time; no file counts on a fresh process.
    isolate: false,
    // For what hangs, not for what is slow: on a busy machine the longest tests take several times as long as alone.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is polled for comes at once, but on a busy machine not always within the one second there is by default.
    expect: { poll: { timeout: 60_000, interval: 10 } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/schema/generated/**', 'src/cli/main.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
