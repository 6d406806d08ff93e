/**
 * Whether journal, disk and chain tell one story, asked before a batch is made. Changes nothing. Fails with ChainProblem
 * NODE_BEHIND when the node knows less than was seen: then nothing can be said.
 */
import {
  ChainProblem,
  type ChainReader,
  type ContractView,
  type VenueContracts,
} from '../chain/index.js';

/** Of one kind of batches. */
export interface LaneStory {
  /** Newest batch frozen on this disk. */
  readonly batchId: number;
  readonly batchHash: string;
  /** Whether every batch was final; one that was not may be gone for a while and comes back by itself. */
  readonly isAllFinal: boolean;
}

export interface Story {
  readonly money: LaneStory;
  readonly rights: LaneStory;
  /** Newest batch of money the journal has confirmed. */
  readonly journaledId: number;
  /** Newest block that was seen with anything of ours in it. */
  readonly seenBlock: number;
}

export type Contradiction =
  | { readonly code: string; readonly detail: string }
  /** Nothing is wrong that would not pass: no batch now. */
  | 'LATER';

/** What does not fit together; undefined when all does. */
export async function contradictionOf(
  reader: ChainReader,
  { clearing, rights }: VenueContracts,
  story: Story,
): Promise<Contradiction | undefined> {
  const { journaledId, seenBlock } = story;
  if (journaledId > story.money.batchId) {
    const detail = `the journal has batch ${journaledId}, the settler's disk ends with ${story.money.batchId}; patx settle rebuild makes it anew from chain and journal`;
    return { code: 'STORE_BEHIND', detail };
  }
  const { hash, number } = await reader.head();
  if (number < seenBlock) {
    const detail = `the node ends at block ${number}, ${seenBlock} was seen`;
    throw new ChainProblem('NODE_BEHIND', detail);
  }
  const money = { view: clearing, lastId: 'progress', what: 'batch' };
  const wrong = await laneContradiction(reader, hash, money, story.money);
  if (wrong !== undefined || rights === undefined) return wrong;
  const ofRights = { view: rights, lastId: 'lastBatchId', what: 'batch of rights' };
  const wrongRights = await laneContradiction(reader, hash, ofRights, story.rights);
  // Money does not wait for rights.
  return wrongRights === 'LATER' ? undefined : wrongRights;
}

async function laneContradiction(
  reader: ChainReader,
  blockHash: string,
  { view, lastId, what }: { view: ContractView; lastId: string; what: string },
  { batchId, batchHash, isAllFinal }: LaneStory,
): Promise<Contradiction | undefined> {
  const id = Number((await reader.call(view, lastId, [], blockHash))[0]);
  if (id > batchId) {
    const detail = `the chain goes on to ${what} ${id}, ${batchId} were made here; if the settler's disk was lost, patx settle rebuild makes it anew`;
    return { code: 'CHAIN_AHEAD', detail };
  }
  if (id < batchId) {
    const detail = `the chain ends with ${what} ${id}, ${batchId} was final`;
    return isAllFinal ? { code: 'CHAIN_BEHIND', detail } : 'LATER';
  }
  if (id === 0) return undefined;
  const [stored] = await reader.call(view, 'batchHash', [id], blockHash);
  if (String(stored) === batchHash) return undefined;
  return { code: 'CONTRADICTED', detail: `the chain has ${String(stored)} as ${what} ${id}` };
}
