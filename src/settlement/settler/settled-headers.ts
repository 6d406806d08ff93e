/**
 * What a contract's own logs say of the batches it took: ids from 1 without gaps, each chained to the one before. For a
 * disk that is made anew. Fails as the node does, or with ChainProblem NOT_REBUILT where the logs do not fit together.
 */

import type { BatchRecord } from '../batches/index.js';
import {
  type BlockMark,
  ChainProblem,
  type ChainReader,
  type ContractView,
} from '../chain/index.js';
import { NO_HASH } from '../contracts/index.js';

export interface SettledOnChain {
  readonly batchId: number;
  readonly batchHash: string;
  readonly block: BlockMark;
  /** The event's arguments by name. */
  readonly args: Readonly<Record<string, unknown>>;
}

const RANGE_BLOCKS = 2_000;

export async function settledOnChain(
  reader: ChainReader,
  view: ContractView,
  event: 'BatchSettled' | 'RightsSettled',
  range: { readonly from: number; readonly to: number },
): Promise<SettledOnChain[]> {
  const topic = view.interface.getEvent(event)?.topicHash ?? null;
  const found: SettledOnChain[] = [];
  for (let from = range.from; from <= range.to; from += RANGE_BLOCKS) {
    const to = Math.min(range.to, from + RANGE_BLOCKS - 1);
    for (const log of await reader.logs([view.address], from, to, [topic])) {
      const args = view.interface.parseLog(log)?.args.toObject() ?? {};
      const batchId = Number(args.batchId);
      if (batchId !== found.length + 1) {
        const detail = `batch ${batchId} of ${view.address} follows ${found.length}`;
        throw new ChainProblem('NOT_REBUILT', detail);
      }
      const block = { number: log.blockNumber, hash: log.blockHash };
      found.push({ batchId, batchHash: String(args.batchHash), block, args });
    }
  }
  return found;
}

/** The hash before a batch, by what came before it. */
export const hashBefore = (all: readonly SettledOnChain[], batchId: number): string =>
  all[batchId - 2]?.batchHash ?? NO_HASH;

/** A batch that is on chain and was sent by a disk that is gone: where its block goes, it halts. */
export const minedOf = ({ batchId, batchHash, block }: SettledOnChain): BatchRecord => ({
  batchId,
  batchHash,
  callData: '0x',
  state: 'MINED',
  attempts: [],
  block,
});
