/**
 * Compares the chain with the ledger, account by account, at one block: every bucket of every account is what batches
 * brought plus what came in less what went out; the contract's own sum is that of its accounts; the tokens cover it; what is
 * open to be withdrawn is what the ledger withholds. Says all that is wrong, a line each, and changes nothing.
 */
import { type Core, WALLET_FIELD } from '../../engine/core/index.js';
import { type ChainReader, ContractView, type VenueContracts } from '../chain/index.js';
import { devPat, readSlot } from '../contracts/index.js';
import type { Settled } from '../netting/index.js';
import { shortened } from './problems.js';

export interface Reconciliation {
  readonly blockNumber: number;
  readonly batchId: number;
  readonly accountCount: number;
  /** Σ over all accounts on chain. */
  readonly accountsMicroPat: number;
  /** What the contract holds of the token. */
  readonly tokenMicroPat: number;
  readonly problems: readonly string[];
}

/** What an account has on chain besides what batches brought. */
export interface Expected {
  readonly netMicroPat: number;
  readonly requestMicroPat: number;
}

const SLOTS_AT_ONCE = 500;

/** What the core has booked of each account on chain; of the moment the core is at. */
export const bookedBy =
  ({ state: { wallets } }: Core) =>
  (id: number): Expected => ({
    netMicroPat: wallets.get(id, WALLET_FIELD.netMicroPat),
    requestMicroPat: wallets.get(id, WALLET_FIELD.requestMicroPat),
  });

/**
 * @param settled what batches up to the block's last one brought
 * @param booked of each account, what was paid in less what was paid out up to the block
 */
export async function reconcile(
  reader: ChainReader,
  contracts: VenueContracts,
  block: { readonly number: number; readonly hash: string },
  settled: Settled,
  booked: (chainAccountId: number) => Expected,
): Promise<Reconciliation> {
  const { clearing, token, quantum } = contracts;
  const read = async (name: string): Promise<number> =>
    Number((await reader.call(clearing, name, [], block.hash))[0]);
  const batchId = await read('progress');
  const accountCount = await read('accountCount');
  const problems: string[] = [];
  let sum = 0;
  for (let from = 1; from <= accountCount; from += SLOTS_AT_ONCE) {
    const count = Math.min(SLOTS_AT_ONCE, accountCount - from + 1);
    const [slots] = await reader.call(clearing, 'slotsOf', [from, count], block.hash);
    for (const [index, slot] of (slots as readonly bigint[]).entries()) {
      const id = from + index;
      const has = readSlot(slot);
      sum += Number(has.freeMicroPat + has.lockedMicroPat + has.marginMicroPat);
      const { netMicroPat, requestMicroPat } = booked(id);
      compare(problems, id, 'free', has.freeMicroPat, (settled[id * 2] ?? 0) + netMicroPat);
      compare(problems, id, 'locked', has.lockedMicroPat, settled[id * 2 + 1] ?? 0);
      compare(problems, id, 'margin', has.marginMicroPat, 0);
      compare(problems, id, 'to be withdrawn', has.pendingOutMicroPat, requestMicroPat);
    }
  }
  const total = await read('totalMicro');
  if (sum !== total) problems.push(`accounts hold ${sum} micro-PAT, the contract counts ${total}`);
  const pat = new ContractView(token, devPat.abi);
  const [units] = await reader.call(pat, 'balanceOf', [clearing.address], block.hash);
  const tokenMicroPat = Number((units as bigint) / quantum);
  if (tokenMicroPat < sum) problems.push(`${sum} micro-PAT are owed, ${tokenMicroPat} are held`);
  return {
    blockNumber: block.number,
    batchId,
    accountCount,
    accountsMicroPat: sum,
    tokenMicroPat,
    problems: shortened(problems),
  };
}

function compare(problems: string[], id: number, what: string, has: bigint, should: number): void {
  if (has === BigInt(should)) return;
  problems.push(`account ${id} has ${has} micro-PAT ${what} on chain, the ledger says ${should}`);
}
