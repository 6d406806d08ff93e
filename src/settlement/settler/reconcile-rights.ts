/**
 * Compares the rights on chain with a view of the ledger's, at one block: every series is registered as it is in the ledger,
 * with its licence; what was minted, was exercised and has lapsed is the same; and every holder has what the view says. As
 * the chain's holdings add up to what is outstanding, nobody else can have any. Says all that is wrong and changes nothing.
 */
import { AbiCoder, getAddress, keccak256 } from 'ethers';
import type { Core } from '../../engine/core/index.js';
import type { ChainReader, ContractView } from '../chain/index.js';
import { type NewSeries, SUPPLY } from '../contracts/index.js';
import { entriesOf, type Holdings, termsOf } from '../rights/index.js';
import { shortened } from './problems.js';

export interface RightsReconciliation {
  readonly blockNumber: number;
  /** Last batch of rights at the block. */
  readonly batchId: number;
  readonly seriesCount: number;
  readonly holderCount: number;
  /** Lots held by anybody, all series together. */
  readonly heldLots: number;
  readonly problems: readonly string[];
}

interface SeriesState {
  readonly id: bigint;
  readonly licenceHash: string;
  readonly mintCapLots: bigint;
  readonly mintedLots: bigint;
  readonly exercisedLots: bigint;
  readonly lapsedLots: bigint;
}

interface Place {
  readonly seriesId: number;
  readonly accountId: number;
  readonly lots: number;
}

const READS_AT_ONCE = 500;

/** @param holdings what batches of rights up to the block's last one brought; the core knows its series and wallets */
export async function reconcileRights(
  reader: ChainReader,
  rights: ContractView,
  block: { readonly number: number; readonly hash: string },
  holdings: Holdings,
  core: Core,
): Promise<RightsReconciliation> {
  const problems: string[] = [];
  const [batchId] = await reader.call(rights, 'lastBatchId', [], block.hash);
  const supply = new Map<number, Map<number, number>>();
  const holders: Place[] = [];
  for (const { seriesId, accountId, deltaLots } of entriesOf(holdings)) {
    const isSupply = accountId === SUPPLY.MINTED || accountId >= SUPPLY.LAPSED;
    if (!isSupply) holders.push({ seriesId, accountId, lots: deltaLots });
    else {
      const of = supply.get(seriesId) ?? new Map<number, number>();
      supply.set(seriesId, of.set(accountId, deltaLots));
    }
  }
  for (const some of chunksOf([...supply])) {
    const numbers = some.map(([seriesId]) => seriesId);
    const [states] = await reader.call(rights, 'seriesAtMany', [numbers], block.hash);
    for (const [index, [seriesId, counts]] of some.entries()) {
      const state = (states as readonly SeriesState[])[index] as SeriesState;
      compareSeries(problems, state, termsOf(core, seriesId), counts);
    }
  }
  let heldLots = 0;
  for (const some of chunksOf(holders)) {
    const owners = some.map(({ accountId }) => ownerOf(core, accountId));
    const ids = some.map(({ seriesId }) => idOf(termsOf(core, seriesId)));
    const [held] = await reader.call(rights, 'balanceOfBatch', [owners, ids], block.hash);
    for (const [index, { seriesId, accountId, lots }] of some.entries()) {
      const has = (held as readonly bigint[])[index] as bigint;
      heldLots += Number(has);
      if (has === BigInt(lots)) continue;
      problems.push(
        `account ${accountId} has ${has} lots of series ${seriesId} on chain, the ledger says ${lots}`,
      );
    }
  }
  return {
    blockNumber: block.number,
    batchId: Number(batchId),
    seriesCount: supply.size,
    holderCount: new Set(holders.map(({ accountId }) => accountId)).size,
    heldLots,
    problems: shortened(problems),
  };
}

/** The token id of a series, as the contract makes it. */
export function idOf({ key }: NewSeries): bigint {
  const { segment, windowSeconds, band, start } = key;
  const types = ['bytes32', 'uint32', 'uint16', 'uint64'];
  const values = [segment, windowSeconds, band, start];
  return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));
}

function compareSeries(
  problems: string[],
  state: SeriesState,
  terms: NewSeries,
  counts: ReadonlyMap<number, number>,
): void {
  const { number } = terms;
  if (state.id !== idOf(terms)) return void problems.push(`series ${number} is another on chain`);
  if (state.licenceHash !== terms.licenceHash) {
    problems.push(`series ${number} has licence ${state.licenceHash} on chain`);
  }
  const same = (what: string, has: bigint, should: number): void => {
    if (has === BigInt(should)) return;
    problems.push(`series ${number} has ${has} lots ${what} on chain, the ledger says ${should}`);
  };
  same('to be minted at most', state.mintCapLots, terms.mintCapLots);
  same('minted', state.mintedLots, -(counts.get(SUPPLY.MINTED) ?? 0));
  same('exercised', state.exercisedLots, counts.get(SUPPLY.EXERCISED) ?? 0);
  same('lapsed', state.lapsedLots, counts.get(SUPPLY.LAPSED) ?? 0);
}

const ownerOf = ({ state }: Core, wallet: number): string =>
  getAddress(`0x${Buffer.from(state.wallets.owner(wallet)).toString('hex')}`);

function* chunksOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += READS_AT_ONCE) {
    yield all.slice(from, from + READS_AT_ONCE);
  }
}
