/**
 * Catches any difference between the core and the reference: random commands of every kind, role and phase, valid and
 * not, under roomy and tiny limits, compared after each, with every invariant counted; and a command that raises what somebody
 * may lose at worst above a limit of exposure, counted from scratch.
 *
 * PATX_RUNS sets the number of runs of each size of stores, PATX_SEED their seed, PATX_PATH the one run to repeat. A
 * failure prints the seed, the path and the commands it was shrunk to.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../../src/values/index.js';
import { type Action, actionArb, chainArb, exposedArb, tradingArb } from './model/action.js';
import { run } from './model/actions.js';
import { Difference } from './model/driver.js';
import { LIMITS, PARAMETERS, Scenario } from './model/scenario.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1);
const SEED = Number(process.env.PATX_SEED ?? 1);
const PATH = process.env.PATX_PATH;
const ACTIONS_MAX = 500;
/** Stores under which it is mostly trading: orders of every kind that meet, wait and wake. */
const TRADING_LIMITS = ['roomy', 'orders', 'obligations', 'auctions', 'forwards'];
/** Whether PAT comes from a chain. */
const isChain = (limits: string): boolean => limits.startsWith('chain');
/** A long run, or shrinking a failure, may take its time. */
const TIMEOUT_MS = 120_000 + RUNS * 2_000;

/** Plays actions on both cores; answers what differs and the commands that led to it, or undefined. */
function play(limits: string, actions: readonly Action[]): string | undefined {
  const sizes = LIMITS[limits] as (typeof LIMITS)[string];
  const scenario = new Scenario(sizes, PARAMETERS[limits], isChain(limits));
  const before = scenario.driver.commands.length;
  try {
    for (const action of actions) run(scenario, action);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const commands = scenario.driver.commands.slice(before).map(show);
    const what = error instanceof Difference ? error.message : error.stack;
    return `${commands.join('\n')}\n${what}`;
  }
}

/** A command without the fields that say nothing. */
function show(command: Command): string {
  return JSON.stringify(command, (_key, value) =>
    value === 0 || value === false || value === '' ? undefined : value,
  );
}

test.each([
  ...Object.keys(LIMITS).map(
    (limits) => [limits, isChain(limits) ? chainArb : actionArb, limits] as const,
  ),
  ...TRADING_LIMITS.map((limits) => [`trading, ${limits}`, tradingArb, limits] as const),
  ['trading, exposed', exposedArb, 'exposed'] as const,
])(
  'the core does what the reference does: %s',
  (_name, actionOf, limits) => {
    const actions = fc.array(actionOf, { minLength: 1, maxLength: ACTIONS_MAX, size: 'max' });
    const property = fc.property(actions, (list) => play(limits, list) === undefined);
    const path = PATH === undefined ? {} : { path: PATH };
    const result = fc.check(property, { numRuns: RUNS, seed: SEED, ...path });
    if (!result.failed) return;
    const [list] = result.counterexample ?? [[]];
    const again = `PATX_SEED=${result.seed} PATX_PATH=${result.counterexamplePath}`;
    expect.fail(`${again} (${limits})\n${play(limits, list)}`);
  },
  TIMEOUT_MS,
);
