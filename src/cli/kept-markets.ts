/**
 * Simulated markets as they were played, a line of JSON each in a file, so that a comparison that was ended goes on where it was.
 *
 * What is there is taken for a job with the same scenario, days, seed and plan. A line that was cut off while it was written, the last
 * one, is no line. Whether code of today plays the same is not seen from the file: who goes on plays some again and compares.
 */
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { SimulationJob, SimulationRow } from '../simulation/index.js';
import { CommandError } from './command-error.js';

const keyOf = ({ scenario, seed, plan }: SimulationJob): string =>
  `${scenario.name} ${scenario.days} ${seed} ${JSON.stringify(plan)}`;

/** Everything of a row but what surveillance found. */
const comparable = (row: SimulationRow): string => JSON.stringify({ ...row, cases: [] });

interface Kept {
  readonly key: string;
  readonly row: SimulationRow;
}

function keptOf(line: string): Kept | undefined {
  try {
    const kept = JSON.parse(line) as Partial<Kept> | null;
    const isKept = typeof kept?.key === 'string' && typeof kept.row?.trueTotalPat === 'number';
    return isKept ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

const notKept = (file: string, line: number): CommandError =>
  new CommandError('bad-value', `${file}, line ${line} is no market: name a file that --keep made`);

export class KeptMarkets {
  private readonly file: string;
  private readonly rows = new Map<string, SimulationRow>();

  constructor(file: string) {
    this.file = file;
    if (!existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (!text.startsWith('{"key":"') && text !== '') throw notKept(file, 1);
    for (const [index, line] of whole.split('\n').slice(0, -1).entries()) {
      const kept = keptOf(line);
      if (kept === undefined) throw notKept(file, index + 1);
      this.rows.set(kept.key, kept.row);
    }
    truncateSync(file, Buffer.byteLength(whole));
  }

  find(job: SimulationJob): SimulationRow | undefined {
    return this.rows.get(keyOf(job));
  }

  keep(job: SimulationJob, row: SimulationRow): void {
    const key = keyOf(job);
    this.rows.set(key, row);
    appendFileSync(this.file, `${JSON.stringify({ key, row })}\n`);
  }

  /** One job of every broker that is kept: if these come out the same, so do the others. */
  samples(jobs: readonly SimulationJob[]): readonly SimulationJob[] {
    const names = new Set<string>();
    return jobs.filter((job) => {
      if (this.find(job) === undefined || names.has(job.plan.name)) return false;
      names.add(job.plan.name);
      return true;
    });
  }

  /** Refuses to go on where a market that is kept came out otherwise now. */
  compare(job: SimulationJob, row: SimulationRow): void {
    const kept = this.find(job);
    if (kept !== undefined && comparable(kept) === comparable(row)) return;
    const which = `${job.scenario.name}, seed ${job.seed}, ${job.plan.name}`;
    throw new CommandError(
      'bad-value',
      `${this.file} is of another version: ${which} comes out otherwise now; name another file`,
    );
  }
}
