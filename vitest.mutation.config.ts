/**
 * The tests that have to notice mutants of the order book, of matching and of the risk checks. Not the yardstick's nor the
 * recordings': they take seconds a mutant, and what only their millions of messages would notice is what the others should
 * have noticed. The quick files come first, since the first failure ends a mutant; the model, which is slow and compares
 * everything, comes last and plays one list of actions a size of stores.
 */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files by how soon they tell; the unnamed ones come between. */
const FIRST = [
  'trades',
  'check-order',
  'self-trade',
  'time-in-force',
  'smoke',
  'icebergs',
  'protection',
];
const LAST = ['withheld', 'auction-clearing', 'model-restart', 'model'];

function rank({ moduleId }: TestSpecification): number {
  const name = moduleId.slice(moduleId.lastIndexOf('/') + 1).replace('.test.ts', '');
  const first = FIRST.indexOf(name);
  return first >= 0 ? first - FIRST.length : LAST.indexOf(name) + 1;
}

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: [
      'test/book/**/*.test.ts',
      'test/engine/core/**/*.test.ts',
      'test/broker/requests.test.ts',
    ],
    exclude: [
      'test/book/{yardstick,lobster,bitstamp}.test.ts',
      'test/engine/core/{allocation,pair-index}.test.ts',
    ],
    setupFiles: ['test/support/mutation-setup.ts'],
    // One load of the engine serves all files; they share no state.
    isolate: false,
    sequence: { sequencer: QuickFirst },
    env: { PATX_RUNS: '1' },
    testTimeout: 30_000,
  },
});
