/**
 * A venue that is killed while somebody buys, reads, takes back, disputes or pays for use, at a chosen file-system call of a
 * chosen step; started again; and compared: all of the step or nothing of it, in money and in access alike, and after asking again
 * with the same keys all of it, once.
 */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DataVenue } from '../content/venue.js';
import {
  type Market,
  openMarket,
  STEPS,
  type Standing,
  type Step,
  Walk,
} from './purchase-script.js';
import { countOf, type Fault, readCalls, shimEnvironment } from './shim.js';
import { smallVenueConfig } from './venue.js';

/** Where a case keeps what. */
export interface Places {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly arm: string;
}

export const placesIn = (folder: string): Places => ({
  ...{ folder, data: join(folder, 'data'), log: join(folder, 'calls'), arm: join(folder, 'armed') },
});

/** A venue of small tables, in a folder. */
export const venueIn = ({ folder, data }: Places): DataVenue =>
  new DataVenue(['--config', smallVenueConfig(folder), '--log-level', 'warn'], data);

export interface Recorded {
  readonly market: Market;
  /** Calls of each step, in the order of the steps. */
  readonly calls: readonly number[];
}

/** Makes a venue and its market, and lets the first buyer go through all steps while the calls are counted. Leaves it dead. */
export async function record(places: Places, buyerCount: number): Promise<Recorded> {
  const venue = venueIn(places);
  await venue.begin(environmentOf(places));
  writeFileSync(places.arm, '');
  const market = await openMarket(venue, buyerCount);
  const walk = new Walk(venue, market, 0);
  await walk.begin();
  const calls: number[] = [];
  for (const step of STEPS) {
    const before = countOf(readCalls(places.log));
    await step.run(walk);
    calls.push(countOf(readCalls(places.log)) - before);
    const wrong = differenceOf(await walk.standing(step.listing), [step.after]);
    if (wrong !== undefined) throw new Error(`${step.name} without faults: ${wrong}`);
  }
  await venue.kill();
  return { market, calls };
}

/** What a venue is started with that is to die at a call, once the case says from when on calls count. */
export function environmentOf({ data, log, arm }: Places, fault?: Fault): Record<string, string> {
  rmSync(arm, { force: true });
  rmSync(log, { force: true });
  return shimEnvironment({ root: data, log, arm, fault });
}

/** The same venue with the same people, wherever its files are now. */
export function venueOf(places: Places, { parties }: Market): DataVenue {
  const { operator, provider } = parties;
  return Object.assign(venueIn(places), { operator, provider });
}

export interface Killed {
  readonly isMet: boolean;
  /** What is wrong, in words; undefined: nothing. */
  readonly wrong: string | undefined;
}

/**
 * Lets a venue that was started with a fault die in a step, starts it again, and does the step again.
 * @param before what stood before the step
 * @param next what it is to die of the next time
 */
export async function killIn(
  walk: Walk,
  places: Places,
  step: Step,
  { before, next }: { readonly before: Standing; readonly next?: Fault | undefined },
): Promise<Killed> {
  const { venue } = walk;
  const usedBefore = await walk.used(step.listing);
  const died = once(venue.process, 'exit');
  writeFileSync(places.arm, '');
  const failure = await step.run(walk).then(
    () => undefined,
    (error: unknown) => error,
  );
  const isMet = readCalls(places.log).some(({ isHit }) => isHit);
  if (failure !== undefined && !isMet) return { isMet, wrong: `${step.name}: ${String(failure)}` };
  if (isMet) await died;
  else await venue.kill();
  await venue.start(environmentOf(places, next));
  await walk.catchUp();
  // Nothing was asked again yet: what is there is what the kill left.
  const left = await walk.standing(step.listing);
  const between = step.between === undefined ? [] : [step.between];
  const torn = differenceOf(left, [before, ...between, step.after]);
  if (torn !== undefined) return { isMet, wrong: `after the kill ${torn}` };
  const used = await walk.used(step.listing);
  await step.run(walk);
  const whole = differenceOf(await walk.standing(step.listing), [step.after]);
  if (whole !== undefined) return { isMet, wrong: `done again ${whole}` };
  const usedAfter = await walk.used(step.listing);
  const isOneRead = usedBefore <= used && used <= usedAfter;
  return { isMet, wrong: isOneRead ? undefined : `used ${usedBefore}, ${used}, ${usedAfter}` };
}

/** Compares with what may stand; undefined: it is one of them. */
export function differenceOf(found: Standing, allowed: readonly Standing[]): string | undefined {
  return allowed.some((one) => isDeepStrictEqual(one, found))
    ? undefined
    : `there is ${JSON.stringify(found)}, and not ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`;
}

/** What stands before a step of which the listing was not bought yet, or was. */
export function standingBefore(index: number): Standing {
  const before = STEPS[index - 1];
  const { listing } = STEPS[index] as Step;
  const money = before?.after ?? { buyer: 0, provider: 0, licensor: 0 };
  return { ...money, canRead: before?.listing === listing && before.after.canRead };
}
