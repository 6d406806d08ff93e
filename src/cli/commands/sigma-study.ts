/** `patx sigma study`: what the rules of Sigma Market do to whom, over seeded creators; synthetic and deterministic. */
import type { Command } from 'commander';
import { cellsOf, RULE_TEXTS, runStudy, STUDY_HEAD } from '../../sigma/index.js';
import { CommandError } from '../command-error.js';
import { markdownTable, textTable } from '../text-table.js';

const STUDY_SEEDS_MAX = 1_000;

export function addSigmaStudy(sigma: Command): void {
  sigma
    .command('study')
    .description('let seeded creators into the market, with all rules and with each one off')
    .option('--seeds <n>', `seeds from 1 on, at most ${STUDY_SEEDS_MAX}`, '100')
    .option('--markdown', 'print Markdown')
    .option('--json', 'print JSON')
    .action(study);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function study(flags: {
  readonly seeds: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}): void {
  const count = Number(flags.seeds);
  if (!Number.isInteger(count) || count < 1 || count > STUDY_SEEDS_MAX) {
    throw new CommandError('bad-value', `--seeds is a whole number from 1 to ${STUDY_SEEDS_MAX}`);
  }
  let told = 0;
  const tables = runStudy({
    seeds: Array.from({ length: count }, (_, at) => at + 1),
    progress: (done, of) => {
      const percent = Math.floor((100 * done) / of);
      if (percent < told + 10) return;
      told = percent;
      process.stderr.write(`${percent} % of ${of} creators\n`);
    },
  });
  if (flags.json === true) {
    print(JSON.stringify(tables));
    return;
  }
  for (const { off, rows } of tables) {
    const title = off === undefined ? 'All rules' : `Without ${off}: ${RULE_TEXTS[off]}`;
    const cells = rows.map(cellsOf);
    print(flags.markdown === true ? `### ${title}\n` : title);
    print(
      flags.markdown === true ? markdownTable(STUDY_HEAD, cells) : textTable(STUDY_HEAD, cells),
    );
    print('');
  }
}
