/**
 * Catches money and access that disagree after the venue was killed in a purchase: something paid for that cannot be read, something
 * read that was not paid for, and a command asked for again that is done twice.
 *
 * Kills at a call of a step, another each time (PATX_SEED chooses them, PATX_STEPS how many). `npm run test:long -- --only
 * purchase-kills` kills at every call of every step.
 */
// Rows of docs/marketplace-rows.md: GV22.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generator } from '../faults/power-cut.js';
import {
  environmentOf,
  killIn,
  placesIn,
  standingBefore,
  venueIn,
} from '../faults/purchase-kills.js';
import { openMarket, STEPS, Walk } from '../faults/purchase-script.js';
import { type Fault, shimProblem } from '../faults/shim.js';
import { whatVerifyFinds } from '../faults/venue.js';

const SEED = Number(process.env.PATX_SEED ?? Date.now() % 1_000_000);
const KILLED_STEPS = Math.min(STEPS.length, Number(process.env.PATX_STEPS ?? 1));
/** Every step has more calls than these. */
const CALLS = 16;
const problem = shimProblem();
const folder = mkdtempSync(join(tmpdir(), 'patx-purchase-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(problem !== undefined)(
  `killed in a purchase, money and access agree (${problem ?? `seed ${SEED}`})`,
  async () => {
    const random = generator(SEED);
    const killed = new Set<number>();
    while (killed.size < KILLED_STEPS) killed.add(Math.floor(random() * STEPS.length));
    const faultIn = (): Fault => ({ action: 'kill-before', at: 1 + Math.floor(random() * CALLS) });
    const places = placesIn(folder);
    const venue = venueIn(places);
    let fault = faultIn();
    await venue.begin(environmentOf(places, fault));
    const walk = new Walk(venue, await openMarket(venue, 1), 0);
    await walk.begin();
    for (const [index, step] of STEPS.entries()) {
      if (!killed.has(index)) {
        await step.run(walk);
        expect(await walk.standing(step.listing), step.name).toEqual(step.after);
        continue;
      }
      const next = faultIn();
      const result = await killIn(walk, places, step, { before: standingBefore(index), next });
      const about = { step: step.name, at: fault.at };
      expect({ ...about, ...result }).toEqual({ ...about, isMet: true, wrong: undefined });
      fault = next;
    }
    await venue.kill();
    expect(await whatVerifyFinds(places.data)).toBeUndefined();
  },
  180_000,
);
