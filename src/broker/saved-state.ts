/**
 * The quoter's estimators as the journal keeps them: which series were open, how long the venue had been down in all,
 * and the quoter's own bytes, deflated.
 *
 * The sum of outages lets a later start know for how long the venue stood still since, however often it was restarted.
 * Bytes that are not a saved state are answered with undefined; the quoter then starts cold, from what its contracts
 * say.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const MAGIC = 0x50425154;
const VERSION = 1;
const HEADER_BYTES = 24;
/** Nothing larger is inflated, whatever the bytes claim. */
const INFLATED_BYTES_MAX = 64 * 1_048_576;

export interface SavedState {
  /** Outages of the venue up to then, ms in all. */
  readonly outageMs: number;
  /** Series that were open then. */
  readonly openSeries: readonly number[];
  /** What `Quoter.checkpoint` gave. */
  readonly quoter: Uint8Array;
}

/** Bytes of a saved state. */
export function encodeSavedState(state: SavedState): Uint8Array {
  const { openSeries, quoter } = state;
  const bytes = new Uint8Array(HEADER_BYTES + openSeries.length * 4 + quoter.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setFloat64(8, state.outageMs, true);
  view.setUint32(16, openSeries.length, true);
  view.setUint32(20, quoter.length, true);
  for (const [index, id] of openSeries.entries())
    view.setUint32(HEADER_BYTES + 4 * index, id, true);
  bytes.set(quoter, HEADER_BYTES + openSeries.length * 4);
  return deflateRawSync(bytes, { level: 1 });
}

/** Reads the hex text the core keeps. */
export function decodeSavedState(hex: string): SavedState | undefined {
  const bytes = inflated(Buffer.from(hex, 'hex'));
  if (bytes === undefined || bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION) return undefined;
  const outageMs = view.getFloat64(8, true);
  const seriesCount = view.getUint32(16, true);
  const quoterFrom = HEADER_BYTES + seriesCount * 4;
  if (!(outageMs >= 0) || bytes.length !== quoterFrom + view.getUint32(20, true)) return undefined;
  const openSeries: number[] = [];
  for (let index = 0; index < seriesCount; index += 1) {
    openSeries.push(view.getUint32(HEADER_BYTES + 4 * index, true));
  }
  return { outageMs, openSeries, quoter: bytes.subarray(quoterFrom) };
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(bytes, { maxOutputLength: INFLATED_BYTES_MAX });
  } catch {
    return undefined;
  }
}
