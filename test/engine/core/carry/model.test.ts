/**
 * Catches anything of the state that an upgrade does not carry, or carries as something else, whatever the venue is in the
 * middle of: the random commands of the model, with the core given up now and then for a fresh one with other stores that was
 * given what the old one carried. What goes on must do what the reference does, command by command, and must carry the same,
 * byte for byte, as the core it came from and in the end as a core that took all commands without a stop.
 *
 * PATX_RUNS sets the number of runs of each kind, PATX_SEED their seed.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenInvariants, Core } from '../../../../src/engine/core/index.js';
import { readCarryRows } from '../../../../src/schema/index.js';
import { CARRY_TABLES, type Limits } from '../../../../src/values/index.js';
import { type Action, actionArb, chainArb, tradingArb } from '../model/action.js';
import { run } from '../model/actions.js';
import type { Driver } from '../model/driver.js';
import { LIMITS, PARAMETERS, Scenario } from '../model/scenario.js';
import { carriedBytes, carriedInto } from './copy.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1);
const SEED = Number(process.env.PATX_SEED ?? 11);
const ACTIONS = Number(process.env.PATX_ACTIONS ?? 150);
const ACTIONS_AN_UPGRADE = 25;
const TIMEOUT_MS = 120_000 + RUNS * 10_000;

/** The rows that differ, for a failure to be read. */
function difference(one: Uint8Array, other: Uint8Array): string {
  const [left, right] = [one, other].map((bytes) =>
    readCarryRows(bytes).map((row) => JSON.stringify(row)),
  );
  const at = left?.findIndex((row, i) => row !== right?.[i]) ?? -1;
  const [a, b] = [left, right].map((rows) => JSON.parse(rows?.[at] ?? '{}').row ?? {});
  const fields = Object.keys(a).filter(
    (name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
  );
  return `row ${at} ${fields}\n${left?.[at]}\n${right?.[at]}`;
}

function expectSame(one: Uint8Array, other: Uint8Array): void {
  if (Buffer.compare(one, other) !== 0) expect.fail(difference(one, other));
}

/** Puts a core with these limits in the place of the driver's. */
function upgrade(driver: Driver, limits: Limits): void {
  const before = carriedBytes(driver.core);
  const next = carriedInto(driver.core, limits);
  expectSame(before, carriedBytes(next));
  expect(brokenInvariants(next)).toEqual([]);
  Object.assign(driver, { core: next });
}

/** Tables of the market, whose random commands are in test/engine/core/resources/model.test.ts. */
const MARKET = [
  ...['listing', 'revision', 'admission', 'purchase', 'dealing', 'dossier', 'dataRequest'],
  ...['freePlace', 'market', 'marketMember'],
  // Their own: test/engine/core/resources/feeds/model.test.ts.
  ...['feedRules', 'creator', 'claim', 'feed'],
];

/** Tables that had a row, over all runs. */
const carried = new Set<string>();

function play(limits: string, actions: readonly Action[], tables: Set<string>): void {
  const sizes = LIMITS[limits] as Limits;
  const scenario = new Scenario(sizes, PARAMETERS[limits], limits.startsWith('chain'));
  const { driver } = scenario;
  for (const [i, action] of actions.entries()) {
    run(scenario, action);
    if (i % ACTIONS_AN_UPGRADE !== 0) continue;
    upgrade(driver, sizes);
    for (const { table } of readCarryRows(carriedBytes(driver.core))) tables.add(table);
  }
  const whole = new Core({ limits: sizes });
  for (const command of driver.commands) {
    whole.events.clear();
    whole.apply(command);
  }
  expectSame(carriedBytes(whole), carriedBytes(driver.core));
}

test.each([
  ['trading', tradingArb, 'roomy'],
  ['trading with auctions', tradingArb, 'auctions'],
  ['everything', actionArb, 'auctions'],
  ['everything in small stores', actionArb, 'roomy'],
  ['collateral calls', actionArb, 'called'],
  ['a chain', chainArb, 'chain'],
] as const)(
  'a core that is upgraded over and over is none the different: %s',
  (_name, actionOf, limits) => {
    const tables = new Set<string>();
    const actions = fc.array(actionOf, { minLength: ACTIONS, maxLength: ACTIONS, size: 'max' });
    fc.assert(
      fc.property(actions, (list) => play(limits, list, tables)),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    for (const table of tables) carried.add(table);
  },
  TIMEOUT_MS,
);

test('the runs had rows of every table', () => {
  // Only a few commands in a row make these: they have tests of their own.
  const signIn = ['passkey', 'keySession', 'agent', 'idempotencyKey', 'surveillanceCase'];
  const index = ['indexRun', 'indexValue', 'indexPrint', 'indexMinute'];
  const gates = ['gateDay', 'gateMeasure', ...index];
  const phases = ['qualification', 'attestation', 'suspension', ...gates];
  // test/engine/core/margin.
  const cash = ['marginRun', 'cashInstrument', 'cashHolding', 'marginStake'];
  const rare = ['approvalMark', 'woken', 'work', ...MARKET, ...signIn, ...phases, ...cash];
  const missing = Object.keys(CARRY_TABLES).filter((table) => !carried.has(table));
  expect(missing.filter((table) => !rare.includes(table))).toEqual([]);
});
