/** Unit, property and model tests. Speed is measured in bench/, never asserted here. */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, longest first: begun at once, so that none of them is left over when all others are through.
 * A name that is missing here costs time and nothing else.
 */
const LONGEST = [
  'simulation/attacks',
  'content/refusals',
  'cli/api-of-start',
  'web/parameters',
  'content/uploads',
  'chain/forge',
  'content/reading',
  'cli/command-walk',
  'web/market',
  'demo/sandbox',
  'cli/start-refusals',
  'package/client',
  'gateway/error-codes',
  'web/account',
  'settlement/killed',
  'web/now',
  'cli/deliveries-document',
];

/** `npm run test:long` sets it. */
const IS_LONG = process.env.PATX_LONG === '1';

/** Files of minutes, and those that have more to try when there is time: they say so by what they import. */
const hasMore = (path: string): boolean =>
  path.endsWith('.long.test.ts') ||
  /support\/long\.js'|PATX_(FLIPS|KILLS)/.test(readFileSync(path, 'utf8'));
const longOnes = (): string[] =>
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name}`)
    .filter(hasMore);

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
    include: IS_LONG ? longOnes() : ['test/**/*.test.ts'],
    exclude: IS_LONG ? [] : ['test/**/*.long.test.ts'],
    // A venue that a test starts has the HTTP API where the test asks for it: one port for all would be taken.
    env: { PATX_API_PORT: 'none' },
    globalSetup: ['test/support/built.ts'],
    passWithNoTests: false,
    allowOnly: false,
    // A test that starts processes waits for them, for sockets, timers and the disk as well as computing: two files a core keep
    // every core busy.
    maxWorkers: 2 * availableParallelism(),
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
