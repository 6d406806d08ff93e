/** Catches random runs of forwards that reach none of what they are for: then their agreement would say nothing. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODE } from '../../../src/engine/core/index.js';
import { type Limits, RIGHTS_ACTION } from '../../../src/values/index.js';
import { actionArb, tradingArb } from './model/action.js';
import { run } from './model/actions.js';
import { CONSUMERS, LIMITS, PARAMETERS, Scenario } from './model/scenario.js';
import { owedBy } from './reference/forward-rules.js';
import type { Fact } from './reference/world.js';

const REACHED = ['called', 'defaulted', 'over the limit', 'owed', 'paid'];

/** What a fact is an example of, or nothing. */
function exampleOf({ type, action, code, account }: Fact): string {
  if (type === 'RIGHTS' && action === RIGHTS_ACTION.PAID) return 'paid';
  if (type === 'RIGHTS' && action === RIGHTS_ACTION.DEFAULTED) return 'defaulted';
  if (type === 'COLLATERAL_CALL' && CONSUMERS.includes(Number(account))) return 'called';
  return code === CODE.FORWARD_LIMIT ? 'over the limit' : '';
}

test('random runs buy, are called, pay, default and are refused for what they hold', () => {
  const reached = new Set<string>();
  const lists = [actionArb, tradingArb].flatMap((actionOf) =>
    fc.sample(fc.array(actionOf, { minLength: 500, maxLength: 700 }), { numRuns: 2, seed: 11 }),
  );
  for (const list of lists) {
    const scenario = new Scenario(LIMITS.forwards as Limits, PARAMETERS.forwards);
    const { world } = scenario.driver.reference;
    for (const action of list) {
      for (const fact of run(scenario, action)) reached.add(exampleOf(fact));
      if (CONSUMERS.some((id) => owedBy(world, id) > 0n)) reached.add('owed');
    }
  }
  reached.delete('');
  expect([...reached].toSorted()).toEqual(REACHED);
}, 120_000);
