/**
 * Follows the contracts' logs up to the head and hands over what is final, in the order of the chain.
 *
 * What is not final is kept in memory with the hash of the last block of each range read; when the chain has another block
 * there, ranges are dropped until one fits (a reorg), and read again. Final events are handed over until `advance` says that
 * the ledger has them durably, so nothing is lost by a crash and the ledger must take repeats. The cursor is the last block
 * whose events the ledger has. Fails with ChainProblem: NODE_BEHIND is passing, FINAL_BLOCK_GONE is not.
 */
import { eventsOf, type PlacedEvent } from './chain-events.js';
import { ChainProblem } from './chain-problem.js';
import type { Block, ChainReader } from './chain-reader.js';

/** A block by number and hash. */
export interface BlockMark {
  readonly number: number;
  readonly hash: string;
}

export interface ScannerOptions {
  readonly reader: ChainReader;
  readonly contracts: { readonly clearing: string; readonly phases: string };
  /** Last block whose events are in the ledger. */
  readonly cursor: BlockMark;
  /** Blocks asked for at once. */
  readonly rangeBlocks?: number;
}

export interface Found {
  readonly head: Block;
  /** Events of blocks behind the cursor up to `final`. */
  readonly events: readonly PlacedEvent[];
  readonly final: BlockMark;
}

interface Range {
  /** Last block of the range. */
  readonly end: BlockMark;
  readonly events: readonly PlacedEvent[];
}

export class Scanner {
  /** Ranges dropped because the chain has other blocks there now. */
  reorgs = 0;
  private readonly options: ScannerOptions;
  private readonly rangeBlocks: number;
  private readonly ranges: Range[] = [];
  private at: BlockMark;

  constructor(options: ScannerOptions) {
    this.options = options;
    this.rangeBlocks = options.rangeBlocks ?? 2_000;
    this.at = options.cursor;
  }

  get cursor(): BlockMark {
    return this.at;
  }

  /** Events seen in blocks that may still go. */
  get pending(): readonly PlacedEvent[] {
    return this.ranges.flatMap(({ events }) => events);
  }

  /** Reads up to the head and says what is final and not yet in the ledger. */
  async poll(): Promise<Found> {
    const { reader } = this.options;
    const head = await reader.head();
    if (head.number < this.at.number) {
      throw new ChainProblem(
        'NODE_BEHIND',
        `the node ends at block ${head.number}, block ${this.at.number} was seen`,
      );
    }
    await this.walkBack();
    while (this.end.number < head.number) {
      if (!(await this.readRange(head.number))) break;
    }
    const number = Math.min(await reader.finalNumber(head.number), this.end.number);
    if (number <= this.at.number) return { head, events: [], final: this.at };
    const final = await this.markOf(number);
    const events = this.pending.filter(({ blockNumber }) => blockNumber <= number);
    return { head, events, final };
  }

  /** The ledger has everything up to this block, durably. */
  advance(to: BlockMark): void {
    this.at = to;
    while ((this.ranges[0]?.end.number ?? Number.POSITIVE_INFINITY) <= to.number) {
      this.ranges.shift();
    }
    const first = this.ranges[0];
    if (first === undefined) return;
    const events = first.events.filter(({ blockNumber }) => blockNumber > to.number);
    this.ranges[0] = { ...first, events };
  }

  /** Forgets what was read and is not in the ledger: the next poll reads it again. */
  forget(): void {
    this.ranges.length = 0;
  }

  /** The last block read. */
  private get end(): BlockMark {
    return this.ranges.at(-1)?.end ?? this.at;
  }

  private async walkBack(): Promise<void> {
    for (let last = this.ranges.at(-1); last !== undefined; last = this.ranges.at(-1)) {
      if (await this.isThere(last.end)) return;
      this.ranges.pop();
      this.reorgs += 1;
    }
    if (this.at.hash === '' || (await this.isThere(this.at))) return;
    throw new ChainProblem(
      'FINAL_BLOCK_GONE',
      `block ${this.at.number} was ${this.at.hash} and is another one now`,
    );
  }

  /** Reads one range; false when the chain changed under it, which the next poll sorts out. */
  private async readRange(head: number): Promise<boolean> {
    const { reader, contracts } = this.options;
    const before = this.end;
    const from = before.number + 1;
    const to = Math.min(head, before.number + this.rangeBlocks);
    const first = await reader.block(from);
    const last = from === to ? first : await reader.block(to);
    if (first === undefined || last === undefined) return false;
    if (before.hash !== '' && first.parentHash !== before.hash) return false;
    const logs = await reader.logs([contracts.clearing, contracts.phases], from, to);
    const end = { number: to, hash: last.hash };
    // Logs are asked for by number: only when the last block is still the same are they of this chain.
    if (!(await this.isThere(end))) return false;
    this.ranges.push({ end, events: eventsOf(logs, contracts) });
    return true;
  }

  private async isThere({ number, hash }: BlockMark): Promise<boolean> {
    return (await this.options.reader.block(number))?.hash === hash;
  }

  private async markOf(number: number): Promise<BlockMark> {
    const known = this.ranges.find(({ end }) => end.number === number)?.end;
    if (known !== undefined) return known;
    const block = await this.options.reader.block(number);
    if (block === undefined) throw new ChainProblem('NODE_BEHIND', `block ${number} is not there`);
    return { number, hash: block.hash };
  }
}
