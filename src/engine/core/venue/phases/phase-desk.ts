/**
 * Phases: who opens one, what suspends one, and what auditors attest.
 *
 * A phase opens by one step, phases 3 and 4 behind the vote on chain and only while a segment passes every gate. A suspension
 * is one operator's and told to everybody: what belongs to the phase is only reduced, its resting orders end by an item of
 * work, positions run off. It ends by a second person. Fails by a typed refusal that leaves everything as it was.
 */
import { CANCEL_REASON, type ColdBodies, FIELD_ID } from '../../../../values/index.js';
import { FORWARD_PHASE } from '../../clearing/forward.js';
import { CASH_PHASE } from '../../clearing/margin/cash.js';
import { OPTION_PHASE } from '../../clearing/margin/option-clearing.js';
import { isForward } from '../../clearing/unpaid.js';
import { admitForwards } from '../../instruments/listing.js';
import { CLEARING, SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import { WORK } from '../../kernel/work-queue.js';
import { hexOf } from '../../rights/entitlement-desk.js';
import type { OrderRecords } from '../../trading/order-records.js';
import type { ParameterValues } from '../parameters/values.js';
import { anyPasses } from './gates.js';
import type { Measuring } from './measuring.js';

/** From here on phases need the vote on chain, and a segment that passes the gates. */
const PHASE_WITH_VOTE = 3;
/** The last phase there are rules for. */
const PHASE_MAX = 4;
const ATTESTATIONS_MAX = 1_024;

export class PhaseDesk {
  /** The commands that are handled here. */
  readonly handlers = {
    setPhase: ({ phase }, out) => this.setPhase(phase, out),
    suspendPhase: (body, out, account) => this.suspend(account, body, out),
    resumePhase: ({ phase }, out) => this.resume(phase, out),
    attestAudit: (body, out, account) => this.attest(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;
  private readonly live: OrderRecords;
  private readonly measuring: Measuring;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    parameters: ParameterValues;
    live: OrderRecords;
    measuring: Measuring;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.parameters = parts.parameters;
    this.live = parts.live;
    this.measuring = parts.measuring;
  }

  private setPhase(phase: number, out: Result): void {
    const { registry } = this.state;
    const isVoted = phase < PHASE_WITH_VOTE || phase <= (registry.chain?.phase ?? 0);
    const isStep = phase === registry.phase + 1 && isVoted;
    const isStepBack = phase === registry.phase - 1 && phase >= 1;
    if (!isStep && !isStepBack) return out.refuse(CODE.PHASE_STEP, FIELD_ID.phase);
    if (isStep && phase >= PHASE_WITH_VOTE && !anyPasses(this.state, this.parameters)) {
      return out.refuse(CODE.GATES_NOT_MET, FIELD_ID.phase);
    }
    if (phase > PHASE_MAX) return out.refuse(CODE.PHASE_RULES, FIELD_ID.phase);
    registry.phase = phase;
    this.reports.plain(EVENT.PHASE, phase);
    if (phase >= FORWARD_PHASE) admitForwards(this.state, this.reports);
    this.measuring.arm();
    out.done(phase);
  }

  private suspend(author: number, body: ColdBodies['suspendPhase'], out: Result): void {
    const { registry, sequence, work } = this.state;
    const { phase, reason } = body;
    if (phase < 2 || phase > PHASE_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.phase);
    if (registry.isSuspended(phase)) return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.phase);
    registry.suspensions.push({ phase, authorId: author, reason, sequence });
    this.reports.plain(EVENT.PHASE, registry.phase);
    if (!work.has(WORK.SUSPEND_PHASE, phase)) work.push(WORK.SUSPEND_PHASE, phase);
    out.done(phase);
  }

  /** Not before its cancelling is over, or it would go on after. */
  private resume(phase: number, out: Result): void {
    const { registry, work } = this.state;
    const place = registry.suspensions.findIndex((one) => one.phase === phase);
    if (place < 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.phase);
    if (work.has(WORK.SUSPEND_PHASE, phase)) return out.refuse(CODE.PHASE_SUSPENDED);
    registry.suspensions.splice(place, 1);
    this.reports.plain(EVENT.PHASE, registry.phase);
    out.done(phase);
  }

  /** One stretch of a suspension's cancelling: series after series, so many orders. */
  cancel(stepsMax: number): void {
    const { work, series } = this.state;
    const phase = work.reference;
    for (let steps = stepsMax; steps > 0; steps -= 1) {
      const next = work.cursor + 1;
      if (next > series.count) {
        work.shift();
        return;
      }
      if (this.phaseOf(next) === phase) {
        steps -= this.live.cancelSeries(next, CANCEL_REASON.PHASE_SUSPENDED, steps);
        if (series.get(next, S.openOrders) > 0) return;
      }
      work.cursor = next;
    }
  }

  /** The phase that what is traded in a series belongs to. */
  private phaseOf(seriesId: number): number {
    if (isForward(this.state, seriesId)) return FORWARD_PHASE;
    const clearing = this.state.series.get(seriesId, S.clearing);
    if (clearing === CLEARING.OPTION) return OPTION_PHASE;
    return clearing === CLEARING.CASH ? CASH_PHASE : 1;
  }

  /** One of an auditor for a segment: another report is another attestation, and begins anew. */
  private attest(auditor: number, body: ColdBodies['attestAudit'], out: Result): void {
    const { registry, sequence, timeMs } = this.state;
    const segmentId = registry.segmentId(body.segment);
    if (segmentId === 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.segment);
    const { attestations } = registry;
    const place = attestations.findIndex(
      (one) => one.auditorId === auditor && one.segmentId === segmentId,
    );
    const evidenceHash = hexOf(body.evidenceHash);
    const found = attestations[place];
    if (body.revoked) {
      if (found?.evidenceHash !== evidenceHash) {
        return out.refuse(CODE.INVALID_FIELD, FIELD_ID.evidence_hash);
      }
      attestations.splice(place, 1);
      return out.done(segmentId);
    }
    if (found?.evidenceHash === evidenceHash) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.evidence_hash);
    }
    if (found === undefined && attestations.length >= ATTESTATIONS_MAX) {
      return out.refuse(CODE.CAPACITY_FULL);
    }
    if (found !== undefined) attestations.splice(place, 1);
    attestations.push({ auditorId: auditor, segmentId, evidenceHash, sinceMs: timeMs, sequence });
    out.done(segmentId);
  }
}
