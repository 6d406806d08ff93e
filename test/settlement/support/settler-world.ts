/**
 * A world for the settler to be killed in: a disk, a log and a chain that survive it, and ports that die before or after
 * any of their effects. The chain mines by nonce and fee, accepts only the batch after its last, becomes final at a depth,
 * and above that depth loses blocks, and what was in them, when told to.
 */
import type {
  Attempt,
  BatchRecord,
  ChainFact,
  SettlerPorts,
} from '../../../src/settlement/batches/index.js';

const FINAL_DEPTH = 2;

export class Crash extends Error {}

interface Sent {
  readonly batchId: number;
  readonly batchHash: string;
  readonly nonce: number;
  readonly fee: number;
}

interface Block {
  readonly hash: string;
  readonly sent: readonly (Sent & { readonly raw: string; readonly failed: boolean })[];
}

export class SettlerWorld {
  readonly disk = new Map<number, BatchRecord>();
  /** Ids of batches the log has, once each, in order. */
  readonly log: number[] = [];
  blocks: Block[] = [];
  pool = new Set<string>();
  nowMs = 0;
  /** Port calls so far: each has a place to die before and one after its effect. */
  calls = 0;
  /** Places at which to die, by number. */
  readonly crashes = new Set<number>();
  /** How many blocks are mined before a port call, by its number: a chain does not wait for a round to end. */
  readonly minings = new Map<number, number>();
  private blockCount = 0;
  /** Blocks that stay: never fewer than they were. */
  private finalCount = 0;

  constructor(batches: number) {
    for (let id = 1; id <= batches; id += 1) {
      const record = { batchId: id, batchHash: `hash ${id}`, callData: `data ${id}` };
      this.disk.set(id, { ...record, state: 'PENDING', attempts: [] });
    }
  }

  readonly ports: SettlerPorts = {
    store: {
      load: () =>
        this.call(() => {
          const all = [...this.disk.values()].sort((a, b) => a.batchId - b.batchId);
          const journaled = all.filter(({ state }) => state === 'JOURNALED').length;
          return all.slice(Math.max(0, journaled - 1)).map((one) => structuredClone(one));
        }),
      save: (record) =>
        this.call(() => void this.disk.set(record.batchId, JSON.parse(JSON.stringify(record)))),
    },
    chain: {
      look: (record) => this.call(() => this.look(record)),
      send: (raw) => this.call(() => this.accept(raw)),
    },
    signer: {
      sign: (record, nonce, above) => this.call(() => sign(record, nonce, above)),
    },
    journal: {
      confirmed: ({ batchId }) =>
        this.call(() => {
          const last = this.log.at(-1) ?? 0;
          if (batchId > last + 1) throw new Error(`the ledger has ${last} and refuses ${batchId}`);
          if (batchId > last) this.log.push(batchId);
        }),
    },
    heldUp: (error) => {
      throw error;
    },
    nowMs: () => this.nowMs,
  };

  /** Batches the chain has, in its order. */
  get settled(): readonly Sent[] {
    return this.blocks.flatMap(({ sent }) => sent.filter(({ failed }) => !failed));
  }

  mine(): void {
    const sent: Block['sent'][number][] = [];
    let nonce = this.nonceAt(this.blocks.length);
    for (;;) {
      const next = [...this.pool]
        .map((raw) => ({ ...(JSON.parse(raw) as Sent), raw }))
        .filter((one) => one.nonce === nonce)
        .sort((a, b) => b.fee - a.fee)[0];
      if (next === undefined) break;
      const last = sent.filter(({ failed }) => !failed).length + this.settled.length;
      sent.push({ ...next, failed: next.batchId !== last + 1 });
      nonce += 1;
    }
    this.blockCount += 1;
    this.append({ hash: `block ${this.blockCount}`, sent });
    for (const raw of this.pool) {
      if ((JSON.parse(raw) as Sent).nonce < nonce) this.pool.delete(raw);
    }
  }

  /** Loses blocks that are not final; their transactions are nowhere any more. */
  reorg(blocks: number): void {
    this.blocks.length = Math.max(this.finalCount, this.blocks.length - blocks);
  }

  /** Somebody else puts a block on the chain. */
  intrude(sent: Sent): void {
    this.blockCount += 1;
    const block = { ...sent, raw: 'theirs', failed: sent.batchId === 0 };
    this.append({ hash: `block ${this.blockCount}`, sent: [block] });
  }

  private append(block: Block): void {
    this.blocks.push(block);
    this.finalCount = Math.max(this.finalCount, this.blocks.length - FINAL_DEPTH);
  }

  private look(record: BatchRecord): ChainFact {
    const at = this.blocks.findIndex(({ sent }) =>
      sent.some((one) => !one.failed && one.batchId === record.batchId),
    );
    const block = this.blocks[at];
    const found = block?.sent.find(({ batchId, failed }) => !failed && batchId === record.batchId);
    const finalBlocks = this.finalCount;
    const raws = new Set(record.attempts.map(({ raw }) => raw));
    const failed = this.blocks
      .slice(0, finalBlocks)
      .flatMap(({ sent }) => sent)
      .find((one) => one.failed && raws.has(one.raw));
    return {
      kind: 'chain',
      lastBatchId: this.settled.at(-1)?.batchId ?? 0,
      isFinal: block !== undefined && at < finalBlocks,
      finalNonce: this.nonceAt(finalBlocks),
      headNonce: this.nonceAt(this.blocks.length),
      ...(found && block
        ? { batchHash: found.batchHash, block: { number: at, hash: block.hash } }
        : {}),
      ...(failed ? { reverted: { hash: failed.raw, reason: 'WrongBatchId' } } : {}),
    };
  }

  private accept(raw: string): void {
    if ((JSON.parse(raw) as Sent).nonce >= this.nonceAt(this.blocks.length)) this.pool.add(raw);
  }

  private nonceAt(blocks: number): number {
    const used = this.blocks.slice(0, blocks).flatMap(({ sent }) => sent);
    return Math.max(0, ...used.map(({ nonce }) => nonce + 1));
  }

  private async call<T>(effect: () => T): Promise<T> {
    const place = this.calls * 2;
    for (let left = this.minings.get(this.calls) ?? 0; left > 0; left -= 1) this.mine();
    this.calls += 1;
    if (this.crashes.has(place)) throw new Crash();
    const result = effect();
    if (this.crashes.has(place + 1)) throw new Crash();
    return result;
  }
}

function sign(record: BatchRecord, nonce: number, above?: Attempt): Attempt {
  const fee = above === undefined ? 100 : Math.ceil(Number(above.feePerGasWei) * 1.125);
  const { batchId, batchHash } = record;
  const raw = JSON.stringify({ batchId, batchHash, nonce, fee });
  return { hash: `hash of ${raw}`, raw, feePerGasWei: String(fee) };
}
