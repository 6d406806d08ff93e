/**
 * Agents: programs an owner lets act for the account, each with a key of its own and a budget.
 *
 * What is granted here is held to in `agent-spending.ts`. An agent's key is a session of the account that nobody signed in for;
 * whatever ends a session ends it, and its budget with it.
 */
import { type ColdBodies, FIELD_ID, KEY_SCOPE, SIGN_IN_METHOD } from '../../../values/index.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { SESSION_KEYS_FROM } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';

export const AGENTS_MAX = 8;
/** Agents of all accounts; shared as the large stores are (kernel/shares.ts). */
const ALL_MAX = 16_384;
const DAY_MS = 86_400_000;
const AGENT_MS_MAX = 366 * DAY_MS;
const KEY_ID_MAX = 0xffff_ffff;
const BUDGET_MICRO_PAT_MAX = 1_000_000_000_000_000;

export class AgentDesk {
  readonly handlers = {
    grantAgent: (body, out, accountId) => this.grant(accountId, body, out),
    approveAgentSpend: (body, out, accountId) => this.approve(accountId, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  private grant(accountId: number, body: ColdBodies['grantAgent'], out: Result): void {
    const { registry, timeMs } = this.state;
    const { dailyBudgetMicroPat, totalBudgetMicroPat, expiresTimeMs, targets, label } = body;
    if (!isBudget(dailyBudgetMicroPat)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.daily_budget_micro_pat);
    }
    if (!isBudget(totalBudgetMicroPat)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.total_budget_micro_pat);
    }
    if (expiresTimeMs <= timeMs || expiresTimeMs > timeMs + AGENT_MS_MAX) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.expire_time_ns);
    }
    const problem = this.targetsProblem(targets);
    if (problem !== 0) return out.refuse(problem, FIELD_ID.targets);
    const publicKey = hexOf(body.publicKey);
    if (registry.hasPublicKey(accountId, publicKey)) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.public_key);
    }
    const keyId = SESSION_KEYS_FROM + registry.keySessionsEver;
    const own = registry.signIns
      .sessionsOf(accountId)
      .filter(({ method }) => method === SIGN_IN_METHOD.AGENT).length;
    if (own >= AGENTS_MAX) return out.refuse(CODE.SHARE_USED);
    const store = { room: ALL_MAX - registry.agents.length, capacity: ALL_MAX };
    const full = crowdProblem(store, own, 1, this.state.accounts.count);
    if (full !== 0) return out.refuse(full);
    if (keyId > KEY_ID_MAX) return out.refuse(CODE.CAPACITY_FULL);
    registry.keySessionsEver += 1;
    registry.signIns.addSession({
      ...{ keyId, accountId, publicKey, scopes: [KEY_SCOPE.READ, KEY_SCOPE.TRADE], passkeyId: 0 },
      ...{ method: SIGN_IN_METHOD.AGENT, label, openedAtMs: timeMs, expiresAtMs: expiresTimeMs },
      revoked: false,
    });
    registry.signIns.addAgent({
      ...{ keyId, dailyBudgetMicroPat, totalBudgetMicroPat, mayExercise: body.mayExercise },
      ...{ spentDay: 0, spentDayMicroPat: 0, spentMicroPat: 0, approval: null },
      seriesIds: targets.map(({ seriesId }) => seriesId).filter((id) => id !== 0),
      providerIds: targets.map(({ providerId }) => providerId).filter((id) => id !== 0),
    });
    this.state.members.changed(accountId);
    this.reports.plain(EVENT.ACCOUNT, accountId);
    out.done(keyId);
  }

  private approve(accountId: number, body: ColdBodies['approveAgentSpend'], out: Result): void {
    const { registry, series, timeMs } = this.state;
    const { agentKeyId, amountMicroPat, seriesId, listingId, expiresTimeMs } = body;
    const agent =
      registry.key(accountId, agentKeyId) === undefined ? undefined : registry.agent(agentKeyId);
    if (agent === undefined) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.agent_key_id);
    if (amountMicroPat === 0 || !isBudget(amountMicroPat)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.amount_micro_pat);
    }
    const isOne = (seriesId === 0) !== (listingId === 0);
    if (!isOne) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.series_id);
    if (seriesId !== 0 && !series.exists(seriesId)) {
      return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    }
    if (expiresTimeMs <= timeMs || expiresTimeMs > timeMs + DAY_MS) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.expire_time_ns);
    }
    agent.approval = { amountMicroPat, seriesId, listingId, untilMs: expiresTimeMs };
    out.done(agentKeyId);
  }

  private targetsProblem(targets: ColdBodies['grantAgent']['targets']): number {
    const { series, accounts } = this.state;
    for (const { seriesId, providerId } of targets) {
      if ((seriesId === 0) === (providerId === 0)) return CODE.INVALID_FIELD;
      if (seriesId !== 0 && !series.exists(seriesId)) return CODE.UNKNOWN_SERIES;
      if (providerId !== 0 && !accounts.exists(providerId)) return CODE.UNKNOWN_ACCOUNT;
    }
    return 0;
  }
}

const isBudget = (amountMicroPat: number): boolean =>
  amountMicroPat >= 0 && amountMicroPat <= BUDGET_MICRO_PAT_MAX;
