/**
 * `patx surveil`: cases of what looks like a market being fooled, from a journal from its first command: wash trades, orders set and taken
 * back, feigned mints and the like, with the counts that made the case. An operator decides what it was.
 */
import type { Command } from 'commander';
import type { Replayer } from '../../engine/log/index.js';
import { Surveillance, type SurveillanceCase } from '../../surveillance/index.js';
import { replayFrom } from '../replay-from.js';
import { textTable } from '../text-table.js';
import { ARCHIVE_OPTION, venueFrames } from '../venue-frames.js';

interface SurveilOptions {
  readonly data: string;
  readonly archive?: string;
  readonly json?: boolean;
}

/** The cases of a whole journal. */
export function casesOf(root: string, archive?: string): readonly SurveillanceCase[] {
  let replayer: Replayer | undefined;
  let watch: Surveillance | undefined;
  for (const frame of venueFrames(root, archive)) {
    replayer ??= replayFrom(frame);
    watch ??= new Surveillance(replayer.core);
    replayer.apply(frame);
    watch.read(replayer.lastEvents, frame.timeMs);
  }
  return watch?.cases ?? [];
}

export function addSurveil(program: Command): void {
  program
    .command('surveil')
    .description('cases for an operator: wash trades, spoofing, feigned mints and the like')
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option('--json', 'print the cases as JSON')
    .action((options: SurveilOptions) => {
      const cases = casesOf(options.data, options.archive);
      const text = options.json === true ? JSON.stringify(cases) : describe(cases);
      process.stdout.write(`${text}\n`);
    });
}

function describe(cases: readonly SurveillanceCase[]): string {
  if (cases.length === 0) return 'no cases';
  return textTable(
    ['time', 'case', 'accounts', 'series', 'evidence'],
    cases.map(({ kind, accounts, seriesId, atMs, evidence }) => [
      new Date(atMs).toISOString(),
      kind,
      accounts.join(' '),
      seriesId === 0 ? '' : String(seriesId),
      Object.entries(evidence)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    ]),
  );
}
