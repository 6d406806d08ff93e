/**
 * Ranges are leased before they leave: a journaled command decides whether the account may read, and counts what it has not had.
 *
 * Counted in blocks of 64 KiB, so that nobody fills the history with single bytes. Leases of one account and revision follow each
 * other. What an account has had is the journal's word; here is a copy of it, never older than the last lease. Fails with
 * ContentError: why not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ContentError } from './content-error.js';
import { blocksBeyond, bytesBeyond, withRange } from './intervals.js';
import type { ByteRange, MarketView } from './market-view.js';
import type { StoreCommands } from './store-commands.js';

/** What is counted as one. */
export const BLOCK_BYTES = 65_536;
/** Bytes of one lease; what a death of the process may count without having sent it. */
export const LEASE_BYTES = 4_194_304;
/** A unit of paid use. */
const UNIT_BYTES = 1_048_576;
const KEPT_MAX = 1_000;
const WAIT_MS = 5;
const WAIT_MAX = 1_000;

export interface Reader {
  readonly accountId: number;
  readonly listingId: number;
  readonly revision: number;
  readonly sizeBytes: number;
}

export class Leases {
  private readonly commands: StoreCommands;
  private readonly view: () => MarketView | undefined;
  private readonly newKey: () => string;
  /** The longest unused first. */
  private readonly had = new Map<string, readonly ByteRange[]>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private lastSequence = 0;
  private hasCaughtUp = false;

  constructor(parts: {
    commands: StoreCommands;
    view: () => MarketView | undefined;
    newKey: () => string;
  }) {
    this.commands = parts.commands;
    this.view = parts.view;
    this.newKey = parts.newKey;
  }

  /** Leases the blocks from here on, as many as one lease takes; resolves with what may leave. */
  async take(reader: Reader, wanted: ByteRange): Promise<ByteRange> {
    const key = `${reader.accountId}/${reader.listingId}/${reader.revision}`;
    const before = this.turns.get(key);
    const turn = (before ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.lease(key, reader, wanted));
    this.turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(key) === turn) this.turns.delete(key);
    }
  }

  private async lease(key: string, reader: Reader, wanted: ByteRange): Promise<ByteRange> {
    const { accountId, listingId, revision, sizeBytes } = reader;
    const had = await this.rangesOf(key, reader);
    const from = wanted.from - (wanted.from % BLOCK_BYTES);
    const end = Math.min(from + LEASE_BYTES, Math.ceil(wanted.to / BLOCK_BYTES) * BLOCK_BYTES);
    const range = { from, to: Math.min(end, sizeBytes) };
    const isPaidByUse = this.require().isPaidByUse(listingId);
    const units = isPaidByUse ? blocksBeyond(had, range, UNIT_BYTES) : bytesBeyond(had, range);
    const answer = await this.commands.send(
      `/market/listings/${listingId}/revisions/${revision}/leases`,
      { targetAccountId: accountId, fromByte: range.from, toByte: range.to, units },
      this.newKey(),
    );
    this.lastSequence = Math.max(this.lastSequence, answer.journalSequence);
    this.keep(key, withRange(had, range));
    return { from: wanted.from, to: Math.min(range.to, wanted.to) };
  }

  private keep(key: string, ranges: readonly ByteRange[]): void {
    this.had.delete(key);
    this.had.set(key, ranges);
    const [oldest] = this.had.keys();
    if (this.had.size > KEPT_MAX && oldest !== undefined) this.had.delete(oldest);
  }

  private async rangesOf(key: string, reader: Reader): Promise<readonly ByteRange[]> {
    const known = this.had.get(key);
    if (known !== undefined) return known;
    // What an earlier process leased has to be there, and what this one did.
    for (let tries = 0; tries < WAIT_MAX; tries += 1) {
      const view = this.require();
      this.hasCaughtUp ||= view.isCaughtUp;
      if (this.hasCaughtUp && view.sequence >= this.lastSequence) {
        const ranges = view.ranges(reader.accountId, reader.listingId, reader.revision);
        this.keep(key, ranges);
        return ranges;
      }
      await sleep(WAIT_MS);
    }
    throw new ContentError('NOT_READY', 'the reader is behind the journal', '', 1);
  }

  private require(): MarketView {
    const view = this.view();
    if (view === undefined) throw new ContentError('NOT_READY', 'the reader restores', '', 1);
    return view;
  }
}
