/**
 * Catches anything that an upgrade carries by its place instead of by its meaning: a core with other columns, other words and
 * larger stores is given what this one carries at a random point, and from then on must report the same, command by command,
 * as this one, which never was upgraded; and must carry the same back.
 *
 * PATX_RUNS sets the number of runs of each kind, PATX_SEED their seed.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenInvariants, Core, type EventLog } from '../../../../src/engine/core/index.js';
import { readCarryRows } from '../../../../src/schema/index.js';
import type { Limits } from '../../../../src/values/index.js';
import { type Action, actionArb, chainArb, tradingArb } from '../model/action.js';
import { run } from '../model/actions.js';
import { LIMITS, PARAMETERS, Scenario } from '../model/scenario.js';
import { carriedBytes, carriedInto } from './copy.js';
import { otherLayout } from './other-layout.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1);
const SEED = Number(process.env.PATX_SEED ?? 23);
const ACTIONS_MAX = 400;
const TIMEOUT_MS = 120_000 + RUNS * 10_000;

const other = await otherLayout();

/** Stores twice as large; rings stay, since what remembers more knows more. */
function larger(limits: Limits): Limits {
  const names = Object.keys(limits) as (keyof Limits)[];
  const sizes = Object.fromEntries(names.map((name) => [name, 2 * limits[name]]));
  const { outcomesPerIdSpace, maxBustableTrades } = limits;
  return { ...(sizes as unknown as Limits), outcomesPerIdSpace, maxBustableTrades };
}

const wordsOf = ({ words, length }: EventLog): Float64Array => words.slice(0, length);

function play(limits: string, actions: readonly Action[], at: number): void {
  const sizes = LIMITS[limits] as Limits;
  const scenario = new Scenario(sizes, PARAMETERS[limits], limits.startsWith('chain'));
  for (const action of actions) run(scenario, action);
  const { commands } = scenario.driver;
  const seam = Math.floor(at * commands.length);
  const core = new Core({ limits: sizes });
  let upgraded: Core | undefined;
  for (const [i, command] of commands.entries()) {
    if (i === seam) upgraded = carriedInto(core, larger(sizes), other);
    core.events.clear();
    core.apply(command);
    if (upgraded === undefined) continue;
    upgraded.events.clear();
    upgraded.apply(command);
    const [said, wanted] = [upgraded.events, core.events].map((log) => [...wordsOf(log)].join(' '));
    if (said !== wanted) expect.fail(`command ${i}, kind ${command.kind}: ${said}, not ${wanted}`);
  }
  if (upgraded === undefined) return;
  expect(other.brokenInvariants(upgraded)).toEqual([]);
  expect(brokenInvariants(core)).toEqual([]);
  const left = different(carriedBytes(core), carriedBytes(upgraded, other));
  expect(left).toEqual([]);
}

/** Rows only one of the two carries. */
function different(one: Uint8Array, two: Uint8Array): string[] {
  const rowsOf = (bytes: Uint8Array): Set<string> =>
    new Set(readCarryRows(bytes).map((row) => JSON.stringify(row)));
  const [left, right] = [rowsOf(one), rowsOf(two)];
  const only = (these: Set<string>, those: Set<string>): string[] =>
    [...these].filter((row) => !those.has(row));
  return [...only(left, right), ...only(right, left)];
}

test('the other core has another layout', () => {
  const [one, two] = [Core, other.Core].map((Made) => new Made({ limits: LIMITS.roomy as Limits }));
  const names = (made: Core | undefined) => made?.state.columns.list().map(({ name }) => name);
  expect(names(one)).not.toEqual(names(two));
  expect(names(one)?.toSorted()).toEqual(names(two)?.toSorted());
  expect(other.ACCOUNT_FIELD.role).not.toBe(0);
  expect(other.SERIES_FIELD.state).not.toBe(0);
});

test.each([
  ['trading', tradingArb, 'roomy'],
  ['trading with auctions', tradingArb, 'auctions'],
  ['everything', actionArb, 'auctions'],
  ['collateral calls', actionArb, 'called'],
  ['forwards', actionArb, 'forwards'],
  ['a chain', chainArb, 'chain'],
] as const)(
  'a core of another layout, upgraded to at any point, reports what one does that never was: %s',
  (_name, actionOf, limits) => {
    const actions = fc.array(actionOf, { minLength: 100, maxLength: ACTIONS_MAX, size: 'max' });
    fc.assert(
      fc.property(actions, fc.double({ min: 0.1, max: 0.95, noNaN: true }), (list, at) =>
        play(limits, list, at),
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  },
  TIMEOUT_MS,
);
