/**
 * The tickets of one exercise: all that a provider has to deliver of it is one record, however many claims it comes from, and
 * the holder's entitlement to the series grows once.
 *
 * A claim stays a piece of its own, so that it is paid from the escrow of the very lots that funded it. Between `begin` and
 * `seal` pieces are added; `seal` tells. The caller has checked that there is room for every new provider.
 */
import { DELIVERY_STATE } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { ContractRecord } from '../kernel/registry.js';
import type { State } from '../kernel/state.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { cureMs } from './cure.js';
import type { DeliveryRecords } from './delivery-records.js';
import type { EntitlementDesk } from './entitlement-desk.js';
import type { Piece } from './sources.js';

export class Ticketing {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly records: DeliveryRecords;
  private readonly entitlements: EntitlementDesk;
  private readonly parameters: ParameterValues;
  /** Index of the next ticket within the command. */
  private index = 0;
  private consumer = 0;
  private series = 0;
  /** Records of the exercise, in the order of their first pieces, and each by its provider. */
  private readonly slots: number[] = [];
  private readonly byProvider = new Map<number, number>();
  private lots = 0;
  /** What nothing served, and what its holder got back for it. */
  private unservedLots = 0;
  private refundMicroPat = 0;

  constructor(parts: {
    readonly state: State;
    readonly reports: EventWriter;
    readonly records: DeliveryRecords;
    readonly entitlements: EntitlementDesk;
    readonly parameters: ParameterValues;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.records = parts.records;
    this.entitlements = parts.entitlements;
    this.parameters = parts.parameters;
  }

  /** A new command begins: tickets count from 0. */
  beginCommand(): void {
    this.index = 0;
  }

  begin(consumer: number, series: number): void {
    this.consumer = consumer;
    this.series = series;
    this.slots.length = 0;
    this.byProvider.clear();
    this.lots = 0;
    this.unservedLots = 0;
    this.refundMicroPat = 0;
  }

  /** Whether a piece of a provider adds to a record there is. */
  has(provider: number): boolean {
    return this.byProvider.has(provider);
  }

  add(piece: Piece): void {
    const { consumer, series } = this;
    let slot = this.byProvider.get(piece.provider);
    if (slot === undefined) {
      const { provider } = piece;
      slot = this.records.create({ consumer, series, provider, index: this.index });
      this.index += 1;
      this.slots.push(slot);
      this.byProvider.set(provider, slot);
    }
    this.records.addPiece(slot, piece);
    this.lots += piece.lots;
  }

  /** Lots that nobody delivers: their money is back. */
  addUnserved(lots: number, refundMicroPat: number): void {
    this.unservedLots += lots;
    this.refundMicroPat += refundMicroPat;
  }

  /** Tells what there is; returns the number of tickets. */
  seal(): number {
    const { consumer, series, slots } = this;
    if (slots.length > 0) {
      const validToMs = this.validToMs();
      const { lots } = this;
      const entitlement = this.entitlements.add({ holder: consumer, series, lots, validToMs });
      for (const slot of slots) this.records.issue(slot, entitlement);
    }
    if (this.unservedLots > 0) this.reportUnserved();
    return slots.length;
  }

  /** Until when what is exercised now may be read: until silence accepts what is handed over at the last moment there is. */
  private validToMs(): number {
    const { registry, series, timeMs } = this.state;
    const { rules } = registry.contract(series.get(this.series, S.contract)) as ContractRecord;
    const windowEndMs = Math.max(series.get(this.series, S.endMs), timeMs);
    const cure = cureMs(this.state, this.parameters, this.series);
    return windowEndMs + rules.serviceLevelMs + cure + rules.acceptanceMs;
  }

  /** A delivery that failed before it began: without id and provider. */
  private reportUnserved(): void {
    const { consumer, series } = this;
    this.reports.plain(
      EVENT.DELIVERY,
      consumer,
      this.reports.nextSequence(consumer),
      0,
      0,
      0,
      this.state.sequence,
      this.index,
      series,
      this.unservedLots,
      DELIVERY_STATE.FAILED,
      0,
      this.refundMicroPat,
      0,
      0,
    );
    this.index += 1;
  }
}
