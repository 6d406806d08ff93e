/**
 * Compares the chain with the ledger, account by account, at one block: every bucket of every account is what batches
 * brought plus what came in less what went out; the contract's own sum is that of its accounts; the tokens cover it; what is
 * open to be withdrawn is what the ledger withholds. Says all that is wrong, a line each, and changes nothing.
 */
import { type Core, WALLET_FIELD, type Wallets } from '../../engine/core/index.js';
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
  /** Of it, what accounts have that are set aside. */
  readonly setAsideMicroPat: number;
  /** What the contract holds of the token. */
  readonly tokenMicroPat: number;
  readonly problems: readonly string[];
}

/** What an account has on chain besides what batches brought. */
export interface Expected {
  readonly netMicroPat: number;
  readonly requestMicroPat: number;
}

/** What the chain is compared with. */
export interface Books {
  /** What batches up to the block's last one brought. */
  readonly settled: Settled;
  /** Whose places `settled` goes by. */
  readonly wallets: Pick<Wallets, 'count' | 'numberAt' | 'placeOf' | 'setAside'>;
  /** Of each account, what was paid in less what was paid out up to the block; undefined where that is not known. */
  readonly booked: (chainAccountId: number) => Expected | undefined;
  /** Whether `booked` is what the chain's own logs say, which know of every account. */
  readonly isOfLogs: boolean;
}

const SLOTS_AT_ONCE = 500;

/** What the core has booked of each account on chain; of the moment the core is at. What it set aside it does not know. */
export const bookedBy =
  ({ state: { wallets } }: Core) =>
  (id: number): Expected | undefined =>
    wallets.isSetAside(id)
      ? undefined
      : {
          netMicroPat: wallets.get(id, WALLET_FIELD.netMicroPat),
          requestMicroPat: wallets.get(id, WALLET_FIELD.requestMicroPat),
        };

export async function reconcile(
  reader: ChainReader,
  contracts: VenueContracts,
  block: { readonly number: number; readonly hash: string },
  books: Books,
): Promise<Reconciliation> {
  const { clearing, token, quantum } = contracts;
  const { settled, wallets, booked } = books;
  const read = async (name: string): Promise<number> =>
    Number((await reader.call(clearing, name, [], block.hash))[0]);
  const batchId = await read('progress');
  const accountCount = await read('accountCount');
  const problems: string[] = [];
  let sum = 0;
  let unknown = 0;
  const ranges = rangesOf(books, accountCount);
  for (const from of ranges) {
    const count = Math.min(SLOTS_AT_ONCE, accountCount - from + 1);
    const [slots] = await reader.call(clearing, 'slotsOf', [from, count], block.hash);
    for (const [index, slot] of (slots as readonly bigint[]).entries()) {
      const id = from + index;
      const has = readSlot(slot);
      const expected = booked(id);
      const place = wallets.placeOf(id);
      compare(problems, id, 'locked', has.lockedMicroPat, settledAt(settled, place, 1));
      compare(problems, id, 'margin', has.marginMicroPat, 0);
      if (expected === undefined) {
        unknown += 1;
        continue;
      }
      sum += Number(has.freeMicroPat + has.lockedMicroPat + has.marginMicroPat);
      const { netMicroPat, requestMicroPat } = expected;
      const free = settledAt(settled, place, 0) + netMicroPat;
      compare(problems, id, 'free', has.freeMicroPat, free);
      compare(problems, id, 'to be withdrawn', has.pendingOutMicroPat, requestMicroPat);
    }
  }
  const total = await read('totalMicro');
  // What nothing is known of is the contract's own: its sum can only be more.
  const isAll = unknown === 0 && ranges.length === Math.ceil(accountCount / SLOTS_AT_ONCE);
  if (isAll ? sum !== total : sum > total) {
    problems.push(`accounts hold ${sum} micro-PAT, the contract counts ${total}`);
  }
  const pat = new ContractView(token, devPat.abi);
  const [units] = await reader.call(pat, 'balanceOf', [clearing.address], block.hash);
  const tokenMicroPat = Number((units as bigint) / quantum);
  if (tokenMicroPat < total) {
    problems.push(`${total} micro-PAT are owed, ${tokenMicroPat} are held`);
  }
  return {
    blockNumber: block.number,
    batchId,
    accountCount,
    accountsMicroPat: total,
    setAsideMicroPat: total - sum,
    tokenMicroPat,
    problems: shortened(problems),
  };
}

const settledAt = (settled: Settled, place: number, bucket: 0 | 1): number =>
  place === 0 ? 0 : (settled[place * 2 + bucket] ?? 0);

/** First accounts of the ranges that are read: all, or, where some are set aside, those in which any is that is not. */
function rangesOf({ wallets, isOfLogs }: Books, accountCount: number): number[] {
  const wanted = new Set<number>();
  const isAll = wallets.setAside === 0 || isOfLogs;
  for (let place = 1; place <= wallets.count; place += 1) {
    wanted.add(Math.ceil(wallets.numberAt(place) / SLOTS_AT_ONCE));
  }
  const ranges: number[] = [];
  for (let range = 1; (range - 1) * SLOTS_AT_ONCE < accountCount; range += 1) {
    if (isAll || wanted.has(range)) ranges.push((range - 1) * SLOTS_AT_ONCE + 1);
  }
  return ranges;
}

function compare(problems: string[], id: number, what: string, has: bigint, should: number): void {
  if (has === BigInt(should)) return;
  problems.push(`account ${id} has ${has} micro-PAT ${what} on chain, the ledger says ${should}`);
}
