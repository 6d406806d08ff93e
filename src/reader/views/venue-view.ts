/** The venue as it stands in a core: phase, kill switches, parameters, the chain it settles on. Read only. */
import {
  type CaseRecord,
  type Core,
  type Gate,
  gatesOf,
  type KillRecord,
  MARKET_ESCROW,
  type ParameterChange,
  type ParameterRequest,
  SERIES_FIELD as S,
  type SettledBatch,
  type SuspensionRecord,
} from '../../engine/core/index.js';
import type { ParameterDefinition } from '../../values/index.js';

/** A value in force at a target, or a default. */
export interface ParameterView {
  readonly definition: ParameterDefinition;
  readonly target: string;
  readonly value: number;
  readonly version: number;
  /** The change that set it; undefined for a default. */
  readonly change: ParameterChange | undefined;
}

export class VenueView {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  get name(): string {
    return this.core.state.registry.venue;
  }

  get phase(): number {
    return this.core.state.registry.phase;
  }

  get epoch(): number {
    return this.core.state.registry.epoch;
  }

  get coreVersion(): number {
    return this.core.state.registry.coreVersion;
  }

  get isKilled(): boolean {
    return this.core.state.registry.globalKilled;
  }

  /** Cases of surveillance that are kept, oldest first. */
  get cases(): readonly CaseRecord[] {
    return this.core.state.registry.cases;
  }

  get kills(): readonly KillRecord[] {
    return this.core.state.registry.kills;
  }

  /** Phases that are suspended, with why. */
  get suspensions(): readonly SuspensionRecord[] {
    return this.core.state.registry.suspensions;
  }

  /** What each segment has shown of the gates of phases 3 and 4. */
  gates(): { readonly segment: string; readonly gates: readonly Gate[] }[] {
    const { state, parameters } = this.core;
    return state.registry.segments.map((segment, i) => ({
      segment,
      gates: gatesOf(state, parameters, i + 1),
    }));
  }

  /** Last sequence applied, and its time. */
  get sequence(): number {
    return this.core.state.sequence;
  }

  get timeMs(): number {
    return this.core.state.timeMs;
  }

  /** What all accounts and escrows hold together. */
  get totalMicroPat(): number {
    return this.core.state.ledger.total;
  }

  /** Σ of what the escrows of all series and of the market hold. */
  get escrowMicroPat(): number {
    const { ledger, series } = this.core.state;
    let sum = ledger.balance(ledger.escrow(MARKET_ESCROW));
    for (let id = 1; id <= series.count; id += 1) sum += ledger.balance(ledger.escrow(id));
    return sum;
  }

  /** The batch that is final on chain; null when there is none, or no chain. */
  get batch(): SettledBatch | null {
    return this.core.state.registry.chain?.batch ?? null;
  }

  get chain(): {
    readonly chainId: number;
    readonly clearing: string;
    readonly phase: number;
  } | null {
    return this.core.state.registry.chain;
  }

  /** A change of a parameter by its number among all, from 1. */
  parameterChange(change: number): ParameterChange | undefined {
    return this.core.state.registry.parameterChange(change);
  }

  /** Changes and commands that wait for a second person or their time, the oldest first. */
  waitingRequests(): readonly ParameterRequest[] {
    return this.core.changes.waiting();
  }

  /** Whether changes of a parameter wait for a second operator. */
  needsApproval(name: string): boolean {
    return this.core.changes.needsApproval(name);
  }

  parameterRequest(requestId: number): ParameterRequest | undefined {
    return this.core.state.registry.parameterRequest(requestId);
  }

  /** Every default, then every value set at a target, in the order of definitions. */
  parameters(): ParameterView[] {
    const { parameters } = this.core;
    return parameters.definitions.flatMap((definition, index) => [
      {
        ...{ definition, target: '', version: 0, change: undefined },
        value: definition.defaultValue,
      },
      ...parameters.targetsOf(index).flatMap((target) => {
        const change = parameters.setting(index, target);
        if (change === undefined || change.value === null) return [];
        return [{ definition, target, value: change.value, version: change.version, change }];
      }),
    ]);
  }

  /** The value that counts in a series now; undefined when there is no such parameter. */
  parameterIn(seriesId: number, name: string): number | undefined {
    const { parameters } = this.core;
    const index = parameters.index(name);
    return index < 0 ? undefined : parameters.get(seriesId, index);
  }

  /** Who is paid a royalty on a series; 0 is nobody. */
  licensorOf(seriesId: number): number {
    const { series, registry } = this.core.state;
    return registry.contract(series.get(seriesId, S.contract))?.rules.licensorAccountId ?? 0;
  }
}
