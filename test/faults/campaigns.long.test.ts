/**
 * Catches an acknowledgement that a kill, a failing call or a power cut undoes, and a venue that does not start again: a few
 * cases of each campaign, others each time. `npm run test:long` tries them all, `-- --quick` twenty of each.
 *
 * PATX_SEED chooses the cases, PATX_CASES how many times as many.
 */
import { expect, test } from 'vitest';
import { CAMPAIGNS } from './campaigns.js';
import { shimProblem } from './shim.js';

const SEED = Number(process.env.PATX_SEED ?? Date.now() % 1_000_000);
const TIMES = Number(process.env.PATX_CASES ?? 1);
const problem = shimProblem();

test.skipIf(problem !== undefined).each([
  ['engine-kills', 6],
  ['engine-power-cuts', 24],
  ['restarts', 16],
  ['venue-kills', 2],
  ['venue-power-cuts', 2],
] as const)(`%s, %i cases (${problem ?? `seed ${SEED}`})`, async (name, cases) => {
  const campaign = CAMPAIGNS[name];
  const result = await campaign?.({ seed: SEED, jobs: 2, casesMax: cases * TIMES });
  expect(result?.failures).toEqual([]);
  expect(result?.tried).toBeGreaterThan(0);
});
