/**
 * Cases of surveillance: what looks like the market being fooled, opened by an operator with the hash of the evidence, and decided by
 * one. A case does nothing to the accounts it is about; what is done to them are commands of their own.
 *
 * Open cases are kept until they are decided, so they are bounded, and each operator's share is; of those that are decided the oldest
 * are dropped when there is no more room. The journal has all of them.
 *
 * Invariant I78: a case has a decision exactly if somebody decided it; evidence is of one case; ids ascend.
 */
import { type ColdBodies, FIELD_ID } from '../../../values/index.js';
import type { CaseRecord } from '../kernel/case-records.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';

/** Cases kept. */
export const CASES_MAX = 2_048;
/** Cases that are open, of all operators and of one. */
export const OPEN_CASES_MAX = 1_024;
export const OPEN_CASES_OF_ONE_MAX = 256;

export class CaseDesk {
  readonly handlers = {
    openCase: (body, out, accountId) => this.open(accountId, body, out),
    decideCase: (body, out, accountId) => this.decide(accountId, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  private open(openedBy: number, body: ColdBodies['openCase'], out: Result): void {
    const { accounts, series, registry, timeMs } = this.state;
    const { caseKind, seriesId, fromTimeMs: fromMs, untilTimeMs: untilMs, reason } = body;
    const accountIds = body.parties.map(({ accountId }) => accountId);
    const isOnce = new Set(accountIds).size === accountIds.length;
    if (!isOnce || accountIds.length === 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.parties);
    if (!accountIds.every((id) => accounts.exists(id))) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.parties);
    }
    if (seriesId !== 0 && !series.exists(seriesId)) {
      return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    }
    if (fromMs > untilMs || untilMs > timeMs) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.until_time_ns);
    }
    const evidenceHash = hexOf(body.evidenceHash);
    const { cases } = registry;
    if (cases.some((one) => one.evidenceHash === evidenceHash)) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.evidence_hash);
    }
    const open = cases.filter(isOpen);
    if (open.length >= OPEN_CASES_MAX) return out.refuse(CODE.CAPACITY_FULL);
    const own = open.filter((one) => one.openedBy === openedBy).length;
    if (own >= OPEN_CASES_OF_ONE_MAX) return out.refuse(CODE.SHARE_USED);
    const caseId = (cases.at(-1)?.caseId ?? 0) + 1;
    if (cases.length >= CASES_MAX) {
      cases.splice(
        cases.findIndex((one) => !isOpen(one)),
        1,
      );
    }
    cases.push({
      ...{ caseId, caseKind, accountIds, seriesId, fromMs, untilMs, evidenceHash, openedBy },
      ...{ openedAtMs: timeMs, reason, decision: 0, decidedBy: 0, decidedAtMs: 0 },
      decisionReason: '',
    });
    out.done(caseId);
  }

  private decide(
    decidedBy: number,
    { caseId, decision, reason }: ColdBodies['decideCase'],
    out: Result,
  ): void {
    const found = this.state.registry.cases.find((one) => one.caseId === caseId);
    if (found === undefined) return out.refuse(CODE.UNKNOWN_CASE, FIELD_ID.case_id);
    Object.assign(found, { decision, decidedBy, decisionReason: reason });
    found.decidedAtMs = this.state.timeMs;
    out.done(caseId);
  }
}

const isOpen = ({ decision }: CaseRecord): boolean => decision === 0;

/** I78, counted afresh; a line for everything that is broken. */
export function brokenCases({ registry: { cases }, accounts }: State): string[] {
  const broken: string[] = [];
  let lastId = 0;
  for (const { caseId, decision, decidedBy, accountIds } of cases) {
    const isKnown = accountIds.length > 0 && accountIds.every((id) => accounts.exists(id));
    if (caseId <= lastId || !isKnown || (decision === 0) !== (decidedBy === 0))
      broken.push(`I78: case ${caseId}`);
    lastId = caseId;
  }
  const evidence = new Set(cases.map(({ evidenceHash }) => evidenceHash));
  const open = cases.filter(isOpen).length;
  if (evidence.size !== cases.length || cases.length > CASES_MAX || open > OPEN_CASES_MAX)
    broken.push('I78: cases');
  return broken;
}
