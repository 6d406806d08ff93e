/** Kills of a venue at every file-system call of every step of a purchase, and in the middle of every write. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Campaign, type Case, failed, type Outcome, tryCases, WELL } from './campaign.js';
import {
  environmentOf,
  killIn,
  placesIn,
  type Recorded,
  record,
  standingBefore,
  venueOf,
} from './purchase-kills.js';
import { STEPS, type Step, Walk } from './purchase-script.js';
import type { Fault } from './shim.js';
import { whatVerifyFinds } from './venue.js';

const ACTIONS = ['kill-before', 'kill-middle'] as const;

export const purchaseKills: Campaign = async (options) => {
  const recordedAt = placesIn(mkdtempSync(join(tmpdir(), 'patx-fault-record-')));
  const recorded = await record(recordedAt, 2);
  const cases = STEPS.flatMap((step, index) =>
    Array.from({ length: recorded.calls[index] as number }, (_, i) => i + 1).flatMap((at) =>
      ACTIONS.map((action): Case => {
        const fault = { action, at };
        return {
          name: `${step.name}:${action}:${at}`,
          what: `${step.name}, call ${at}`,
          run: (folder) => killedIn(folder, recordedAt.data, recorded, { index, fault }),
        };
      }),
    ),
  );
  const callsInSteps = recorded.calls.reduce((sum, count) => sum + count, 0);
  const result = await tryCases('purchase-kills', cases, options, { callsInSteps });
  rmSync(recordedAt.folder, { recursive: true, force: true });
  return result;
};

/** One life: up to a step, killed in it, started again, and on to the end. */
async function killedIn(
  folder: string,
  data: string,
  { market }: Recorded,
  { index, fault }: { readonly index: number; readonly fault: Fault },
): Promise<Outcome> {
  const places = placesIn(folder);
  cpSync(data, places.data, { recursive: true });
  const venue = venueOf(places, market);
  try {
    await venue.start(environmentOf(places, fault));
    const walk = new Walk(venue, market, 1);
    await walk.catchUp();
    await walk.begin();
    for (const step of STEPS.slice(0, index)) await step.run(walk);
    const before = standingBefore(index);
    const { wrong } = await killIn(walk, places, STEPS[index] as Step, { before });
    if (wrong !== undefined) return failed(wrong);
    for (const step of STEPS.slice(index + 1)) await step.run(walk);
  } catch (error) {
    return failed(String(error));
  } finally {
    await venue.kill();
  }
  const found = await whatVerifyFinds(places.data);
  return found === undefined ? WELL : failed(found);
}
