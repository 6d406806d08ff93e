/**
 * What-ifs asked for on the pages of a running venue, one at a time: `patx what-if` in a process of its own, at the lowest priority and
 * first to go when memory is short. It reads the journal beside its writer, as readers do (decision 0079).
 *
 * What is asked is checked before anything begins; the last answer is kept in memory until the next question. Bounded: the process by
 * its heap and a deadline, its answer by a size.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { WhatIfAsked, WhatIfDesk, WhatIfJob } from '../../api/index.js';
import { ParameterSetError, parseParameterSet } from '../../backtest/index.js';
import { makePrivateDirectory } from '../../files/index.js';
import type { WhatIfReport } from '../../what-if/index.js';
import { MAIN_FILE } from '../main-file.js';
import { STOP_WITH_PARENT } from '../parent-tie.js';

const MIB = 1_048_576;
const HEAP_MIB = 2_048;
const DEADLINE_MS = 2 * 3_600_000;
/** After this much of being asked to end, it is ended. */
const GRACE_MS = 5_000;
const ANSWER_BYTES_MAX = 4 * MIB;
const ERROR_CHARS_MAX = 2_000;
const PPM = 1_000_000;

/** What was asked is not what can be played; the message says what is wrong. */
export class WhatIfRefused extends Error {
  override readonly name = 'WhatIfRefused';
}

type Running = { -readonly [K in keyof WhatIfJob]: WhatIfJob[K] };

export interface WhatIfJobsOptions {
  /** Of the venue. */
  readonly dataDirectory: string;
  /** Last sequence that is durable. */
  readonly durableSequence: () => number;
  /** Where the question and the answer lie meanwhile; nothing else is there. */
  readonly directory: string;
  readonly nowMs: () => number;
  readonly failed: (error: unknown) => void;
}

export class WhatIfJobs implements WhatIfDesk {
  private readonly options: WhatIfJobsOptions;
  private current: Running | undefined;
  private count = 0;
  private abort = new AbortController();
  private work: Promise<void> = Promise.resolve();

  constructor(options: WhatIfJobsOptions) {
    this.options = options;
  }

  job(): WhatIfJob | undefined {
    return this.current;
  }

  begin(asked: WhatIfAsked): WhatIfJob | 'busy' {
    const { durableSequence, nowMs } = this.options;
    if (this.isRunning) return 'busy';
    const files = asked.sets.map(fileOf);
    this.count += 1;
    this.abort = new AbortController();
    const job: Running = {
      ...{ number: this.count, ...asked, stage: 'RUNNING', progressPpm: 0 },
      ...{ begunMs: nowMs(), endedMs: null, untilSequence: durableSequence() },
      ...{ problem: null, report: null },
    };
    this.current = job;
    this.work = this.run(job, files, this.abort.signal);
    return job;
  }

  cancel(): boolean {
    if (!this.isRunning) return false;
    this.abort.abort(new Error('called off'));
    return true;
  }

  async stop(): Promise<void> {
    this.cancel();
    await this.work;
  }

  private get isRunning(): boolean {
    return this.current?.endedMs === null;
  }

  private async run(job: Running, files: readonly string[], signal: AbortSignal): Promise<void> {
    const { directory, nowMs, failed } = this.options;
    try {
      rmSync(directory, { recursive: true, force: true });
      makePrivateDirectory(directory);
      job.report = await this.play(job, files, signal);
      job.progressPpm = PPM;
      job.stage = 'DONE';
    } catch (error) {
      job.stage = signal.aborted ? 'CANCELED' : 'FAILED';
      job.problem = signal.aborted ? null : messageOf(error);
    }
    try {
      rmSync(directory, { recursive: true, force: true });
    } catch (error) {
      failed(error);
    }
    job.endedMs = nowMs();
  }

  private async play(
    job: Running,
    files: readonly string[],
    signal: AbortSignal,
  ): Promise<WhatIfReport> {
    const { directory, dataDirectory } = this.options;
    const names = files.map((text, i) => {
      const name = join(directory, `${i}.json`);
      writeFileSync(name, text, { mode: 0o600 });
      return name;
    });
    const answer = join(directory, 'answer.json');
    signal.throwIfAborted();
    const child = spawn(
      process.execPath,
      [
        ...[`--max-old-space-size=${HEAP_MIB}`, MAIN_FILE, 'what-if', '--data', dataDirectory],
        ...['--draws', String(job.draws), '--seed', String(job.seed), '--threads', '1'],
        ...['--json', answer, '--params', ...names],
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: { PATH: process.env.PATH, [STOP_WITH_PARENT]: '1' },
      },
    );
    const said = await ended(child, signal, (share) => {
      job.progressPpm = Math.floor(share * PPM);
    });
    signal.throwIfAborted();
    if (said !== undefined) throw new Error(said);
    if (statSync(answer).size > ANSWER_BYTES_MAX) throw new Error('the answer is too large');
    return JSON.parse(readFileSync(answer, 'utf8')) as WhatIfReport;
  }
}

/** A parameter set as a file has it; fails with WhatIfRefused. */
function fileOf({ name, values }: WhatIfAsked['sets'][number]): string {
  const parameters = new Map<string, Record<string, number>>();
  for (const { name: parameter, target, value } of values) {
    const byTarget = parameters.get(parameter) ?? {};
    if (Object.hasOwn(byTarget, target))
      throw new WhatIfRefused(`${name}: ${parameter} has two values at "${target}"`);
    Object.defineProperty(byTarget, target, { value, enumerable: true });
    parameters.set(parameter, byTarget);
  }
  const text = JSON.stringify({ name, parameters: Object.fromEntries(parameters) });
  try {
    parseParameterSet(text, name);
  } catch (error) {
    if (error instanceof ParameterSetError) throw new WhatIfRefused(error.message);
    throw error;
  }
  return text;
}

/** Resolves when the process has: undefined when well, else what it said last. */
async function ended(
  child: ChildProcess,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<string | undefined> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-ERROR_CHARS_MAX);
    const percent = [...part.matchAll(/^(\d{1,3}) % of \d+ draws$/gm)].at(-1)?.[1];
    if (percent !== undefined) progress(Number(percent) / 100);
  });
  let isLate = false;
  let grace: NodeJS.Timeout | undefined;
  const end = (): void => {
    child.kill('SIGTERM');
    grace ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  const deadline = setTimeout(() => {
    isLate = true;
    end();
  }, DEADLINE_MS);
  signal.addEventListener('abort', end);
  yieldTo(child);
  try {
    const [code, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (isLate) return `it took longer than ${DEADLINE_MS / 3_600_000} h`;
    if (code === 0) return undefined;
    const lines = said.trim().split('\n');
    return lines.at(-1) || `the process ended with ${by ?? code}`;
  } finally {
    signal.removeEventListener('abort', end);
    clearTimeout(deadline);
    clearTimeout(grace);
  }
}

/** Everything else of the machine goes before it. */
function yieldTo({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // It has ended already, or this system has none of it.
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARS_MAX);
