/**
 * Changes of parameters: at once, at a time, after a second person agreed, and back again.
 *
 * A change that does not take effect at once is a request: it waits for an approval, for its time, or for both, with one
 * timer that ends the waiting. When the waiting ends everything is checked again, so that a request takes effect whole
 * or not at all. The list of changes holds only what took effect.
 */

import { RISK } from '../../../../risk/index.js';
import {
  ACCOUNT_ROLE,
  type ColdBodies,
  type Command,
  FIELD_ID,
  formatSeriesKey,
  KEY_SCOPE,
  PARAMETER_REQUEST_STATE,
} from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { ACCOUNT_FIELD } from '../../kernel/accounts.js';
import { check } from '../../kernel/check.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import {
  type OperatorAction,
  PARAMETER_REQUESTS_MAX,
  type ParameterChange,
  type ParameterRequest,
  type PasskeyRecord,
} from '../../kernel/registry.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import { type ActionTerms, commandOf, OPERATOR_ACTIONS } from '../operator-actions.js';
import { hasRoomForTarget, keepChange, keepRequest } from './history.js';
import { ParameterOrder } from './order.js';
import type { ParameterValues } from './values.js';

const REQUEST = PARAMETER_REQUEST_STATE;
/** The furthest a change may be set ahead: ten years. */
const AHEAD_MS_MAX = 3_653 * 86_400_000;

/** A change of a value, before anything is known of it. */
export interface Draft {
  readonly name: string;
  readonly target: string;
  /** null: the value at this target is removed. */
  readonly value: number | null;
  readonly expectedVersion: number;
  readonly undoesVersion: number;
  readonly authorId: number;
  readonly reason: string;
  readonly effectiveTimeMs: number;
}

export interface DraftProblem {
  readonly code: number;
  readonly field: number;
}

export class ParameterChanges {
  /** The commands that are handled here. */
  readonly handlers = {
    setParameter: (body, out, account) => this.set(account, body, out),
    approveParameter: (body, out, account) => this.approvePlainly(account, body, out),
    approveWithPasskey: (body, out, account) => this.approveWithPasskey(account, body, out),
    withdrawParameter: (body, out) => this.withdraw(body, out),
    rollBackParameter: (body, out, account) => this.rollBack(account, body, out),
    requireApproval: (body, out, account) => this.requireApproval(account, body, out),
  } satisfies SomeHandlers;
  readonly order: ParameterOrder;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;

  /** Does a command, and leaves its answer where that of the command that runs is. */
  private readonly act: (command: Command) => void;

  constructor(
    state: State,
    reports: EventWriter,
    parameters: ParameterValues,
    act: (command: Command) => void,
  ) {
    this.state = state;
    this.reports = reports;
    this.parameters = parameters;
    this.act = act;
    this.order = new ParameterOrder(parameters);
  }

  set(authorId: number, body: ColdBodies['setParameter'], out: Result): void {
    const { name, target, expectedVersion, reason, effectiveTimeMs = 0 } = body;
    const value = body.unset ? null : body.value;
    const terms = { name, target, value, expectedVersion, reason, effectiveTimeMs };
    this.ask({ ...terms, undoesVersion: 0, authorId }, out);
  }

  /** Restores what was in force at a target before a version of it. */
  rollBack(authorId: number, body: ColdBodies['rollBackParameter'], out: Result): void {
    const { name, target, expectedVersion, reason, effectiveTimeMs = 0, version } = body;
    if (this.parameters.index(name) < 0) return out.refuse(CODE.UNKNOWN_PARAMETER, FIELD_ID.name);
    if (this.changeOf(name, target, version) === undefined) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.version);
    }
    const value = this.changeOf(name, target, version - 1)?.value ?? null;
    const terms = { name, target, value, expectedVersion, reason, effectiveTimeMs };
    this.ask({ ...terms, undoesVersion: version, authorId }, out);
  }

  /** A second person agrees, who has no passkey to do it with. */
  private approvePlainly(
    approverId: number,
    { parameterRequestId }: ColdBodies['approveParameter'],
    out: Result,
  ): void {
    if (this.passkeysOf(approverId).length > 0) return out.refuse(CODE.PASSKEY_NEEDED);
    this.approve(approverId, parameterRequestId, out);
  }

  /** A second person agrees with a passkey: what it signed was checked before, and can be again. */
  private approveWithPasskey(
    approverId: number,
    { parameterRequestId, passkeyId }: ColdBodies['approveWithPasskey'],
    out: Result,
  ): void {
    const { passkeys } = this.state.registry;
    const isPending = passkeys.some(
      (one) => one.passkeyId === passkeyId && one.accountId === approverId && one.isPending,
    );
    if (isPending) return out.refuse(CODE.PASSKEY_PENDING, FIELD_ID.passkey_id);
    const isTheirs = this.passkeysOf(approverId).some((one) => one.passkeyId === passkeyId);
    if (!isTheirs) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.passkey_id);
    this.approve(approverId, parameterRequestId, out);
  }

  /** Passkeys of an account that may approve. */
  private passkeysOf(accountId: number): readonly PasskeyRecord[] {
    return this.state.registry.signIns
      .passkeysOf(accountId)
      .filter((one) => one.scopes.includes(KEY_SCOPE.OPERATE) && !one.isPending);
  }

  /** The change takes effect, or waits for its time. */
  private approve(approverId: number, parameterRequestId: number, out: Result): void {
    const request = this.state.registry.parameterRequest(parameterRequestId);
    if (request?.state !== REQUEST.AWAITING_APPROVAL) {
      return out.refuse(CODE.UNKNOWN_PARAMETER_REQUEST, FIELD_ID.parameter_request_id);
    }
    if (request.authorId === approverId) return out.refuse(CODE.SECOND_PERSON);
    if (request.action !== null) return this.perform(request, request.action, approverId, out);
    if (request.approval === null) {
      if (this.version(request) !== request.baseVersion) {
        return out.refuse(CODE.STALE_VERSION, FIELD_ID.parameter_request_id);
      }
      const problem = this.valueProblem(request);
      if (problem !== undefined) return out.refuse(problem.code, problem.field);
    }
    request.approverId = approverId;
    this.stopWaiting(request);
    if (request.effectiveTimeMs === 0) this.takeEffect(request);
    else this.wait(request, REQUEST.SCHEDULED, request.effectiveTimeMs);
    out.done(request.requestId);
  }

  /** A command that takes two people waits for the second. */
  askFor(authorId: number, { name, target, action }: ActionTerms, out: Result): void {
    if (this.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const terms = { name, target, value: null, expectedVersion: 0, undoesVersion: 0 };
    const draft = { ...terms, authorId, reason: '', effectiveTimeMs: 0 };
    const request = this.request(draft, null, true, action);
    this.wait(request, REQUEST.AWAITING_APPROVAL, request.lapseTimeMs);
    out.done(request.requestId, 1);
  }

  /** Does what was asked for, as things are now; the answer is that of the command. */
  private perform(
    request: ParameterRequest,
    action: OperatorAction,
    approverId: number,
    out: Result,
  ): void {
    this.act(commandOf(action, request.authorId));
    // What cannot be done now still waits: it may be possible later, or is withdrawn.
    if (out.code !== 0) return;
    request.approverId = approverId;
    this.stopWaiting(request);
    this.move(request, REQUEST.EFFECTIVE);
  }

  /** Takes back a request that waits, whatever for. */
  withdraw(body: ColdBodies['withdrawParameter'], out: Result): void {
    const request = this.state.registry.parameterRequest(body.parameterRequestId);
    if (request === undefined || !isWaiting(request)) {
      return out.refuse(CODE.UNKNOWN_PARAMETER_REQUEST, FIELD_ID.parameter_request_id);
    }
    this.stopWaiting(request);
    this.move(request, REQUEST.WITHDRAWN);
    out.done(request.requestId);
  }

  /** Whether a parameter needs a second person: more care takes effect at once, less needs a second person itself. */
  requireApproval(authorId: number, body: ColdBodies['requireApproval'], out: Result): void {
    const { name, required, reason } = body;
    const isKnown = name === OPERATOR_ACTIONS || this.parameters.index(name) >= 0;
    if (!isKnown) return out.refuse(CODE.UNKNOWN_PARAMETER, FIELD_ID.name);
    if (this.needsApproval(name) === required) return out.done();
    // Where there is nobody else, nothing could be done any more.
    if (required && name === OPERATOR_ACTIONS && this.operators < 2) {
      return out.refuse(CODE.SECOND_PERSON, FIELD_ID.name);
    }
    const terms = { name, target: '', value: null, expectedVersion: 0, undoesVersion: 0 };
    const draft = { ...terms, authorId, reason, effectiveTimeMs: 0 };
    if (!required && this.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const request = this.request(draft, required, !required);
    if (required) this.takeEffect(request);
    else this.wait(request, REQUEST.AWAITING_APPROVAL, request.lapseTimeMs);
    out.done(request.requestId, required ? 0 : 1);
  }

  /** The waiting of a request ends: it lapses unapproved, or its time has come. */
  expire(requestId: number): void {
    const request = this.state.registry.parameterRequest(requestId);
    check(request !== undefined && isWaiting(request), 'I14: a timer of a request that is over');
    request.timer = 0;
    if (request.state === REQUEST.AWAITING_APPROVAL) return this.move(request, REQUEST.LAPSED);
    // Who approved it, or named a version, saw what it replaces; a change in between makes it another decision.
    const seen = request.approverId === 0 ? request.expectedVersion : request.baseVersion;
    const isStale = (seen !== 0 || request.approverId !== 0) && this.version(request) !== seen;
    // The parameter may have been marked since.
    const lacksApproval = request.approverId === 0 && this.needsApproval(request.name);
    if (isStale || lacksApproval || this.valueProblem(request) !== undefined) {
      return this.move(request, REQUEST.REFUSED);
    }
    this.takeEffect(request);
  }

  /** What is wrong with a change as things are now, in the order it is refused for; undefined when nothing is. */
  problem(draft: Draft): DraftProblem | undefined {
    const index = this.parameters.index(draft.name);
    const definition = this.parameters.definitions[index];
    if (definition === undefined) return refusal(CODE.UNKNOWN_PARAMETER, FIELD_ID.name);
    const isVenue = draft.target === '';
    if (!isVenue && (definition.scope === 'venue' || !this.isTarget(draft.target))) {
      return refusal(CODE.INVALID_FIELD, FIELD_ID.target);
    }
    const problem = this.valueProblem(draft);
    if (problem !== undefined) return problem;
    const version = this.version(draft);
    if (draft.expectedVersion !== 0 && draft.expectedVersion !== version) {
      return refusal(CODE.STALE_VERSION, FIELD_ID.expected_version);
    }
    const { timeMs } = this.state;
    const { effectiveTimeMs: atMs } = draft;
    if (atMs !== 0 && (atMs <= timeMs || atMs > timeMs + AHEAD_MS_MAX)) {
      return refusal(CODE.INVALID_FIELD, FIELD_ID.effective_time_ns);
    }
    const hasRoom = version > 0 || hasRoomForTarget(this.state.registry, this.parameters);
    return hasRoom ? undefined : refusal(CODE.CAPACITY_FULL, FIELD_ID.target);
  }

  /** Whether changes of a parameter wait for a second operator. */
  needsApproval(name: string): boolean {
    const mark = this.state.registry.approvalMarks.find((one) => one.name === name);
    if (mark !== undefined) return mark.required;
    if (name === OPERATOR_ACTIONS) return this.state.registry.founders > 1;
    return this.parameters.definitions[this.parameters.index(name)]?.twoPerson === true;
  }

  /** The requests that wait, the oldest first. */
  waiting(): ParameterRequest[] {
    return this.state.registry.parameterRequests.filter(isWaiting);
  }

  private ask(draft: Draft, out: Result): void {
    const problem = this.problem(draft);
    if (problem !== undefined) return out.refuse(problem.code, problem.field);
    const needsApproval = this.needsApproval(draft.name);
    if (!needsApproval && draft.effectiveTimeMs === 0) return out.done(this.apply(draft, 0));
    if (this.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const request = this.request(draft, null, needsApproval);
    if (needsApproval) this.wait(request, REQUEST.AWAITING_APPROVAL, request.lapseTimeMs);
    else this.wait(request, REQUEST.SCHEDULED, request.effectiveTimeMs);
    out.done(request.requestId, 1);
  }

  private get operators(): number {
    const { accounts, registry } = this.state;
    const isOperator = (_: unknown, i: number) =>
      accounts.get(i + 1, ACCOUNT_FIELD.role) === ACCOUNT_ROLE.OPERATOR;
    return registry.accounts.filter(isOperator).length;
  }

  private get isFull(): boolean {
    return this.waiting().length >= PARAMETER_REQUESTS_MAX;
  }

  private request(
    draft: Draft,
    approval: boolean | null,
    needsApproval: boolean,
    action: OperatorAction | null = null,
  ): ParameterRequest {
    const { registry, sequence, timeMs } = this.state;
    const { effectiveTimeMs } = draft;
    let lapseTimeMs = 0;
    if (needsApproval) {
      lapseTimeMs = timeMs + this.parameters.venue(RISK.parameterApprovalMs);
      // Approved after its time it would take effect later than it says.
      if (effectiveTimeMs !== 0) lapseTimeMs = Math.min(lapseTimeMs, effectiveTimeMs);
    }
    const request: ParameterRequest = {
      requestId: registry.nextParameterRequestId,
      ...draft,
      approval,
      baseVersion: approval === null && action === null ? this.version(draft) : 0,
      sequence,
      lapseTimeMs,
      approverId: 0,
      action,
      state: 0,
      timer: 0,
    };
    keepRequest(registry, request);
    return request;
  }

  private wait(request: ParameterRequest, state: number, untilMs: number): void {
    request.timer = this.state.timers.set(untilMs, TIMER.PARAMETER, request.requestId);
    check(request.timer !== 0, 'I27: there is a timer for every request that may wait');
    this.move(request, state);
  }

  private stopWaiting(request: ParameterRequest): void {
    this.state.timers.cancel(request.timer);
    request.timer = 0;
  }

  private move(request: ParameterRequest, state: number): void {
    request.state = state;
    this.reports.plain(EVENT.PARAMETER_REQUEST, request.requestId, state);
  }

  private takeEffect(request: ParameterRequest): void {
    if (request.approval === null) this.apply(request, request.approverId);
    else this.mark(request.name, request.approval);
    this.move(request, REQUEST.EFFECTIVE);
  }

  private mark(name: string, required: boolean): void {
    const { approvalMarks } = this.state.registry;
    const mark = approvalMarks.find((one) => one.name === name);
    if (mark === undefined) approvalMarks.push({ name, required });
    else mark.required = required;
  }

  /** Makes a change that was found to be right; returns its version. */
  private apply(draft: Draft, approverId: number): number {
    const { registry, sequence, timeMs } = this.state;
    const { name, target, value, authorId, reason, undoesVersion } = draft;
    const index = this.parameters.index(name);
    const last = this.parameters.setting(index, target);
    const change: ParameterChange = {
      name,
      target,
      oldValue: last?.value ?? this.parameters.definitions[index]?.defaultValue ?? 0,
      value,
      version: this.version(draft) + 1,
      authorId,
      reason,
      sequence,
      effectiveTimeMs: timeMs,
      approverId,
      undoesVersion,
    };
    this.parameters.apply(change);
    keepChange(registry, this.parameters, change);
    this.reports.plain(EVENT.PARAMETER, registry.parameterChangeCount);
    return change.version;
  }

  private valueProblem({ name, target, value }: Pick<Draft, 'name' | 'target' | 'value'>) {
    const index = this.parameters.index(name);
    const definition = this.parameters.definitions[index];
    if (definition === undefined) return refusal(CODE.UNKNOWN_PARAMETER, FIELD_ID.name);
    const { minValue, maxValue } = definition;
    if (value !== null && (value < minValue || value > maxValue)) {
      return refusal(CODE.PARAMETER_RANGE, FIELD_ID.value);
    }
    const { min, max } = this.order.range(index, target);
    const wanted = value ?? this.order.inherited(index, target);
    return wanted < min || wanted > max ? refusal(CODE.PARAMETER_ORDER, FIELD_ID.value) : undefined;
  }

  private version({ name, target }: Pick<Draft, 'name' | 'target'>): number {
    return this.parameters.setting(this.parameters.index(name), target)?.version ?? 0;
  }

  private changeOf(name: string, target: string, version: number): ParameterChange | undefined {
    return this.state.registry.parameterChanges.find(
      (one) => one.version === version && one.name === name && one.target === target,
    );
  }

  /** Whether a text names a segment, a contract or a series there is. */
  private isTarget(target: string): boolean {
    const { registry, series } = this.state;
    if (registry.segmentId(target) !== 0 || registry.contractOf(target) !== undefined) return true;
    for (let id = 1; id <= series.count; id += 1) {
      const contract = registry.contract(series.get(id, S.contract));
      if (formatSeriesKey(contract?.text ?? '', series.get(id, S.startMs)) === target) return true;
    }
    return false;
  }
}

const refusal = (code: number, field: number): DraftProblem => ({ code, field });

function isWaiting({ state }: ParameterRequest): boolean {
  return state === REQUEST.AWAITING_APPROVAL || state === REQUEST.SCHEDULED;
}
