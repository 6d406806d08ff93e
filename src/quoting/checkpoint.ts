/**
 * The quoter's estimators as bytes, and back.
 *
 * Little-endian: magic, version, venue numbers, contracts by key, series by number, what firm groups left behind. Everything is checked
 * (length, version, finite numbers) before anything is taken over, so bytes that are not a checkpoint
 * change nothing. Series and contracts that are no longer listed are skipped; contracts are kept.
 */

import { HALT_REASONS, type HaltReason } from './formulas/state.js';
import { CONTRACT_FLOATS, type ContractEntry } from './series/contract-entry.js';
import type { DayTotals } from './series/pnl.js';
import type { Registry } from './series/registry.js';
import type { SeriesEntry } from './series/series-entry.js';
import { SAVED_FLOATS } from './series/series-numbers.js';

const MAGIC = 0x50515458;
const VERSION = 4;
/** Checkpoints before knew nothing of settled demand, the last two numbers of a contract. */
const OLD_VERSION = 3;
const OLD_CONTRACT_FLOATS = CONTRACT_FLOATS - 2;
const HEADER_BYTES = 4 + 4 + 4 + 4 + 5 * 8;
/** Series, group, and the four numbers of an impact. */
const IMPACT_FLOATS = 6;

export type RestoreOutcome =
  | {
      readonly ok: true;
      readonly savedAtMs: number;
      readonly halt: HaltReason;
      /** Series taken over, and series in the bytes that are not listed any more. */
      readonly restored: number;
      readonly skipped: number;
    }
  | { readonly ok: false; readonly reason: 'LENGTH' | 'MAGIC' | 'VERSION' | 'VALUE' };

/** Numbers of a series: unsold lots, what its record saves, the halt reason. */
const SERIES_FLOATS = 1 + SAVED_FLOATS + 1;
const SERIES_BYTES = 8 * (1 + SERIES_FLOATS);

function takeContractNumbers(contract: ContractEntry, numbers: readonly number[]): void {
  contract.numbers.fill(0, numbers.length);
  contract.numbers.set(numbers);
  contract.evidence.forgetView();
  contract.intensity = undefined;
  contract.intensityFills = 0;
}

function takeSeriesNumbers(entry: SeriesEntry, numbers: readonly number[]): void {
  const [unsoldLots = 0, ...rest] = numbers;
  const haltNumber = rest.pop() ?? 0;
  entry.unsoldLots = unsoldLots;
  entry.cells.set(rest, entry.at);
  if (entry.baseAtMs > entry.contract.baseAtMs) {
    entry.contract.baseMicroPat = entry.baseMicroPat;
    entry.contract.baseAtMs = entry.baseAtMs;
    entry.contract.baseTargetMicroPat = entry.tuning.parameters.baseValueMicroPat;
  }
  entry.haltReason = HALT_REASONS[haltNumber] ?? 'OPERATOR';
  entry.rebase = false;
  entry.markouts.clear();
  entry.impact.clear();
  entry.decision = undefined;
}

export interface CheckpointSource {
  readonly registry: Registry;
  readonly totals: DayTotals;
  readonly halt: HaltReason;
  readonly savedAtMs: number;
}

/** Writes a checkpoint of the contracts and of the open series. */
export function encodeCheckpoint(source: CheckpointSource): Uint8Array {
  const contracts = [...source.registry.contracts()].map((contract) => ({
    key: new TextEncoder().encode(contract.key),
    numbers: contract.numbers,
  }));
  const series = [...source.registry.all()].filter((entry) => entry.phase === 'OPEN');
  const impacts = series.flatMap((entry) =>
    [...entry.impact.entries()].map(([group, impact]) => [
      entry.listing.seriesId,
      group,
      impact.boughtToLots,
      impact.boughtAtMs,
      impact.soldToLots,
      impact.soldAtMs,
    ]),
  );
  let length = HEADER_BYTES + series.length * SERIES_BYTES;
  length += 8 * (1 + impacts.length * IMPACT_FLOATS);
  for (const { key, numbers } of contracts) length += 2 + key.length + 2 + 8 * numbers.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of [MAGIC, VERSION, contracts.length, series.length].entries()) {
    view.setUint32(4 * index, value, true);
  }
  let at = 16;
  const float = (value: number): void => {
    view.setFloat64(at, value, true);
    at += 8;
  };
  float(source.savedAtMs);
  float(HALT_REASONS.indexOf(source.halt));
  float(source.totals.day);
  float(source.totals.tradingMicroPat);
  float(source.totals.decayMicroPat);
  for (const { key, numbers } of contracts) {
    view.setUint16(at, key.length, true);
    bytes.set(key, at + 2);
    at += 2 + key.length;
    view.setUint16(at, numbers.length, true);
    at += 2;
    for (const value of numbers) float(value);
  }
  for (const entry of series) {
    float(entry.listing.seriesId);
    float(entry.unsoldLots);
    for (let place = 0; place < SAVED_FLOATS; place += 1) float(entry.cells[entry.at + place]!);
    float(HALT_REASONS.indexOf(entry.haltReason));
  }
  float(impacts.length);
  for (const value of impacts.flat()) float(value);
  return bytes;
}

interface Decoded {
  readonly savedAtMs: number;
  readonly halt: HaltReason;
  readonly totals: readonly [day: number, trading: number, decay: number];
  readonly contracts: readonly (readonly [key: string, numbers: number[]])[];
  readonly series: readonly (readonly [seriesId: number, numbers: number[]])[];
  readonly impacts: readonly (readonly number[])[];
}

/** A reader that answers NaN past the end; one NaN anywhere refuses the whole. */
class Reader {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  at = 0;
  valid = true;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private room(length: number): boolean {
    if (this.at + length > this.bytes.length) this.valid = false;
    return this.valid;
  }

  uint32(): number {
    if (!this.room(4)) return 0;
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  uint16(): number {
    if (!this.room(2)) return 0;
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }

  float(): number {
    if (!this.room(8)) return 0;
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    if (!Number.isFinite(value)) this.valid = false;
    return value;
  }

  floats(count: number): number[] {
    const values: number[] = [];
    for (let index = 0; index < count && this.valid; index += 1) values.push(this.float());
    return values;
  }

  text(): string {
    const length = this.uint16();
    if (!this.room(length)) return '';
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

function readBody(reader: Reader, counts: { contracts: number; series: number }): Decoded {
  const savedAtMs = reader.float();
  const halt = HALT_REASONS[reader.float()] ?? 'OPERATOR';
  const totals = [reader.float(), reader.float(), reader.float()] as const;
  const contracts: [string, number[]][] = [];
  for (let index = 0; index < counts.contracts && reader.valid; index += 1) {
    const key = reader.text();
    contracts.push([key, reader.floats(reader.uint16())]);
  }
  const series: [number, number[]][] = [];
  for (let index = 0; index < counts.series && reader.valid; index += 1) {
    series.push([reader.float(), reader.floats(SERIES_FLOATS)]);
  }
  const impacts: number[][] = [];
  const impactCount = reader.float();
  for (let index = 0; index < impactCount && reader.valid; index += 1) {
    impacts.push(reader.floats(IMPACT_FLOATS));
  }
  return { savedAtMs, halt, totals, contracts, series, impacts };
}

/** Reads a checkpoint into the listed series and their contracts, all or nothing. */
export function decodeCheckpoint(
  bytes: Uint8Array,
  registry: Registry,
  totals: DayTotals,
): RestoreOutcome {
  if (bytes.length < HEADER_BYTES) return { ok: false, reason: 'LENGTH' };
  const reader = new Reader(bytes);
  if (reader.uint32() !== MAGIC) return { ok: false, reason: 'MAGIC' };
  const version = reader.uint32();
  if (version !== VERSION && version !== OLD_VERSION) return { ok: false, reason: 'VERSION' };
  const counts = { contracts: reader.uint32(), series: reader.uint32() };
  const decoded = readBody(reader, counts);
  if (!reader.valid) return { ok: false, reason: 'VALUE' };
  if (reader.at !== bytes.length) return { ok: false, reason: 'LENGTH' };
  const contractFloats = version === VERSION ? CONTRACT_FLOATS : OLD_CONTRACT_FLOATS;
  if (decoded.contracts.some(([, numbers]) => numbers.length !== contractFloats)) {
    return { ok: false, reason: 'VALUE' };
  }
  for (const [key, numbers] of decoded.contracts) {
    takeContractNumbers(registry.contract(key), numbers);
  }
  let restored = 0;
  for (const [seriesId, numbers] of decoded.series) {
    const entry = registry.find(seriesId);
    if (entry === undefined) continue;
    takeSeriesNumbers(entry, numbers);
    restored += 1;
  }
  for (const [seriesId = 0, group = 0, ...impact] of decoded.impacts) {
    const [boughtToLots = 0, boughtAtMs = 0, soldToLots = 0, soldAtMs = 0] = impact;
    const left = { boughtToLots, boughtAtMs, soldToLots, soldAtMs };
    registry.find(seriesId)?.impact.set(group, left);
  }
  [totals.day, totals.tradingMicroPat, totals.decayMicroPat] = decoded.totals;
  const skipped = decoded.series.length - restored;
  return { ok: true, savedAtMs: decoded.savedAtMs, halt: decoded.halt, restored, skipped };
}
