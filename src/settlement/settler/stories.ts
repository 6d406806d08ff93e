/**
 * Whether journal, disk and chain tell one story, asked before a batch is made. Changes nothing. Fails with ChainProblem
 * NODE_BEHIND when the node knows less than was seen: then nothing can be said.
 */
import { ChainProblem, type ChainReader, type VenueContracts } from '../chain/index.js';

export interface Story {
  /** Newest batch frozen on this disk. */
  readonly batchId: number;
  readonly batchHash: string;
  /** Newest batch the journal has confirmed. */
  readonly journaledId: number;
  /** Newest block that was seen with anything of ours in it. */
  readonly seenBlock: number;
  /** Whether every batch was final; one that was not may be gone for a while and comes back by itself. */
  readonly isAllFinal: boolean;
}

export type Contradiction =
  | { readonly code: string; readonly detail: string }
  /** Nothing is wrong that would not pass: no batch now. */
  | 'LATER';

/** What does not fit together; undefined when all does. */
export async function contradictionOf(
  reader: ChainReader,
  { clearing }: VenueContracts,
  story: Story,
): Promise<Contradiction | undefined> {
  const { batchId, batchHash, journaledId, seenBlock, isAllFinal } = story;
  if (journaledId > batchId) {
    const detail = `the journal has batch ${journaledId}, the settler's disk ends with ${batchId}`;
    return { code: 'STORE_BEHIND', detail };
  }
  const { hash, number } = await reader.head();
  if (number < seenBlock) {
    const detail = `the node ends at block ${number}, ${seenBlock} was seen`;
    throw new ChainProblem('NODE_BEHIND', detail);
  }
  const lastId = Number((await reader.call(clearing, 'progress', [], hash))[0]);
  if (lastId > batchId) {
    const detail = `the chain goes on to batch ${lastId}, ${batchId} were made here`;
    return { code: 'CHAIN_AHEAD', detail };
  }
  if (lastId < batchId) {
    const detail = `the chain ends with batch ${lastId}, ${batchId} was final`;
    return isAllFinal ? { code: 'CHAIN_BEHIND', detail } : 'LATER';
  }
  if (lastId === 0) return undefined;
  const [stored] = await reader.call(clearing, 'batchHash', [lastId], hash);
  if (String(stored) === batchHash) return undefined;
  return { code: 'CONTRADICTED', detail: `the chain has ${String(stored)} as batch ${lastId}` };
}
