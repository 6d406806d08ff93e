/**
 * The series and contracts a quoter knows: slots, look-up, and which bear on which.
 *
 * Slots are preallocated and reused; a contract stays after its last series so that the next start
 * inherits from it. Links between series are rebuilt per segment, only when one opens or ends.
 */

import type { ParameterStore } from '../parameters/parameter-store.js';
import type { SeriesListing } from '../types.js';
import { ContractEntry } from './contract-entry.js';
import { linkSegment } from './links.js';
import { SeriesColumns } from './series-columns.js';
import { SeriesEntry } from './series-entry.js';

const NOBODY: readonly SeriesEntry[] = [];
const NO_SLOTS: readonly number[] = [];

export class Registry {
  private readonly slots: (SeriesEntry | undefined)[];
  private readonly free: number[] = [];
  /** Slots given up since the last relink: others may still point at them. */
  private readonly released: number[] = [];
  private readonly byId = new Map<number, SeriesEntry>();
  private readonly byContract = new Map<string, ContractEntry>();
  private readonly open = new Map<string, Set<SeriesEntry>>();
  private readonly peers = new Map<string, SeriesEntry[]>();
  private readonly stale = new Set<string>();
  private readonly order = new Map<string, readonly SeriesEntry[]>();
  private touched: SeriesEntry[] = [];

  readonly columns: SeriesColumns;

  constructor(capacity: number) {
    this.columns = new SeriesColumns(capacity);
    this.slots = new Array<SeriesEntry | undefined>(capacity).fill(undefined);
    for (let slot = capacity - 1; slot >= 0; slot -= 1) this.free.push(slot);
  }

  get size(): number {
    return this.byId.size;
  }

  get contractCount(): number {
    return this.byContract.size;
  }

  at(slot: number): SeriesEntry | undefined {
    return this.slots[slot];
  }

  find(seriesId: number): SeriesEntry | undefined {
    return this.byId.get(seriesId);
  }

  /** Every listed series, in order of listing. */
  all(): IterableIterator<SeriesEntry> {
    return this.byId.values();
  }

  contracts(): IterableIterator<ContractEntry> {
    return this.byContract.values();
  }

  contract(key: string): ContractEntry {
    let contract = this.byContract.get(key);
    if (contract === undefined) {
      contract = new ContractEntry(key);
      this.byContract.set(key, contract);
    }
    return contract;
  }

  /** Lists a series; undefined when the id is taken or there is no room. */
  list(listing: SeriesListing, parameters: ParameterStore): SeriesEntry | undefined {
    if (this.byId.has(listing.seriesId)) return undefined;
    if (this.free.length === 0) this.rebuild();
    const slot = this.free.pop();
    if (slot === undefined) return undefined;
    const contract = this.contract(listing.contractKey);
    const tuning = parameters.tuning(listing.seriesKey);
    const { columns } = this;
    columns.clear(slot);
    const entry = new SeriesEntry({ slot, listing, contract, tuning, columns });
    contract.listed += 1;
    this.slots[slot] = entry;
    this.byId.set(listing.seriesId, entry);
    return entry;
  }

  /** The series joins those that are quoted. */
  opened(entry: SeriesEntry): void {
    const { segment } = entry.listing;
    const set = this.open.get(segment) ?? new Set<SeriesEntry>();
    set.add(entry);
    this.open.set(segment, set);
    const peers = this.peers.get(entry.peerKey);
    if (peers === undefined) this.peers.set(entry.peerKey, [entry]);
    else if (!peers.includes(entry)) peers.push(entry);
    this.stale.add(segment);
  }

  /** The series is no longer quoted; those it dominated are free of it at the next relink. */
  ended(entry: SeriesEntry): void {
    const { segment } = entry.listing;
    if (this.open.get(segment)?.delete(entry) !== true) return;
    const peers = (this.peers.get(entry.peerKey) ?? []).filter((other) => other !== entry);
    if (peers.length === 0) this.peers.delete(entry.peerKey);
    else this.peers.set(entry.peerKey, peers);
    entry.dominators = NO_SLOTS;
    entry.dependents = [];
    entry.bandSubstitutes = NO_SLOTS;
    entry.windowSubstitutes = NO_SLOTS;
    this.stale.add(segment);
  }

  /** Forgets a series and frees its slot. */
  drop(entry: SeriesEntry): void {
    this.ended(entry);
    entry.contract.listed -= 1;
    this.byId.delete(entry.listing.seriesId);
    this.slots[entry.slot] = undefined;
    this.columns.clear(entry.slot);
    this.released.push(entry.slot);
  }

  /** Open series with the same window, band and start, in any segment. */
  peersOf(entry: SeriesEntry): readonly SeriesEntry[] {
    return this.peers.get(entry.peerKey) ?? NOBODY;
  }

  /** Rebuilds the links of segments that changed; answers their series. */
  relink(): readonly SeriesEntry[] {
    this.rebuild();
    const { touched } = this;
    if (touched.length > 0) this.touched = [];
    return touched;
  }

  private rebuild(): void {
    // An empty set makes itself a new table when it is cleared.
    if (this.stale.size === 0 && this.released.length === 0) return;
    for (const segment of this.stale) {
      const order = linkSegment([...(this.open.get(segment) ?? [])]);
      this.order.set(segment, order);
      this.touched.push(...order);
    }
    this.stale.clear();
    while (this.released.length > 0) this.free.push(this.released.pop()!);
  }

  /** Open series, the better ones of each segment first, then the rest. */
  *bestFirst(): Generator<SeriesEntry> {
    for (const order of this.order.values()) yield* order;
    for (const entry of this.byId.values()) if (entry.phase !== 'OPEN') yield entry;
  }
}
