/**
 * The prover of a running venue: fetches what a notice says from where it says, and where the hash is that of the notice, says so as
 * the venue's own account. From then on the consumer's silence accepts. What is not there yet is asked for again until its time is
 * up, ever more rarely; a notice that is corrected is asked for at once.
 *
 * Places are strangers': they are reached by the one way out alone, and providers share the time it takes, so that slow places of
 * some hold no other's notice up. Killed at any moment it goes on: what is unproved stands in the venue's state.
 */
import { EGRESS_ERRORS, type Egress, EgressError, type EgressErrorCode } from '../http/index.js';
import type { OwnAccount } from '../own-account/index.js';
import type { NoticeRow } from '../reader/index.js';
import { errorName } from '../values/index.js';
import { Turns } from './turns.js';

/** Why a notice is not proved, each with what its provider can do. Codes stay. */
export const PROOF_PROBLEMS = {
  ...EGRESS_ERRORS,
  STATUS: 'the place answers with another status than 200; serve it without asking who comes',
  OTHER_HASH: 'what lies there is something else; serve what the hash is of, or correct the notice',
  VENUE: 'the venue did not take the proof; it is tried again',
} as const;
export type ProofProblemCode = keyof typeof PROOF_PROBLEMS;

/** How the last try to prove a notice ended. */
export interface ProofProblem {
  readonly code: ProofProblemCode;
  readonly detail: string;
  readonly tries: number;
  /** When it is tried again. */
  readonly retryMs: number;
}

export interface ProverParts {
  /** A page of notices that nobody has proved; undefined while nobody knows. `next` 0 is the end. */
  readonly unproved: (
    after: number,
  ) => { readonly rows: readonly NoticeRow[]; readonly next: number } | undefined;
  readonly egress: Pick<Egress, 'digest'>;
  /** Made when something is proved for the first time. */
  readonly account: () => Pick<OwnAccount, 'send'>;
  /** The most that is fetched of one. */
  readonly bytesMax: number;
  readonly nowMs: () => number;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    message: string,
    fields: Readonly<Record<string, unknown>>,
  ) => void;
}

interface Trouble extends ProofProblem {
  /** Of the notice that was tried: another one is tried at once. */
  readonly notice: string;
  pass: number;
}

/** Of the next look: when all has been seen, and in the middle, so that how much there is delays nobody much. */
const LOOK_MS = 1_000;
const LOOK_ON_MS = 20;
const FETCH_MS = 120_000;
const RETRY_MIN_MS = 10_000;
const RETRY_MAX_MS = 600_000;
const TRIES_LEFT = 8;
const LOG_MS = 60_000;
/** Strangers have their words in it, such as those of a certificate. */
const DETAIL_CHARACTERS_MAX = 256;

export class Prover {
  private readonly parts: ProverParts;
  private readonly turns = new Turns(() => performance.now());
  private readonly troubles = new Map<number, Trouble>();
  /** Deliveries under way here, and those proved that the reader does not know of yet; with the pass that saw them last. */
  private readonly busy = new Set<number>();
  private readonly proved = new Map<number, number>();
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private found: NoticeRow[] = [];
  private after = 0;
  private pass = 1;
  private provedCount = 0;
  private failedCount = 0;
  private loggedMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private own: Pick<OwnAccount, 'send'> | undefined;

  constructor(parts: ProverParts) {
    this.parts = parts;
  }

  /** Looks for notices from now on. */
  begin(): void {
    if (this.ending.signal.aborted) return;
    try {
      this.look();
    } catch (error) {
      this.failed(error);
    }
    this.timer = setTimeout(() => this.begin(), this.after === 0 ? LOOK_MS : LOOK_ON_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await Promise.all(this.running);
  }

  /** Why a notice is not proved yet; undefined: it was not tried, or it is. */
  problemOf(deliveryId: number): ProofProblem | undefined {
    return this.troubles.get(deliveryId);
  }

  /** Numbers for metrics. */
  numbers(): Record<string, number> {
    return {
      reader_proofs: this.provedCount,
      reader_proof_failures: this.failedCount,
      reader_proofs_failing: this.troubles.size,
    };
  }

  /** One page of what there is; at its end everything found is offered, and what is over is forgotten. */
  private look(): void {
    const page = this.parts.unproved(this.after);
    if (page === undefined) return;
    for (const row of page.rows) {
      const { deliveryId } = row;
      if (this.proved.has(deliveryId)) {
        this.proved.set(deliveryId, this.pass);
        continue;
      }
      const trouble = this.troubles.get(deliveryId);
      if (trouble !== undefined) trouble.pass = this.pass;
      if (this.isDue(row)) this.found.push(row);
    }
    this.after = page.next;
    if (page.next === 0) this.endPass();
    this.go();
  }

  private endPass(): void {
    this.turns.offer(this.found);
    this.found = [];
    for (const [deliveryId, { pass }] of this.troubles) {
      if (pass < this.pass && !this.busy.has(deliveryId)) this.troubles.delete(deliveryId);
    }
    for (const [deliveryId, pass] of this.proved) {
      if (pass < this.pass - 1) this.proved.delete(deliveryId);
    }
    this.pass += 1;
  }

  /** Asked again when its turn comes: what was found early in a pass may have been tried since. */
  private isDue(row: NoticeRow): boolean {
    const { deliveryId } = row;
    if (this.busy.has(deliveryId) || this.proved.has(deliveryId)) return false;
    const trouble = this.troubles.get(deliveryId);
    const isNew = trouble === undefined || trouble.notice !== noticeOf(row);
    return isNew || trouble.retryMs <= this.parts.nowMs();
  }

  private go(): void {
    while (!this.ending.signal.aborted) {
      const row = this.turns.take();
      if (row === undefined) return;
      if (!this.isDue(row)) {
        this.turns.end(row);
        continue;
      }
      this.busy.add(row.deliveryId);
      const done = this.prove(row).finally(() => {
        this.busy.delete(row.deliveryId);
        this.turns.end(row);
        this.running.delete(done);
        this.go();
      });
      this.running.add(done);
    }
  }

  private async prove(row: NoticeRow): Promise<void> {
    const { deliveryId } = row;
    try {
      const problem = (await this.fetch(row)) ?? (await this.say(row));
      if (problem === undefined) {
        this.troubles.delete(deliveryId);
        this.proved.set(deliveryId, this.pass);
        return;
      }
      if (!this.ending.signal.aborted) this.trouble(row, problem[0], problem[1]);
    } catch (error) {
      // Such as no account yet: the venue's own fault, not the provider's.
      if (this.ending.signal.aborted) return;
      this.failed(error);
      this.trouble(row, 'VENUE', '');
    }
  }

  /** Undefined: it is there. */
  private async fetch({ location, contentHash }: NoticeRow): Promise<Problem | undefined> {
    try {
      const { status, sha256, bytes } = await this.parts.egress.digest({
        ...{ url: location, method: 'GET', timeoutMs: FETCH_MS },
        // Of the content itself is the hash, not of a packed form of it.
        headers: { 'accept-encoding': 'identity' },
        ...{ responseBytesMax: this.parts.bytesMax, signal: this.ending.signal },
      });
      if (status !== 200) return ['STATUS', `the answer is ${status}`];
      const isIt = sha256.every((byte, i) => byte === contentHash[i]);
      return isIt ? undefined : ['OTHER_HASH', `${bytes} bytes lie there`];
    } catch (error) {
      if (error instanceof EgressError) return [error.code, detailOf(error)];
      throw error;
    }
  }

  /** Undefined: the venue has it, or the delivery went on without it. */
  private async say({
    deliveryId,
    contentHash,
    location,
  }: NoticeRow): Promise<Problem | undefined> {
    this.own ??= this.parts.account();
    const body = { contentHash: Buffer.from(contentHash).toString('hex'), location };
    const path = `/v1/deliveries/${deliveryId}/proof`;
    // Without a key: a proof does itself once, and keys of a day are few.
    const answer = await this.own.send({ method: 'POST', path }, body, '');
    if (answer.kind === 'refused') return ['VENUE', `${answer.name}: ${answer.detail}`];
    if (answer.kind !== 'done') return ['VENUE', 'that was no answer'];
    const name = answer.code === 0 ? '' : errorName(answer.code);
    if (name === 'DELIVERY_STATE' || name === 'UNKNOWN_DELIVERY') return undefined;
    if (name !== '') return ['VENUE', `${name} ${answer.field}`];
    this.provedCount += 1;
    return undefined;
  }

  private trouble(row: NoticeRow, code: ProofProblemCode, detail: string): void {
    const { deliveryId } = row;
    this.failedCount += 1;
    const notice = noticeOf(row);
    const before = this.troubles.get(deliveryId);
    const tries = (before?.notice === notice ? before.tries : 0) + 1;
    const nowMs = this.parts.nowMs();
    // Several times before it is too late, however little time there is.
    const mostMs = Math.max(RETRY_MIN_MS, (row.deadlineMs - nowMs) / TRIES_LEFT);
    const waitMs = Math.min(RETRY_MAX_MS, mostMs, RETRY_MIN_MS * 2 ** Math.min(tries - 1, 20));
    const retryMs = Math.ceil(nowMs + waitMs);
    this.troubles.set(deliveryId, { code, detail, tries, retryMs, notice, pass: this.pass });
  }

  /** Faults here, not of strangers; once a minute. */
  private failed(error: unknown): void {
    const nowMs = this.parts.nowMs();
    if (nowMs - this.loggedMs < LOG_MS) return;
    this.loggedMs = nowMs;
    const err = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.parts.log('error', 'what notices name cannot be proved', { err });
  }
}

type Problem = readonly [code: ProofProblemCode, detail: string];

const noticeOf = ({ contentHash, location }: NoticeRow): string =>
  `${Buffer.from(contentHash).toString('hex')} ${location}`;

/** Of what went wrong on the way, without its code, which is said beside it; and without what the venue's name servers know. */
const detailOf = ({ code, message }: { code: EgressErrorCode; message: string }): string =>
  code === 'ADDRESS_REFUSED'
    ? 'it leads to no address of the public Internet'
    : message.slice(code.length + 2).slice(0, DETAIL_CHARACTERS_MAX);
