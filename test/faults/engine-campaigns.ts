/**
 * Faults of a small engine: killed at every file-system call of two lives, every call failing with ENOSPC or EIO, once or
 * from there on, short writes, and power cuts at every call with pages and names there or not.
 *
 * A life that was hindered may end, with a code; what it acknowledged before must be there for the next one, which must
 * start and go on whatever happened.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../bench/child.js';
import {
  type Campaign,
  type CampaignOptions,
  type CampaignResult,
  type Case,
  type Ended,
  endingOf,
  failed,
  type Outcome,
  runNode,
  tryCases,
  WELL,
} from './campaign.js';
import { EngineCheckers } from './engine-checker.js';
import { diskAfter, generator, type Luck, type NameModel, writeImage } from './power-cut.js';
import { diedBelow, diskCodes } from './refusals.js';
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

const PROGRAM = join(ROOT, 'dist', 'test', 'processes', 'engine-life.js');
const FRAMES = 12;
const LIFE_TIMEOUT_MS = 60_000;
type Acknowledged = (readonly [sequence: number, hash: string])[];

interface Life {
  readonly ended: Ended;
  readonly calls: readonly Call[];
  readonly acknowledged: Acknowledged;
  /** Below it lies everything that was written. */
  readonly disk: string;
  readonly data: string;
}

/** One life in a folder of its own. */
async function live(folder: string, fault: Fault | undefined, hasData: boolean): Promise<Life> {
  const disk = join(folder, 'disk');
  const data = join(disk, 'data');
  const places = { log: join(folder, 'calls'), marks: join(folder, 'acknowledged') };
  const environment = shimEnvironment({ root: disk, ...places, hasData, fault });
  const args = [PROGRAM, data, places.marks, String(FRAMES)];
  const ended = await runNode(args, environment, LIFE_TIMEOUT_MS);
  return {
    ...{ ended, disk, data },
    calls: readCalls(places.log),
    acknowledged: existsSync(places.marks) ? linesOf(readFileSync(places.marks, 'utf8')) : [],
  };
}

const linesOf = (text: string): Acknowledged =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [sequence, hash = ''] = line.split(' ');
      return [Number(sequence), hash] as const;
    });

/** A life without faults, recorded. Throws when it does not end well: nothing else means anything then. */
async function wholeLife(options: CampaignOptions, hasData: boolean): Promise<Life> {
  let whole: Life | undefined;
  const record: Case = {
    name: 'record',
    what: 'a life without faults',
    run: async (folder) => {
      whole = await live(folder, undefined, hasData);
      return WELL;
    },
  };
  await tryCases('record', [record], { ...options, only: undefined });
  if (whole === undefined) throw new Error('nothing was recorded');
  if (whole.ended.code !== 0) throw new Error(`a life without faults ${endingOf(whole.ended)}`);
  return whole;
}

/** Kills before every call, which is after the one before it, and in the middle of every write. */
export const engineKills: Campaign = (options) =>
  atEveryCall('engine-kills', options, ['kill-before', 'kill-middle'], (ended) =>
    ended.signal === 'SIGKILL' && !ended.isHung ? WELL : failed(endingOf(ended)),
  );

/** Every call fails. */
export const engineErrors: Campaign = (options) =>
  atEveryCall('engine-errors', options, ['errno', 'short'], (ended, { errno = 'EIO' }) => {
    if (ended.code === 0) return WELL;
    if (diedBelow(ended)) return { kind: 'refused', code: 'died-of-the-device' };
    const code = /refused (\S+)/.exec(ended.stderr)?.[1] ?? '?';
    // The engine alone also ends with the system's own word for the fault; the program says it in full.
    return ended.code === 1 && [...diskCodes(errno), errno].includes(code)
      ? { kind: 'refused', code }
      : failed(endingOf(ended));
  });

async function atEveryCall(
  campaign: string,
  options: CampaignOptions,
  actions: readonly Fault['action'][],
  judge: (ended: Ended, fault: Fault) => Outcome,
): Promise<CampaignResult> {
  const whole = await wholeLife(options, false);
  const calls = whole.calls.filter(({ kind }) => kind !== 'mark');
  const cases = calls.flatMap((call) =>
    actions.flatMap((action) =>
      faultsOf(action, call).map((fault) => ({ fault, name: nameOfFault(fault), call })),
    ),
  );
  const checkers = new EngineCheckers();
  try {
    return await tryCases(
      campaign,
      cases.map(({ fault, name, call }) => ({
        name,
        what: describeCall(call, whole.disk),
        run: async (folder): Promise<Outcome> => {
          const life = await live(folder, fault, false);
          // The threads of a life do not always take the same turns, and it may be over before the call.
          if (life.ended.code === 0 && countOf(life.calls) < fault.at) return WELL;
          const ended = judge(life.ended, fault);
          const after = await checkers.check(life.data, life.acknowledged);
          if (after.kind !== 'well') return failed(`afterwards: ${reasonOf(after)}`);
          return ended;
        },
      })),
      options,
      { callsInALife: countOf(whole.calls) },
    );
  } finally {
    checkers.close();
  }
}

const reasonOf = (outcome: Outcome): string =>
  outcome.kind === 'failed' ? outcome.reason : outcome.kind === 'refused' ? outcome.code : 'well';

const MODELS: readonly NameModel[] = ['strict', 'ordered'];
const LUCKS: readonly Luck[] = ['nothing', 'everything', 'some', 'some', 'some', 'some'];

/** Power cuts after every call of a recorded life. */
export const enginePowerCuts: Campaign = async (options) => {
  const whole = await wholeLife(options, true);
  const random = generator(options.seed);
  const cases = whole.calls.flatMap((_, index) =>
    MODELS.flatMap((model) =>
      LUCKS.map((luck, turn) => {
        const seed = Math.floor(random() * 2 ** 31);
        return { at: index + 1, model, luck, seed, name: `${index + 1}:${model}:${luck}:${turn}` };
      }),
    ),
  );
  const checkers = new EngineCheckers();
  try {
    return await tryCases(
      'engine-power-cuts',
      cases.map(({ name, ...cut }) => ({
        name,
        what: `cut after ${describeCall(whole.calls[cut.at - 1], whole.disk)}`,
        run: async (folder): Promise<Outcome> => {
          const disk = join(folder, 'disk');
          writeImage(diskAfter(whole.calls, whole.disk, cut), disk);
          const marks = whole.calls.slice(0, cut.at).filter(({ kind }) => kind === 'mark');
          const text = Buffer.concat(marks.map(({ data }) => data)).toString();
          return checkers.check(join(disk, 'data'), linesOf(text));
        },
      })),
      options,
      { callsInALife: countOf(whole.calls) },
    );
  } finally {
    checkers.close();
  }
};
