/**
 * The rules of model feeds and their creators: the stage of the rollout, who is admitted, whose tax form is there, what is paid
 * out later. Deny by default: without rules there are no feeds, and nobody enters a model who was not let in.
 */
import {
  type ColdBodies,
  CREATOR_STANDING,
  FEED_STAGE,
  FIELD_ID,
} from '../../../../values/index.js';
import { FIRST_OPEN_ACCOUNT } from '../../kernel/accounts.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import { CODE, type Result } from '../../kernel/reject.js';
import { crowdProblem } from '../../kernel/shares.js';
import type { State } from '../../kernel/state.js';
import { MEMBER } from '../members.js';
import { CREATOR_FIELD as C, FEED_RULE } from './feeds.js';
import type { SeatMoney } from './seat-money.js';

export const DEPOSIT_MICRO_PAT_MAX = 1_000_000_000_000;
const ALPHA_CREATORS_MAX = 10;
const { WAITING, ADMITTED, REMOVED } = CREATOR_STANDING;

/** What happened to a creator, for whoever follows. */
export const CREATOR_CAUSE = { APPLIED: 1, DECIDED: 2, TAX_FORM: 3, COLLECTED: 4 } as const;

export class CreatorDesk {
  readonly handlers = {
    setFeedRules: (body, out) => this.setRules(body, out),
    applyAsCreator: (_, out, account) => this.apply(account, out),
    admitCreator: (body, out) => this.admit(body, out),
    recordTaxForm: (body, out) => this.recordTaxForm(body, out),
    collectPayout: (_, out, account) => this.collect(account, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly money: SeatMoney;

  constructor(state: State, reports: EventWriter, money: SeatMoney) {
    this.state = state;
    this.reports = reports;
    this.money = money;
  }

  /** Why an account may not enter models now, or 0. In GA everybody may who was not removed. */
  problem(account: number): number {
    const { feeds, members, timeMs } = this.state;
    if (feeds.stage === 0) return CODE.FEEDS_CLOSED;
    const creator = feeds.creator(account);
    const standing = creator === 0 ? 0 : feeds.creators.get(creator, C.standing);
    const isLetIn =
      standing === ADMITTED || (feeds.stage === FEED_STAGE.GA && standing !== REMOVED);
    if (!isLetIn) return CODE.NOT_A_CREATOR;
    return members.get(account, MEMBER.verifiedUntilMs) > timeMs ? 0 : CODE.NOT_VERIFIED;
  }

  /** The record of an account; refuses and answers 0 where there is none and no room for one. */
  record(account: number, out: Result): number {
    const { feeds, accounts } = this.state;
    const found = feeds.creator(account);
    if (found !== 0) return found;
    const { room, capacity } = feeds.creators;
    const problem = crowdProblem({ room, capacity }, 0, 1, accounts.count);
    if (problem !== 0) {
      out.refuse(problem);
      return 0;
    }
    const creator = feeds.makeCreator(account);
    feeds.creators.set(creator, C.standing, WAITING);
    return creator;
  }

  private setRules(body: ColdBodies['setFeedRules'], out: Result): void {
    const { feeds, registry } = this.state;
    if (registry.marketTerms === null) return out.refuse(CODE.MARKET_CLOSED);
    const { stage, entryDepositMicroPat } = body;
    if (entryDepositMicroPat < 0 || entryDepositMicroPat > DEPOSIT_MICRO_PAT_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.entry_deposit_micro_pat);
    }
    feeds.rules[FEED_RULE.stage] = stage;
    feeds.rules[FEED_RULE.entryDepositMicroPat] = entryDepositMicroPat;
    out.done(0);
  }

  private apply(account: number, out: Result): void {
    const { feeds } = this.state;
    if (feeds.stage === 0) return out.refuse(CODE.FEEDS_CLOSED);
    const isNew = feeds.creator(account) === 0;
    if (this.record(account, out) === 0) return;
    if (isNew) this.tell(account, CREATOR_CAUSE.APPLIED);
    out.done(account);
  }

  private admit(body: ColdBodies['admitCreator'], out: Result): void {
    const { feeds } = this.state;
    const { targetAccountId: target, standing } = body;
    if (!this.isTarget(target, out)) return;
    const known = feeds.creator(target);
    const isNew = known === 0 || feeds.creators.get(known, C.standing) !== ADMITTED;
    if (standing === ADMITTED && isNew && feeds.stage === FEED_STAGE.ALPHA) {
      if (this.admitted >= ALPHA_CREATORS_MAX) {
        return out.refuse(CODE.CREATORS_FULL, FIELD_ID.target_account_id);
      }
    }
    const creator = this.record(target, out);
    if (creator === 0) return;
    feeds.creators.set(creator, C.standing, standing);
    feeds.creators.set(creator, C.payoutsHeld, body.payoutsHeld ? 1 : 0);
    this.tell(target, CREATOR_CAUSE.DECIDED);
    out.done(target);
  }

  /** Creators that are admitted; operators ask, so a walk is fine. */
  private get admitted(): number {
    const { creators } = this.state.feeds;
    let count = 0;
    for (let slot = 1; slot <= creators.highWater; slot += 1) {
      if (creators.isLive(slot) && creators.get(slot, C.standing) === ADMITTED) count += 1;
    }
    return count;
  }

  private recordTaxForm(body: ColdBodies['recordTaxForm'], out: Result): void {
    const { feeds } = this.state;
    const { targetAccountId: target } = body;
    if (!this.isTarget(target, out)) return;
    const creator = this.record(target, out);
    if (creator === 0) return;
    feeds.creators.set(creator, C.taxForm, body.taxForm);
    feeds.creators.set(creator, C.taxUntilMs, body.validToMs);
    feeds.creators.setHash(creator, C.taxHash, body.formHash);
    this.tell(target, CREATOR_CAUSE.TAX_FORM);
    out.done(target);
  }

  private collect(account: number, out: Result): void {
    if (!this.money.isPayable(account)) return out.refuse(CODE.PAYOUT_HELD);
    const amount = this.money.collect(account);
    this.tell(account, CREATOR_CAUSE.COLLECTED);
    out.done(account, amount);
  }

  private isTarget(target: number, out: Result): boolean {
    const { feeds, accounts } = this.state;
    if (feeds.stage === 0) {
      out.refuse(CODE.FEEDS_CLOSED);
      return false;
    }
    if (accounts.exists(target) && target >= FIRST_OPEN_ACCOUNT) return true;
    out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    return false;
  }

  private tell(account: number, cause: number): void {
    const { feeds } = this.state;
    const standing = feeds.creators.get(feeds.creator(account), C.standing);
    this.reports.plain(EVENT.CREATOR, account, standing, cause);
  }
}
