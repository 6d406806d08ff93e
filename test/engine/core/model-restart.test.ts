/**
 * Catches state that a snapshot does not carry over, whatever the venue is in the middle of: the random commands of the
 * model, over every order type, auctions, halts, amends and mass cancels, with the core thrown away now and then and
 * built anew from its snapshot. What goes on must do what the reference does, and end in the same bytes as a core that
 * took all commands without a stop.
 *
 * PATX_RUNS sets the number of runs of each kind, PATX_SEED their seed.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Core, exportState, importState } from '../../../src/engine/core/index.js';
import { COMMAND_KIND, ORDER_TYPE } from '../../../src/values/index.js';
import { type Action, actionArb, tradingArb } from './model/action.js';
import { run } from './model/actions.js';
import type { Driver } from './model/driver.js';
import { LIMITS, PARAMETERS, Scenario } from './model/scenario.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1);
const SEED = Number(process.env.PATX_SEED ?? 7);
const ACTIONS = 300;
const ACTIONS_A_RESTART = 25;
const TIMEOUT_MS = 120_000 + RUNS * 10_000;

const { LIMIT, STOP, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;

/** Puts a core built from the driver's snapshot in the place of its core. */
function restart(driver: Driver): void {
  const { core } = driver;
  const restored = new Core({ limits: core.state.limits });
  expect(importState(restored, exportState(core))).toBeUndefined();
  Object.assign(driver, { core: restored });
}

/** The state of a core that takes the commands without a stop. */
function withoutRestart({ commands, core }: Driver): ReturnType<typeof exportState> {
  const whole = new Core({ limits: core.state.limits });
  for (const command of commands) {
    whole.events.clear();
    whole.apply(command);
  }
  return exportState(whole);
}

/** What a run had, for the test to see that it tried what it says. */
interface Tried {
  readonly types: Set<number>;
  readonly kinds: Set<number>;
  readonly facts: Set<string>;
  waiting: number;
}

function play(limits: string, actions: readonly Action[], tried: Tried): void {
  const scenario = new Scenario(LIMITS[limits] as (typeof LIMITS)[string], PARAMETERS[limits]);
  const { driver } = scenario;
  for (const [i, action] of actions.entries()) {
    run(scenario, action);
    if (i % ACTIONS_A_RESTART !== 0) continue;
    const { specials, orders } = driver.core.state;
    for (let id = 1; id <= driver.core.state.series.count; id += 1)
      tried.waiting += specials.stops(id);
    restart(driver);
    expect(driver.core.state.orders.liveCount).toBe(orders.liveCount);
  }
  for (const { kind, orderType } of driver.commands) {
    tried.kinds.add(kind);
    if (kind === COMMAND_KIND.PLACE_ORDER) tried.types.add(orderType);
  }
  for (const fact of driver.seen.keys()) tried.facts.add(fact);
  const expected = withoutRestart(driver);
  for (const [i, { name, bytes }] of exportState(driver.core).entries()) {
    expect(name).toBe(expected[i]?.name);
    expect(Buffer.compare(bytes, expected[i]?.bytes ?? new Uint8Array()), name).toBe(0);
  }
}

test.each([
  ['trading', tradingArb, 'roomy'],
  ['trading with auctions', tradingArb, 'auctions'],
  ['everything', actionArb, 'auctions'],
] as const)(
  'a core that is restarted over and over is none the different: %s',
  (_name, actionOf, limits) => {
    const tried: Tried = { types: new Set(), kinds: new Set(), facts: new Set(), waiting: 0 };
    const actions = fc.array(actionOf, { minLength: ACTIONS, maxLength: ACTIONS, size: 'max' });
    fc.assert(
      fc.property(actions, (list) => play(limits, list, tried)),
      { numRuns: RUNS, seed: SEED },
    );
    expect([...tried.types]).toEqual(
      expect.arrayContaining([LIMIT, STOP, STOP_LIMIT, TRAILING_STOP, PEGGED]),
    );
    const { AMEND_ORDER, CANCEL_ORDER, MASS_QUOTE, MARK_UPDATE } = COMMAND_KIND;
    expect([...tried.kinds]).toEqual(
      expect.arrayContaining([AMEND_ORDER, CANCEL_ORDER, MASS_QUOTE, MARK_UPDATE]),
    );
    expect(tried.waiting).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
