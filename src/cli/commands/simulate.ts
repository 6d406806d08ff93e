/**
 * `patx simulate`: a seeded market with the exchange's own broker and with baselines, side by side. Prints a table, as text or
 * Markdown, of the comparison or of every market, and writes everything as JSON; all of it depends on scenarios, seeds and
 * days alone, however many threads play.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { LmdbCommandLog } from '../../engine/log/index.js';
import {
  COMPARED_PLANS,
  type ComparedScenario,
  compare,
  type Estimate,
  PATX_PLAN,
  playAll,
  SCENARIOS,
  type Scenario,
  type SimulationJob,
  type SimulationRow,
  simulate,
  tunedOf,
  tuningJobs,
} from '../../simulation/index.js';
import { CommandError } from '../command-error.js';
import { dataDirectory } from '../data-directory.js';
import { KeptMarkets } from '../kept-markets.js';
import { markdownTable, textTable } from '../text-table.js';

const DAYS_MAX = 365;
const SEED_MAX = 2 ** 32 - 1;
const THREADS_MAX = 256;

interface SimulateFlags {
  readonly scenario?: readonly Scenario[];
  readonly seed: readonly number[];
  readonly days: number;
  readonly threads: number;
  readonly rows?: boolean;
  readonly tune?: boolean;
  readonly markdown?: boolean;
  readonly json?: string;
  readonly journal?: string;
  readonly keep?: string;
}

type Table = readonly [head: readonly string[], rows: readonly (readonly string[])[]];

export function addSimulate(program: Command): void {
  const names = SCENARIOS.map(({ name }) => name).join(', ');
  const one = (max: number) => (text: string) => listOf(1, max)(text)[0] as number;
  program
    .command('simulate')
    .description(
      "a seeded market with the exchange's broker and baselines (docs/market-simulation.md)",
    )
    .option(
      '--scenario <names>',
      `of ${names}; comma-separated; all of them when left out`,
      scenariosOf,
    )
    .option('--seed <numbers>', 'comma-separated', listOf(0, SEED_MAX), [501, 502])
    .option('--days <n>', 'days to play', one(DAYS_MAX), 10)
    .option('--threads <n>', 'worker threads', one(THREADS_MAX), 2)
    .option('--rows', 'print every market instead of the comparison')
    .option('--tune', 'search the settings of the baselines instead')
    .option('--markdown', 'print tables as Markdown')
    .option('--json <file>', 'write the results as JSON')
    .option(
      '--keep <file>',
      'keep every market there as it is done, and go on from what is there; some are played again to see that they come out the same',
    )
    .option(
      '--journal <dir>',
      "only the exchange's broker in one market, its journal written there",
    )
    .action(run);
}

async function run(flags: SimulateFlags): Promise<void> {
  const { scenario = SCENARIOS, seed, days, threads } = flags;
  const scenarios = scenario.map((one) => ({ ...one, days }));
  if (flags.journal !== undefined) return await record(flags.journal, scenarios, seed);
  const jobs = flags.tune === true ? tuningJobs(scenarios, seed) : comparisonJobs(scenarios, seed);
  const rows =
    flags.keep === undefined
      ? await playAll({ jobs, threads, progress: newProgress() })
      : await playKept(jobs, threads, new KeptMarkets(flags.keep));
  const print = ([head, lines]: Table): void => {
    const text = flags.markdown === true ? markdownTable(head, lines) : textTable(head, lines);
    process.stdout.write(`${text}\n`);
  };
  if (flags.tune === true) print(tuningTable(rows));
  else if (flags.rows === true) print([ROW_HEAD, rows.map(cellsOf)]);
  else {
    const compared = compare(rows, PATX_PLAN.name);
    print(comparisonTable(compared));
    print(behaviourTable(compared));
  }
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(rows)}\n`);
}

function newProgress(): (done: number, of: number) => void {
  let told = 0;
  return (done, of) => {
    const percent = Math.floor((100 * done) / of);
    if (percent < told + 5) return;
    told = percent;
    process.stderr.write(`${percent} % of ${of} markets\n`);
  };
}

/** Plays what is not kept yet, and once more one of each broker that is. */
async function playKept(
  jobs: readonly SimulationJob[],
  threads: number,
  kept: KeptMarkets,
): Promise<SimulationRow[]> {
  const samples = kept.samples(jobs);
  const missing = jobs.filter((job) => kept.find(job) === undefined);
  await playAll({
    jobs: samples,
    threads,
    progress: () => undefined,
    played: (job, row) => kept.compare(job, row),
  });
  await playAll({
    jobs: missing,
    threads,
    progress: newProgress(),
    played: (job, row) => kept.keep(job, row),
  });
  return jobs.flatMap((job) => kept.find(job) ?? []);
}

/** Plays one market and writes what happened as the journal of a data directory. */
async function record(
  root: string,
  [scenario, ...more]: readonly Scenario[],
  [seed, ...moreSeeds]: readonly number[],
): Promise<void> {
  if (scenario === undefined || seed === undefined || more.length + moreSeeds.length > 0) {
    throw new CommandError('bad-value', '--journal takes one --scenario and one --seed');
  }
  const { journal: directory } = dataDirectory(root);
  if (existsSync(directory)) {
    throw new CommandError(
      'bad-value',
      `${directory} is there: name a directory without a journal`,
    );
  }
  const log = LmdbCommandLog.open({ directory });
  try {
    const row = simulate({ scenario, seed, plan: PATX_PLAN }, log);
    process.stdout.write(`${textTable(ROW_HEAD, [cellsOf(row)])}\n`);
  } finally {
    await log.close();
  }
}

function comparisonJobs(
  scenarios: readonly Scenario[],
  seeds: readonly number[],
): readonly SimulationJob[] {
  return scenarios.flatMap((scenario) =>
    seeds.flatMap((seed) => COMPARED_PLANS.map((plan) => ({ scenario, seed, plan }))),
  );
}

const whole = (value: number): string => String(Math.round(value) + 0);
const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
const withError = ({ mean, error }: Estimate): string => `${whole(mean)} ± ${whole(error)}`;

/** PAT at true value of the exchange's broker, and by how much it is ahead of each other one. */
function comparisonTable(compared: readonly ComparedScenario[]): Table {
  const others = compared[0]?.brokers.slice(1).map(({ broker }) => broker) ?? [];
  const head = ['scenario', 'patx', ...others.map((name) => `less ${name}`)];
  const rows = compared.map(({ scenario, seeds, brokers }) => [
    scenario,
    ...brokers.map(({ trueTotalPat, behindPat, ahead }, i) =>
      i === 0 ? withError(trueTotalPat) : `${withError(behindPat)} (${seeds - ahead}/${seeds})`,
    ),
  ]);
  return [head, rows];
}

/** What the exchange's broker does, in the mean over the seeds. */
function behaviourTable(compared: readonly ComparedScenario[]): Table {
  const head = [
    'scenario',
    'bought',
    'sold',
    'lapsed',
    'most held',
    'bid',
    'ask',
    'ask over bid',
    'halts',
    'fair value with truth',
    'D with truth',
    'S with truth',
  ];
  const rows = compared.map(({ scenario, rows: all }) => {
    const mine = all.filter(({ broker }) => broker === PATX_PLAN.name);
    const mean = (of: (row: SimulationRow) => number): number =>
      mine.reduce((sum, row) => sum + of(row), 0) / Math.max(1, mine.length);
    return [
      scenario,
      whole(mean((row) => row.boughtLots)),
      whole(mean((row) => row.soldLots)),
      `${(100 * mean((row) => row.lapsedShare)).toFixed(1)} %`,
      whole(Math.max(...mine.map((row) => row.mostHeldOfSeriesLots))),
      share(mean((row) => row.bidShare)),
      share(mean((row) => row.askShare)),
      share(mean((row) => row.askOverBid)),
      whole(mine.reduce((sum, row) => sum + row.halts, 0)),
      mean((row) => row.fairCorrelation).toFixed(2),
      mean((row) => row.demandCorrelation).toFixed(2),
      mean((row) => row.scarcityCorrelation).toFixed(2),
    ];
  });
  return [head, rows];
}

function tuningTable(rows: readonly SimulationRow[]): Table {
  const lines = tunedOf(rows).flatMap(({ kind, pooled, byScenario }) => [
    [kind, 'all together', pooled.settings.join(' '), whole(pooled.meanPat)],
    ...byScenario.map(({ scenario, settings, meanPat }) => [
      kind,
      scenario,
      settings.join(' '),
      whole(meanPat),
    ]),
  ]);
  return [['baseline', 'scenario', 'settings', 'PAT at true value'], lines];
}

const ROW_HEAD = [
  'scenario',
  'seed',
  'broker',
  'spread',
  'inventory',
  'decay',
  'lapse',
  'adverse',
  'total',
  'at true value',
  'bought',
  'sold',
  'lapsed',
  'held at end',
  'most of a series',
  'of a limit',
  'bid',
  'ask',
  'halts',
];

function cellsOf(row: SimulationRow): readonly string[] {
  return [
    row.scenario,
    whole(row.seed),
    row.broker,
    whole(row.spreadPat),
    whole(row.inventoryPat),
    whole(row.freshnessPat),
    whole(row.lapsePat),
    whole(row.adversePat),
    whole(row.totalPat),
    whole(row.trueTotalPat),
    whole(row.boughtLots),
    whole(row.soldLots),
    `${whole(row.lapsedLots)} (${(100 * row.lapsedShare).toFixed(1)} %)`,
    whole(row.heldAtEndLots),
    whole(row.mostHeldOfSeriesLots),
    share(row.mostOfLimit),
    share(row.bidShare),
    share(row.askShare),
    whole(row.halts),
  ];
}

function scenariosOf(text: string): readonly Scenario[] {
  return text.split(',').map((name) => {
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (scenario !== undefined) return scenario;
    const names = SCENARIOS.map((one) => one.name).join(', ');
    throw new InvalidArgumentError(`There is no "${name}"; there are ${names}.`);
  });
}

/** Whole numbers; `501..510` is ten of them. */
function listOf(min: number, max: number): (text: string) => readonly number[] {
  const read = (part: string): number => {
    const value = part === '' ? Number.NaN : Number(part);
    if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Whole numbers from ${min} to ${max} are expected.`);
  };
  return (text) =>
    text.split(',').flatMap((part) => {
      const [from = '', to] = part.split('..');
      const first = read(from);
      if (to === undefined) return [first];
      const count = read(to) - first + 1;
      if (count > 1_000) throw new InvalidArgumentError('At most 1,000 seeds are expected.');
      return Array.from({ length: Math.max(0, count) }, (_, i) => first + i);
    });
}
