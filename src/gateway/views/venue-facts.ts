/** Contracts, series, parameters and the venue itself, as listings and the venue channel show them. */
import {
  type Core,
  dryRun,
  INDEX_PRINT,
  type ParameterChange,
  type ParameterRequest,
  SERIES_FIELD as S,
  INDEX_FIELD as V,
} from '../../engine/core/index.js';
import type {
  CashInfo,
  ContractInfo,
  DryRunParameter,
  IndexInfo,
  IndexPrintInfo,
  KillInfo,
  ParameterDryRun,
  ParameterInfo,
  ParameterRequestInfo,
  SeriesInfo,
  VenueInfo,
} from '../../schema/index.js';
import { FIELD_ID, fieldName, type ParameterDefinition, SERIES_STATE } from '../../values/index.js';
import type { PreviewQuotes } from '../options.js';
import { chainInfo } from './chain-facts.js';
import { cashInfo } from './margin-facts.js';
import { killInfo } from './risk-facts.js';

/** Orders a dry run names. */
const DRY_RUN_IDS_MAX = 100;

export class VenueFacts {
  private readonly core: Core;
  private readonly deskPublicKey: Uint8Array;

  private readonly previewQuotes: PreviewQuotes;

  constructor(core: Core, deskPublicKey: Uint8Array, previewQuotes: PreviewQuotes) {
    this.core = core;
    this.previewQuotes = previewQuotes;
    this.deskPublicKey = deskPublicKey;
  }

  venue(sequence: number): VenueInfo {
    const { registry } = this.core.state;
    return {
      venue: registry.venue,
      phase: registry.phase,
      killed: registry.globalKilled,
      epoch: registry.epoch,
      coreVersion: registry.coreVersion,
      deskPublicKey: this.deskPublicKey,
      asOfSequence: sequence,
      chain: chainInfo(this.core.state),
      suspendedPhases: registry.suspensions.map(({ phase }) => phase),
    };
  }

  /** The kill switches that are set. */
  kills(sequence: number): KillInfo[] {
    const { kills } = this.core.state.registry;
    return kills.map(({ killScope, targetId }) => this.kill(killScope, targetId, sequence));
  }

  /** What became of a kill switch. */
  kill(killScope: number, targetId: number, sequence: number): KillInfo {
    return killInfo(this.core, killScope, targetId, sequence);
  }

  contract(contractId: number): ContractInfo | undefined {
    const record = this.core.state.registry.contract(contractId);
    if (record === undefined) return undefined;
    const { rules } = record;
    const licenceHash = Buffer.from(rules.licenceHash, 'hex');
    return { contractId, contract: record.text, rules: { ...rules, licenceHash } };
  }

  series(seriesId: number, sequence: number): SeriesInfo {
    const { series } = this.core.state;
    const get = (field: number): number => series.get(seriesId, field);
    return {
      seriesId,
      contractId: get(S.contract),
      series: this.core.lifecycle.seriesText(seriesId),
      state: get(S.state),
      windowStartMs: get(S.startMs),
      windowEndMs: get(S.endMs),
      markTicks: get(S.markTicks),
      mintedLots: get(S.mintedLots),
      unsoldLots: get(S.providerLots) + get(S.brokerLots),
      exercisedLots: get(S.exercisedLots),
      asOfSequence: sequence,
    };
  }

  /** The index of a contract as it was computed last. */
  index(contractId: number, sequence: number): IndexInfo {
    const { index } = this.core.state;
    const get = (field: number): number => index.get(contractId, field);
    return {
      contractId,
      indexState: get(V.state),
      valueMicroPat: get(V.valueMicroPat),
      sampleTimeMs: get(V.atMs),
      printCount: get(V.prints),
      buyerCount: get(V.buyers),
      sellerCount: get(V.sellers),
      trimmedPpm: get(V.trimmedPpm),
      brokerPpm: get(V.brokerPpm),
      asOfSequence: sequence,
    };
  }

  /** The mark of a series, if it settles in cash. */
  cash(seriesId: number, sequence: number): CashInfo | undefined {
    return cashInfo(this.core, seriesId, sequence);
  }

  /** Ids of all contracts there are. */
  contractIds(): number[] {
    return this.core.state.registry.contracts.map(({ contractId }) => contractId);
  }

  /** Ids of the series there are, closed ones only when asked for. */
  seriesIds(includeClosed: boolean): number[] {
    const { series } = this.core.state;
    const ids: number[] = [];
    for (let id = 1; id <= series.count; id += 1) {
      if (includeClosed || series.get(id, S.state) !== SERIES_STATE.CLOSED) ids.push(id);
    }
    return ids;
  }

  /** Every default, then every value set at a target, in the order they were last set. */
  parameters(): ParameterInfo[] {
    const { definitions } = this.core.parameters;
    const last = new Map<string, ParameterChange>();
    for (const change of this.core.state.registry.parameterChanges) {
      const key = `${change.name} ${change.target}`;
      last.delete(key);
      last.set(key, change);
    }
    const set = [...last.values()].filter(({ value }) => value !== null);
    return [
      ...definitions.map((definition) => ({
        ...defaultOf(definition),
        approvalRequired: this.core.changes.needsApproval(definition.name),
      })),
      ...set.map((change) => this.parameter(change)),
    ];
  }

  /** A change of a parameter; where a value was removed, the one that counts there from then on. */
  parameter(change: ParameterChange): ParameterInfo {
    const { parameters } = this.core;
    const definition = parameters.definitions[parameters.index(change.name)];
    return {
      name: change.name,
      target: change.target,
      oldValue: change.oldValue,
      value: change.value ?? this.inherited(change),
      version: change.version,
      authorId: change.authorId,
      reason: change.reason,
      minValue: definition?.minValue ?? 0,
      maxValue: definition?.maxValue ?? 0,
      unit: definition?.unit ?? '',
      sequence: change.sequence,
      effectiveTimeMs: change.effectiveTimeMs,
      approverId: change.approverId,
      undoesVersion: change.undoesVersion,
      approvalRequired: this.core.changes.needsApproval(change.name),
    };
  }

  /** The changes that wait, the oldest first. */
  parameterRequests(): ParameterRequestInfo[] {
    return this.core.changes.waiting().map((request) => this.parameterRequest(request));
  }

  /** A change that waits, or the state in which it ended. */
  parameterRequest(request: ParameterRequest, state = request.state): ParameterRequestInfo {
    return {
      parameterRequestId: request.requestId,
      name: request.name,
      target: request.target,
      value: request.value ?? 0,
      unset: request.value === null && request.approval === null && request.action === null,
      state,
      baseVersion: request.baseVersion,
      authorId: request.authorId,
      approverId: request.approverId,
      reason: request.reason,
      effectiveTimeMs: request.effectiveTimeMs,
      lapseTimeMs: request.lapseTimeMs,
      undoesVersion: request.undoesVersion,
      changesApproval: request.approval !== null,
      isAction: request.action !== null,
      approvalRequired:
        request.action !== null ||
        (request.approval ?? this.core.changes.needsApproval(request.name)),
      sequence: request.sequence,
    };
  }

  /** What a change would do now. */
  dryRun({ name, target, value, unset }: DryRunParameter, sequence: number): ParameterDryRun {
    const terms = { name, target, value: unset ? null : value, reason: '', authorId: 0 };
    const draft = { ...terms, expectedVersion: 0, undoesVersion: 0, effectiveTimeMs: 0 };
    const found = dryRun(this.core, draft, DRY_RUN_IDS_MAX);
    const { problem } = found;
    const moves =
      problem === undefined
        ? this.previewQuotes({ name, target, value: unset ? null : value })
        : undefined;
    return {
      errorCode: problem?.code ?? 0,
      errorField: fieldName(problem?.field ?? 0),
      errorDetail: problem?.field === FIELD_ID.value ? this.range(name, target) : '',
      approvalRequired: found.needsApproval,
      seriesCount: found.seriesCount,
      breachCount: found.breachCount,
      orderIds: found.orderIds,
      refusedQuotes: found.refusedQuotes,
      movedQuotes: moves?.movedQuotes ?? found.movedQuotes,
      marginMicroPat: found.marginMicroPat,
      partial: found.isPartial,
      asOfSequence: sequence,
      quotesComputed: moves !== undefined,
      pulledQuotes: moves?.pulledQuotes ?? 0,
      quoteMoves: moves?.moves ?? [],
      providerMarginMicroPat: found.providerMarginMicroPat,
      inert: found.isInert,
    };
  }

  /** The values a parameter may have at a target beside the others; empty when there is none of that name. */
  range(name: string, target: string): string {
    const { parameters, changes } = this.core;
    const index = parameters.index(name);
    const definition = parameters.definitions[index];
    if (definition === undefined) return '';
    const { min, max } = changes.order.range(index, target);
    return `${min} to ${max} ${definition.unit}`;
  }

  /** Value of the next less specific target that has one: series, contract, segment, venue, default. */
  private inherited({ name, target }: ParameterChange): number {
    const { parameters } = this.core;
    const index = parameters.index(name);
    const contract = target.split('@')[0] ?? '';
    const segment = target.split('|')[0] ?? '';
    for (const wider of [contract, segment, '']) {
      const value = wider === target ? undefined : parameters.setting(index, wider)?.value;
      if (value !== undefined && value !== null) return value;
    }
    return parameters.definitions[index]?.defaultValue ?? 0;
  }
}

/** What is published of a print of an index. */
export function indexPrint(words: Float64Array, at: number): IndexPrintInfo {
  const read = (field: number): number => words[at + field] as number;
  return {
    contractId: read(INDEX_PRINT.contract),
    number: read(INDEX_PRINT.number),
    enteredTimeMs: read(INDEX_PRINT.enteredAtMs),
    priceMicroPat: read(INDEX_PRINT.priceMicroPat),
    weightMilliLots: read(INDEX_PRINT.weightMilliLots),
    buyer: read(INDEX_PRINT.buyerTag),
    seller: read(INDEX_PRINT.sellerTag),
    broker: read(INDEX_PRINT.isBroker) === 1,
  };
}

function defaultOf(definition: ParameterDefinition): ParameterInfo {
  return {
    name: definition.name,
    target: '',
    oldValue: definition.defaultValue,
    value: definition.defaultValue,
    version: 0,
    authorId: 0,
    reason: definition.description,
    minValue: definition.minValue,
    maxValue: definition.maxValue,
    unit: definition.unit,
    sequence: 0,
    effectiveTimeMs: 0,
    approverId: 0,
    undoesVersion: 0,
    approvalRequired: false,
  };
}
