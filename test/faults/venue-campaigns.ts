/**
 * Faults of a whole exchange, `patx start` as it is built: killed at every file-system call of its first run and of the next
 * one, every call failing with ENOSPC or EIO, and power cuts from the first byte of its life.
 *
 * The first run makes the venue, sets a market up, takes enough orders for a snapshot, and stops when told; the second one
 * starts on what that left, trades and stops. Afterwards `patx start` must be open again, `patx verify` find nothing, and
 * every acknowledged order be there.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Campaign,
  type CampaignOptions,
  type CampaignResult,
  type Case,
  type Ended,
  endingOf,
  failed,
  type Outcome,
  tryCases,
  WELL,
} from './campaign.js';
import { diskAfter, generator, type Luck, type NameModel, writeImage } from './power-cut.js';
import { diedBelow, diskCodes, refusalIn } from './refusals.js';
import {
  type Call,
  countOf,
  describeCall,
  type Fault,
  faultsOf,
  nameOfFault,
  readCalls,
  shimEnvironment,
} from './shim.js';
import {
  copyOf,
  type Memory,
  newMemory,
  openMarket,
  smallVenueConfig,
  trade,
  Venue,
  whatIsMissing,
  whatVerifyFinds,
} from './venue.js';

/** Orders of each run, burst by burst: enough for a snapshot and for the frame that verifies it. */
const BURSTS = [1, 1, 400, 400, 300, 1, 1];
const WAIT_FOR_END_MS = 30_000;

interface Places {
  /** Everything below it is watched. */
  readonly disk: string;
  readonly data: string;
  readonly config: string;
  readonly log: string;
}

interface Run {
  readonly isOpened: boolean;
  readonly ended: Ended;
}

function placesIn(folder: string): Places {
  const disk = join(folder, 'disk');
  return {
    ...{ disk, data: join(disk, 'data'), log: join(folder, 'calls') },
    config: smallVenueConfig(folder),
  };
}

/** One run of a venue from start to stop, as far as it comes. */
async function runVenue(
  places: Places,
  memory: Memory,
  options: { readonly fault?: Fault | undefined; readonly hasData?: boolean },
): Promise<Run> {
  const { disk, data, config, log } = places;
  const venue = new Venue(data, config, shimEnvironment({ root: disk, log, ...options }));
  const opened = await venue.opened;
  if (opened === undefined) return { isOpened: false, ended: await venue.ended };
  try {
    if (memory.consumer === undefined) await openMarket(opened.gatewayUrl, data, memory, log);
    await trade(opened.gatewayUrl, memory, log, BURSTS);
  } catch {
    // A venue that can go on keeps its customers: whoever lost theirs has to end by itself.
    return { isOpened: true, ended: await venue.within(WAIT_FOR_END_MS) };
  }
  return { isOpened: true, ended: await venue.stop() };
}

/** A venue that starts, after whatever happened, and has everything; then one that verifies. */
async function judgeAfter(places: Places, memory: Memory): Promise<string | undefined> {
  const venue = new Venue(places.data, places.config);
  const opened = await venue.opened;
  if (opened === undefined) return `the next start ${endingOf(await venue.ended)}`;
  const missing = await whatIsMissing(opened.gatewayUrl, places.data, memory);
  const ended = await venue.stop();
  if (missing !== undefined) return missing;
  if (ended.code !== 0) return `the next stop ${endingOf(ended)}`;
  return await whatVerifyFinds(places.data);
}

/** Two runs without faults, recorded, and the disk and the memory between them. */
interface Recorded {
  readonly folder: string;
  /** What a case of each run begins with; none for the first. */
  readonly between: { readonly disk: string; readonly memory: Memory };
  readonly memory: Memory;
  readonly disk: string;
  readonly first: readonly Call[];
  readonly second: readonly Call[];
  readonly log: string;
}

async function record(hasData: boolean): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'patx-fault-record-'));
  const places = placesIn(folder);
  const memory = newMemory();
  const run = async (): Promise<void> => {
    const { isOpened, ended } = await runVenue(places, memory, { hasData });
    if (!isOpened || ended.code !== 0) throw new Error(`without faults it ${endingOf(ended)}`);
  };
  await run();
  const first = readCalls(places.log);
  const disk = join(folder, 'between');
  cpSync(places.disk, disk, { recursive: true });
  const between = { disk, memory: copyOf(memory) };
  await run();
  const second = readCalls(places.log).slice(first.length);
  const { log } = places;
  return { folder, between, memory, disk: places.disk, first, second, log };
}

/** Kills before every call, which is after the one before it, and in the middle of every write. */
export const venueKills: Campaign = (options) =>
  atEveryCall('venue-kills', options, ['kill-before', 'kill-middle'], ({ ended }) =>
    ended.signal === 'SIGKILL' && !ended.isHung ? WELL : failed(endingOf(ended)),
  );

/** Every call fails. */
export const venueErrors: Campaign = (options) =>
  atEveryCall('venue-errors', options, ['errno', 'short'], ({ ended }, { errno }) => {
    if (ended.code === 0) return WELL;
    if (diedBelow(ended)) return { kind: 'refused', code: 'died-of-the-device' };
    const code = refusalIn(ended, diskCodes(errno));
    return ended.code === 1 && code !== undefined
      ? { kind: 'refused', code }
      : failed(endingOf(ended));
  });

async function atEveryCall(
  campaign: string,
  options: CampaignOptions,
  actions: readonly Fault['action'][],
  judge: (run: Run, fault: Fault) => Outcome,
): Promise<CampaignResult> {
  const recorded = await record(false);
  const { first, second, between } = recorded;
  const casesOf = (calls: readonly Call[], run: 1 | 2): Case[] =>
    calls.flatMap((call) =>
      actions
        .flatMap((action) => faultsOf(action, call))
        .map((fault) => ({
          name: `${run}:${nameOfFault(fault)}`,
          what: `run ${run}, ${describeCall(call, recorded.disk)}`,
          run: async (folder): Promise<Outcome> => {
            const places = placesIn(folder);
            const memory = run === 1 ? newMemory() : copyOf(between.memory);
            if (run === 2) cpSync(between.disk, places.disk, { recursive: true });
            const lived = await runVenue(places, memory, { fault });
            const isMet = readCalls(places.log).some(({ isHit }) => isHit);
            const outcome = isMet ? judge(lived, fault) : WELL;
            const after = await judgeAfter(places, memory);
            return after === undefined ? outcome : failed(`afterwards: ${after}`);
          },
        })),
    );
  const result = await tryCases(campaign, [...casesOf(first, 1), ...casesOf(second, 2)], options, {
    callsInTwoRuns: countOf(first) + countOf(second),
  });
  rmSync(recorded.folder, { recursive: true, force: true });
  return result;
}

const MODELS: readonly NameModel[] = ['strict', 'ordered'];
const LUCKS: readonly Luck[] = ['nothing', 'some'];

/** Power cuts after every call of two runs. */
export const venuePowerCuts: Campaign = async (options) => {
  const recorded = await record(true);
  const { memory, log, disk } = recorded;
  const calls = readCalls(log);
  const random = generator(options.seed);
  const cases = calls.flatMap((call, index) =>
    MODELS.flatMap((model) =>
      LUCKS.map((luck, turn): Case => {
        const cut = { at: index + 1, model, luck, seed: Math.floor(random() * 2 ** 31) };
        return {
          name: `${index + 1}:${model}:${luck}:${turn}`,
          what: `cut after ${describeCall(call, disk)}`,
          run: async (folder) => {
            const places = placesIn(folder);
            writeImage(diskAfter(calls, disk, cut), places.disk);
            return await judgeCut(places, memory, call.end);
          },
        };
      }),
    ),
  );
  const notes = { callsInTwoRuns: countOf(calls) };
  const result = await tryCases('venue-power-cuts', cases, options, notes);
  rmSync(recorded.folder, { recursive: true, force: true });
  return result;
};

async function judgeCut(places: Places, memory: Memory, until: number): Promise<Outcome> {
  const venue = new Venue(places.data, places.config);
  const opened = await venue.opened;
  if (opened === undefined) {
    const ended = await venue.ended;
    // Keys are made before the journal is; while nobody was told anything, an operator may take them away.
    const isUntold = (memory.firstAt ?? 0) > until;
    const code = isUntold ? refusalIn(ended, ['keys-without-journal']) : undefined;
    return ended.code === 1 && code !== undefined
      ? { kind: 'refused', code }
      : failed(`the start ${endingOf(ended)}`);
  }
  const missing = await whatIsMissing(opened.gatewayUrl, places.data, memory, until).catch(
    (error: unknown) => `the customer was refused: ${String(error)}`,
  );
  await venue.kill();
  return missing === undefined ? WELL : failed(missing);
}
