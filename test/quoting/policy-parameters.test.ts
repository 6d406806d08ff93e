// Goal: catch a parameter that is said to do nothing under a policy of quoting and does something, and one that is said to do something
// under the optimum and never does.
import { describe, expect, it } from 'vitest';
import { QUOTING_PARAMETERS } from '../../src/quoting/index.js';
import { SMALL_SCENARIO, simulate } from '../../src/simulation/index.js';

const scenario = { ...SMALL_SCENARIO, days: 1, contracts: SMALL_SCENARIO.contracts.slice(1, 2) };

/** What a market is with these parameters of the broker; where in the journal a finding lies is behind the commands that set them. */
function played(parameters: Readonly<Record<string, number>>): unknown {
  const plan = { name: 'broker', kind: 'patx', parameters } as const;
  const text = JSON.stringify(simulate({ scenario, seed: 11, plan }), (name, value) =>
    name === 'sequence' ? undefined : value,
  );
  return JSON.parse(text);
}

/** Something else than the default, within the bounds and the order of its kind. */
function other({ defaultValue, minValue, maxValue }: (typeof QUOTING_PARAMETERS)[number]): number {
  const wanted = defaultValue === 0 ? 50_000 : Math.floor(defaultValue * 0.7);
  const value = Math.min(maxValue, Math.max(minValue, wanted));
  return value === defaultValue ? Math.min(maxValue, defaultValue + 1) : value;
}

describe.each([0, 1])('under policy %i', (policy) => {
  const usual = played({ quote_policy: policy });

  it('what is of the other one does nothing, all of it at once', () => {
    const inert = QUOTING_PARAMETERS.filter((one) => one.quotePolicy === 1 - policy);
    expect(inert.length).toBeGreaterThan(10);
    const values = Object.fromEntries(inert.map((one) => [one.name, other(one)]));
    expect(played({ quote_policy: policy, ...values })).toEqual(usual);
  });

  it('what is of this one does something', () => {
    const live = QUOTING_PARAMETERS.filter((one) => one.quotePolicy === policy);
    const values = Object.fromEntries(live.map((one) => [one.name, other(one)]));
    expect(played({ quote_policy: policy, ...values })).not.toEqual(usual);
  });
});
