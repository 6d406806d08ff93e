/**
 * `patx simulate`: a seeded market with the exchange's own broker and with two plain ones, side by side. Prints a table,
 * as text or Markdown, and writes everything as JSON; both depend on scenarios, seeds and days alone.
 */
import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import {
  brokerPlans,
  SCENARIOS,
  type Scenario,
  type SimulationRow,
  simulate,
} from '../../simulation/index.js';
import { textTable } from '../text-table.js';

const DAYS_MAX = 365;
const SEED_MAX = 2 ** 32 - 1;
const PERCENT_MAX = 90;
const GAMMA_MAX = 100;

interface SimulateFlags {
  readonly scenario?: readonly Scenario[];
  readonly seed: readonly number[];
  readonly days?: number;
  readonly fixed: readonly number[];
  readonly gamma: readonly number[];
  readonly markdown?: boolean;
  readonly json?: string;
}

export function addSimulate(program: Command): void {
  const names = SCENARIOS.map(({ name }) => name).join(', ');
  program
    .command('simulate')
    .description(
      "a seeded market with the exchange's broker and plain ones (docs/market-simulation.md)",
    )
    .option(
      '--scenario <names>',
      `of ${names}; comma-separated; all of them when left out`,
      scenariosOf,
    )
    .option('--seed <numbers>', 'comma-separated', listOf(0, SEED_MAX, true), [1])
    .option(
      '--days <n>',
      'days to play instead of 30',
      (text) => listOf(1, DAYS_MAX, true)(text)[0],
    )
    .option('--fixed <percent>', 'half-spreads of the fixed baseline', listOf(0, PERCENT_MAX), [25])
    .option('--gamma <numbers>', 'risk aversions of Avellaneda–Stoikov', listOf(0, GAMMA_MAX), [1])
    .option('--markdown', 'print the table as Markdown')
    .option('--json <file>', 'write the results as JSON')
    .action((flags: SimulateFlags) => {
      const rows = play(flags);
      const lines = rows.map(cellsOf);
      process.stdout.write(
        `${flags.markdown === true ? markdownTable(HEAD, lines) : textTable(HEAD, lines)}\n`,
      );
      if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(rows)}\n`);
    });
}

function play({
  scenario = SCENARIOS,
  seed,
  days,
  fixed,
  gamma,
}: SimulateFlags): readonly SimulationRow[] {
  const plans = brokerPlans(
    fixed.map((percent) => percent / 100),
    gamma,
  );
  const rows: SimulationRow[] = [];
  for (const one of scenario) {
    for (const number of seed) {
      for (const plan of plans) {
        process.stderr.write(`${one.name}, seed ${number}, ${plan.name}\n`);
        rows.push(simulate({ ...one, days: days ?? one.days }, number, plan));
      }
    }
  }
  return rows;
}

const HEAD = [
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
  const whole = (value: number): string => String(Math.round(value) + 0);
  const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
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

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 || column === 2 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function scenariosOf(text: string): readonly Scenario[] {
  return text.split(',').map((name) => {
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (scenario !== undefined) return scenario;
    const names = SCENARIOS.map((one) => one.name).join(', ');
    throw new InvalidArgumentError(`There is no "${name}"; there are ${names}.`);
  });
}

function listOf(min: number, max: number, isWhole = false): (text: string) => readonly number[] {
  return (text) =>
    text.split(',').map((part) => {
      const value = part === '' ? Number.NaN : Number(part);
      const isRight = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
      if (isRight && value >= min && value <= max) return value;
      const kind = isWhole ? 'Whole numbers' : 'Numbers';
      throw new InvalidArgumentError(`${kind} from ${min} to ${max} are expected.`);
    });
}
