/**
 * What came in and went out of every account on chain by the chain's own logs, with nothing of the venue's: for an audit that
 * trusts neither the settler's disk nor the ledger's bookings. Fails as the node does, or when an amount is not exact.
 */
import { type ChainReader, eventsOf, type VenueContracts } from '../chain/index.js';
import { exact } from '../netting/index.js';
import type { Expected } from './reconcile.js';

const RANGE_BLOCKS = 2_000;

export async function bookingsOnChain(
  reader: ChainReader,
  contracts: VenueContracts,
  fromBlock: number,
  toBlock: number,
): Promise<(chainAccountId: number) => Expected> {
  const net = new Map<number, number>();
  const open = new Map<number, number>();
  const addresses = { phases: contracts.phases.address };
  const add = (id: number, microPat: number): void => {
    const sum = (net.get(id) ?? 0) + microPat;
    net.set(id, exact(sum, `net of account ${id}`, -Number.MAX_SAFE_INTEGER));
  };
  for (let from = fromBlock; from <= toBlock; from += RANGE_BLOCKS) {
    const to = Math.min(toBlock, from + RANGE_BLOCKS - 1);
    const logs = await reader.logs([contracts.clearing.address], from, to);
    for (const { event } of eventsOf(logs, addresses)) {
      if (event.kind === 'DEPOSITED') add(event.chainAccountId, event.amountMicroPat);
      else if (event.kind === 'REQUESTED') open.set(event.chainAccountId, event.amountMicroPat);
      else if (event.kind === 'VOIDED') open.delete(event.chainAccountId);
      else if (event.kind === 'CLAIMED') {
        add(event.chainAccountId, -event.paidMicroPat);
        open.delete(event.chainAccountId);
      }
    }
  }
  return (id) => ({ netMicroPat: net.get(id) ?? 0, requestMicroPat: open.get(id) ?? 0 });
}
