/**
 * The chain as the batch machine sees it: where one batch stands, read at one block, and handing over raw transactions.
 *
 * A node that knows less than this process has seen, or has another block where a final one was, is not believed: that is
 * NODE_BEHIND, which passes, rather than a fact to halt for. Handing over a transaction that is known, used up or underpaid
 * is no failure; where the batch stands then says so.
 */

import type { BatchRecord, ChainFact } from '../batches/index.js';
import { accessRights, decodeRevert, patClearing } from '../contracts/index.js';
import { ChainProblem } from './chain-problem.js';
import type { Block, ChainReader, ContractView } from './chain-reader.js';
import { quantity } from './chain-reader.js';
import { RpcFailed } from './rpc.js';
import type { BlockMark } from './scanner.js';
import type { VenueContracts } from './venue-contracts.js';

export interface BatchChainOptions {
  readonly reader: ChainReader;
  readonly contracts: VenueContracts;
  readonly settler: string;
  /** The last block the ledger knows of: the node must have it. */
  readonly cursor: () => BlockMark;
  /** No batch is in a block before this one. */
  readonly fromBlock: number;
}

/** A contract that takes batches: the view whose first value is the last one's id, and the event each ends in. */
interface BatchContract {
  readonly view: ContractView;
  readonly lastId: string;
  readonly settled: string;
}

/** Blocks asked for at once when a batch is looked for that was not sent from here. */
const RANGE_BLOCKS = 2_000;

export class BatchChain {
  private readonly options: BatchChainOptions;

  constructor(options: BatchChainOptions) {
    this.options = options;
  }

  async look(record: BatchRecord): Promise<ChainFact> {
    const { reader, contracts, settler } = this.options;
    const head = await reader.head();
    await this.mustKnow(this.options.cursor(), head.number);
    const { view, lastId } = contractOf(record, contracts);
    const final = await reader.finalNumber(head.number);
    const [lastBatchId] = await reader.call(view, lastId, [], head.hash);
    const [stored] = await reader.call(view, 'batchHash', [record.batchId], head.hash);
    const finalNonce = final < 0 ? 0 : await reader.nonceAt(settler, final);
    const base = {
      kind: 'chain',
      lastBatchId: Number(lastBatchId),
      isFinal: false,
      finalNonce,
      headNonce: await reader.nonceAt(settler, head.number),
    } as const;
    if (BigInt(String(stored)) === 0n) {
      if (finalNonce > (record.nonce ?? finalNonce)) await this.mustBeTaken(record, head, final);
      const reverted = await this.revertOf(record, final);
      return reverted === undefined ? base : { ...base, reverted };
    }
    const block = await this.blockOf(record, head.number);
    if (block === undefined) {
      throw new ChainProblem('NODE_BEHIND', `batch ${record.batchId} is settled and has no log`);
    }
    const isFinal = block.number <= final;
    return { ...base, batchHash: String(stored), block, isFinal };
  }

  async send(raw: string): Promise<void> {
    try {
      await this.options.reader.rpc.send('eth_sendRawTransaction', [raw]);
    } catch (error) {
      // Known already, its nonce used up, a dearer one waiting: the next look tells which.
      if (!(error instanceof RpcFailed) || error.problem !== 'REFUSED') throw error;
    }
  }

  private async mustKnow({ number, hash }: BlockMark, head: number): Promise<void> {
    if (hash === '') return;
    const block = head < number ? undefined : await this.options.reader.block(number);
    if (block?.hash === hash) return;
    throw new ChainProblem(
      'NODE_BEHIND',
      `the node ends at block ${head} and does not have block ${number} as it was`,
    );
  }

  /**
   * A node that is mining may tell a nonce, or a state, of the block it is making. What it says together is of one block if
   * that was the newest one all the while, the nonce being asked first, or had another one on top before.
   */
  private async mustBeTaken(record: BatchRecord, head: Block, final: number): Promise<void> {
    const { reader, contracts, settler } = this.options;
    const { view } = contractOf(record, contracts);
    const before = await reader.head();
    const finalNonce = await reader.nonceAt(settler, final);
    const [stored] = await reader.call(view, 'batchHash', [record.batchId], head.hash);
    const after = await reader.head();
    const isOfOneBlock = before.hash !== head.hash || after.hash === head.hash;
    const isTaken = finalNonce > (record.nonce ?? finalNonce) && BigInt(String(stored)) === 0n;
    if (isOfOneBlock && isTaken) return;
    throw new ChainProblem('NODE_BEHIND', `the node went on from block ${head.number} meanwhile`);
  }

  /** The block a batch is in, by the receipts of what was sent, or by its log if something else was. */
  private async blockOf(record: BatchRecord, head: number): Promise<BlockMark | undefined> {
    const { reader, contracts, fromBlock } = this.options;
    for (const { hash } of record.attempts) {
      const receipt = await reader.receipt(hash);
      if (receipt?.isSuccess) return receipt.block;
    }
    const { view, settled } = contractOf(record, contracts);
    const event = view.interface.getEvent(settled)?.topicHash ?? null;
    const topic = `0x${BigInt(record.batchId).toString(16).padStart(64, '0')}`;
    for (let to = head; to >= fromBlock; to -= RANGE_BLOCKS) {
      const from = Math.max(fromBlock, to - RANGE_BLOCKS + 1);
      const [log] = await reader.logs([view.address], from, to, [event, topic]);
      if (log !== undefined) return { number: log.blockNumber, hash: log.blockHash };
    }
    return undefined;
  }

  private async revertOf(record: BatchRecord, final: number): Promise<ChainFact['reverted']> {
    const { reader } = this.options;
    for (const { hash } of record.attempts) {
      const receipt = await reader.receipt(hash);
      if (receipt === undefined || receipt.isSuccess || receipt.block.number > final) continue;
      return { hash, reason: await this.reasonOf(record, receipt.block.number) };
    }
    return undefined;
  }

  /** Asks why, by calling it again where it failed; the answer is for people. */
  private async reasonOf(record: BatchRecord, block: number): Promise<string> {
    const { reader, contracts, settler } = this.options;
    const to = contractOf(record, contracts).view.address;
    const request = { from: settler, to, data: record.callData };
    try {
      await reader.rpc.send('eth_call', [request, quantity(Math.max(0, block - 1))]);
      return 'it would pass now';
    } catch (error) {
      return revertText(error);
    }
  }
}

/** Where a batch goes. A batch of rights is made only where the contract for them is known. */
export function contractOf(
  { rights: isOfRights, batchId }: BatchRecord,
  { clearing, rights }: VenueContracts,
): BatchContract {
  if (isOfRights === undefined) {
    return { view: clearing, lastId: 'progress', settled: 'BatchSettled' };
  }
  if (rights === undefined) {
    const detail = `batch ${batchId} of rights is on disk and no contract is configured for it`;
    throw new ChainProblem('WRONG_CONTRACT', detail);
  }
  return { view: rights, lastId: 'lastBatchId', settled: 'RightsSettled' };
}

/** A refusal by the contract as its error's name and arguments. */
export function revertText(error: unknown): string {
  const data = error instanceof RpcFailed ? error.data : undefined;
  const revert = data === undefined ? undefined : decodeRevert(data, [patClearing, accessRights]);
  if (revert === undefined) return error instanceof Error ? error.message : String(error);
  return `${revert.name}(${revert.args.map(String).join(', ')})`;
}
