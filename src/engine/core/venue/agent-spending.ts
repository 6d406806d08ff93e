/**
 * Holds the commands of agents to what their owners granted: which commands, of what, and for how much.
 *
 * A command that came with an agent's key is announced by the venue right before it (`BindIdempotencyKey`). It is refused before
 * anything moves unless the most it can cost fits into the budget or into what the owner approved; what it did cost is counted
 * when it is done, in the same step, so that commands which come at once never overspend. What comes back later, such as a
 * refund, is not given back to the budget.
 *
 * Invariant: what a command costs is at most what it was let in with. Fails with a code, changing nothing.
 */
import {
  type ColdBodies,
  type Command,
  FIELD_ID,
  COMMAND_KIND as K,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../values/index.js';
import { CLEARING, SERIES_FIELD as S } from '../instruments/series-table.js';
import { check } from '../kernel/check.js';
import { BUCKET } from '../kernel/ledger.js';
import type { AgentRecord } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';

const DAY_MS = 86_400_000;

/** What an agent may send at all. */
export const AGENT_KINDS: ReadonlySet<number> = new Set([
  K.PLACE_ORDER,
  K.EXERCISE_RIGHTS,
  K.DRAFT_PURCHASE,
  K.FILL_DOSSIER,
  K.PURCHASE_LISTING,
  K.SUBSCRIBE_FEED,
]);

export class AgentSpending {
  private readonly state: State;
  /** The agent's key the command that is applied now came with; 0 is none. */
  private keyId = 0;

  constructor(state: State) {
    this.state = state;
  }

  /** A command comes, with this agent's key; 0 is none. */
  begin(agentKeyId: number): void {
    this.keyId = agentKeyId;
  }

  get isActing(): boolean {
    return this.keyId !== 0;
  }

  /** Does what the agent's command says, if its owner lets it, and counts what it cost; otherwise refuses it. */
  run(c: Command, out: Result, act: (c: Command) => void): void {
    const { keyId } = this;
    const { registry, spendBounds, timeMs } = this.state;
    const session = registry.key(c.accountId, keyId);
    const agent = registry.agent(keyId);
    const isOver = session === undefined || !('expiresAtMs' in session) || session.revoked;
    if (
      agent === undefined ||
      isOver ||
      session.expiresAtMs <= timeMs ||
      !AGENT_KINDS.has(c.kind)
    ) {
      return out.refuse(CODE.AGENT_NOT_ALLOWED);
    }
    const fieldId = this.fieldOf(c, agent);
    if (fieldId !== 0) return out.refuse(CODE.AGENT_NOT_ALLOWED, fieldId);
    const limitMicroPat = Math.max(this.left(agent), this.approvedFor(c, agent));
    const before = this.balance(c.accountId);
    spendBounds.set(limitMicroPat, agent.providerIds);
    act(c);
    spendBounds.clear();
    const cost = before - this.balance(c.accountId);
    check(cost <= limitMicroPat, 'I42: an agent spent more than its owner lets it');
    if (cost > 0) this.count(agent, cost);
  }

  /** What was spent comes off the budget, or uses up what the owner approved. */
  private count(agent: AgentRecord, cost: number): void {
    if (cost > this.left(agent)) {
      agent.approval = null;
      return;
    }
    const { day } = this;
    if (agent.spentDay !== day) agent.spentDayMicroPat = 0;
    agent.spentDay = day;
    agent.spentDayMicroPat += cost;
    agent.spentMicroPat += cost;
  }

  /** What of its budget an agent has left now. */
  left(agent: AgentRecord): number {
    const today = agent.spentDay === this.day ? agent.spentDayMicroPat : 0;
    const { dailyBudgetMicroPat, totalBudgetMicroPat, spentMicroPat } = agent;
    return Math.min(dailyBudgetMicroPat - today, totalBudgetMicroPat - spentMicroPat);
  }

  private get day(): number {
    return Math.floor(this.state.timeMs / DAY_MS);
  }

  /** FIELD_ID of what the agent may not do, or 0. */
  private fieldOf(c: Command, agent: AgentRecord): number {
    const { series } = this.state;
    switch (c.kind) {
      case K.PLACE_ORDER: {
        const { side, orderType, timeInForce, seriesId, isSpecial } = c;
        const { IOC, FOK } = TIME_IN_FORCE;
        if (side !== SIDE.BUY) return FIELD_ID.side;
        // Its price bounds what it costs, and nothing of it stays behind.
        if (isSpecial || orderType !== ORDER_TYPE.LIMIT) return FIELD_ID.order_type;
        if (timeInForce !== IOC && timeInForce !== FOK) return FIELD_ID.time_in_force;
        const isSpot =
          !series.exists(seriesId) || series.get(seriesId, S.clearing) === CLEARING.SPOT;
        return isSpot && mayHave(agent, seriesId) ? 0 : FIELD_ID.series_id;
      }
      case K.EXERCISE_RIGHTS: {
        const { seriesId } = c.body as ColdBodies['exerciseRights'];
        return agent.mayExercise && mayHave(agent, seriesId) ? 0 : FIELD_ID.series_id;
      }
      case K.SUBSCRIBE_FEED: {
        // A month that begins by itself would be no command of the agent, and in no budget. A trial is its owner's, once.
        const { renews, trial } = c.body as ColdBodies['subscribeFeed'];
        if (renews) return FIELD_ID.renews;
        return trial ? FIELD_ID.trial : 0;
      }
      default:
        return 0;
    }
  }

  /** What the owner approved of this very thing and still holds, in micro-PAT. */
  private approvedFor(c: Command, { approval }: AgentRecord): number {
    if (approval === null || approval.untilMs <= this.state.timeMs) return 0;
    const { amountMicroPat, seriesId, listingId } = approval;
    if (c.kind === K.PLACE_ORDER) return seriesId === c.seriesId ? amountMicroPat : 0;
    if (c.kind !== K.PURCHASE_LISTING && c.kind !== K.SUBSCRIBE_FEED) return 0;
    const { listingId: asked } = c.body as ColdBodies['purchaseListing' | 'subscribeFeed'];
    return asked === listingId ? amountMicroPat : 0;
  }

  /** All PAT of an account that is not in escrow. */
  private balance(accountId: number): number {
    const { ledger } = this.state;
    const { AVAILABLE, RESERVED, PENDING, COLLATERAL } = BUCKET;
    let sum = 0;
    for (const bucket of [AVAILABLE, RESERVED, PENDING, COLLATERAL]) {
      sum += ledger.balance(ledger.bucket(accountId, bucket));
    }
    return sum;
  }
}

/** Whether an agent may buy rights of a series. */
const mayHave = ({ seriesIds, providerIds }: AgentRecord, seriesId: number): boolean =>
  seriesIds.includes(seriesId) || (seriesIds.length === 0 && providerIds.length === 0);
