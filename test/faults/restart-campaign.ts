/**
 * Clean restarts of one engine, 2,000 where nothing is said: a healthy venue starts every time, whatever number its
 * counters on disk have come to. Several runs of them would be several cases; there is one.
 */
import { join } from 'node:path';
import { ROOT } from '../../bench/child.js';
import {
  type Campaign,
  type CampaignResult,
  endingOf,
  failed,
  type Outcome,
  runNode,
  tryCases,
  WELL,
} from './campaign.js';
import { EngineCheckers } from './engine-checker.js';

const PROGRAM = join(ROOT, 'dist', 'test', 'processes', 'engine-restarts.js');
const RESTARTS = 2_000;
const TIMEOUT_MS = 3_600_000;

export const restarts: Campaign = async (options): Promise<CampaignResult> => {
  const wanted = options.casesMax ?? RESTARTS;
  let done = 0;
  const checkers = new EngineCheckers();
  const run = async (folder: string): Promise<Outcome> => {
    const data = join(folder, 'data');
    const args = [PROGRAM, data, String(wanted), String(options.seed)];
    const ended = await runNode(args, {}, TIMEOUT_MS);
    done = Number(/done (\d+)\s*$/.exec(ended.stdout)?.[1] ?? 0);
    if (ended.code !== 0) return failed(`after at least ${done} restarts it ${endingOf(ended)}`);
    const after = await checkers.check(data, []);
    return after.kind === 'well' ? WELL : failed(`afterwards: ${JSON.stringify(after)}`);
  };
  const cases = [{ name: 'restarts', what: `${wanted} clean restarts`, run }];
  const { casesMax: _, ...rest } = options;
  const result = await tryCases('restarts', cases, rest);
  checkers.close();
  return { ...result, notes: { restarts: done } };
};
