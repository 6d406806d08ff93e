/**
 * What every campaign of faults shares: cases with an outcome each, a bounded number at a time, and the count of how they
 * ended.
 *
 * A case ends well (what was acknowledged is there and it goes on), with a refusal by a code the campaign allows for that
 * fault, or failed, with the command that repeats it alone.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generator } from './power-cut.js';

export interface CampaignOptions {
  readonly seed: number;
  /** Cases at a time. */
  readonly jobs: number;
  /** Cases to try at most, spread over all; all when not given. */
  readonly casesMax?: number | undefined;
  /** Only the case of this name. */
  readonly only?: string | undefined;
  readonly progress?: ((text: string) => void) | undefined;
}

export type Outcome =
  | { readonly kind: 'well' }
  /** A typed refusal that is true of the fault. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly reason: string };

export interface Failure {
  /** Name of the case; `--only CAMPAIGN --case NAME --seed SEED` repeats it. */
  readonly name: string;
  readonly what: string;
  readonly reason: string;
}

export interface CampaignResult {
  readonly campaign: string;
  readonly tried: number;
  readonly well: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  readonly seconds: number;
  /** What else is worth saying: calls in a life, cuts, restarts. */
  readonly notes: Readonly<Record<string, number>>;
}

/** A case to try. */
export interface Case {
  readonly name: string;
  /** What is done, in words. */
  readonly what: string;
  readonly run: (folder: string) => Promise<Outcome>;
}

export type Campaign = (options: CampaignOptions) => Promise<CampaignResult>;

const FOLDER_PREFIX = 'patx-fault-';

export const WELL: Outcome = { kind: 'well' };
export const failed = (reason: string): Outcome => ({ kind: 'failed', reason });

/** Runs the cases, each in a fresh folder that is removed afterwards. */
export async function tryCases(
  campaign: string,
  cases: readonly Case[],
  options: CampaignOptions,
  notes: Readonly<Record<string, number>> = {},
): Promise<CampaignResult> {
  const begunMs = performance.now();
  const chosen = choose(cases, options);
  const refused: Record<string, number> = {};
  const failures: Failure[] = [];
  let well = 0;
  let tried = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let one = chosen[next++]; one !== undefined; one = chosen[next++]) {
      const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
      const outcome = await one
        .run(folder)
        .catch((error: unknown): Outcome => failed(`the harness: ${String(error)}`));
      rmSync(folder, { recursive: true, force: true });
      tried += 1;
      if (outcome.kind === 'well') well += 1;
      else if (outcome.kind === 'refused') refused[outcome.code] = (refused[outcome.code] ?? 0) + 1;
      else failures.push({ name: one.name, what: one.what, reason: outcome.reason });
      if (outcome.kind === 'failed') {
        options.progress?.(`${campaign} ${one.name}: ${one.what}: ${outcome.reason}`);
      } else if (tried % 100 === 0) {
        options.progress?.(`${campaign}: ${tried} of ${chosen.length}, ${failures.length} failed`);
      }
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  const seconds = (performance.now() - begunMs) / 1000;
  return { campaign, tried, well, refused, failures, seconds, notes };
}

/** All cases, the one asked for, or as many as are allowed, one of each run of neighbours. */
function choose(cases: readonly Case[], options: CampaignOptions): readonly Case[] {
  const { only, casesMax = cases.length, seed } = options;
  if (only !== undefined) return cases.filter(({ name }) => name === only);
  if (casesMax >= cases.length) return cases;
  const step = cases.length / casesMax;
  const random = generator(seed);
  return Array.from(
    { length: casesMax },
    (_, index) => cases[Math.floor((index + random()) * step)] as Case,
  );
}

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It was still running when its time was over, and was killed. */
  readonly isHung: boolean;
}

/** Runs a Node program to its end, or kills it when its time is over. */
export function runNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let isHung = false;
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  const timer = setTimeout(() => {
    isHung = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, isHung });
    });
  });
}

/** How a process that was not to end this way ended, in words: what it said of errors, or else what it said last. */
export function endingOf({ code, signal, stderr, isHung }: Ended): string {
  const how = isHung
    ? 'hung and was killed'
    : signal === null
      ? `ended with ${code}`
      : `died of ${signal}`;
  const lines = stderr.trim().split('\n');
  const errors = lines.filter((line) =>
    /error|refused|patx:|corrupt|fatal|"level":[56]0/i.test(line),
  );
  const said = (errors.length > 0 ? errors : lines).slice(-2).join(' | ').slice(0, 400);
  return said === '' ? how : `${how}: ${said}`;
}
