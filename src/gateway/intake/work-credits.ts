/**
 * What an account's messages cost, refused or not, over all its sessions.
 *
 * One unit is about the work of one order. An account earns a multiple of the venue's `order_rate_per_second` a second: an
 * honest account at its full rate of orders, with as many cancels, amends and questions, stays below. Once nothing is
 * left, only what ends or protects is taken, on credit; who goes on as if nothing had been said ends with his session.
 * The broker's own account and operators are not counted: they set the rates.
 */
import { ACCOUNT_ROLE, COMMAND_KIND as K } from '../../values/index.js';

/** Units earned for each order credit: the order, its cancel, an amend, and what is asked about them. */
const UNITS_PER_ORDER_CREDIT = 4;
/** Units anyone earns a second, whatever the rate of orders: looking around is no order. */
const UNITS_PER_SECOND_MIN = 2_000;
/** Seconds' worth of units that may be saved up. */
const SAVED_SECONDS = 2;
const MS_PER_SECOND = 1_000;
const BYTES_PER_UNIT = 1_024;
/** JSON is read by a general parser and written anew: as many times a binary envelope. */
const JSON_FACTOR = 4;

/** Units of a question, before its answer, or of a message that is no command. */
export const QUESTION_UNITS = 2;
/** Units of an envelope that could not be read: its refusal says why. */
export const PROBLEM_UNITS = 2;

/** Units of a command that is not named here. */
const OTHER_UNITS = 4;
const units: number[] = [];
const cost = (of: number, ...kinds: readonly number[]): void => {
  for (const kind of kinds) units[kind] = of;
};
cost(1, K.PLACE_ORDER, K.CANCEL_ORDER, K.AMEND_ORDER);
cost(16, K.MASS_CANCEL, K.MASS_QUOTE, K.PLACE_BUNDLE, K.REQUEST_QUOTE);
/** A signature is checked, off this thread but on this machine. */
cost(32, K.ACCEPT_DELIVERY);
cost(64, K.LINK_WALLET);

/** Units of a command of this kind. */
export function unitsOf(kind: number): number {
  return units[kind] ?? OTHER_UNITS;
}

/** Units of a frame, before what is in it. */
export function frameUnits(bytes: number, isJson: boolean): number {
  return (bytes / BYTES_PER_UNIT) * (isJson ? JSON_FACTOR : 1);
}

/** Units of an answer. */
export function answerUnits(bytes: number): number {
  return bytes / BYTES_PER_UNIT;
}

/** What one account has left. */
export interface Work {
  units: number;
  /** What it sent since it had none left. */
  overUnits: number;
  timeMs: number;
  /** Neither counted nor refused. */
  readonly isFree: boolean;
}

/** Work of a session that has not logged on: the lobby and the limits before log-on bound it. */
export const NO_ACCOUNT: Work = { units: 0, overUnits: 0, timeMs: 0, isFree: true };

export class WorkCredits {
  private readonly orderRate: () => number;
  private readonly accounts = new Map<number, Work>();

  /** @param orderRate order credits an account earns a second, as the venue has it now */
  constructor(orderRate: () => number) {
    this.orderRate = orderRate;
  }

  /** The account's credits; kept while the process lives, so that logging on again begins nothing anew. */
  of(accountId: number, role: number, nowMs: number): Work {
    let work = this.accounts.get(accountId);
    if (work === undefined) {
      const isFree = role === ACCOUNT_ROLE.BROKER || role === ACCOUNT_ROLE.OPERATOR;
      work = { units: this.full, overUnits: 0, timeMs: nowMs, isFree };
      this.accounts.set(accountId, work);
    }
    return work;
  }

  /** Adds what was earned since, and takes what a frame costs, whatever is in it: it is parsed before that is known. */
  begin(work: Work, nowMs: number, cost: number): void {
    if (work.isFree) return;
    const earned = ((nowMs - work.timeMs) * this.perSecond) / MS_PER_SECOND;
    const units = Math.min(this.full, work.units + Math.max(0, earned));
    work.overUnits = units > 0 ? 0 : work.overUnits + cost;
    work.units = units - cost;
    work.timeMs = nowMs;
  }

  /** Takes units; whether there were any left before. */
  take(work: Work, cost: number): boolean {
    if (work.isFree) return true;
    const had = work.units > 0;
    work.units -= cost;
    work.overUnits = had ? 0 : work.overUnits + cost;
    return had;
  }

  /** Takes what an answer cost: nobody knows how long it will be who asks, so a debt by it is only waited for. */
  charge(work: Work, cost: number): void {
    if (!work.isFree) work.units -= cost;
  }

  /** Whether the account has gone on so long without credits that its session ends. */
  isFarOver(work: Work): boolean {
    return work.overUnits > this.full;
  }

  /** Milliseconds until there are credits again. */
  waitMs(work: Work): number {
    return Math.max(1, Math.ceil((-work.units * MS_PER_SECOND) / this.perSecond));
  }

  private get perSecond(): number {
    return Math.max(UNITS_PER_SECOND_MIN, this.orderRate() * UNITS_PER_ORDER_CREDIT);
  }

  private get full(): number {
    return this.perSecond * SAVED_SECONDS;
  }
}
