/**
 * The state as bytes: for snapshots, for the state hash, and for the rolling check that runs with every frame.
 *
 * The parts are the columns in the order they were taken, each up to its used length, and the registry as JSON. Equal
 * histories give equal parts. Fails by saying which part does not fit.
 */
import type { Limits } from '../../../values/index.js';
import type { Core } from '../core.js';
import type { Column } from './columns.js';
import { LIST_RECORDS, LISTS, type Registry } from './registry.js';
import type { State } from './state.js';

export interface StatePart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const REGISTRY_PART = 'registry';
/** Bytes of state the rolling check covers per frame: a few microseconds. */
const SLICE_BYTES = 16_384;

/** The parts of a state, as views: to be copied or hashed before the next command. */
export function stateParts(state: State): StatePart[] {
  const parts: StatePart[] = state.columns.list().map((column) => ({
    name: column.name,
    bytes: column.bytes.subarray(0, column.usedBytes()),
  }));
  parts.push({ name: REGISTRY_PART, bytes: encodeText(state.registry.serialize()) });
  return parts;
}

/** The parts of a core's state, copied. */
export function exportState(core: Core): StatePart[] {
  return stateParts(core.state).map(({ name, bytes }) => ({ name, bytes: bytes.slice() }));
}

/** Fills a fresh core from parts. Returns what is wrong with them, or undefined. */
export function importState(core: Core, parts: Iterable<StatePart>): string | undefined {
  const columns = core.state.columns.list();
  const given = new Map<string, Uint8Array>();
  for (const { name, bytes } of parts) {
    if (given.has(name)) return `part ${name} comes twice`;
    given.set(name, bytes);
  }
  for (const { name, bytes } of columns) {
    const part = given.get(name);
    if (part === undefined) return `part ${name} is missing`;
    if (part.length > bytes.length) return `part ${name} is larger than its column`;
    bytes.set(part);
  }
  const registry = given.get(REGISTRY_PART);
  if (registry === undefined) return `part ${REGISTRY_PART} is missing`;
  if (given.size > columns.length + 1) return 'there is a part that no column has';
  core.state.registry.restore(decodeText(registry));
  core.restored();
  const odd = columns.find(({ name, usedBytes }) => given.get(name)?.length !== usedBytes());
  return odd && `part ${odd.name} has another length than its state says`;
}

/** The limits a state was made with, read from its parts before there is a core to fill. */
export function limitsOfState(parts: Iterable<StatePart>): Limits {
  for (const { name, bytes } of parts) {
    if (name !== REGISTRY_PART) continue;
    const { limits } = JSON.parse(decodeText(bytes)) as { limits: Limits | null };
    if (limits !== null) return limits;
  }
  throw new RangeError('a state without limits was never initialized');
}

/**
 * A window that moves over the whole state, one slice a frame: the bytes to check before a frame, and where the
 * window stands. Two cores with equal histories show equal slices at equal cursors. Behind the columns come the lists of the
 * registry, a few records at a time, as the text they are saved as.
 */
export class StateSlicer {
  private readonly columns: readonly Column[];
  private readonly registry: Registry;
  /** Position of the window: number of the column or list times 2^32, plus offset in bytes or records. */
  cursor = 0;

  constructor(state: State) {
    this.columns = state.columns.list();
    this.registry = state.registry;
  }

  /** The slice at the cursor; none where nothing is. */
  slice(): Uint8Array {
    const column = this.columns[this.number];
    const from = this.cursor % 2 ** 32;
    if (column === undefined) return encodeText(this.registry.textOf(this.list, from));
    return column.bytes.subarray(from, Math.min(from + SLICE_BYTES, column.usedBytes()));
  }

  /** Moves the window on. */
  next(): void {
    const { number, columns, registry } = this;
    const column = columns[number];
    const isColumn = column !== undefined;
    const step = isColumn ? SLICE_BYTES : LIST_RECORDS;
    const from = (this.cursor % 2 ** 32) + step;
    if (from < (isColumn ? column.usedBytes() : registry.lengthOf(this.list))) this.cursor += step;
    else this.cursor = ((number + 1) % (columns.length + LISTS)) * 2 ** 32;
  }

  private get number(): number {
    return Math.floor(this.cursor / 2 ** 32);
  }

  private get list(): number {
    return this.number - this.columns.length;
  }
}

/** UTF-8 without the platform: the core has no imports of its own but its values. */
function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
