/**
 * The public index, from phase 2 on: accepted deliveries enter as prints, and every ten seconds each contract's value is computed
 * of the prints of its window (src/risk/index-value.ts) and published, or NONE with its reason.
 *
 * A print enters once, when its delivery is accepted, and never changes a value that was published. Bounded: so many prints of a
 * contract, so many of a pair of owners, so many contracts a command; where a sample stands is in the state. A sample that
 * is late is of the time it is computed at: those that were missed are missing.
 */
import {
  ageFactorPpm,
  INDEX_RULES,
  indexValue,
  type SettlementPrice,
  settlementPrice,
} from '../../../../risk/index.js';
import { INDEX_STATE, mulDivDown } from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import { TIMER } from '../../kernel/timers.js';
import { type Claim, SOURCE_KIND } from '../../rights/source-queues.js';
import { POSITION_FIELD as P } from '../../trading/positions.js';
import { INDEX_PRINTS_MAX, INDEX_PRINT_FIELD as R, INDEX_FIELD as V } from './index-table.js';

const PPM = 1_000_000;
const MILLI = 1_000;
/** From one value to the next. */
const SAMPLE_MS = 10_000;
/** Prints of a pair of owners in a window. */
const PAIR_PRINTS_MAX = 4;
const CONTRACTS_PER_COMMAND = 2;
const FROM_PHASE = 2;
const LOTS_MAX = 1_000_000_000;

export class Indexing {
  private readonly state: State;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.reports = reports;
  }

  /** Lots of a delivery were accepted, bought by a consumer at a price. */
  enter(seriesId: number, consumer: number, claim: Claim, unitPaidMicroPat: number): void {
    const { registry, series, positions, members, index, timeMs } = this.state;
    if (registry.phase < FROM_PHASE || series.get(seriesId, S.endMs) <= timeMs) return;
    const contractId = series.get(seriesId, S.contract);
    const position = positions.find(consumer, seriesId);
    const bought = position === 0 ? 0 : positions.get(position, P.boughtLots);
    if (bought === 0 || members.isOneOwner(consumer, claim.provider)) return;
    if (!index.reach(contractId)) return;
    const agePpm = Math.floor(positions.get(position, P.boughtAgePpmLots) / bought);
    const used = Math.max(0, bought - positions.get(position, P.heldLots));
    const weightMilliLots = mulDivDown(Math.min(claim.lots, LOTS_MAX) * MILLI, used, bought);
    const isBroker = claim.kind !== SOURCE_KIND.NOVATED;
    this.add(contractId, {
      buyer: members.ownerOf(consumer),
      seller: isBroker ? 0 : members.ownerOf(claim.provider),
      priceMicroPat: Math.floor((unitPaidMicroPat * PPM) / ageFactorPpm(agePpm)),
      ...{ weightMilliLots, isBroker },
    });
    this.arm();
  }

  /** What lots bought now were bought at, for what their owner will have paid by age. */
  static notePurchase(
    { registry, series, positions, timeMs }: State,
    at: number,
    lots: number,
  ): void {
    if (registry.phase < FROM_PHASE) return;
    const seriesId = positions.seriesOf(at);
    const startMs = series.get(seriesId, S.startMs);
    const windowMs = series.get(seriesId, S.endMs) - startMs;
    const agePpm = mulDivDown(Math.min(windowMs, Math.max(0, timeMs - startMs)), PPM, windowMs);
    if (positions.get(at, P.boughtLots) + lots > LOTS_MAX) return;
    positions.add(at, P.boughtLots, lots);
    positions.add(at, P.boughtAgePpmLots, agePpm * lots);
  }

  /** The timer of a sample fired. */
  begin(): void {
    const { index, timeMs } = this.state;
    index.isArmed = false;
    index.sampleMs = Math.floor(timeMs / SAMPLE_MS) * SAMPLE_MS;
    if (index.cursor === 0) index.cursor = 1;
  }

  get isRunning(): boolean {
    return this.state.index.cursor !== 0;
  }

  /** One stretch of the sample that is computed. */
  stretch(): void {
    const { index } = this.state;
    for (let i = 0; i < CONTRACTS_PER_COMMAND; i += 1) {
      const id = index.cursor;
      if (id > index.high) {
        index.cursor = 0;
        if (this.isLive()) this.arm();
        return;
      }
      this.sample(id);
      index.cursor = id + 1;
    }
  }

  /** What a contract would settle at if it were due at a time that has come. */
  settlement(contractId: number, dueMs: number): SettlementPrice {
    const { index, timeMs } = this.state;
    return settlementPrice(index.minutesOf(contractId), dueMs, timeMs);
  }

  private arm(): void {
    const { index, timers, timeMs } = this.state;
    if (index.isArmed || index.cursor !== 0) return;
    const next = (Math.floor(timeMs / SAMPLE_MS) + 1) * SAMPLE_MS;
    index.isArmed = timers.set(next, TIMER.INDEX, 0) !== 0;
  }

  /** Whether any contract has a value, or prints that may make one. */
  private isLive(): boolean {
    const { index } = this.state;
    for (let id = 1; id <= index.high; id += 1) {
      if (index.get(id, V.prints) > 0) return true;
    }
    return false;
  }

  private sample(contractId: number): void {
    const { index } = this.state;
    const { sampleMs } = index;
    const before = index.get(contractId, V.state);
    const last = {
      valueMicroPat: index.get(contractId, V.lastMicroPat),
      atMs: index.get(contractId, V.lastAtMs),
    };
    const found = indexValue(index.printsOf(contractId), sampleMs, last);
    const isValid = found.state === INDEX_STATE.VALID;
    const set = (field: number, value: number): void => index.set(contractId, field, value);
    set(V.state, found.state);
    set(V.valueMicroPat, found.valueMicroPat);
    set(V.atMs, sampleMs);
    set(V.prints, found.prints);
    set(V.buyers, found.buyers);
    set(V.sellers, found.sellers);
    set(V.trimmedPpm, found.trimmedPpm);
    set(V.brokerPpm, found.brokerPpm);
    if (isValid) {
      set(V.lastMicroPat, found.valueMicroPat);
      set(V.lastAtMs, sampleMs);
      index.addSample(contractId, sampleMs, found.valueMicroPat);
    }
    // NONE is told when it begins, and with every change of its reason.
    if (isValid || before !== found.state) this.reports.plain(EVENT.INDEX_VALUE, contractId);
  }

  private add(
    contractId: number,
    print: {
      readonly buyer: number;
      readonly seller: number;
      readonly priceMicroPat: number;
      readonly weightMilliLots: number;
      readonly isBroker: boolean;
    },
  ): void {
    const { index, timeMs } = this.state;
    const found = this.place(contractId, print.buyer, print.seller);
    if (found === undefined) return;
    const { at, buyerTag, sellerTag } = found;
    const { prints } = index;
    prints[at + R.enteredAtMs] = timeMs;
    prints[at + R.buyer] = print.buyer;
    prints[at + R.seller] = print.seller;
    prints[at + R.buyerTag] = buyerTag;
    prints[at + R.sellerTag] = sellerTag;
    prints[at + R.priceMicroPat] = print.priceMicroPat;
    prints[at + R.weightMilliLots] = print.weightMilliLots;
    prints[at + R.isBroker] = print.isBroker ? 1 : 0;
    const number = index.get(contractId, V.printCount) + 1;
    index.set(contractId, V.printCount, number);
    this.reports.plain(
      ...[EVENT.INDEX_PRINT, contractId, number, timeMs, print.priceMicroPat],
      ...([print.weightMilliLots, buyerTag, sellerTag, print.isBroker ? 1 : 0] as const),
    );
  }

  /** A place whose print has left the window, and the numbers of both owners; none where there is no room for the pair. */
  private place(
    contractId: number,
    buyer: number,
    seller: number,
  ): { readonly at: number; readonly buyerTag: number; readonly sellerTag: number } | undefined {
    const { index, timeMs } = this.state;
    const { prints } = index;
    const tags = new Map<number, number>();
    const taken = new Set<number>();
    let free = -1;
    let ofPair = 0;
    for (let place = 0; place < INDEX_PRINTS_MAX; place += 1) {
      const at = index.printAt(contractId, place);
      const read = (field: number): number => prints[at + field] as number;
      if (read(R.enteredAtMs) <= timeMs - INDEX_RULES.windowMs) {
        if (free < 0) free = at;
        continue;
      }
      tags.set(read(R.buyer), read(R.buyerTag));
      taken.add(read(R.buyerTag)).add(read(R.sellerTag));
      if (read(R.seller) !== 0) tags.set(read(R.seller), read(R.sellerTag));
      if (read(R.buyer) === buyer && read(R.seller) === seller) ofPair += 1;
    }
    if (free < 0 || ofPair >= PAIR_PRINTS_MAX) return undefined;
    const tagOf = (owner: number): number => {
      const known = owner === 0 ? 0 : tags.get(owner);
      if (known !== undefined) return known;
      let tag = 1;
      while (taken.has(tag)) tag += 1;
      taken.add(tag);
      return tag;
    };
    return { at: free, buyerTag: tagOf(buyer), sellerTag: tagOf(seller) };
  }
}
