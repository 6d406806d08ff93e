/**
 * `patx phase`: the phase a venue is in, which phases are suspended, and every gate of phases 3 and 4, of every segment, with its
 * value, its threshold and the sequence it was measured at: folded from a journal, so anybody who has it finds the same.
 */
import type { Command } from 'commander';
import { type Gate, gatesOf } from '../../engine/core/index.js';
import { coreAt } from '../core-at.js';
import { whole } from '../option-values.js';
import { textTable } from '../text-table.js';
import { ARCHIVE_OPTION } from '../venue-frames.js';

interface Options {
  readonly data: string;
  readonly archive?: string;
  readonly at?: number;
  readonly json?: boolean;
}

interface Shown {
  readonly phase: number;
  readonly phaseOnChain: number;
  readonly suspended: readonly { readonly phase: number; readonly reason: string }[];
  readonly sequence: number;
  readonly segments: readonly { readonly segment: string; readonly gates: readonly Gate[] }[];
}

export function addPhase(program: Command): void {
  program
    .command('phase')
    .description('the phase of a venue, and what its segments have shown of the gates')
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option('--at <sequence>', 'as of the frame that ends there', whole(1))
    .option('--json', 'print JSON')
    .action((options: Options) => {
      const shown = lookAt(options);
      process.stdout.write(options.json === true ? `${JSON.stringify(shown)}\n` : textOf(shown));
    });
}

function lookAt({ data, at, archive }: Options): Shown {
  const { state, parameters } = coreAt(data, at, archive);
  const { registry } = state;
  return {
    phase: registry.phase,
    phaseOnChain: registry.chain?.phase ?? 0,
    suspended: registry.suspensions.map(({ phase, reason }) => ({ phase, reason })),
    sequence: state.sequence,
    segments: registry.segments.map((segment, i) => ({
      segment,
      gates: gatesOf(state, parameters, i + 1),
    })),
  };
}

function textOf({ phase, phaseOnChain, suspended, sequence, segments }: Shown): string {
  const chain = phaseOnChain === 0 ? 'no vote on chain' : `on chain ${phaseOnChain}`;
  const rows = segments.flatMap(({ segment, gates }) =>
    gates.map(({ name, value, threshold }) => [
      ...[segment, name, value, threshold, value >= threshold ? 'passes' : 'missed', sequence],
    ]),
  );
  const head = ['segment', 'gate', 'value', 'at least', '', 'sequence'];
  return [
    `phase ${phase}, ${chain}`,
    ...suspended.map((one) => `phase ${one.phase} is suspended: ${one.reason}`),
    '',
    textTable(
      head,
      rows.map((row) => row.map(String)),
    ),
    '',
  ].join('\n');
}
